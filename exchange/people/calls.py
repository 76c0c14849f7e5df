"""Under which call somebody is, where a database has several: their Partnership's.

A pair is of one call, its visitor's Partnership's and its host's: papers, sums, deadlines and signatories are
told once for both, and no page says which of two calls' would hold. So everything that comes of a pair is under
that call as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import col, select

from exchange.errors import NotFound
from exchange.work import DESK, PARTICIPANTS
from storage.tables import Application, Officer, Partnership, Person

if TYPE_CHECKING:
    from collections.abc import Callable

    from exchange.work import Work


def work_of(work: Work, bot: str, telegram_id: int) -> Work:
    """The same work under the call of who writes to a bot."""
    if work.scheme.alone:
        return work
    return work.under((_of_officer if bot == DESK else _of_participant)(work, telegram_id))


def _of_officer(work: Work, telegram_id: int) -> str:
    query = (
        select(Partnership.call)
        .join(Officer, col(Officer.partnership_id) == col(Partnership.id))
        .join(Person, col(Person.id) == col(Officer.person_id))
        .where(Person.telegram_id == telegram_id, col(Officer.revoked_at).is_(None))
        .order_by(col(Officer.id).desc())
    )
    return work.session.exec(query).first() or ""


def _of_participant(work: Work, telegram_id: int) -> str:
    """That of the Partnership with which they applied last; before that the one they chose, or came by a link of."""
    applied = (
        select(Partnership.call)
        .join(Application, col(Application.partnership_id) == col(Partnership.id))
        .join(Person, col(Person.id) == col(Application.person_id))
        .where(Person.telegram_id == telegram_id)
        .order_by(col(Application.id).desc())
    )
    found = work.session.exec(applied).first()
    if found is not None:
        return found
    query = select(Person.call).where(Person.telegram_id == telegram_id)
    return work.session.exec(query).first() or ""


def choose(work: Work, person: Person, number: int) -> Work:
    """The work under the call of that number, from 0, which somebody has chosen who has not applied yet.

    Whoever has applied is under the call of their Partnership, and stays so. Raises NotFound.
    """
    calls = list(work.scheme.calls)
    if not 0 <= number < len(calls):
        raise NotFound
    person.call = calls[number].id
    work.add(person)
    return work_of(work, PARTICIPANTS, person.telegram_id)


def of_this_call(work: Work, column: Any) -> sa.ColumnElement[bool]:
    """Whether a Partnership, by the column of its number, runs under this call; of every one where there is one call."""
    if work.scheme.alone:
        return sa.true()
    found: sa.ColumnElement[bool] = column.in_(ours(work))
    return found


def of_its_applications(work: Work, column: Any) -> sa.ColumnElement[bool]:
    """The same of an application, by the column of its number."""
    if work.scheme.alone:
        return sa.true()
    here = select(Application.id).where(col(Application.partnership_id).in_(ours(work)))
    found: sa.ColumnElement[bool] = column.in_(here)
    return found


def of_its_rows(work: Work, column: Any) -> sa.ColumnElement[bool]:
    """The same of what keeps its call itself, by that column; what names none that is here is the first's."""
    if work.scheme.alone:
        return sa.true()
    found: sa.ColumnElement[bool] = (
        column.not_in(_others(work)) if _is_first(work) else column == work.scheme.id
    )
    return found


def of_its_people(work: Work, column: Any, by: Any = Person.telegram_id) -> sa.ColumnElement[bool]:
    """The same of somebody, by a column of their chat or, if `by` says so, of their number; a stranger is the first's."""
    if work.scheme.alone:
        return sa.true()
    if _is_first(work):
        found: sa.ColumnElement[bool] = column.is_(None) | column.not_in(
            _people_of(_others(work), by)
        )
    else:
        found = column.in_(_people_of([work.scheme.id], by))
    return found


def _is_first(work: Work) -> bool:
    return next(iter(work.scheme.calls)) is work.scheme


def _others(work: Work) -> list[str]:
    return [one.id for one in work.scheme.calls if one is not work.scheme]


def _people_of(calls: list[str], by: Any) -> Any:
    """Everybody under some calls: by their last application, else by the desk they work at, else by the call they came for."""
    of, person = col(Partnership.call).in_(calls), col(Person.id)
    applied = select(Application.person_id)
    at_desks = select(Officer.person_id).where(col(Officer.revoked_at).is_(None))
    last = select(sa.func.max(Application.id)).group_by(col(Application.person_id))
    with_desk = sa.join(Officer, Partnership, col(Partnership.id) == col(Officer.partnership_id))
    with_one = sa.join(Application, Partnership)
    return sa.union(
        sa.select(by)
        .select_from(sa.join(Person, with_one, person == col(Application.person_id)))
        .where(of, col(Application.id).in_(last)),
        sa.select(by)
        .select_from(sa.join(Person, with_desk, person == col(Officer.person_id)))
        .where(of, col(Officer.revoked_at).is_(None), person.not_in(applied)),
        sa.select(by)
        .select_from(Person)
        .where(col(Person.call).in_(calls), person.not_in(applied), person.not_in(at_desks)),
    )


def in_each_call(look: Callable[[Work], int]) -> Callable[[Work], int]:
    """A look that is taken under each call of the database, one after the other; it counts what all have found.

    It asks `of_this_call` itself.
    """

    def looked(work: Work) -> int:
        return sum(look(work.under(call.id)) for call in work.scheme.calls)

    return looked


def ours(work: Work) -> list[int]:
    """The numbers of the Partnerships of this call; those that no call names any more are the first's."""
    rows = work.session.exec(select(Partnership.id, Partnership.call)).all()
    return [number or 0 for number, call in rows if work.scheme.under(call) is work.scheme]


def is_ours(work: Work, partnership_id: int) -> bool:
    """Whether a Partnership runs under this call."""
    return work.scheme.alone or partnership_id in ours(work)
