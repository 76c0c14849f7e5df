"""Profiles of people who are silent: asked whether they stay, at rest until they write, and in the end gone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange import leaving
from exchange.notices import Notice
from exchange.people.calls import of_this_call
from exchange.people.holds import resting
from exchange.rows import row_id
from exchange.states import OVER
from exchange.timing.hours import reading_time
from exchange.timing.leaving import DORMANT_REST, INTEREST_LAPSE
from exchange.work import SYSTEM
from storage.tables import Application, ApplicationState, DueOutcome, Exchange, Person

if TYPE_CHECKING:
    from collections.abc import Sequence

    import sqlalchemy as sa

    from exchange.work import Work
    from storage.tables import Due


def unseen(work: Work, days: int) -> sa.ColumnElement[bool]:
    """Who has not been here for as many days, as a condition on people."""
    before = work.now - timedelta(days=days)
    return (col(Person.first_seen_at) < before) & (
        col(Person.seen_on).is_(None) | (col(Person.seen_on) < before.date())
    )


def ask_the_silent(work: Work) -> int:
    """After some months people are asked whether they stay (scheme.md, grey-listing); how many are silent."""
    days = work.scheme.dormancy
    gone = {person.id for _, person in _silent(work, work.scheme.retention.dormant_days)}
    silent = _silent(work, days.after_days)
    found = [one for one in silent if not (one[1].resting_since or one[1].id in gone)]
    _ask(work, found, "dormant", Notice.DORMANT_ASKED, DORMANT_REST, days.answer_days)
    return len(found)


def ask_the_gone(work: Work) -> int:
    """After a year they are asked before their profile leaves; how many they are."""
    days = work.scheme.retention
    found = _silent(work, days.dormant_days)
    _ask(work, found, "interest", Notice.INTEREST_ASKED, INTEREST_LAPSE, days.answer_days)
    return len(found)


def rest(work: Work, due: Due) -> DueOutcome:
    """Whoever has not answered is shown to nobody until they write; they are told."""
    application = work.load(Application, due.subject)
    person = work.load(Person, application.person_id)
    if application.state is not ApplicationState.ACCEPTED or _is_back(person, due):
        return DueOutcome.NOT_NEEDED
    person.resting_since = person.resting_since or work.now
    work.add(person)
    work.record(SYSTEM, "profile:rest", f"application:{due.subject}")
    _tell(work, person, Notice.DORMANT_RESTS, f"{due.key}:rests", due.subject)
    return DueOutcome.DONE


def lapse(work: Work, due: Due) -> DueOutcome | None:
    """A profile whose owner has not answered leaves; they are told, and may come back.

    Nothing is done with data that is frozen: it is looked at again the next day (None).
    """
    application = work.load(Application, due.subject)
    person = work.load(Person, application.person_id)
    if person.frozen_at:
        due.due_at = work.now + timedelta(days=1)
        return None
    if application.state is not ApplicationState.ACCEPTED or _is_back(person, due):
        return DueOutcome.NOT_NEEDED
    leaving.withdraw_application(work, person)
    _tell(work, person, Notice.INTEREST_LAPSED, f"{due.key}:lapsed", due.subject)
    return DueOutcome.DONE


def _silent(work: Work, days: int) -> Sequence[tuple[Application, Person]]:
    """Accepted people who have not been here for as many days, whom no exchange and no hold keeps."""
    busy = select(Exchange.id).where(
        (col(Exchange.visitor_id) == col(Application.id))
        | (col(Exchange.host_id) == col(Application.id)),
        col(Exchange.state).not_in(OVER),
    )
    query = (
        select(Application, Person)
        .join(Person, col(Person.id) == col(Application.person_id))
        .where(
            Application.state == ApplicationState.ACCEPTED,
            col(Person.frozen_at).is_(None),
            col(Person.telegram_id) > 0,  # who is in no chat cannot be silent in it
            unseen(work, days),
            ~busy.exists(),
            ~resting(),
            of_this_call(work, col(Application.partnership_id)),
        )
    )
    return work.session.exec(query).all()


def _ask(
    work: Work,
    found: Sequence[tuple[Application, Person]],
    word: str,
    notice: Notice,
    kind: str,
    answer_days: int,
) -> None:
    """Each of them once, until they are seen again; what follows without an answer is planned."""
    until, since = work.now + timedelta(days=answer_days), f"{work.now.date()}"
    for application, person in found:
        key = f"application:{application.id}:{word}:{person.seen_on}"
        _tell(work, person, notice, key, row_id(application))
        work.schedule(kind, row_id(application), until, key=key, since=since)


def _tell(work: Work, person: Person, notice: Notice, key: str, application_id: int) -> None:
    """It comes by itself, so it is read in working hours: the day's looks are made at any hour."""
    at = reading_time(work, work.now, person)
    work.tell_at(at, person, notice, key, {"application": application_id})


def _is_back(person: Person, due: Due) -> bool:
    return person.seen_on is not None and f"{person.seen_on}" >= due.facts["since"]
