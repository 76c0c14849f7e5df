"""An application begun and left: whoever wrote it is reminded."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlmodel import select

from exchange.notices import Reminding
from exchange.rows import row_id
from exchange.timing.hours import reading_time
from exchange.timing.reminder import Family, Kind
from exchange.work import PARTICIPANTS
from storage.tables import Draft, DueOutcome, Person

if TYPE_CHECKING:
    from datetime import datetime

    from exchange.work import Work
    from storage.tables import Due

DRAFT_WAITING = Reminding("draft.waiting")  # subject: a person; of the message: nothing
APPLICATION_FORM = "app"  # how the participants' bot calls an application's draft


def plan_draft(work: Work, person: Person, since: datetime | None = None) -> None:
    """Remind somebody of an application begun and left, counting from `since` (now).

    Asked again on the same day, it stays the same row.
    """
    begun = since or work.now
    for days in work.scheme.reminding_days(DRAFT_WAITING):
        due_at = reading_time(work, begun + timedelta(days=days), person)
        key = f"person:{person.id}:draft:{begun.date()}:{days}"
        work.schedule(DRAFT_WAITING, row_id(person), due_at, key=key, days=days)


def strike_drafts(work: Work, person: Person) -> None:
    """Nobody is to be reminded of what they have begun."""
    work.unschedule(DRAFT_WAITING, row_id(person))


def _remind(work: Work, due: Due) -> DueOutcome:
    person = work.load(Person, due.subject)
    query = select(Draft).where(
        Draft.user_id == person.telegram_id,
        Draft.bot == PARTICIPANTS,
        Draft.form == APPLICATION_FORM,
    )
    draft = work.session.exec(query).first()
    if draft is None:
        return DueOutcome.NOT_NEEDED
    days = int(due.facts["days"])
    if work.now - draft.updated_at < timedelta(days=days - 1):
        plan_draft(work, person, draft.updated_at)  # they went on with it meanwhile
        return DueOutcome.NOT_NEEDED
    # the row's own key: a draft's number may be given again once the draft is handed in
    work.tell(person, DRAFT_WAITING, key=due.key)
    return DueOutcome.DONE


def _hour(work: Work, due: Due) -> datetime:
    return reading_time(work, work.now, work.load(Person, due.subject))


FAMILIES = (
    Family(
        (Kind(DRAFT_WAITING, _hour, _remind),), said_again=(DRAFT_WAITING,), latest_speaks=False
    ),
)
