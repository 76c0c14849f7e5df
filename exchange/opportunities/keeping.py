"""Officers keep the list: a programme is entered, changed, ended and opened again; its deadline ends it by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from exchange.errors import CxcError, NotPossibleNow
from exchange.people.officers import Right, actor_of, require, require_partnership
from exchange.people.partnerships import DESK_ZONE
from exchange.rows import row_id
from exchange.timing.opportunities import plan_end
from exchange.work import SYSTEM
from matching.words.names import fold
from storage.tables import DueOutcome, Opportunity, Partnership

if TYPE_CHECKING:
    from datetime import date

    from exchange.work import Work
    from storage.tables import Due, FundingLevel, Officer

LONGEST_TITLE, LONGEST_TEXT, LONGEST_LINK = 120, 400, 200
"""Signs: what is told of a programme fits on one screen; the rest is behind its link."""


class DeadlinePast(CxcError):
    """The deadline has to be today or later. Please name the day until which people can apply."""


class KnownAlready(CxcError):
    """“{title}” with this deadline is on your list already. Change it there: /opportunities."""


class HasEnded(CxcError):
    """This programme has ended: nobody is told of it any more. /opportunities lists what is open."""


@dataclass(frozen=True)
class Programme:
    """What is told of a funding programme; no countries or kinds: any may apply."""

    level: FundingLevel
    title: str
    about: str
    link: str
    deadline: date
    countries: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


def today_at_desk(work: Work) -> date:
    """The day by which deadlines are counted."""
    return work.now.astimezone(ZoneInfo(DESK_ZONE)).date()


def is_open(work: Work, opportunity: Opportunity) -> bool:
    """Whether one may still apply: nobody has ended it, and its last day is not past."""
    return opportunity.ended_at is None and opportunity.deadline >= today_at_desk(work)


def enter(work: Work, officer: Officer | None, partnership_id: int, told: Programme) -> Opportunity:
    """A programme on the list of a Partnership. Raises RoleMayNot, NotFound, DeadlinePast, KnownAlready."""
    if officer is not None:
        require(officer, Right.DECIDE)
        require_partnership(officer, partnership_id)
    work.hold(Partnership, partnership_id)  # the same one twice at once is one
    _check(work, partnership_id, told)
    found = work.add(
        Opportunity(
            partnership_id=partnership_id,
            entered_by=officer.id if officer else None,
            entered_at=work.now,
            **_columns(told),
        )
    )
    plan_end(work, found)
    work.record(actor_of(officer), "opportunity:enter", f"opportunity:{found.id}")
    return found


def change(work: Work, officer: Officer, number: int, told: Programme) -> Opportunity:
    """The programme as it is told now. Raises RoleMayNot, NotFound, HasEnded, DeadlinePast, KnownAlready."""
    found = _held(work, officer, number)
    if not is_open(work, found):
        raise HasEnded
    _check(work, found.partnership_id, told, number)
    work.add(found.sqlmodel_update(_columns(told)))
    plan_end(work, found)
    work.record(actor_of(officer), "opportunity:change", f"opportunity:{number}")
    return found


def end(work: Work, officer: Officer, number: int) -> Opportunity:
    """The programme, of which nobody is told any more. Raises RoleMayNot, NotFound."""
    found = _held(work, officer, number)
    if found.ended_at is None:
        found.ended_at, found.ended_by = work.now, officer.id
        work.record(actor_of(officer), "opportunity:end", f"opportunity:{number}")
    return work.add(found)


def open_again(work: Work, officer: Officer, number: int) -> Opportunity:
    """The programme that an officer has ended, on the list again.

    Raises RoleMayNot, NotFound, NotPossibleNow where its deadline is past.
    """
    found = _held(work, officer, number)
    if found.deadline < today_at_desk(work):
        raise NotPossibleNow
    if found.ended_at is not None:
        found.ended_at = found.ended_by = None
        work.record(actor_of(officer), "opportunity:open", f"opportunity:{number}")
    return work.add(found)


def end_by_itself(work: Work, due: Due) -> DueOutcome:
    """Its deadline is past."""
    if work.session.get(Opportunity, due.subject) is None:
        return DueOutcome.NOT_NEEDED  # ended long ago, and let go
    found = work.hold(Opportunity, due.subject)
    if found.ended_at is not None or found.deadline >= today_at_desk(work):
        return DueOutcome.NOT_NEEDED
    found.ended_at = work.now
    work.add(found)
    work.record(SYSTEM, "opportunity:end", f"opportunity:{found.id}")
    return DueOutcome.DONE


def at_desk(work: Work, officer: Officer, number: int) -> Opportunity:
    """A programme on the list of the officer's Partnership. Raises RoleMayNot, NotFound."""
    require(officer, Right.READ)
    found = work.load(Opportunity, number)
    require_partnership(officer, found.partnership_id)
    return found


def list_of(work: Work, officer: Officer) -> list[Opportunity]:
    """The list of the officer's Partnership: what is open by its deadline, then what has ended. Raises RoleMayNot."""
    require(officer, Right.READ)
    query = select(Opportunity).where(Opportunity.partnership_id == officer.partnership_id)
    found = work.session.exec(query.order_by(col(Opportunity.deadline), col(Opportunity.id))).all()
    return sorted(found, key=lambda one: not is_open(work, one))


def open_at(work: Work, partnership_id: int) -> list[Opportunity]:
    """What is open at a Partnership, by its deadline."""
    query = select(Opportunity).where(
        Opportunity.partnership_id == partnership_id, col(Opportunity.ended_at).is_(None)
    )
    found = work.session.exec(query.order_by(col(Opportunity.deadline), col(Opportunity.id))).all()
    return [one for one in found if is_open(work, one)]


def known(work: Work, partnership_id: int, title: str, deadline: date) -> Opportunity | None:
    """The programme of that title and deadline on a Partnership's list."""
    query = select(Opportunity).where(
        Opportunity.partnership_id == partnership_id, Opportunity.deadline == deadline
    )
    same = (one for one in work.session.exec(query) if fold(one.title) == fold(title))
    return next(same, None)


def told_of(opportunity: Opportunity) -> Programme:
    """What is told of it now."""
    return Programme(
        level=opportunity.level,
        title=opportunity.title,
        about=opportunity.about,
        link=opportunity.link,
        deadline=opportunity.deadline,
        countries=tuple(opportunity.countries),
        kinds=tuple(opportunity.kinds),
    )


def _held(work: Work, officer: Officer, number: int) -> Opportunity:
    require(officer, Right.DECIDE)
    found = work.hold(Opportunity, number)
    require_partnership(officer, found.partnership_id)
    return found


def _check(work: Work, partnership_id: int, told: Programme, itself: int = 0) -> None:
    if told.deadline < today_at_desk(work):
        raise DeadlinePast
    same = known(work, partnership_id, told.title, told.deadline)
    if same is not None and row_id(same) != itself:
        raise KnownAlready(title=told.title)


def _columns(told: Programme) -> dict[str, Any]:
    return {
        "level": told.level,
        "title": told.title,
        "about": told.about,
        "link": told.link,
        "deadline": told.deadline,
        "countries": list(told.countries),
        "kinds": list(told.kinds),
    }
