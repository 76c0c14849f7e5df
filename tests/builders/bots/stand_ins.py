"""The least that a kind of question needs around it."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from bot.conversation.events import Did, Event
from bot.conversation.kinds.base import Asked, Option
from bot.conversation.speech import Speech

GOODS = (
    Option("textiles", "Textiles", ("cloth",)),
    Option("digital", "Digital"),
    Option("tourism", "Tourism"),
    Option("health", "Health"),
    Option("renewables", "Renewable energy"),
)


@dataclass
class QuietTalk:
    """A talk without a database: it speaks, and remembers what it is told."""

    say: Speech = field(default_factory=lambda: Speech("en"))
    conversation: Any = field(default_factory=lambda: SimpleNamespace(facts={}, place="form"))

    def remember(self, **facts: Any) -> None:
        """Keep facts."""
        self.conversation.facts |= facts


def asked(answer: Any = None, language: str = "en", **more: Any) -> Asked:
    """A question as it stands before somebody."""
    talk: Any = QuietTalk(Speech(language))
    return Asked(talk, "app", "q", more.pop("answers", {}), answer, **more)


def words(text: str) -> Event:
    """Somebody wrote that."""
    return Event("public", 1, 5, 5, Did.TEXT, text=text)


def sticker() -> Event:
    """Somebody sent something without words."""
    return Event("public", 1, 5, 5, Did.OTHER)


def goods(_asked: Asked) -> tuple[Option, ...]:
    """What may be chosen."""
    return GOODS
