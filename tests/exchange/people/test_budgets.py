"""What costs much is shared: nobody has all of it, and everybody has enough."""

from __future__ import annotations

from datetime import timedelta

import pytest

from exchange.people.budgets import (
    MOST_KEPT,
    SHARES,
    BudgetUsedUp,
    StorageUsedUp,
    make_room,
    spend,
)
from storage.tables import Budgeted, Draft, StoredFile
from tests.builders.records.applicants import newcomer
from tests.builders.records.works import later


@pytest.mark.parametrize("thing", Budgeted)
def test_so_many_at_once_then_one_in_a_while(work, thing):
    """Others and other things are not counted; who is refused has lost nothing by it."""
    ana, ben, share = newcomer(work), newcomer(work), SHARES[thing]
    for _ in range(share.at_once):
        spend(work, ana, thing)
    for _ in range(3):
        with pytest.raises(share.refusal) as refusal:
            spend(work, ana, thing)
    assert refusal.value.facts == {"minutes": share.pause / timedelta(minutes=1)}
    spend(work, ben, thing)
    spend(later(work, seconds=share.pause.total_seconds()), ana, thing)
    with pytest.raises(BudgetUsedUp):
        spend(later(work, seconds=share.pause.total_seconds()), ana, thing)


def test_a_clock_that_was_set_back_keeps_nobody_waiting_for_long(work):
    """What was spent in a future that is not yet is forgotten."""
    ana, share = newcomer(work), SHARES[Budgeted.UPLOAD]
    for _ in range(share.at_once):
        spend(later(work, days=30), ana, Budgeted.UPLOAD)
    spend(work, ana, Budgeted.UPLOAD)


def kept(work, owner, size) -> StoredFile:
    """A file of a person."""
    row = {"name": "a.pdf", "mime": "application/pdf", "sha256": "0" * 64, "content": b""}
    return work.add(StoredFile(**row, size=size, kept_at=work.now, person_id=owner.id))


def test_so_much_is_kept_of_one_person(work):
    """What they have in use counts; what they replaced makes room."""
    ana, ben, most = newcomer(work), newcomer(work), work.scheme.limits.cv_max_bytes
    used = [kept(work, ana, most).id for _ in range(MOST_KEPT)]
    make_room(work, ben, most)
    draft = work.add(
        Draft(
            user_id=ana.telegram_id,
            bot="participants",
            form="app",
            answers={f"file {one}": one for one in used},
            started_at=work.now,
            updated_at=work.now,
        )
    )
    with pytest.raises(StorageUsedUp):
        make_room(work, ana, 1)
    work.session.delete(draft)
    work.session.flush()
    make_room(work, ana, most)
