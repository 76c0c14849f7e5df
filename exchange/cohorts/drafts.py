"""A Partnership's waiting visitors assigned to hosts: preview, wishes, changes, approval."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.cohorts.figures import kept_figures
from exchange.cohorts.group_rules import check_locks
from exchange.cohorts.input import gather, pairs_of, wishes_of
from exchange.cohorts.reading import organisation_names
from exchange.errors import CxcError
from exchange.life.moves import move_cohort
from exchange.people.officers import Right, require, require_partnership
from exchange.rows import row_id
from exchange.timing.cohorts import plan_asking
from matching.assigning import Assignment, assign
from matching.cohort.model.errors import CohortError
from storage.tables import (
    Application,
    CohortPair,
    CohortRun,
    CohortState,
    CohortWish,
    Partnership,
    Wish,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchange.cohorts.input import CohortInput
    from exchange.work import Work
    from storage.tables import Officer


class NobodyWaits(CxcError):
    """No visitor of your Partnership waits for a host now. /queue shows what waits for you."""


class RunOutdated(CxcError):
    """Something has changed since this preview, so I have sent nothing. /cohort works it out anew."""


class NoRunYet(CxcError):
    """There is no preview yet. /cohort works one out."""


class CohortRefused(CxcError):
    """The cohort cannot be assigned as asked."""

    def __init__(self, error: CohortError, names: Mapping[str, str]) -> None:
        self._template = error.template
        super().__init__(
            **{key: _named(value, names) for key, value in error.facts.items()},
        )

    @property
    def template(self) -> str:
        """The words of what contradicts what."""
        return self._template


def _named(fact: object, names: Mapping[str, str]) -> object:
    """A fact with organisations in place of ids: also in a list such as `7, 12`."""
    if not isinstance(fact, str):
        return fact
    return ", ".join(names.get(one, one) for one in fact.split(", "))


def preview(work: Work, officer: Officer) -> CohortRun:
    """The Partnership's draft: the last one where nothing has changed, else a new one.

    Raises RoleMayNot, NobodyWaits, and CohortRefused, which names what contradicts what.
    """
    require(officer, Right.DECIDE)
    work.hold(Partnership, officer.partnership_id)  # two previews at once: one after the other
    last = last_of(work, officer.partnership_id)
    given = gather(work, officer.partnership_id, last)
    mark = given.fingerprint(work.scheme.weights)
    if last and last.state is CohortState.DRAFT and last.fingerprint == mark:
        return last
    if not given.visitors:
        raise NobodyWaits
    # With all else the same, the last run still says where pairs are kept.
    found = _assign(work, given, f"cohort {mark} after {last.id if last else None}")
    if last and last.state is CohortState.DRAFT:
        move_cohort(work, last, CohortState.REPLACED, f"officer:{officer.id}")
    return _keep(work, officer, last, mark, found, given)


def last_of(work: Work, partnership_id: int) -> CohortRun | None:
    """A Partnership's latest run, whatever became of it."""
    query = (
        select(CohortRun)
        .where(CohortRun.partnership_id == partnership_id)
        .order_by(col(CohortRun.id).desc())
    )
    return work.session.exec(query).first()


def _assign(work: Work, given: CohortInput, question: str) -> Assignment:
    solve = partial(
        assign,
        given.visitors,
        given.hosts,
        work.scheme,
        given.demand,
        circumstances=given.circumstances,
        encoder=given.encoder,
    )
    try:
        check_locks(given)
        return work.work_out(question, solve)
    except CohortError as error:
        raise refused(work, given, error) from error


def refused(work: Work, given: CohortInput, error: CohortError) -> CohortRefused:
    """What contradicts what, with organisations in place of ids."""
    ids = [one.id for one in (*given.hosts, *given.visitors)]
    ids += [one for pair in given.demand.locked | given.demand.forbidden for one in pair]
    names = organisation_names(work, map(int, ids))
    return CohortRefused(error, {str(number): name for number, name in names.items()})


