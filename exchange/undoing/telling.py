"""Who was told of a decision is told that it is taken back; who was not yet is told nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.notices import Notice
from exchange.undoing.decisions import decision_of

if TYPE_CHECKING:
    from exchange.work import Work
    from storage.tables import Audit, Person


def tell_again(work: Work, row: Audit, person: Person, *keys: str, **facts: object) -> None:
    """Tell somebody who was told under one of those keys; what has not left yet never does."""
    left = [key for key in keys if not work.untell(key)]
    decision = decision_of(work, row)
    if left and decision:
        key = f"undo:{row.id}:{person.id}"
        work.tell(person, Notice.DECISION_UNDONE, key=key, decision=decision.value, **facts)
