"""What was written down: notices, acts, what is still due."""

from __future__ import annotations

from sqlmodel import select

from exchange.notices import Notice
from storage.tables import (
    Audit,
    Due,
    Officer,
    Outbox,
    OutboxState,
    Person,
)


def told(work, person_or_officer=None):
    """The kinds of notices in the outbox, oldest first; of one reader if given.

    But for the files for calendars, which go with every change (test_calendars.py).
    """
    query = select(Outbox).where(Outbox.kind != Notice.CALENDAR).order_by(Outbox.id)
    if person_or_officer is not None:
        owner = person_or_officer
        if isinstance(owner, Officer):
            owner = work.load(Person, owner.person_id)
        query = query.where(Outbox.chat_id == owner.telegram_id)
    return [row.kind for row in work.session.exec(query)]


def read_by(work, person, kind=None):
    """The notices to somebody, oldest first: their kinds, or the facts of those of one kind."""
    query = select(Outbox).where(Outbox.chat_id == person.telegram_id).order_by(Outbox.id)
    rows = work.session.exec(query).all()
    if kind:
        return [row.body for row in rows if row.kind == kind]
    return [row.kind for row in rows if row.kind != Notice.CALENDAR]


def heard(work, person):
    """The kinds of what somebody was told, or will be: what was struck before it left is not among it."""
    query = select(Outbox).where(
        Outbox.chat_id == person.telegram_id, Outbox.state != OutboxState.CANCELLED
    )
    return [row.kind for row in work.session.exec(query.order_by(Outbox.id))]


def all_leaves(work):
    """What waits to be sent is sent."""
    query = select(Outbox).where(Outbox.state == OutboxState.WAITING)
    for row in work.session.exec(query).all():
        row.state, row.ended_at = OutboxState.SENT, work.now
        work.add(row)


def read_at_desk(work, officer_):
    """The kinds of notices to an officer, oldest first."""
    return read_by(work, work.load(Person, officer_.person_id))


def audited(work, subject):
    """What was done to a subject, and by whom, oldest first."""
    query = select(Audit).where(Audit.subject == subject).order_by(Audit.id)
    return [(row.act, row.actor) for row in work.session.exec(query)]


def still_due(work, kind, subject):
    """How many rows of a kind wait for a subject."""
    query = select(Due.id).where(Due.kind == kind, Due.subject == subject, Due.done_at.is_(None))
    return len(work.session.exec(query).all())
