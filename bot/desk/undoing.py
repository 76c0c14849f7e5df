"""A decision taken back by one tap: on its card, or from the list of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.addresses import typed_rows
from bot.conversation.screens import Button, Screen, clip, lines, paragraphs
from bot.desk import addresses as to
from bot.desk import exchanges
from bot.desk.cases import cases
from bot.desk.cases.taking_back import button
from bot.desk.entering import tables
from bot.desk.headed import headed
from bot.desk.officer import officer_of, reference
from exchange import access, desk
from exchange.access import Thing
from exchange.errors import NotFound
from exchange.people.parties import parties
from exchange.undoing import undo
from exchange.undoing.decisions import WORDS, Decision
from storage.tables import Application, Exchange, Officer, Organisation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.addresses import Family
    from bot.conversation.notices import Delivery
    from bot.conversation.talk import Talk
    from exchange.undoing.undo import Undoable
    from exchange.work import Work


def typed(talk: Talk) -> None:
    """`/undo`: one's own decisions that can be taken back; `/undo 12` or `HX-7`: that of one card."""
    numbers = typed_rows(talk.event.text)
    if numbers:
        _of_card(talk, numbers[0], exchange="HX" in talk.event.text.upper())
        return
    found, entered = undo.own_decisions(talk.work, officer_of(talk)), tables.ways_back(talk)
    if not found and not entered:
        none = "Nothing of yours can be taken back: somebody has acted on all of it. /history 12 tells what."
        talk.reply(talk.say(none))
        return
    rows = [_line(talk, one) for one in found]
    head = talk.say("Your latest decisions on which nobody has acted. Taken back by one tap:")
    buttons = tuple((one,) for one in (*(_named(talk, one) for one in found), *entered))
    talk.show(Screen(paragraphs(head, lines(*rows)), buttons))


def show_all(talk: Talk) -> None:
    """The list, by a tap."""
    typed(talk)


def _line(talk: Talk, one: Undoable) -> str:
    return talk.say(
        "{number} <b>{name}</b>: {decision}",
        number=_reference(one),
        name=_name(talk.work, one),
        decision=talk.say(WORDS[one.decision]),
    )


def _named(talk: Talk, one: Undoable) -> Button:
    label = talk.say(
        "↩️ {number}: {decision}",
        number=_reference(one),
        decision=talk.say(WORDS[one.decision]),
    )
    return Button(clip(label, 50), button(talk.say, one).data)


def _reference(one: Undoable) -> str:
    return reference(to.EXCHANGE, one.exchange) if one.exchange else reference(to.CASE, one.case)


def _name(work: Work, one: Undoable) -> str:
    if one.exchange:
        sides = parties(work, work.load(Exchange, one.exchange))
        return f"{sides.visitor_organisation.name} → {sides.host_organisation.name}"
    application = work.load(Application, one.case)
    return work.load(Organisation, application.organisation_id).name


def _of_card(talk: Talk, number: int, *, exchange: bool) -> None:
    thing = Thing.EXCHANGE if exchange else Thing.APPLICATION
    if not access.OFFICERS[thing](talk.work, officer_of(talk).partnership_id, number):
        raise NotFound
    found = (
        desk.exchange_card(talk.work, officer_of(talk), number).undoable
        if exchange
        else desk.case(talk.work, officer_of(talk), number).undoable
    )
    if found is None:
        none = "Nothing to take back there: it is not decided, or somebody has acted on it since."
        talk.reply(talk.say(none))
        return
    asked = talk.say("Shall I take this back? Whoever was told is told again.")
    talk.send(Screen(lines(_line(talk, found), asked), ((button(talk.say, found),),)))


def _undo_case(talk: Talk, number: int, act: int) -> None:
    found = undo.undo_case(talk.work, officer_of(talk), number, act)
    talk.toast(_done(talk, found))
    cases.show_anew(talk, number)


def _undo_exchange(talk: Talk, number: int, act: int) -> None:
    found = undo.undo_exchange(talk.work, officer_of(talk), number, act)
    exchanges.done(talk, number, _done(talk, found))


def _done(talk: Talk, found: Undoable) -> str:
    return talk.say(
        "↩️ Taken back: {decision}. Whoever was told is told again.",
        decision=talk.say(WORDS[found.decision]),
    )


def told(delivery: Delivery) -> Screen | None:
    """The card as it stands now, under a line that says who took what back."""
    say, work = delivery.say, delivery.work
    head = say(
        "↩️ {officer} has taken back: {decision}.",
        officer=work.load(Officer, delivery["officer"]).name,
        decision=say(WORDS[Decision(delivery.facts["decision"])]),
    )
    return headed(delivery, head)


TAPS: Mapping[Family, Callable[..., None]] = {
    to.UNDO_CASE: _undo_case,
    to.UNDO_EXCHANGE: _undo_exchange,
    to.UNDO: show_all,
}
