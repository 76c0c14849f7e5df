"""Who can be reached at all: nobody else is shown to others, or counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.work import PARTICIPANTS
from storage.tables import Chat, Consent, Person

if TYPE_CHECKING:
    from sqlmodel.sql.expression import SelectOfScalar


def reachable() -> SelectOfScalar[int | None]:
    """The ids of those who consent, have not blocked the participants' bot, are neither frozen nor at rest; a subquery."""
    consenting = select(Consent.person_id).where(col(Consent.withdrawn_at).is_(None))
    blocked = select(Chat.chat_id).where(
        Chat.bot == PARTICIPANTS, col(Chat.blocked_at).is_not(None)
    )
    return select(col(Person.id)).where(
        col(Person.id).in_(consenting),
        col(Person.telegram_id).not_in(blocked),
        col(Person.frozen_at).is_(None),
        col(Person.resting_since).is_(None),
    )
