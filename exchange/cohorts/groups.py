"""Officers have applications travel together: all of them to one host, or none, in every draft."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from exchange.cohorts import drafts
from exchange.cohorts.companions import by_number, group_of, kept_companions
from exchange.cohorts.drafts import CohortRefused, NobodyWaits
from exchange.cohorts.group_rules import check_possible
from exchange.cohorts.input import gather, pairs_of, those_waiting
from exchange.cohorts.reading import organisation_name, organisation_names
from exchange.errors import CxcError, NotFound
from exchange.people.officers import Right, require
from exchange.rows import row_id
from matching.cohort.account.tradeoffs import Asked
from matching.cohort.model.errors import CohortError
from storage.tables import Application, CohortCompanion, CohortState, Partnership

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from exchange.work import Work
    from storage.tables import CohortRun, Officer


class TooFewNamed(CxcError):
    """Please name two applications or more. For example: /together A-0012 A-0017."""


class NoSuchApplicant(CxcError):
    """Your desk has no application A-{number:04}. /find searches by words."""


class DoesNotWait(CxcError):
    """{name} (A-{number:04}) does not wait for a host, so nobody can travel with it: only accepted visitors with no invitation open and no visit arranged can. /case {number} shows where it stands."""


@dataclass(frozen=True)
class Companion:
    """One of a group, with its organisation's name; who does not wait now does not count."""

    application_id: int
    name: str
    waits: bool


@dataclass(frozen=True)
class TravelGroup:
    """Applications that travel together, and what the present draft makes of them.

    `drafted` says whether a draft knows the group as it is; `host` is then where it goes, if
    anywhere, and `price` (more pairs, more fit) what would be gained if each went alone, None
    where many groups have one price in all.
    """

    number: int
    companions: tuple[Companion, ...]
    drafted: bool = False
    host: str = ""
    price: tuple[int, float] | None = None

    @property
    def counting(self) -> list[int]:
        """The applications that an assignment keeps together now."""
        waiting = [companion.application_id for companion in self.companions if companion.waits]
        return waiting if len(waiting) > 1 else []


def own_groups(work: Work, officer: Officer) -> list[TravelGroup]:
    """The groups of the officer's Partnership. Raises RoleMayNot."""
    require(officer, Right.READ)
    kept = kept_companions(work, officer.partnership_id)
    names = organisation_names(work, [one.application_id for one in kept])
    waiting = those_waiting(work, officer.partnership_id) if kept else set()
    last = drafts.last_of(work, officer.partnership_id)
    draft = last if last and last.state is CohortState.DRAFT else None
    found = (
        TravelGroup(
            number, tuple(Companion(member, names[member], member in waiting) for member in members)
        )
        for number, members in by_number(kept).items()
    )
    return [_as_drafted(work, one, draft) for one in found]


def group_with(work: Work, officer: Officer, application_id: int) -> TravelGroup:
    """The group that an application of the officer's Partnership is in. Raises RoleMayNot, NotFound."""
    for group in own_groups(work, officer):
        if application_id in [companion.application_id for companion in group.companions]:
            return group
    raise NotFound


def waiting_alone(work: Work, officer: Officer) -> list[Companion]:
    """Who waits for a host and is in no group, by number; of the officer's Partnership.

    Raises RoleMayNot.
    """
    require(officer, Right.READ)
    grouped = {one.application_id for one in kept_companions(work, officer.partnership_id)}
    alone = sorted(those_waiting(work, officer.partnership_id) - grouped)
    names = organisation_names(work, alone)
    return [Companion(one, names[one], waits=True) for one in alone]


def _as_drafted(work: Work, group: TravelGroup, draft: CohortRun | None) -> TravelGroup:
    members = group.counting
    if draft is None or members not in draft.figures.get("together", []):
        return group
    homes = [one.host_id for one in pairs_of(work, draft) if one.visitor_id in members]
    return replace(
        group,
        drafted=True,
        host=organisation_name(work, homes[0]) if homes else "",
        price=_price(draft, group_of(members).name),
    )


def _price(draft: CohortRun, name: str) -> tuple[int, float] | None:
    """What a group costs; what is not told costs nothing, unless all groups are told as one."""
    told = [one for one in draft.figures["prices"] if one["asked"] == Asked.GROUP]
    for one in told:
        if one["subject"] in ([name], []):
            return (one["matched"], one["total"]) if one["subject"] else None
    return 0, 0.0


