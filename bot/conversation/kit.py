"""What a bot is made of, whatever platform it speaks on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.addresses import Family
    from bot.conversation.commands import Command
    from bot.conversation.forms import Form
    from bot.conversation.notices import Delivery
    from bot.conversation.screens import Screen
    from bot.conversation.talk import Talk


@dataclass(frozen=True)
class Kit:
    """A bot's name, who answers, what can be typed and tapped, its forms, and its notices' words."""

    name: str
    answer: Callable[[Talk], None]
    commands: tuple[Command, ...]
    taps: Mapping[Family, Callable[..., None]]
    forms: Mapping[str, Form]
    renderers: Mapping[str, Callable[[Delivery], Screen | None]]
