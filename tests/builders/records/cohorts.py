"""A cohort that is approved, and its visitors asked as the clock does it."""

from __future__ import annotations

from sqlmodel import col, select

from exchange.cohorts import drafts
from exchange.due import do_due
from exchange.timing.cohorts import COHORT_ASK
from storage.queues.records import settle
from storage.tables import Due


def approved(work, desk, run_id):
    """How many an officer had asked; they have been asked."""
    count = drafts.approve(work, desk, run_id)
    ask_all(work)
    return count


def ask_all(work):
    """What came of each visitor who was to be asked."""
    waits = select(Due).where(Due.kind == COHORT_ASK, col(Due.done_at).is_(None))
    ends = []
    for due in work.session.exec(waits.order_by(col(Due.id))).all():
        ends.append(do_due(work, due))
        settle(due, ends[-1], work.now)
    return ends
