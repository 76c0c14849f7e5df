"""A cohort that is approved: its visitors are asked one by one, each if their pair still may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.errors import CxcError
from exchange.notices import DeskNotice
from exchange.proposing.by_the_desk import bring_together
from exchange.timing.cohorts import COHORT_ASK
from storage.tables import CohortPair, CohortRun, Due, DueOutcome, Officer

if TYPE_CHECKING:
    from exchange.work import Work


def to_be_asked(work: Work) -> list[CohortPair]:
    """The pairs of approved cohorts whose visitors are asked in a moment."""
    query = select(CohortPair).join(Due, col(Due.subject) == col(CohortPair.id))
    waits = (Due.kind == COHORT_ASK, col(Due.done_at).is_(None))
    return list(work.session.exec(query.where(*waits)))


def ask(work: Work, due: Due) -> DueOutcome:
    """The visitor of a pair is asked; where the pair may not be any more, its desk is told."""
    pair = work.session.get(CohortPair, due.subject)
    if pair is None or pair.proposal_id is not None:
        return DueOutcome.NOT_NEEDED
    run = work.load(CohortRun, pair.run_id)
    officer = work.load(Officer, run.approved_by or 0)
    try:
        with work.session.begin_nested():
            made = bring_together(work, officer, pair.visitor_id, pair.host_id)
    except CxcError:
        _tell_desk(work, run, pair)
        return DueOutcome.NOT_NEEDED
    work.add(pair.sqlmodel_update({"proposal_id": made.id}))
    return DueOutcome.DONE


def _tell_desk(work: Work, run: CohortRun, pair: CohortPair) -> None:
    work.tell_desk(
        run.partnership_id,
        DeskNotice.PAIR_NOT_ASKED,
        key=f"cohort:pair:{pair.id}:not-asked",
        application=pair.visitor_id,
        host=pair.host_id,
    )
