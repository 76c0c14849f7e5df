"""Dates of more than one stay, put forward in one message: half days online, a stay in parts, or both kinds."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.conversation.calendar import read_dates, tells_one_stay
from bot.conversation.screens import Button, Screen, lines, paragraphs
from bot.conversation.sessions import link_in, times_in
from bot.participants import addresses as to
from bot.participants.visiting.online import listed
from bot.words.sums import sum_words
from exchange.people import parties
from exchange.visiting import dates, online, previews
from exchange.visiting.online import Session
from matching.times.parts import parts_told
from matching.understanding.online import wants_half_days

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from bot.conversation.addresses import Family
    from bot.conversation.speech import Speech
    from bot.conversation.talk import Talk
    from exchange.people.spots import Spot
    from exchange.visiting.previews import StayPreview
    from storage.tables import Exchange, Person

A_DAY, A_MONTH = timedelta(days=1), timedelta(days=30)
TUESDAY, DAYS_OF_WEEK = 1, 7


def examples(talk: Talk) -> str:
    """How half days online, stays in parts and both together are typed, as far as the call has them."""
    say, scheme = talk.say, talk.work.scheme
    online_ = say("💻 Or meet online: type the half days, like “Tue 3 Nov 9-12, Thu 5 Nov 14-17”.")
    both = _both(talk)
    parts = say("🧩 Or in parts: type all of them, like “1–26 March, 3–28 May”.")
    return lines(
        online_ if scheme.online else "",
        both if scheme.hybrid else "",
        parts if scheme.slots else "",
    )


def _both(talk: Talk) -> str:
    return talk.say(
        "🏠💻 Or both: type the days on the spot and the half days, like “12–14 April, Tue 20 April 9-12”."
    )


def typed(talk: Talk, exchange: Exchange) -> bool:
    """Whether half days or several stays were typed: then they are shown, to be put forward."""
    zone, text = ZoneInfo(talk.person.zone), talk.event.text
    spots, told = times_in(text, parties.today_at_host(talk.work, exchange), zone)
    scheme = talk.work.scheme
    in_parts = len(spots) > 1 and scheme.slots and tells_one_stay(text)
    if not in_parts and not (told and scheme.online):
        return False
    _show(talk, exchange, spots, [Session(*one) for one in told])
    return True


def asked_for_hours(talk: Talk, exchange: Exchange) -> bool:
    """Whether half days, or meeting online, were told with no hours: they are asked for, as days alone would be a stay there."""
    typed = talk.event.text
    if not wants_half_days(typed):
        return False
    say = talk.say
    if not talk.work.scheme.online:
        text = say("In this call a stay is on the spot: please type its first and last day.")
    else:
        halves = online.least_half_days(talk.work)
        text = lines(
            say("💻 Half days online, then: nothing is proposed yet."),
            say(
                "Type each with its hours, at least {count} of them, like “{example}”.",
                count=halves,
                example=_example(talk, exchange),
            ),
            _both(talk) if talk.work.scheme.hybrid else "",
        )
    talk.reply(text)
    return True


def _example(talk: Talk, exchange: Exchange) -> str:
    """Two half days of the time that was told, else of next month, as they are typed."""
    today = parties.today_at_host(talk.work, exchange)
    told = [one.first for one in parts_told(talk.event.text, today)] + read_dates(
        talk.event.text, today
    )
    first = max(min(told, default=today + A_MONTH), today + A_DAY)
    tuesday = first + A_DAY * ((TUESDAY - first.weekday()) % DAYS_OF_WEEK)
    say = talk.say
    return f"{say.day(tuesday)} 9-12, {say.day(tuesday + 2 * A_DAY)} 9-12"


def _show(
    talk: Talk, exchange: Exchange, spots: Sequence[Spot], sessions: Sequence[Session]
) -> None:
    """What it would mean, and the question whether to put it forward."""
    would, link = (
        previews.preview(talk.work, exchange, spots, sessions),
        link_in(talk.event.text),
    )
    talk.remember(
        spots=[[f"{starts}", f"{ends}"] for starts, ends in spots],
        sessions=online.kept(sessions),
        link=link,
    )
    say = talk.say
    text = paragraphs(
        lines(*told(say, talk.person, spots, sessions), link),
        lines(
            count_words(say, spots, sessions, would),
            say("💶 {sum}", sum=sum_words(say, talk.work.scheme, would.sum)),
        ),
        say("Shall I propose this to <b>{name}</b>?", name=_partner(talk, exchange)),
    )
    yes = Button(say("Yes, propose them"), to.OFFER_SESSIONS(exchange.id))
    talk.send(Screen(text, ((yes,), (Button(say("Other dates"), to.DATES(exchange.id)),))))


def told(
    say: Speech, reader: Person, spots: Sequence[Spot], sessions: Sequence[Session]
) -> Iterator[str]:
    """Stays and half days, a line for each; nothing of a stay in one piece, whose days are told already."""
    if sessions or len(spots) > 1:
        for one in spots:
            yield say("🏠 {days}", days=say.days(*one))
    yield from listed(say, reader, sessions)


def count_words(
    say: Speech, spots: Sequence[Spot], sessions: Sequence[Session], would: StayPreview
) -> str:
    """How many working days it is, and of what."""
    halves = say.many("{count} half day", "{count} half days", len(sessions))
    days = say.many("{count} working day", "{count} working days", would.stay.count)
    if sessions and not spots:
        return say("💻 Online: {halves}, {days}", halves=halves, days=days)
    if sessions:
        there = would.stay.count - would.online
        return say(
            "🗓 {days}: {there} on the spot, {halves} online", days=days, there=there, halves=halves
        )
    if len(spots) > 1:
        return say("🗓 {days} in {count} parts, travel not counted", days=days, count=len(spots))
    return say.many(
        "🗓 {count} working day, travel not counted",
        "🗓 {count} working days, travel not counted",
        would.stay.count,
    )


def _offer(talk: Talk, exchange: Exchange) -> None:
    facts = talk.conversation.facts
    if facts.get("exchange") != exchange.id or not (facts.get("sessions") or facts.get("spots")):
        if not proposed_already(talk, exchange):
            talk.toast(talk.say("Please type the dates once more."))
        return
    spots = [_day_to_day(*pair) for pair in facts.get("spots", [])]
    sessions = [Session(*map(datetime.fromisoformat, pair)) for pair in facts["sessions"]]
    number, link = exchange.id or 0, str(facts.get("link", ""))
    dates.offer_times(talk.work, talk.person, number, spots, sessions, link)
    talk.expect()
    talk.settle(_proposed(talk, spots, sessions))
    talk.reply(
        talk.say(
            "I asked <b>{name}</b>. They can agree or propose other dates; I tell you at once.",
            name=_partner(talk, exchange),
        )
    )


def proposed_already(talk: Talk, exchange: Exchange) -> bool:
    """Whether one's own dates wait for the partner's answer, which is said: the button was tapped twice."""
    offer = dates.open_offer(talk.work, exchange)
    mine = offer is not None and offer.side is parties.side_in(talk.work, talk.person, exchange)
    if mine:
        name = _partner(talk, exchange)
        talk.toast(talk.say("✓ Proposed already. {name} answers next, and I tell you.", name=name))
    return mine


def _day_to_day(starts: str, ends: str) -> Spot:
    return date.fromisoformat(starts), date.fromisoformat(ends)


def _proposed(talk: Talk, spots: Sequence[Spot], sessions: Sequence[Session]) -> str:
    if not spots:
        return talk.say("✓ Proposed: {count} half days online", count=len(sessions))
    when = talk.say.join(talk.say.days(*one) for one in spots)
    if not sessions:
        return talk.say("✓ Proposed: {dates}", dates=when)
    return talk.say(
        "✓ Proposed: {dates}, and {count} half days online", dates=when, count=len(sessions)
    )


def _partner(talk: Talk, exchange: Exchange) -> str:
    return parties.partner_name(talk.work, talk.person, exchange)


def _offered(talk: Talk, number: int) -> None:
    _offer(talk, parties.exchange_for(talk.work, talk.person, number))


TAPS: Mapping[Family, Callable[..., None]] = {to.OFFER_SESSIONS: _offered}
