"""Group visits at the desk: days, seats, who is in them and who waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import Button, Screen, clip, folded, grid, lines, paragraphs
from bot.desk import addresses as to
from bot.desk.officer import note_reading, officer_of, whose
from bot.words.group_visits import GUESTS, seats_left
from bot.words.sums import sum_words
from exchange.desk.group_visits import group_card, group_cards
from exchange.finding.group_seats import seats_of
from exchange.visiting.sums import lump_sum_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from markupsafe import Markup

    from bot.conversation.addresses import Family
    from bot.conversation.notices import Delivery
    from bot.conversation.speech import Speech
    from bot.conversation.talk import Talk
    from exchange.desk import ExchangeCard
    from exchange.desk.group_visits import GroupCard

SHOWN, NAMED = 8, 300  # group visits on a list; signs of the names in a line


def overview(talk: Talk) -> None:
    """Those that concern the Partnership, each with its seats."""
    found, say = group_cards(talk.work, officer_of(talk)), talk.say
    if not found:
        talk.reply(
            say(
                "No group visits yet. A host publishes one with /group in its own chat; visitors join it there."
            )
        )
        return
    rows = tuple(
        (Button(clip(one.visit.title, 40), to.GROUP_VISIT(one.visit.id)),) for one in found[:SHOWN]
    )
    head = lines(whose(talk), say("<b>Group visits</b>"))
    talk.send(Screen(paragraphs(head, lines(*(_line(say, one) for one in found[:SHOWN]))), rows))


def _line(say: Speech, one: GroupCard) -> Markup:
    return say(
        "{days}: <b>{title}</b>, {host}. {seats}",
        days=say.days(one.visit.starts_on, one.visit.ends_on),
        title=clip(one.visit.title, 40),
        host=one.host.name,
        seats=seats_left(say, one.visit, one.seats, one.waiting),
    )


def _talks(say: Speech, found: GroupCard) -> Iterator[str]:
    """How many short talks are planned, and with how many hosts; nothing where there are none."""
    if found.talks:
        hosts = say.many("{count} host", "{count} hosts", found.talking)
        talks = say.many("{count} short talk", "{count} short talks", found.talks)
        yield say("💬 {talks} with {hosts}", talks=talks, hosts=hosts)


def show(talk: Talk, number: int) -> None:
    """One of them with its guests, and the ways to their exchanges."""
    found, say = group_card(talk.work, officer_of(talk), number), talk.say
    note_reading(talk, "card", f"group:{number}")
    text = lines(
        say("👥 <b>{title}</b>", title=found.visit.title),
        say(
            "{name}, {city}",
            name=found.host.name,
            city=say.city(found.host.city, found.host.country),
        ),
        say("📅 {dates}", dates=say.days(found.visit.starts_on, found.visit.ends_on)),
        _online(say, found),
        seats_left(say, found.visit, found.seats, found.waiting),
        *_talks(say, found),
        *_guests(say, found),
        folded(say("{text}", text=found.visit.programme)),
    )
    exchanges = [
        Button(f"HX-{one.exchange_id:04}", to.EXCHANGE(one.exchange_id))
        for one in found.guests
        if one.exchange_id
    ]
    talk.send(Screen(text, grid(exchanges, 3)))


def _online(say: Speech, found: GroupCard) -> str:
    """How many half days are online; nothing of a group visit on the spot."""
    count = len(found.visit.sessions)
    halves = say.many("{count} half day", "{count} half days", count)
    return say("💻 Online: {halves}", halves=halves) if count else ""


def joined(delivery: Delivery, found: ExchangeCard) -> Screen | None:
    """That somebody has joined a group visit, with its exchange a tap away; None for other pairs."""
    visit, exchange, say = found.group, found.exchange, delivery.say
    if visit is None or exchange.starts_on is None or exchange.ends_on is None:
        return None
    seats = seats_of(delivery.work, visit)
    text = lines(
        say(
            "👥 <b>{name}</b> has joined <b>{title}</b>.",
            name=found.parties.visitor_organisation.name,
            title=visit.title,
        ),
        say("📅 {dates}", dates=say.days(exchange.starts_on, exchange.ends_on)),
        say("💶 {sum}", sum=sum_words(say, delivery.work.scheme, lump_sum_of(exchange))),
        seats_left(say, visit, seats),
    )
    return Screen(text, ((Button(f"HX-{exchange.id:04}", to.EXCHANGE(exchange.id)),),))


def _guests(say: Speech, found: GroupCard) -> Iterator[Markup]:
    for state, told in GUESTS.items():
        names = [one.organisation.name for one in found.guests if one.guest.state is state]
        if names:
            yield say(told, count=len(names), names=clip(", ".join(names), NAMED))


TAPS: Mapping[Family, Callable[..., None]] = {to.GROUP_VISIT: show}
