"""Visitors look at group visits, join one by a tap, wait for a seat, or leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import select

from bot.conversation.screens import Button, Screen, clip, lines, paragraphs
from bot.participants import addresses as to
from bot.participants.group_visits import cards
from bot.words.group_visits import why_none
from exchange.access import Thing
from exchange.applying import applications
from exchange.finding.group_seats import first_in_line, guests_of
from exchange.group_visits import joining, looking, posters
from exchange.group_visits.errors import LeaveByCancelling
from exchange.group_visits.talks import hosts_of
from exchange.people.sameness import visits_used_up
from exchange.proposing.errors import NotAcceptedYet
from exchange.rows import row_id
from storage.tables import (
    Application,
    ApplicationState,
    Exchange,
    GroupGuest,
    GroupVisit,
    GuestState,
    Organisation,
    Proposal,
    Role,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from markupsafe import Markup

    from bot.conversation.addresses import Family
    from bot.conversation.screens import Rows
    from bot.conversation.talk import Talk
    from exchange.group_visits.looking import Found

BESIDE, SHOWN = 2, 4  # group visits beside hosts, and on a list of their own


def beside_hosts(talk: Talk, visitor: Application) -> tuple[Markup, Rows]:
    """The group visits that fit best, to stand over the hosts; nothing where none does."""
    found = looking.fitting(talk.work, visitor)
    shown = [one for one in found if one.guest is None or one.guest.state is not GuestState.JOINED]
    blocks = [cards.on_the_list(talk.say, talk.work, one) for one in shown[:BESIDE]]
    rows = [_button(talk, one) for one in shown[:BESIDE]]
    if len(shown) > BESIDE:
        rows.append((Button(talk.say("👥 All group visits"), to.GROUPS()),))
    return paragraphs(*blocks), tuple(rows)


def _button(talk: Talk, found: Found) -> tuple[Button, ...]:
    title = clip(found.visit.title, 30)
    return (Button(talk.say("👥 {title}", title=title), to.GROUP(found.visit.id)),)


def visitor_in(talk: Talk) -> Application | None:
    """This person's accepted application, if they may visit."""
    own = applications.active_application(talk.work, talk.person)
    accepted = own is not None and own.state is ApplicationState.ACCEPTED
    return own if accepted and own and own.role is not Role.HOST else None


def listed(talk: Talk) -> None:
    """Every group visit that fits, the best first. Raises NotAcceptedYet."""
    visitor = visitor_in(talk)
    if visitor is None:
        raise NotAcceptedYet
    talk.send(_list(talk, visitor))


def _list(talk: Talk, visitor: Application) -> Screen:
    say = talk.say
    head = say(
        "<b>Group visits</b>: several visitors at one host, each with own papers and lump sum."
    )
    found = looking.fitting(talk.work, visitor)
    blocks = [cards.on_the_list(say, talk.work, one) for one in found[:SHOWN]]
    if not found:
        hosts = ((Button(say("Show me the hosts"), to.BEST_HOSTS(0)),),)
        used_up = visits_used_up(talk.work, visitor)
        return Screen(paragraphs(head, *_none(talk, visitor)), () if used_up else hosts)
    return Screen(paragraphs(head, *blocks), tuple(_button(talk, one) for one in found[:SHOWN]))


def _none(talk: Talk, visitor: Application) -> Sequence[Markup]:
    """That there is none to join, and why not those that others find."""
    say = talk.say
    if visits_used_up(talk.work, visitor):
        return (say("Your visit is agreed already, so there is none to join: /exchanges"),)
    why = looking.obstacles(talk.work, visitor)
    new = say("New ones stand beside the hosts: /hosts")
    if not why:
        return (say("No group visit is planned now."), new)
    count = why.total()
    told = say.many(
        "{count} is planned, and you can join none:",
        "{count} are planned, and you can join none:",
        count,
    )
    return (lines(told, *why_none(say, why)), new)


def show(talk: Talk, number: int) -> None:
    """One group visit in full, and what the reader may do. Raises NotAcceptedYet."""
    talk.send(_card(talk, number))


def _card(talk: Talk, number: int) -> Screen:
    visitor = visitor_in(talk)
    if visitor is None:
        raise NotAcceptedYet
    visit = talk.work.load(GroupVisit, number)
    found = looking.found_one(talk.work, visitor, visit)
    why = None if found.guest else looking.obstacle(talk.work, visitor, visit)
    told = talk.say("🚫 {why}", why=talk.say(why.template, **why.facts)) if why else ""
    text = cards.in_full(talk.say, talk.work, visitor, found, told)
    return Screen(text, (*(() if why else _choices(talk, visitor, found)), (_back(talk),)))


def _back(talk: Talk) -> Button:
    return Button(talk.say("👥 All group visits"), to.GROUPS())


