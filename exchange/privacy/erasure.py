"""Somebody's data deleted: asked for, done as soon as nothing holds it, and proved to be gone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import col, select

from exchange import leaving
from exchange.errors import CxcError
from exchange.people import access_ends, people
from exchange.privacy.belongings import belongings
from exchange.privacy.register import RULES
from exchange.privacy.rule import ERASED, apply_rule
from exchange.rows import row_id
from exchange.states import BINDING
from exchange.timing.leaving import PERSON_ERASE
from storage.tables import (
    Application,
    Consent,
    DueOutcome,
    Erasure,
    Exchange,
    Officer,
    Organisation,
    Outbox,
    OutboxState,
    Person,
)

if TYPE_CHECKING:
    from datetime import date

    from exchange.privacy.belongings import Belongings
    from exchange.work import Work
    from storage.tables import Due

SOON, LATER = timedelta(seconds=30), timedelta(days=1)


class ErasedAlready(CxcError):
    """Of this person nothing is kept any more."""


def ask_erasure(work: Work, person: Person, actor: str = "") -> None:
    """Have everything of somebody's deleted: what rests on a consent ends now, the rest follows.

    The clock does it as soon as the last message has reached them and no exchange holds them.
    """
    leaving.withdraw_consent(work, person)
    if not _stranger(work, person):
        _note(work, person)
        work.record(actor or f"person:{person.id}", "person:ask_erasure", f"person:{person.id}")
    key = f"person:{person.id}:erase:{work.now.isoformat()}"
    work.schedule(PERSON_ERASE, row_id(person), work.now, key=key)


def _stranger(work: Work, person: Person) -> bool:
    """Whether they never agreed to anything, applied or worked here: no row has to stay."""
    tables = (Consent.person_id, Application.person_id, Officer.person_id)
    return not any(
        work.session.exec(select(column).where(column == person.id).limit(1)).first()
        for column in tables
    )


def _note(work: Work, person: Person) -> Erasure:
    found = work.session.exec(select(Erasure).where(Erasure.person_id == person.id)).one_or_none()
    fresh = Erasure(person_id=row_id(person), known_since=person.first_seen_at, asked_at=work.now)
    return found or work.add(fresh)


def erase_when_free(work: Work, due: Due) -> DueOutcome | None:
    """What came of an erasure that is due: done, not wanted any more, or put off (None)."""
    person = work.session.get(Person, due.subject)
    if person is None or person.erased_at or people.consents(work, due.subject):
        return DueOutcome.NOT_NEEDED  # or they have come back
    if _message_waits(work, person):
        due.due_at = work.now + SOON
        return None
    if person.frozen_at or held_by(work, person):
        due.due_at = work.now + LATER
        return None
    erase(work, person)
    return DueOutcome.DONE


def _message_waits(work: Work, person: Person) -> bool:
    """Whether something is still being said to them."""
    query = select(Outbox.id).where(
        Outbox.chat_id == person.telegram_id,
        col(Outbox.ended_at).is_(None),
        (col(Outbox.due_at) <= work.now + SOON) | (col(Outbox.state) == OutboxState.SENDING),
    )
    return work.session.exec(query.limit(1)).first() is not None


def held_by(work: Work, person: Person) -> list[Exchange]:
    """The exchanges that have begun and are not paid: they need their people until then.

    Those that nobody has brought to an end for the call's days hold nobody any more.
    """
    long_ago = work.now.date() - _unfinished(work)
    own = select(Application.id).where(Application.person_id == person.id)
    query = select(Exchange).where(
        col(Exchange.visitor_id).in_(own) | col(Exchange.host_id).in_(own),
        col(Exchange.state).in_(BINDING),
        col(Exchange.ends_on) >= long_ago,
    )
    return list(work.session.exec(query.order_by(col(Exchange.id))))


def held_until(work: Work, exchange: Exchange) -> date:
    """The last day on which an exchange that nobody brings to an end holds its people; one without days as if it ended today."""
    return (exchange.ends_on or work.now.date()) + _unfinished(work)


def _unfinished(work: Work) -> timedelta:
    return timedelta(days=work.scheme.retention.unfinished_days)


def erase(work: Work, person: Person, actor: str = "system") -> None:
    """Delete what is kept about somebody, in every table, but for what the law wants kept.

    Of a paid exchange amount, dates, organisation and signatures stay for the call's years. Who has
    never agreed to anything leaves no row at all. Raises ErasedAlready.
    """
    if person.erased_at:
        raise ErasedAlready
    stranger = _stranger(work, person)
    _leave_desk(work, person)
    if not stranger:
        _note(work, person).done_at = work.now
        work.record(actor, "person:erase", f"person:{person.id}")
    work.session.flush()
    _work_off(work, belongings(work, person))
    work.session.expire_all()
    if stranger:
        work.session.delete(person)
    else:
        person.erased_at = person.first_seen_at = work.now
        work.session.add(person)
    work.session.flush()


def _leave_desk(work: Work, person: Person) -> None:
    query = select(Officer).where(Officer.person_id == person.id, col(Officer.revoked_at).is_(None))
    for officer in work.session.exec(query).all():
        access_ends.revoke_officer(work, officer)


def _work_off(work: Work, its: Belongings) -> None:
    """Every rule of the register, in its order."""
    for rule in RULES:
        apply_rule(work, rule, rule.of(its))


def thin_finished(work: Work) -> int:
    """How many people's records of exchanges went, whose years are over since they were erased."""
    query = select(Person).where(col(Person.erased_at).is_not(None))
    count = 0
    for person in work.session.exec(query).all():
        its = belongings(work, person)
        if its.exchanges and _anything_left(work, its):
            _work_off(work, its)
            count += 1
    work.session.expire_all()
    return count


def _anything_left(work: Work, its: Belongings) -> bool:
    """Whether a kept record of somebody erased need not be kept any more."""
    query = select(Organisation.id).where(
        col(Organisation.id).in_(its.theirs), col(Organisation.name) != ERASED
    )
    return work.session.exec(query.limit(1)).first() is not None


def unwiped(work: Work) -> bool:
    """Whether traces of somebody erased may still be in a journal."""
    query = select(Erasure.id).where(
        col(Erasure.done_at).is_not(None), col(Erasure.wiped_at).is_(None)
    )
    return work.session.exec(query.limit(1)).first() is not None


def wiped(work: Work) -> None:
    """No trace is left of whoever was erased until now."""
    work.session.execute(
        sa.update(Erasure)
        .where(col(Erasure.done_at) <= work.now, col(Erasure.wiped_at).is_(None))
        .values(wiped_at=work.now)
    )
