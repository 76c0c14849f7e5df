"""A cohort's run as officers read it: pairs with names, and what changed since the run before."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy.orm import aliased
from sqlmodel import col, select

from exchange.cohorts.input import pairs_of
from storage.tables import Application, CohortPair, CohortRun, Organisation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exchange.work import Work


class Shift(StrEnum):
    """What happened to a visitor between two runs."""

    NEW = "new"
    MOVED = "moved"
    LEFT = "left"


@dataclass(frozen=True)
class Change:
    """A visitor whose host is another one than in the run before; names of organisations."""

    shift: Shift
    visitor: str
    before: str
    now: str


@dataclass(frozen=True)
class PairLine:
    """A pair of a run as it is shown; `party` people would travel, with the `companions`' own."""

    pair: CohortPair
    visitor: str
    host: str
    host_country: str
    party: int
    companions: tuple[str, ...] = ()


_visiting, _hosting = aliased(Application), aliased(Application)
_guest, _home = aliased(Organisation), aliased(Organisation)
_PAIRS = (  # composed once: four more names for tables cost milliseconds
    select(CohortPair, _visiting.party, _guest.name, _home)
    .join(_visiting, col(_visiting.id) == col(CohortPair.visitor_id))
    .join(_guest, col(_guest.id) == col(_visiting.organisation_id))
    .join(_hosting, col(_hosting.id) == col(CohortPair.host_id))
    .join(_home, col(_home.id) == col(_hosting.organisation_id))
    .order_by(col(CohortPair.score).desc(), col(CohortPair.visitor_id))
)


def pair_lines(
    work: Work, run: CohortRun, *, limit: int | None = None, offset: int = 0
) -> list[PairLine]:
    """The pairs of a run with names, the best score first."""
    query = _PAIRS.where(CohortPair.run_id == run.id).limit(limit).offset(offset)
    with_whom = _companions(work, run)
    return [
        PairLine(
            pair, visitor, where.name, where.country, party, with_whom.get(pair.visitor_id, ())
        )
        for pair, party, visitor, where in work.session.exec(query)
    ]


def pair_line(work: Work, pair: CohortPair) -> PairLine:
    """One pair with names."""
    names = organisation_names(work, (pair.visitor_id, pair.host_id))
    application = work.load(Application, pair.host_id)
    country = work.load(Organisation, application.organisation_id).country
    party = work.load(Application, pair.visitor_id).party
    with_whom = _companions(work, work.load(CohortRun, pair.run_id)).get(pair.visitor_id, ())
    return PairLine(pair, names[pair.visitor_id], names[pair.host_id], country, party, with_whom)


def _companions(work: Work, run: CohortRun) -> dict[int, tuple[str, ...]]:
    """With whom each visitor of a group travelled when the run was worked out."""
    groups = run.figures.get("together", [])
    names = organisation_names(work, [one for group in groups for one in group])
    return {
        one: tuple(names[other] for other in group if other != one)
        for group in groups
        for one in group
    }


def companions_asked(work: Work, proposal_id: int | None) -> int:
    """With how many others a visitor would travel, who are asked about the same host."""
    query = select(CohortPair).where(CohortPair.proposal_id == proposal_id)
    pair = work.session.exec(query).first()
    if pair is None:
        return 0
    groups = work.load(CohortRun, pair.run_id).figures.get("together", [])
    return sum(len(group) - 1 for group in groups if pair.visitor_id in group)


def organisation_names(work: Work, application_ids: Iterable[int]) -> dict[int, str]:
    """The names of applications' organisations."""
    query = (
        select(Application.id, Organisation.name)
        .join(Organisation)
        .where(col(Application.id).in_(set(application_ids)))
    )
    return {number or 0: name for number, name in work.session.exec(query)}


def organisation_name(work: Work, application_id: int) -> str:
    """The name of an application's organisation."""
    application = work.load(Application, application_id)
    return work.load(Organisation, application.organisation_id).name


def changes(work: Work, run: CohortRun) -> list[Change]:
    """What differs from the run before, by the visitors' names; all are new in a first run."""
    before = work.load(CohortRun, run.previous_id) if run.previous_id else None
    old = {one.visitor_id: one.host_id for one in pairs_of(work, before)} if before else {}
    new = {one.visitor_id: one.host_id for one in pairs_of(work, run)}
    names = organisation_names(work, {*old, *old.values(), *new, *new.values()})
    names[0] = ""
    found = [
        Change(
            _shift(old.get(one, 0), new.get(one, 0)),
            names[one],
            names[old.get(one, 0)],
            names[new.get(one, 0)],
        )
        for one in {**old, **new}
        if old.get(one) != new.get(one)
    ]
    return sorted(found, key=lambda one: one.visitor)


def _shift(old: int, new: int) -> Shift:
    if old and new:
        return Shift.MOVED
    return Shift.NEW if new else Shift.LEFT
