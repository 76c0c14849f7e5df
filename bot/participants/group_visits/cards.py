"""A group visit in words: in a line, on a list of those that fit, and in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import clip, folded, lines
from bot.conversation.sessions import grouped
from bot.words import reasons
from bot.words.group_visits import seats_left
from bot.words.sums import sum_words
from exchange.group_visits.looking import worth
from exchange.people.people import applicant
from exchange.rows import row_id
from exchange.timing.group_visits import moments_of
from exchange.visiting.previews import spots_offered
from exchange.words import N_
from storage.tables import GuestState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markupsafe import Markup

    from bot.conversation.speech import Speech
    from exchange.group_visits.looking import Found
    from exchange.scheme.lump_sum import LumpSum
    from exchange.work import Work
    from storage.tables import Application, GroupVisit, Organisation

SEEN, REASON = 1000, 76  # characters of a programme, and of a reason
STANDS: Mapping[GuestState, str] = {
    GuestState.WAITING: N_("🔔 You are on the waiting list."),
    GuestState.OFFERED: N_("🪑 A seat is kept for you."),
    GuestState.ASKED: N_("⏳ The host has your request."),
    GuestState.JOINED: N_("✓ You have your seat."),
}


def on_the_list(say: Speech, work: Work, found: Found) -> Markup:
    """Three lines: what, where, when; seats left; why."""
    visit, host = found.visit, found.host
    return lines(
        say(
            "👥 <b>{title}</b> – {city}, {days}",
            title=clip(visit.title, 60),
            city=where(say, visit, host),
            days=say.days(visit.starts_on, visit.ends_on),
        ),
        stands(say, found) or seats_left(say, visit, found.seats, found.waiting),
        _why(say, work, found),
    )


def _why(say: Speech, work: Work, found: Found) -> str:
    why = reasons.sentences(say, work.scheme, found.match, 1) if found.match else []
    return say("✓ {reason}", reason=clip(why[0], REASON)) if why else ""


def stands(say: Speech, found: Found) -> Markup | str:
    """How the reader stands in it; nothing for whoever is not in it."""
    return say(STANDS[found.guest.state]) if found.guest else ""


def in_full(
    say: Speech, work: Work, visitor: Application, found: Found, why_not: str = ""
) -> Markup:
    """Everything that a visitor wants to know before they join; of what they cannot join, why not."""
    visit, host = found.visit, found.host
    days, sum_ = worth(work, visitor, visit)
    return lines(
        say("👥 <b>{title}</b>", title=visit.title),
        say("{name}, {city}", name=host.name, city=say.city(host.city, host.country)),
        when(say, visit, days, applicant(work, row_id(visitor)).zone),
        stands(say, found) or seats_left(say, visit, found.seats, found.waiting),
        why_not or lines(_sum(say, work, sum_), _why(say, work, found)),
        programme(say, visit),
    )


def _sum(say: Speech, work: Work, sum_: LumpSum) -> Markup:
    """The sum alone: why it is halved stands on the exchange."""
    known = sum_.amount is not None and sum_.amount.amount
    told = say("{amount}", amount=sum_.amount) if known else sum_words(say, work.scheme, sum_)
    return say("💶 Lump sum for you: {sum}", sum=told)


def programme(say: Speech, visit: GroupVisit) -> Markup:
    """What there is to see: its beginning, and all of it by a tap."""
    return folded(say("{text}", text=clip(visit.programme, SEEN)))


def where(say: Speech, visit: GroupVisit, host: Organisation) -> Markup:
    """The host's city, that it is online, or both."""
    city = say.city(host.city, host.country)
    if not visit.sessions:
        return say("{city}", city=city)
    return say("{city} and online", city=city) if visit.slots else say("online")


def link(say: Speech, visit: GroupVisit) -> Markup | str:
    """Where half days meet, or that nobody has told it; nothing of a group visit on the spot."""
    if not visit.sessions:
        return ""
    return say("💻 {link}", link=visit.link or say("no link yet"))


def when(say: Speech, visit: GroupVisit, days: int, zone: str) -> Markup:
    """`📅 12–14 Apr 2027, 3 working days`; what is online by its half days, on the clock of that zone."""
    if visit.sessions:
        there = [say("🏠 {days}", days=say.days(*one)) for one in spots_offered(visit)]
        hours = [say("💻 {hours}", hours=one) for one in grouped(say, moments_of(visit), zone)]
        whole = say.many("🗓 {count} working day", "🗓 {count} working days", days)
        return lines(*there, *hours, whole)
    return say.many(
        "📅 {dates}, {count} working day",
        "📅 {dates}, {count} working days",
        days,
        dates=say.days(visit.starts_on, visit.ends_on),
    )
