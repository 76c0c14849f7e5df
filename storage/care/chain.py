"""The audit as a chain: each act bears a digest of itself and of the act before it.

What is written is linked a moment later, in one place and in one order, so that nobody who acts waits
for it. A linked act is neither changed nor deleted: the database refuses. Whoever gets round that is
found, as the digests no longer fit; whoever makes all of them anew is found by the head, which is told
to people (`cxc audit`, /audit) and written down by them.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import Session, col, select

from storage.engine.inserts import insert_new
from storage.tables import Audit, Tick

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel.sql.expression import SelectOfScalar

AT_ONCE = 5000
LOCK = "chain"  # of the ticks: who holds it adds links
START = "0" * 64


@dataclass(frozen=True)
class Chain:
    """How the chain is: linked acts, those that wait for it, its head, and the first that is wrong."""

    links: int
    waiting: int
    head: str
    wrong: int | None = None

    @property
    def whole(self) -> bool:
        """Whether every act is as it was written, and none is missing."""
        return self.wrong is None


def add_links(session: Session, now: datetime) -> int:
    """How many acts were linked; the rest has its turn the next time."""
    if session.exec(_waiting().limit(1)).first() is None:  # as mostly: nothing to lock
        return 0
    insert_new(session, Tick, [{"name": LOCK, "at": now}], unique="name")
    session.get_one(Tick, LOCK, with_for_update=True)
    rows = session.exec(_waiting().order_by(col(Audit.id)).limit(AT_ONCE)).all()
    link, digest = _head(session) if rows else (0, START)
    for row in rows:
        link, digest = link + 1, _digest(digest, row)
        row.link, row.digest = link, digest
        session.add(row)
    session.flush()
    return len(rows)


def _waiting() -> SelectOfScalar[Audit]:
    return select(Audit).where(col(Audit.link).is_(None))


def _head(session: Session) -> tuple[int, str]:
    query = select(Audit.link, Audit.digest).where(col(Audit.link).is_not(None))
    found = session.exec(query.order_by(col(Audit.link).desc()).limit(1)).first()
    return (found[0] or 0, found[1] or START) if found else (0, START)


def _digest(before: str, row: Audit) -> str:
    told = [before, row.at.isoformat(), row.actor, row.act, row.subject, row.facts]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def check(session: Session) -> Chain:
    """The chain, followed from its first link to its head."""
    unlinked = select(sa.func.count()).select_from(Audit).where(col(Audit.link).is_(None))
    waiting = session.exec(unlinked).one()
    links, digest = 0, START
    query = select(Audit).where(col(Audit.link).is_not(None)).order_by(col(Audit.link))
    for row in session.exec(query.execution_options(yield_per=AT_ONCE)):
        digest = _digest(digest, row)
        links += 1
        if row.link != links or row.digest != digest:
            return Chain(links, waiting, digest, wrong=row.id)
    return Chain(links, waiting, digest)
