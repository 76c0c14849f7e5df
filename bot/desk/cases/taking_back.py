"""The button that takes a decision back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import Button
from bot.desk import addresses as to
from exchange.undoing.decisions import WORDS

if TYPE_CHECKING:
    from bot.conversation.speech import Speech
    from exchange.undoing.undo import Undoable


def button(say: Speech, found: Undoable) -> Button:
    """Takes back this one decision, and no later one."""
    label = say("↩️ Undo: {decision}", decision=say(WORDS[found.decision]))
    if found.exchange:
        return Button(label, to.UNDO_EXCHANGE(found.exchange, found.act))
    return Button(label, to.UNDO_CASE(found.case, found.act))


def buttons(say: Speech, found: Undoable | None) -> tuple[Button, ...]:
    """That button, where there is something to take back."""
    return (button(say, found),) if found else ()
