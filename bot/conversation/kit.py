"""What a bot is made of, whatever platform it speaks on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.conversation.turns import nothing_to_show

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.addresses import Family
    from bot.conversation.commands import Command
    from bot.conversation.forms import Form
    from bot.conversation.notices import Delivery
    from bot.conversation.screens import Rows, Screen
    from bot.conversation.speech import Speech
    from bot.conversation.talk import Talk
    from exchange.errors import CxcError


@dataclass(frozen=True)
class Kit:
    """A bot's name, who answers, what can be typed and tapped, its forms, and its notices' words.

    `shows` are the buttons below a refusal that tells where to look.
    """

    name: str
    answer: Callable[[Talk], None]
    commands: tuple[Command, ...]
    taps: Mapping[Family, Callable[..., None]]
    forms: Mapping[str, Form]
    renderers: Mapping[str, Callable[[Delivery], Screen | None]]
    shows: Callable[[CxcError, Speech], Rows] = nothing_to_show
