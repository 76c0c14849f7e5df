"""A desk writes to all who stand somewhere: looked at before, sent at a pace, with its result."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import col, select

from exchange.errors import CxcError
from exchange.notices import Notice
from exchange.people.officers import Right, actor_of, require, require_partnership
from exchange.rows import row_id
from exchange.timing.hours import reading_time
from exchange.writing.audiences import how_many_absent, who_stands_there
from exchange.writing.notes import key_of
from storage.tables import Audience, Mailing, Note, Outbox, OutboxState, Urgency

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchange.work import Work
    from storage.tables import Officer, Person


class SentAlready(CxcError):
    """This message has left already. /write shows what came of it."""


class NobodyThere(CxcError):
    """Nobody stands there at the moment, so nothing was sent. /write begins anew."""


@dataclass(frozen=True)
class Reach:
    """Whom a mailing would reach now: how many read each version, want no messages, or are in no chat yet."""

    versions: Mapping[str, int]
    quiet: int
    absent: int

    @property
    def people(self) -> int:
        """How many it goes to."""
        return sum(self.versions.values())


@dataclass(frozen=True)
class Result:
    """What became of a mailing, in people: to how many it went, and what came of it.

    `failed` are messages that nobody knows to have arrived; `quiet` are people who want none.
    """

    meant: int
    delivered: int
    waiting: int
    blocked: int
    failed: int
    answered: int
    quiet: int


def draft_mailing(
    work: Work,
    officer: Officer,
    audience: Audience,
    texts: Mapping[str, str],
    ecosystem: str | None = None,
    month: str | None = None,
) -> Mailing:
    """What is to be written, to be looked at before it is sent. Raises RoleMayNot."""
    require(officer, Right.DECIDE)
    return work.add(
        Mailing(
            partnership_id=officer.partnership_id,
            audience=audience,
            ecosystem=ecosystem,
            month=month,
            texts=dict(texts),
            written_at=work.now,
        )
    )


def reach(work: Work, mailing: Mailing) -> Reach:
    """Whom it would reach now."""
    willing, quiet = _parted(work, mailing)
    first = next(iter(mailing.texts), "")
    versions = Counter(one.language if one.language in mailing.texts else first for one in willing)
    return Reach(dict(versions), len(quiet), how_many_absent(work, mailing))


def _parted(work: Work, mailing: Mailing) -> tuple[list[Person], list[Person]]:
    """Those whom it is for, and those of them who want no such messages."""
    found = who_stands_there(work, mailing)
    return [one for one in found if not one.quiet_since], [one for one in found if one.quiet_since]


def send_mailing(work: Work, officer: Officer, mailing_id: int) -> int:
    """How many it goes to, each in their working hours, after whatever is more urgent.

    Once only. Raises RoleMayNot, NotFound, SentAlready, NobodyThere.
    """
    require(officer, Right.DECIDE)
    mailing = work.hold(Mailing, mailing_id)
    require_partnership(officer, mailing.partnership_id)
    if mailing.sent_at:
        raise SentAlready
    willing, quiet = _parted(work, mailing)
    if not willing:
        raise NobodyThere
    mailing.sent_at, mailing.sent_by, mailing.quiet = work.now, officer.id, len(quiet)
    work.add(mailing)
    notes = [_note(work, mailing, one) for one in willing]
    work.session.add_all(notes)
    work.session.flush()
    for note, person in zip(notes, willing, strict=True):
        _post(work, note, person)
    work.record(actor_of(officer), "mailing:send", f"mailing:{mailing.id}", people=len(willing))
    return len(willing)


def _note(work: Work, mailing: Mailing, person: Person) -> Note:
    return Note(
        partnership_id=mailing.partnership_id,
        person_id=row_id(person),
        officer_id=mailing.sent_by,
        mailing_id=mailing.id,
        written_at=work.now,
    )


def _post(work: Work, note: Note, person: Person) -> None:
    at, facts = reading_time(work, work.now, person), {"note": note.id}
    work.tell_at(at, person, Notice.DESK_WROTE, key_of(note), facts, Urgency.BROADCAST)


def result(work: Work, mailing: Mailing) -> Result:
    """What became of it so far."""
    keys = sa.literal("note:") + sa.cast(col(Note.id), sa.String)
    of_mailing = (Note.mailing_id == mailing.id, col(Note.officer_id).is_not(None))
    states = (
        select(Outbox.state, sa.func.count())
        .join(Note, col(Outbox.dedupe_key) == keys)
        .where(*of_mailing)
        .group_by(col(Outbox.state))
    )
    count = Counter(dict(work.session.exec(states).all()))
    waiting = count[OutboxState.WAITING] + count[OutboxState.SENDING]
    return Result(
        meant=sum(count.values()),
        delivered=count[OutboxState.SENT],
        waiting=waiting,
        blocked=count[OutboxState.BLOCKED],
        failed=count[OutboxState.FAILED] + count[OutboxState.UNCERTAIN],
        answered=_answered(work, mailing),
        quiet=mailing.quiet + count[OutboxState.CANCELLED],
    )


def _answered(work: Work, mailing: Mailing) -> int:
    """How many people have answered it."""
    query = select(sa.func.count(sa.distinct(col(Note.person_id)))).where(
        Note.mailing_id == mailing.id, col(Note.officer_id).is_(None)
    )
    return work.session.exec(query).one()


def sent_mailings(work: Work, officer: Officer, most: int) -> list[Mailing]:
    """What the officer's Partnership has sent to many, newest first. Raises RoleMayNot."""
    require(officer, Right.READ)
    query = select(Mailing).where(
        Mailing.partnership_id == officer.partnership_id, col(Mailing.sent_at).is_not(None)
    )
    return list(work.session.exec(query.order_by(col(Mailing.id).desc()).limit(most)))


def drop_mailing(work: Work, officer: Officer, mailing_id: int) -> None:
    """Nothing; the draft is gone. Raises RoleMayNot, NotFound, SentAlready."""
    require(officer, Right.DECIDE)
    mailing = work.hold(Mailing, mailing_id)
    require_partnership(officer, mailing.partnership_id)
    if mailing.sent_at:
        raise SentAlready
    work.session.delete(mailing)


def set_quiet(work: Work, person: Person, *, quiet: bool) -> None:
    """Somebody wants nothing that is written to many, from what still waits on; or wants it again."""
    person.quiet_since = (person.quiet_since or work.now) if quiet else None
    work.add(person)
