"""Decisions that were taken back: how they stand in the record, and what is told anew after them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import and_, col, or_, select

from storage.tables import Audit, ExchangeState

if TYPE_CHECKING:
    from exchange.work import Work

UNDO = "decision:undo"
"""The act of the record, with the act that was taken back and both states."""

_OPENED = [
    f"exchange:{one.value}"
    for one in (ExchangeState.VALIDATED, ExchangeState.DONE, ExchangeState.INTERRUPTED)
]


def anew(work: Work, subject: str) -> str:
    """What the key of a message bears where a decision on that subject was taken back before; else nothing.

    A message is said once for a fact: a second acceptance is another fact than the one taken back, and
    so is what follows where a correction has opened again what was closed.
    """
    opened_again = and_(
        col(Audit.act).in_(_OPENED),
        col(Audit.facts)["before"].as_string() == ExchangeState.CLOSED.value,
    )
    query = select(sa.func.count(col(Audit.id))).where(
        Audit.subject == subject, or_(Audit.act == UNDO, opened_again)
    )
    count = work.session.exec(query).one()
    return f":{count}" if count else ""
