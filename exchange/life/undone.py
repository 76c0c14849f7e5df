"""Decisions that were taken back: how they stand in the record, and what is told anew after them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import col, select

from storage.tables import Audit

if TYPE_CHECKING:
    from exchange.work import Work

UNDO = "decision:undo"
"""The act of the record, with the act that was taken back and both states."""


def anew(work: Work, subject: str) -> str:
    """What the key of a message bears where a decision on that subject was taken back before; else nothing.

    A message is said once for a fact: a second acceptance is another fact than the one taken back.
    """
    query = select(sa.func.count(col(Audit.id))).where(Audit.subject == subject, Audit.act == UNDO)
    count = work.session.exec(query).one()
    return f":{count}" if count else ""
