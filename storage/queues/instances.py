"""Which processes are at work: what a dead one held is taken over, once."""

from __future__ import annotations

import os
import socket
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import sqlalchemy as sa
from sqlmodel import Session, col, select

from storage.engine.inserts import insert_new
from storage.engine.witness import Witness, missing
from storage.queues import inbox, outbox
from storage.tables import Inbox, Instance, Lease, Outbox, Tick

if TYPE_CHECKING:
    from collections.abc import Sequence

BEAT = 1.5  # seconds between two signs of life
GRACE = timedelta(seconds=3)  # of silence after which an instance without a witness is dead
LEASE = timedelta(seconds=45)  # of silence after which one that hangs is taken for dead
GAP = 5.0  # seconds between two looks, after which we know nothing of the time between
RIVAL = "rival:"
ASTRAY = timedelta(hours=1)  # a sign of life so far ahead was given before a clock was set back


@dataclass(frozen=True)
class Leftovers:
    """What dead instances left: updates to work on anew, messages that may have arrived."""

    instances: int = 0
    updates: int = 0
    messages: int = 0


@dataclass
class Watch:
    """What one process has heard of the others: nobody is dead for being silent while we were deaf.

    We hear nothing while the database is away, or while our own witness does not stand: then
    everybody else may have had the same trouble.
    """

    witness: Witness
    _since: float = 0.0
    _last: float = field(default=-GAP)

    def looked(self) -> None:
        """A look at the others is over, and was kept."""
        at = time.monotonic()
        if at - self._last > GAP:
            self._since = at
        self._last = at

    def heard(self) -> timedelta:
        """For how long we have heard everybody without a gap."""
        at = time.monotonic()
        return timedelta(seconds=at - self._since if at - self._last <= GAP else 0)


def time_of(session: Session) -> datetime:
    """The time by which instances live: the server's, if several machines share one, else ours.

    Never that of a demo, whose clock decides nothing about who lives.
    """
    if session.get_bind().dialect.name == "sqlite":
        return datetime.now(UTC)
    told = session.connection().scalars(sa.select(sa.func.clock_timestamp(type_=sa.DateTime(True))))
    return told.one().astimezone(UTC)


def this_host() -> str:
    """This machine, told apart from other containers that share its name."""
    space = ""
    with suppress(OSError):
        space = str(Path("/proc/self/ns/pid").readlink())
    return f"{socket.gethostname()} {space}".strip()


def new_id() -> str:
    """A name for this process, never used before."""
    return f"{os.getpid()}-{uuid4().hex[:12]}"


def beat(session: Session, instance: str, roles: Sequence[str], now: datetime) -> None:
    """Give a sign of life, and keep the leases we hold."""
    fresh = {
        "id": instance,
        "host": this_host(),
        "pid": os.getpid(),
        "roles": " ".join(roles),
        "started_at": now,
        "seen_at": now,
    }
    if not insert_new(session, Instance, [fresh], unique="id"):
        session.execute(sa.update(Instance).where(col(Instance.id) == instance).values(seen_at=now))
    session.execute(
        sa.update(Lease).where(col(Lease.instance) == instance).values(until=now + LEASE)
    )


def leave(session: Session, instance: str, written: datetime) -> Leftovers:
    """Go in good order; what is still in hand is given back."""
    return _take_over(session, [instance], written)


def take_over_dead(
    session: Session, now: datetime, written: datetime | None = None, watch: Watch | None = None
) -> Leftovers:
    """What was found with instances that live no more, and given back.

    An instance that was taken for dead too soon and claimed again before it died is in no list any more;
    what bears its name is given back as well.
    `now` is the time by which they live; `written` the one that the messages they left are marked
    with, should it be another one. Without a `watch` all silence counts as heard.
    """
    listed = session.exec(select(Instance).with_for_update(skip_locked=True)).all()
    dead = _dead(listed, now, watch)
    if watch and min(watch.heard(), watch.witness.stood()) > GRACE:
        silent = {one.id for one in listed if now - one.seen_at > GRACE} - dead
        dead |= missing(session, silent) if silent else set()
    names = [*dead, *_unlisted(session)]
    return _take_over(session, names, written or now, len(dead)) if names else Leftovers()


def _dead(listed: Sequence[Instance], now: datetime, watch: Watch | None) -> set[str]:
    """Whose process is gone from this machine, or hangs for longer than anybody can wait."""
    here, heard = this_host(), watch.heard() if watch else timedelta.max
    return {
        one.id
        for one in listed
        if min(now - one.seen_at, heard) > LEASE
        or one.seen_at > now + ASTRAY
        or (one.host == here and not _runs(one.pid))
    }


def _unlisted(session: Session) -> set[str]:
    """Who holds something and is in no list of instances."""
    listed = select(Instance.id)
    holding = (
        select(owner).where(owner.is_not(None), owner.not_in(listed)).distinct()
        for owner in (col(Inbox.owner), col(Outbox.owner))
    )
    return {name for query in holding for name in session.exec(query) if name}


def _take_over(session: Session, dead: Sequence[str], now: datetime, listed: int = 1) -> Leftovers:
    updates = inbox.release(session, dead)
    messages = outbox.orphan(session, dead, now)
    session.execute(sa.delete(Lease).where(col(Lease.instance).in_(dead)))
    session.execute(sa.delete(Instance).where(col(Instance.id).in_(dead)))
    return Leftovers(listed, updates, messages)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def take_lease(session: Session, name: str, instance: str, now: datetime) -> bool:
    """Whether the lease is ours: it was free, ours already, or its holder is gone."""
    fresh = {"name": name, "instance": instance, "since": now, "until": now + LEASE}
    if insert_new(session, Lease, [fresh], unique="name"):
        return True
    mine_or_free = sa.or_(col(Lease.instance) == instance, col(Lease.until) < now)
    taken = session.connection().execute(
        sa.update(Lease)
        .where(col(Lease.name) == name, mine_or_free)
        .values(instance=instance, until=now + LEASE)
    )
    return taken.rowcount > 0


def note_rival(session: Session, bot: str, now: datetime) -> None:
    """Telegram says that another program asks for a bot's updates: keep when."""
    session.merge(Tick(name=f"{RIVAL}{bot}", at=now))


def rival_seen(session: Session, bot: str) -> datetime | None:
    """When another program last asked for a bot's updates; None if none ever did."""
    found = session.get(Tick, f"{RIVAL}{bot}")
    return found.at if found else None


def leased(session: Session, now: datetime) -> set[str]:
    """What some process does at that moment that only one may do."""
    return set(session.exec(select(Lease.name).where(col(Lease.until) > now)))
