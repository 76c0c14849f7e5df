"""The thread between a desk and one person: an officer writes, the person answers, and so on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.errors import NotFound
from exchange.notices import DeskNotice, Notice
from exchange.people.budgets import spend
from exchange.people.officers import Right, actor_of, require, require_partnership
from exchange.rows import row_id
from storage.tables import Application, Budgeted, Mailing, Note, Person

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchange.work import Work
    from storage.tables import Officer

LONGEST = 1500
"""Characters of a message."""


def write_note(work: Work, officer: Officer, application_id: int, text: str) -> Note:
    """The message, on its way to an applicant of one's own. Raises RoleMayNot, NotFound."""
    require(officer, Right.DECIDE)
    application = work.load(Application, application_id)
    require_partnership(officer, application.partnership_id)
    note = work.add(
        Note(
            partnership_id=officer.partnership_id,
            person_id=application.person_id,
            officer_id=officer.id,
            text=text,
            written_at=work.now,
        )
    )
    person = work.load(Person, application.person_id)
    work.tell(person, Notice.DESK_WROTE, key=key_of(note), note=note.id)
    work.record(actor_of(officer), "note:write", f"application:{application_id}")
    return note


def key_of(note: Note) -> str:
    """By which the outbox knows the message of a note."""
    return f"note:{note.id}"


def answer_note(work: Work, person: Person, note_id: int, text: str) -> Note:
    """What somebody answers to a desk's message, passed on to it. Raises NotFound, TooManyQuestions."""
    asked = work.load(Note, note_id)
    if asked.person_id != person.id:
        raise NotFound
    spend(work, person, Budgeted.QUESTION)
    note = work.add(
        Note(
            partnership_id=asked.partnership_id,
            person_id=row_id(person),
            mailing_id=asked.mailing_id,
            text=text,
            written_at=work.now,
        )
    )
    notice = DeskNotice.NOTE_ANSWERED
    work.tell_desk(note.partnership_id, notice, key=key_of(note), note=note.id)
    return note


def thread(work: Work, partnership_id: int, person_id: int) -> list[Note]:
    """All that a desk and a person have written to each other, oldest first."""
    query = select(Note).where(Note.partnership_id == partnership_id, Note.person_id == person_id)
    return list(work.session.exec(query.order_by(col(Note.id))))


def words_of(work: Work, note: Note, language: str) -> str:
    """What a note says; one of a mailing in that language, or as it was first written."""
    if note.text or note.mailing_id is None:
        return note.text
    return text_in(work.load(Mailing, note.mailing_id).texts, language)


def text_in(texts: Mapping[str, str], language: str) -> str:
    """The version in that language; where there is none, the first that was written."""
    return texts.get(language) or next(iter(texts.values()), "")
