"""A file of a person is kept while something points to it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlmodel import select

from storage.care.orphans import sweep
from storage.queues import outbox
from storage.queues.outbox import Letter
from storage.tables import Draft, OutboxState, Person, StoredFile

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def file(session, age=2 * DAY, **more) -> int:
    """The number of a file that was kept so long ago."""
    row = StoredFile(
        name="a.pdf",
        mime="application/pdf",
        size=1,
        sha256="0" * 64,
        content=b"x",
        kept_at=NOW - age,
        **more,
    )
    session.add(row)
    session.flush()
    return row.id


def person(session) -> int:
    """Somebody."""
    row = Person(telegram_id=5, language="en", zone="UTC", first_seen_at=NOW)
    session.add(row)
    session.flush()
    return row.id


def left(session) -> list[int]:
    """The files that are kept."""
    return sorted(session.exec(select(StoredFile.id)))


def test_what_was_replaced_goes_at_once(session):
    """Nobody else's, nor what their draft holds, or a message that may still leave, or a paper."""
    owner = person(session)
    waiting, lost, sent = (file(session, person_id=owner) for _ in range(3))
    letters = [Letter("public", 5, "screen", {"file": one}) for one in (waiting, lost, sent)]
    outbox.post(session, letters, NOW - DAY)
    outbox.close(session, 2, OutboxState.FAILED, "", NOW - DAY)
    outbox.close(session, 3, OutboxState.SENT, "", NOW - DAY)
    paper = file(session, person_id=owner, drawn_from="digest")
    session.add(
        Draft(
            user_id=5,
            bot="participants",
            form="app",
            answers={"cv": (kept := file(session, HOUR, person_id=owner))},
            started_at=NOW,
            updated_at=NOW,
        )
    )
    file(session, HOUR, person_id=owner)
    others = file(session, HOUR)
    assert sweep(session, NOW, owner) == 2
    assert left(session) == sorted([waiting, lost, paper, kept, others])
