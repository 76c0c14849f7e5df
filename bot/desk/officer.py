"""The officer of a talk at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.desk import addresses as to
from exchange.privacy.copies import READING
from storage.tables import Partnership

if TYPE_CHECKING:
    from markupsafe import Markup

    from bot.conversation.addresses import Family
    from bot.conversation.talk import Talk
    from storage.tables import Officer


def officer_of(talk: Talk) -> Officer:
    """Who speaks; `answers` lets nobody else in."""
    assert talk.officer is not None  # noqa: S101 - answers.answer has seen to it
    return talk.officer


def note_reading(talk: Talk, what: str, subject: str) -> None:
    """Write down that an officer has looked at a `card`, `cv`, `paper`, `proof` or `export`."""
    officer = officer_of(talk)
    talk.work.record(f"officer:{officer.id}", f"{READING}{what}", subject)


def reference(card: Family, number: int) -> str:
    """How a case is written everywhere: A-0012 an application, HX-0007 an exchange; nothing for a question."""
    sign = {to.CASE: "A", to.EXCHANGE: "HX"}.get(card, "")
    return f"{sign}-{number:04}" if sign else "❓"


def whose(talk: Talk) -> Markup:
    """The Partnership whose desk this is, as the first line of a page: figures say whose they are."""
    partnership = talk.work.load(Partnership, officer_of(talk).partnership_id)
    return talk.say("🏛 <b>{partnership}</b>", partnership=partnership.name)
