"""How many files one person may send and have drawn, how much ask: what costs much is shared by all."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import col, select

from exchange.errors import CxcError
from exchange.rows import row_id
from storage.care.orphans import sweep
from storage.tables import Budget, Budgeted, StoredFile

if TYPE_CHECKING:
    from exchange.work import Work
    from storage.tables import Person

MOST_KEPT = 5
"""Files of the largest size that is taken: so much is kept of one person."""


class BudgetUsedUp(CxcError):
    """That was a lot in a short time. Please try again in about {minutes} min."""


class TooManyUploads(BudgetUsedUp):
    """You have sent many files in a short time. Please send the next one in about {minutes} min."""


class TooManyDrawings(BudgetUsedUp):
    """I have made many papers for you in a short time. Please ask again in about {minutes} min."""


class TooManyQuestions(BudgetUsedUp):
    """You have written a lot in a short time, and all of it has arrived. Please write again in about {minutes} min."""


class StorageUsedUp(CxcError):
    """I already keep {megabytes} MB of files from you and have no room for more.

    Please write to your Partnership: they can take the file another way.
    """


@dataclass(frozen=True)
class Share:
    """So many at once, then one in every `pause`."""

    at_once: int
    pause: timedelta
    refusal: type[BudgetUsedUp]


SHARES = {
    Budgeted.UPLOAD: Share(10, timedelta(minutes=5), TooManyUploads),
    Budgeted.DRAWING: Share(20, timedelta(minutes=1), TooManyDrawings),
    Budgeted.QUESTION: Share(5, timedelta(minutes=30), TooManyQuestions),
}


def spend(work: Work, person: Person, thing: Budgeted) -> None:
    """Count one upload, drawing or question of a person. Raises BudgetUsedUp, with nothing counted."""
    share = SHARES[thing]
    budget = work.session.get(Budget, (row_id(person), thing), with_for_update=True)
    earliest = work.now - (share.at_once - 1) * share.pause
    free_at = max(budget.free_at, earliest) if budget else earliest
    if free_at > work.now + share.pause:  # from a clock that was ahead
        free_at = earliest
    if free_at > work.now:
        raise share.refusal(minutes=math.ceil((free_at - work.now) / timedelta(minutes=1)))
    budget = budget or Budget(person_id=row_id(person), thing=thing, free_at=free_at)
    budget.free_at = free_at + share.pause
    work.session.add(budget)


def make_room(work: Work, person: Person, size: int) -> None:
    """See that a file of `size` bytes may be kept for a person. Raises StorageUsedUp.

    What they sent before and nothing points to any more, as it was replaced, goes.
    """
    sweep(work.session, work.now, row_id(person))
    query = select(sa.func.sum(StoredFile.size)).where(col(StoredFile.person_id) == person.id)
    kept = work.session.exec(query).one() or 0
    if kept + size > MOST_KEPT * work.scheme.limits.cv_max_bytes:
        raise StorageUsedUp(megabytes=max(1, round(kept / 1_000_000)))
