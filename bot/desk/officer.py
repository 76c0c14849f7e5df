"""The officer of a talk at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.conversation.talk import Talk
    from storage.tables import Officer


def officer_of(talk: Talk) -> Officer:
    """Who speaks; `answers` lets nobody else in."""
    assert talk.officer is not None  # noqa: S101 - answers.answer has seen to it
    return talk.officer