def _keep(
    work: Work,
    officer: Officer,
    last: CohortRun | None,
    mark: str,
    found: Assignment,
    given: CohortInput,
) -> CohortRun:
    run = work.add(
        CohortRun(
            partnership_id=officer.partnership_id,
            previous_id=last.id if last else None,
            made_by=row_id(officer),
            made_at=work.now,
            fingerprint=mark,
            state=CohortState.DRAFT,
            figures=kept_figures(found, given.left_alone, given.demand.groups),
        )
    )
    work.session.add_all(
        CohortPair(
            run_id=row_id(run),
            visitor_id=int(one.visitor),
            host_id=int(one.host),
            score=one.score,
            locked=one.locked,
        )
        for one in found.plan.placed
    )
    work.session.flush()
    work.record(f"officer:{officer.id}", "cohort:draft", f"cohort:{run.id}")
    return run


def run_of(work: Work, officer: Officer, run_id: int) -> CohortRun:
    """A run of the officer's Partnership. Raises RoleMayNot, NotFound."""
    require(officer, Right.READ)
    run = work.load(CohortRun, run_id)
    require_partnership(officer, run.partnership_id)
    return run


def last_run(work: Work, officer: Officer) -> CohortRun:
    """The Partnership's latest run, draft or approved. Raises RoleMayNot, NoRunYet."""
    require(officer, Right.READ)
    last = last_of(work, officer.partnership_id)
    if last is None:
        raise NoRunYet
    return last


def wish(
    work: Work, officer: Officer, visitor_id: int, host_id: int, wished: Wish | None
) -> CohortRun:
    """The draft that follows from locking a pair, forbidding it, or (None) letting it be free.

    Raises RoleMayNot, NotFound, NobodyWaits, CohortRefused; after a refusal nothing has changed.
    """
    require(officer, Right.DECIDE)
    visitor = work.load(Application, visitor_id)
    require_partnership(officer, visitor.partnership_id)
    work.load(Application, host_id)
    for one in wishes_of(work, officer.partnership_id):
        same_pair = (one.visitor_id, one.host_id) == (visitor_id, host_id)
        relocked = (
            wished is Wish.LOCKED and one.wish is Wish.LOCKED and one.visitor_id == visitor_id
        )
        if same_pair or relocked:
            work.session.delete(one)
    work.session.flush()
    if wished:
        fresh = CohortWish(
            partnership_id=officer.partnership_id,
            visitor_id=visitor_id,
            host_id=host_id,
            wish=wished,
            made_by=row_id(officer),
            made_at=work.now,
        )
        work.add(fresh)
    act = wished.value if wished else "free"
    work.record(f"officer:{officer.id}", f"cohort:{act}", f"application:{visitor_id}", host=host_id)
    return preview(work, officer)


def approve(work: Work, officer: Officer, run_id: int) -> int:
    """How many visitors are asked; a run that was approved already asks nobody again.

    The visitors are asked one by one in the next moments (`exchange.cohorts.asking`), each host once
    its visitor has agreed. Raises RoleMayNot, NotFound, and RunOutdated when anything that counts has
    changed since the preview.
    """
    require(officer, Right.DECIDE)
    run = work.hold(CohortRun, run_id)
    require_partnership(officer, run.partnership_id)
    pairs = pairs_of(work, run)
    if run.state is CohortState.APPROVED:
        return 0
    _check_input(work, run)
    plan_asking(work, pairs)
    facts = {"approved_by": officer.id, "approved_at": work.now}
    move_cohort(work, run, CohortState.APPROVED, f"officer:{officer.id}", **facts)
    work.add(run)
    return len(pairs)


def _check_input(work: Work, run: CohortRun) -> None:
    """Nothing that went into the run has changed. Raises RunOutdated."""
    last = last_of(work, run.partnership_id)
    if last is None or last.id != run.id or run.state is not CohortState.DRAFT:
        raise RunOutdated
    given = gather(work, run.partnership_id, run)
    if given.fingerprint(work.scheme.weights) != run.fingerprint:
        raise RunOutdated
