"""Visitor and host write to each other: words, photos and papers, passed on as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.conversation import filling
from bot.conversation.forms import Form, Question
from bot.conversation.kinds.files import WordsOrFile
from bot.conversation.kinds.texts import FreeText
from bot.conversation.screens import Button, clip, lines, paragraphs
from bot.participants import addresses as to
from bot.participants.ended import unless_exchange
from exchange.access import Thing
from exchange.people import parties
from exchange.visiting import room
from exchange.words import N_
from storage.tables import ExchangeState

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from markupsafe import Markup

    from bot.conversation.addresses import Family
    from bot.conversation.speech import Speech
    from bot.conversation.talk import Talk
    from storage.tables import Exchange, PairMessage, Person

FORM = "room"
LATEST, SHOWN = 2, 30  # messages of the thread over the question; signs of each
NOT_CANCELLED = [one for one in ExchangeState if one is not ExchangeState.CANCELLED]


def form() -> Form:
    """One message."""
    return Form(
        FORM,
        N_("Your message"),
        _questions,
        _send,
        review=False,
        ended=unless_exchange(*NOT_CANCELLED),
        about=Thing.EXCHANGE,
    )


def buttons(talk: Talk, exchange: Exchange) -> list[Button]:
    """The way to write to the other side, as long as it is open."""
    if not room.may_write(talk.work, talk.person, exchange):
        return []
    return [Button(talk.say("💬 Write to them"), to.WRITE_PARTNER(exchange.id))]


def begin(talk: Talk, number: int) -> None:
    """Ask what to write. Raises RoomClosed before anything is typed."""
    exchange = parties.exchange_for(talk.work, talk.person, number)
    if exchange.state is not ExchangeState.CANCELLED:
        room.require_open(talk.work, talk.person, exchange)
    filling.begin(talk, FORM, number)


def replied(talk: Talk) -> bool:
    """Whether somebody replied to a message of the other side: what they say or send goes back."""
    address = to.WRITE_PARTNER.read(talk.event.answers) if talk.event.answers else None
    if address is None or not (talk.event.text or talk.event.upload):
        return False
    begin(talk, *address.values)
    return filling.hear(talk)


def _questions(talk: Talk, subject: int) -> tuple[Question, ...]:
    exchange = parties.exchange_for(talk.work, talk.person, subject)
    name = parties.partner_name(talk.work, talk.person, exchange)
    head = talk.say("To <b>{name}</b>. What shall I pass on?", name=name)
    told = room.thread(talk.work, exchange)[-LATEST:]
    before = lines(*(_line(talk.say, one, talk.person) for one in told))
    kind = WordsOrFile(FreeText(1, room.LONGEST, needs_letters=False))
    return (Question("text", N_("Message"), paragraphs(before, head), kind),)


def _line(say: Speech, one: PairMessage, reader: Person) -> Markup:
    text = clip(one.text, SHOWN) or say("a file")
    if one.writer_id == reader.id:
        return say("{day}, you: “{text}”", day=say.on(one.written_at), text=text)
    return say("{day}, they: “{text}”", day=say.on(one.written_at), text=text)


def _send(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    given = answers["text"]
    room.write_to_partner(talk.work, talk.person, subject, given["text"], given["file"])
    exchange = parties.exchange_for(talk.work, talk.person, subject)
    name = parties.partner_name(talk.work, talk.person, exchange)
    text = talk.say("✓ Passed on to <b>{name}</b>. The answer comes here.", name=name)
    talk.reply(text, [Button(talk.say("💬 Write more"), to.WRITE_PARTNER(subject))])


TAPS: Mapping[Family, Callable[..., None]] = {to.WRITE_PARTNER: begin}
