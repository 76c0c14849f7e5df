"""An answer: what it is about, its text with places for what the call says, no figure in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.conversation.talk import Talk


@dataclass(frozen=True)
class Entry:
    """What an answer is about, in short; its text; what it says of what was named, and of oneself.

    What `named` says of something in the question stands in place of the text.
    """

    title: str
    text: str = ""
    own: Callable[[Talk], str] | None = None
    named: Callable[[Talk, str], str] | None = None
