"""What was done, as auditors read it: the acts of a Partnership, newest first, and the chain they are in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import col, or_, select

from exchange.people.officers import Right, require
from exchange.trail.naming import Names
from storage.care.chain import Chain, check
from storage.tables import Application, Audit, Exchange, Officer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from exchange.work import Work


@dataclass(frozen=True)
class Act:
    """Who did what to which thing.

    `who` is the name of the officer or organisation that did it, empty where nobody is known;
    `actor`, `act` and `subject` are as they stand in the record.
    """

    at: datetime
    actor: str
    who: str
    act: str
    subject: str


@dataclass(frozen=True)
class Acts:
    """A page of acts, how many there are in all, and the chain."""

    shown: Sequence[Act]
    total: int
    chain: Chain


def acts_of(work: Work, officer: Officer, *, offset: int = 0, limit: int = 10) -> Acts:
    """What was done by the officer's Partnership and to what is theirs. Raises RoleMayNot."""
    require(officer, Right.READ)
    wanted = _theirs(officer.partnership_id)
    total = work.session.exec(select(sa.func.count()).select_from(Audit).where(wanted)).one()
    query = select(Audit).where(wanted).order_by(col(Audit.id).desc())
    rows = work.session.exec(query.offset(offset).limit(limit)).all()
    return Acts([_told(work, row) for row in rows], total, check(work.session))


def newest_acts(work: Work, limit: int) -> list[Act]:
    """The newest acts of all Partnerships, for whoever runs the machine."""
    query = select(Audit).order_by(col(Audit.id).desc()).limit(limit)
    return [_told(work, row) for row in work.session.exec(query)]


def _theirs(partnership_id: int) -> sa.ColumnElement[bool]:
    """Acts of its officers, and acts on itself, its applications and exchanges, whoever did them."""

    def named(kind: str, number: Any, where: sa.ColumnElement[bool]) -> Any:
        return sa.select(sa.literal(f"{kind}:") + sa.cast(number, sa.String)).where(where)

    officers = named("officer", col(Officer.id), col(Officer.partnership_id) == partnership_id)
    applications = named(
        "application", col(Application.id), col(Application.partnership_id) == partnership_id
    )
    exchanges = named(
        "exchange",
        col(Exchange.id),
        (col(Exchange.visitor_partnership_id) == partnership_id)
        | (col(Exchange.host_partnership_id) == partnership_id),
    )
    return or_(
        col(Audit.actor).in_(officers),
        col(Audit.subject).in_(applications),
        col(Audit.subject).in_(exchanges),
        col(Audit.subject) == f"partnership:{partnership_id}",
    )


def _told(work: Work, row: Audit) -> Act:
    return Act(row.at, row.actor, Names(work).of(row.actor), row.act, row.subject)
