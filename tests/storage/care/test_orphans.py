"""A file is kept while something points to it, and for a while after."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
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


@pytest.mark.parametrize(
    ("age", "drawn_from", "kept"),
    [
        (23 * HOUR, None, True),
        (25 * HOUR, None, False),
        (29 * DAY, "digest", True),  # it may be asked for again
        (31 * DAY, "digest", False),
    ],
)
def test_what_nothing_points_to_goes_in_time(session, age, drawn_from, kept):
    """A replaced upload after a day, a paper of ours later."""
    number = file(session, age, drawn_from=drawn_from)
    assert (sweep(session, NOW), left(session)) == ((0, [number]) if kept else (1, []))


def test_what_a_draft_or_a_message_encloses_stays(session):
    """Also that of a message that was given up: an officer may have it sent once more."""
    drafted, waiting, lost, sent = (file(session) for _ in range(4))
    times = {"started_at": NOW, "updated_at": NOW}
    draft = {"user_id": 5, "bot": "participants", "form": "app", "form_version": 1, **times}
    session.add(Draft(**draft, answers={"cv": drafted, "name": "Ana"}))
    letters = [Letter("public", 5, "screen", {"file": one}) for one in (waiting, lost, sent)]
    outbox.post(session, letters, NOW - DAY)
    outbox.close(session, 2, OutboxState.FAILED, "", NOW - DAY)
    outbox.close(session, 3, OutboxState.SENT, "", NOW - DAY)
    assert (sweep(session, NOW), left(session)) == (1, [drafted, waiting, lost])


def test_of_one_person_all_that_was_replaced_goes_at_once(session):
    """Nobody else's, and not what their draft still holds."""
    owner = person(session)
    session.add(
        Draft(
            user_id=5,
            bot="participants",
            form="app",
            form_version=1,
            answers={"cv": (kept := file(session, HOUR, owner_id=owner))},
            started_at=NOW,
            updated_at=NOW,
        )
    )
    file(session, HOUR, owner_id=owner)
    others = file(session, HOUR)
    assert (sweep(session, NOW, owner), left(session)) == (1, [kept, others])
