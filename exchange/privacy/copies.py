"""Everything that is kept about somebody, to be handed to them: as JSON, and their files."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any

from sqlmodel import col, or_, select

from exchange.privacy.belongings import belongings
from exchange.privacy.register import RULES
from exchange.privacy.whose import guest_of, sides
from storage.tables import (
    Agreement,
    Application,
    Audit,
    CohortPair,
    DateOffer,
    GroupGuest,
    GroupSeat,
    Officer,
    OnlineSession,
    Partnership,
    Payment,
    Project,
    ProjectPartner,
    ShortTalk,
    Signature,
    StaySlot,
    StoredFile,
    TalkHost,
    TwinningProject,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from sqlmodel import SQLModel

    from exchange.privacy.belongings import Belongings
    from exchange.work import Work
    from storage.tables import Person

READING = "read:"
"""How the acts begin that tell who has looked at something."""
JSON = "application/json"
LEFT_OUT = {"content"}  # bytes go as files


@dataclass(frozen=True)
class Reading:
    """That an officer looked at something of somebody's: `what` is a card, a CV, a paper or an export."""

    at: datetime
    what: str
    officer: str
    partnership: str


@dataclass(frozen=True)
class Copy:
    """What somebody gets: the rows of every table as JSON, their files, and who has read it."""

    rows: dict[str, list[dict[str, Any]]]
    files: Sequence[StoredFile]
    readings: Sequence[Reading]

    def as_json(self) -> bytes:
        """All but the files, for people and for programs."""
        told = {
            "data": self.rows,
            "read_by": [
                {
                    "at": one.at.isoformat(),
                    "what": one.what,
                    "officer": one.officer,
                    "partnership": one.partnership,
                }
                for one in self.readings
            ],
        }
        return json.dumps(told, ensure_ascii=False, indent=2, default=_plain).encode()


def copy_of(work: Work, person: Person) -> Copy:
    """A copy of everything by the same list that erasure goes by (GDPR art. 15 and 20)."""
    its = belongings(work, person)
    rows: dict[str, list[dict[str, Any]]] = {}
    for table, row in _rows(work, its):
        rows.setdefault(table, []).append(row)
    files = _files(work, its)
    return Copy(rows, files, list(_readings(work, its)))


def _rows(work: Work, its: Belongings) -> Iterator[tuple[str, dict[str, Any]]]:
    seen: set[tuple[str, Any]] = set()
    own = [(rule.table, rule.of(its)) for rule in RULES if rule.own]
    for model, which in (*own, *_of_exchanges(its)):
        table: Any = model
        if table is StoredFile:
            continue
        for row in work.session.exec(select(table).where(which)).all():
            key = (table.__tablename__, str(row.model_dump(include=_key(table))))
            if key not in seen:
                seen.add(key)
                yield table.__tablename__, row.model_dump(exclude=LEFT_OUT)


def _of_exchanges(its: Belongings) -> list[tuple[type[SQLModel], Any]]:
    """What erasure leaves as it is, and is theirs to know all the same."""
    return [
        (Signature, col(Signature.person_id) == its.person),
        (Payment, col(Payment.exchange_id).in_(its.exchanges)),
        (Agreement, col(Agreement.exchange_id).in_(its.visits)),
        (DateOffer, col(DateOffer.exchange_id).in_(its.exchanges)),
        (StaySlot, col(StaySlot.exchange_id).in_(its.exchanges)),
        (OnlineSession, col(OnlineSession.exchange_id).in_(its.exchanges)),
        (GroupGuest, guest_of(its)),
        (TalkHost, col(TalkHost.host_id).in_(its.applications)),
        (ProjectPartner, col(ProjectPartner.application_id).in_(its.applications)),
        (TwinningProject, col(TwinningProject.project_id).in_(_projects(its))),
        (CohortPair, sides(CohortPair)(its)),
        (GroupSeat, col(GroupSeat.guest_id).in_(_seats(its))),
        (ShortTalk, col(ShortTalk.guest_id).in_(_seats(its)) | _talks(its)),
        (Audit, (col(Audit.actor) == f"person:{its.person}")),
    ]


def _projects(its: Belongings) -> Any:
    return select(Project.id).where(col(Project.lead_id).in_(its.applications))


def _seats(its: Belongings) -> Any:
    return select(GroupGuest.id).where(guest_of(its))


def _talks(its: Belongings) -> Any:
    """Short talks at which they are asked as a host."""
    asked = select(TalkHost.id).where(col(TalkHost.host_id).in_(its.applications))
    return col(ShortTalk.talk_host_id).in_(asked)


def _key(table: type[SQLModel]) -> set[str]:
    columns: Any = table.__table__.primary_key  # type: ignore[attr-defined]
    return {column.name for column in columns}


def _files(work: Work, its: Belongings) -> list[StoredFile]:
    query = select(StoredFile).where(
        or_(
            col(StoredFile.person_id) == its.person,
            col(StoredFile.id).in_(its.files),
            col(StoredFile.exchange_id).in_(its.exchanges),
        ),
        col(StoredFile.mime) != JSON,
    )
    return list(work.session.exec(query.order_by(col(StoredFile.id))))


def _readings(work: Work, its: Belongings) -> Iterator[Reading]:
    """Who looked at what, newest first; an export is one of a Partnership that has an application."""
    subjects = [
        *(f"application:{number}" for number in its.applications),
        *(f"exchange:{number}" for number in its.exchanges),
        f"person:{its.person}",
        *(f"partnership:{number}" for number in _partnerships(work, its)),
        *(f"group:{number}" for number in _among(work, GroupGuest.visit_id, its)),
        *(f"course:{number}" for number in _among(work, GroupGuest.course_id, its)),
    ]
    query = (
        select(Audit)
        .where(col(Audit.subject).in_(subjects), col(Audit.act).startswith(READING))
        .order_by(col(Audit.id).desc())
    )
    for row in work.session.exec(query):
        officer = _officer(work, row.actor)
        where = work.load(Partnership, officer.partnership_id).name if officer else ""
        yield Reading(row.at, row.act.removeprefix(READING), officer.name if officer else "", where)


def _among(work: Work, column: Any, its: Belongings) -> set[int]:
    """The group visits, or courses, in which they are or were."""
    query = select(column).where(guest_of(its), col(column).is_not(None))
    return set(work.session.exec(query))


def _partnerships(work: Work, its: Belongings) -> set[int]:
    query = select(Application.partnership_id).where(col(Application.id).in_(its.applications))
    return set(work.session.exec(query))


def _officer(work: Work, actor: str) -> Officer | None:
    kind, _, number = actor.partition(":")
    return work.session.get(Officer, int(number)) if kind == "officer" else None


def _plain(value: Any) -> Any:
    match value:
        case date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case Enum():
            return value.value
    raise TypeError(type(value).__name__)
