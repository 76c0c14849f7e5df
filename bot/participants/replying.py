"""Who answers what a person has just asked or written simply writes: they are asked whether it is the answer.

The newest message of the chat is a partner's or an officer's words with *Answer* below; nothing goes to
anybody before it is confirmed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation import filling, labels
from bot.conversation.addresses import StaleButton, parse
from bot.conversation.screens import Button, Screen, clip
from bot.conversation.small_words import Meaning, meaning
from bot.participants import addresses as to
from bot.participants import desk_notes, home
from bot.participants.asking import hearing
from bot.participants.finding import inviting
from bot.participants.notices.applying import RENDERERS
from bot.participants.visiting import room

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.addresses import Family
    from bot.conversation.talk import Talk

PLACE = "reply"
QUOTED = 120
ANSWERS: Mapping[Family, Callable[..., None]] = {
    to.WRITE_PARTNER: room.begin,
    to.ANSWER_NOTE: desk_notes.answer,
    to.ANSWER_DESK: home.answer_question,
    to.ANSWER_PARTNER: inviting.TAPS[to.ANSWER_PARTNER],
}
"""The buttons that begin an answer to somebody."""


def heard(talk: Talk) -> bool:
    """Whether words were taken for an answer to somebody, which is to be confirmed, or were its *yes* or *no*."""
    typed, waits = talk.event.text, talk.conversation.place == PLACE
    if not typed or talk.conversation.place not in {"", PLACE}:
        return False
    if waits and meaning(typed) in {Meaning.YES, Meaning.DONE}:
        asks = labels.asks_still(talk, RENDERERS, to.SEND_REPLY())
        if asks:
            send(talk)
        return asks
    if waits and meaning(typed) is Meaning.NO:
        drop(talk)
        return True
    if waits:
        before, data = (str(talk.conversation.facts.get(name, "")) for name in ("typed", "data"))
        _offer(talk, data, f"{before}\n{typed}")
        return True
    data = _answer_in_sight(talk)
    if data:
        _offer(talk, data, typed)
    return bool(data)


def _answer_in_sight(talk: Talk) -> str:
    """The button below the newest message that begins an answer; "" where there is none, or another was typed."""
    newest = labels.newest(talk, RENDERERS)
    found = (data for label, data in newest if any(one.read(data) for one in ANSWERS))
    return "" if labels.typed_button(talk, RENDERERS) else next(found, "")


def _offer(talk: Talk, data: str, typed: str) -> None:
    talk.expect(PLACE, data=data, typed=typed)
    text = talk.say("Shall I send this as your answer? “{text}”", text=clip(typed, QUOTED))
    yes = Button(talk.say("✓ Yes, send it"), to.SEND_REPLY())
    talk.send(Screen(text, ((yes,), (Button(talk.say("No, it was for you"), to.DROP_REPLY()),))))


def send(talk: Talk) -> None:
    """Send what was typed as the answer. Raises StaleButton where nothing waits to be sent."""
    typed, data = _taken(talk)
    address = parse(data, ANSWERS)
    talk.check(address)
    if talk.event.data:
        talk.settle(talk.say("✓ “{text}”", text=clip(typed, QUOTED)))
    talk.event = replace(talk.event, text=typed, data="", message_id=None)
    said = len(talk.replies)
    ANSWERS[address.family](talk, *address.values)
    if filling.current(talk):
        del talk.replies[said:]  # it was answered before it was asked
        filling.hear(talk)


def drop(talk: Talk) -> None:
    """It was meant for us: it is answered, as far as we know."""
    typed, _ = _taken(talk)
    talk.event = replace(talk.event, text=typed, data="", message_id=None)
    if not (hearing.heard(talk) or hearing.lost(talk)):
        home.lost(talk)


def _taken(talk: Talk) -> tuple[str, str]:
    if talk.conversation.place != PLACE:
        raise StaleButton
    typed, data = (str(talk.conversation.facts.get(name, "")) for name in ("typed", "data"))
    talk.expect()
    return typed, data


TAPS: Mapping[Family, Callable[..., None]] = {to.SEND_REPLY: send, to.DROP_REPLY: drop}