def join(work: Work, officer: Officer, application_ids: Sequence[int]) -> CohortRun:
    """The draft in which those named travel together, with all who are in a group with them.

    Raises RoleMayNot, TooFewNamed, NoSuchApplicant, DoesNotWait, and CohortRefused, which names
    what keeps them apart; after a refusal nothing has changed.
    """
    require(officer, Right.DECIDE)
    named = list(dict.fromkeys(application_ids))
    if len(named) < 2:  # noqa: PLR2004 - a group is two at least
        raise TooFewNamed
    kept = _held(work, officer)
    touched = {one.number for one in kept if one.application_id in named}
    members = {one.application_id for one in kept if one.number in touched}
    _check(work, officer, named, members)
    number = min(touched, default=1 + max((one.number for one in kept), default=0))
    _write(work, officer, kept, {*named, *members}, number)
    _record(work, officer, "join", number, named)
    return drafts.preview(work, officer)


def _check(work: Work, officer: Officer, named: list[int], members: set[int]) -> None:
    """Nothing, if those named wait, and could go to one host with the members of their groups."""
    for number in named:
        found = work.session.get(Application, number)
        if found is None or found.partnership_id != officer.partnership_id:
            raise NoSuchApplicant(number=number)
    last = drafts.last_of(work, officer.partnership_id)
    given = gather(work, officer.partnership_id, last)
    waiting = {int(visitor.id) for visitor in given.visitors}
    for number in named:
        if number not in waiting:
            raise DoesNotWait(number=number, name=organisation_name(work, number))
    try:
        check_possible(given, group_of(waiting & {*named, *members}))
    except CohortError as error:
        raise drafts.refused(work, given, error) from error


def _write(
    work: Work, officer: Officer, kept: list[CohortCompanion], members: set[int], number: int
) -> None:
    for one in kept:
        if one.application_id in members:
            one.number = number
            work.session.add(one)
    known = {one.application_id for one in kept}
    for application_id in sorted(members - known):
        fresh = CohortCompanion(
            partnership_id=officer.partnership_id,
            number=number,
            application_id=application_id,
            made_by=row_id(officer),
            made_at=work.now,
        )
        work.session.add(fresh)
    work.session.flush()


def take_out(work: Work, officer: Officer, application_id: int) -> CohortRun | None:
    """The draft without an application in its group; None where none can be made just now.

    Whoever stays behind alone is in no group any more. Raises RoleMayNot, NotFound.
    """
    require(officer, Right.DECIDE)
    kept = _held(work, officer)
    own = [one for one in kept if one.application_id == application_id]
    if not own:
        raise NotFound
    group = [one for one in kept if one.number == own[0].number]
    return _part(work, officer, "leave", own if len(group) > 2 else group)  # noqa: PLR2004


def dissolve(work: Work, officer: Officer, number: int) -> CohortRun | None:
    """The draft in which all of a group go alone; None where none can be made just now.

    Raises RoleMayNot, NotFound.
    """
    require(officer, Right.DECIDE)
    group = [one for one in _held(work, officer) if one.number == number]
    if not group:
        raise NotFound
    return _part(work, officer, "dissolve", group)


def _held(work: Work, officer: Officer) -> list[CohortCompanion]:
    """Who travels together now; two officers who change it at once do so one after the other."""
    work.hold(Partnership, officer.partnership_id)
    return kept_companions(work, officer.partnership_id)


def _part(work: Work, officer: Officer, act: str, going: list[CohortCompanion]) -> CohortRun | None:
    _record(work, officer, act, going[0].number, [one.application_id for one in going])
    for one in going:
        work.session.delete(one)
    work.session.flush()
    try:
        return drafts.preview(work, officer)
    except (NobodyWaits, CohortRefused):
        return None  # to ask for less never makes a plan impossible: it was refused before, too


def _record(
    work: Work, officer: Officer, act: str, number: int, applications: Iterable[int]
) -> None:
    work.record(
        f"officer:{officer.id}",
        f"together:{act}",
        f"partnership:{officer.partnership_id}",
        group=number,
        applications=sorted(applications),
    )
