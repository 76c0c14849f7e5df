"""What an officer can look at when the desk refuses: the card that the refusal speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import Button
from bot.desk import addresses as to

if TYPE_CHECKING:
    from bot.conversation.screens import Rows
    from bot.conversation.speech import Speech
    from exchange.errors import CxcError

_CARDS = {"/case {number}": to.CASE, "/exchange {number}": to.EXCHANGE}


def shown_beside(error: CxcError, say: Speech) -> Rows:
    """The button of the card whose command a refusal names; none where it names none."""
    number = error.facts.get("number")
    if not isinstance(number, int):
        return ()
    named = (family for command, family in _CARDS.items() if command in error.template)
    return tuple((Button(say("Show the card"), family(number)),) for family in named)