def _choices(talk: Talk, visitor: Application, found: Found) -> Rows:
    """The one thing to do next, by where the reader stands."""
    say, number = talk.say, found.visit.id
    match found.guest.state if found.guest else None:
        case GuestState.JOINED:
            return (_of_joined(talk, found),)
        case GuestState.OFFERED:
            back = Button(say("No, thank you"), to.LEAVE_GROUP(number))
            return ((Button(say("🪑 Take the seat"), to.TAKE_SEAT(number)), back),)
        case GuestState.ASKED:
            return ((Button(say("Take it back"), to.LEAVE_GROUP(number)),),)
        case GuestState.WAITING:
            return ((Button(say("Leave the list"), to.LEAVE_GROUP(number)),),)
    free = found.seats.free >= visitor.party and not first_in_line(talk.work, found.visit)
    join_now = say("✉️ Ask for a seat") if found.visit.chooses else say("🪑 Join")
    label = join_now if free else say("🔔 Join the waiting list")
    return ((Button(label, to.JOIN_GROUP(number)),),)


def _of_joined(talk: Talk, found: Found) -> tuple[Button, ...]:
    """Their exchanges, and their short talks where the host has asked for some."""
    exchanges = Button(talk.say("My exchanges"), to.EXCHANGES())
    if not hosts_of(talk.work, found.visit):
        return (exchanges,)
    return (Button(talk.say("🗣 My short talks"), to.MY_TALKS(found.visit.id)), exchanges)


def opened(talk: Talk) -> bool:
    """Whether a link to a group visit was opened by somebody who may join: it is shown."""
    number = posters.DOOR.number_in(talk.event.text)
    known = number is not None and talk.may_name(Thing.GROUP_VISIT, number)
    if number is None or not known or visitor_in(talk) is None:
        return False
    show(talk, number)
    return True


def join(talk: Talk, number: int) -> None:
    """In by one tap, with what comes next; or on the list."""
    guest = joining.join(talk.work, talk.person, number)
    _answered(talk, guest)


def take_seat(talk: Talk, number: int) -> None:
    """The seat that was kept is taken."""
    _answered(talk, joining.take_offer(talk.work, talk.person, number))


def leave(talk: Talk, number: int) -> None:
    """Off the list, or without the seat that was kept; whoever is in is shown the exchange."""
    try:
        joining.leave(talk.work, talk.person, number)
    except LeaveByCancelling as error:
        talk.reply(talk.say(error.template), [Button(talk.say("My exchanges"), to.EXCHANGES())])
        return
    text = talk.say("✓ Left. Whoever waits moves up. You can join again while there is room.")
    talk.show(Screen(text, ((_back(talk),),)))


def _answered(talk: Talk, guest: GroupGuest) -> None:
    say, visit = talk.say, talk.work.load(GroupVisit, guest.visit_id)
    facts = {"title": visit.title, "days": say.days(visit.starts_on, visit.ends_on)}
    match guest.state:
        case GuestState.JOINED:
            text = say("🪑 You have your seat in <b>{title}</b>, {days}.", **facts)
            write = Button(say("✍️ Write it now"), to.WRITE_COMMITMENT(_exchange(talk, guest)))
            next_ = say(
                "Next comes the Commitment to Quality: four short answers. The agenda is proposed from the programme."
            )
            talk.settle(text)
            talk.reply(next_ if talk.event.data else lines(text, next_), [write])
        case GuestState.ASKED:
            until = talk.say.on(talk.work.load(Proposal, guest.proposal_id).expires_at)
            host = talk.work.load(Application, visit.host_id)
            name = talk.work.load(Organisation, host.organisation_id).name
            text = say(
                "⏳ I asked <b>{name}</b> for a seat in <b>{title}</b>. It is kept for you; they have until {until} to answer.",
                name=name,
                until=until,
                **facts,
            )
            talk.show(Screen(text, ((_back(talk),),)))
        case _:
            waiting = guests_of(talk.work, visit, GuestState.WAITING)
            place = [one.id for one in waiting].index(guest.id) + 1
            text = say(
                "🔔 You are number {place} on the waiting list of <b>{title}</b>. I write as soon as a seat is yours.",
                place=place,
                **facts,
            )
            talk.show(Screen(text, ((_back(talk),),)))


def _exchange(talk: Talk, guest: GroupGuest) -> int:
    query = select(Exchange).where(Exchange.proposal_id == guest.proposal_id)
    return row_id(talk.work.session.exec(query).one())


TAPS: Mapping[Family, Callable[..., None]] = {
    to.GROUPS: listed,
    to.GROUP: show,
    to.JOIN_GROUP: join,
    to.TAKE_SEAT: take_seat,
    to.LEAVE_GROUP: leave,
}
