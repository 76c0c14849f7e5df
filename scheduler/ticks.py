"""What a tick does: work off due rows, each in a transaction of its own."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

from exchange.due import do_due
from exchange.privacy.erased_list import write_list
from exchange.privacy.erasure import unwiped, wiped
from exchange.privacy.retention import PERIODS
from exchange.slow_answers import SlowAnswers, Unanswered
from exchange.work import Work
from storage.care.chain import AT_ONCE, add_links
from storage.care.clock_repair import clock_went_back, set_right
from storage.queues.records import a_day_later, next_due, note_day, settle
from storage.tables import Due, DueOutcome

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from sqlmodel import Session

    from exchange.scheme.call import Scheme
    from storage.engine.database import Database

PATIENCE = 5  # attempts before a row is set aside
TRIES = 8  # of one transaction, each with an answer more
RETENTION = "retention"
PAUSE = timedelta(minutes=1)  # before the second attempt; doubled before each further one

logger = logging.getLogger(__name__)


def work_off_due(
    database: Database,
    scheme: Scheme,
    now: datetime,
    stopped: Callable[[], bool] = lambda: False,
    erased: Path | None = None,
) -> int:
    """How many due rows were worked off, oldest first, until `stopped` says that we are to leave.

    A row that fails leaves no trace of its work, is tried again later and set aside after five
    attempts; it holds up nothing. Other processes may do the same at the same time: a row is
    locked by whoever works on it. `erased` is the file that lists who was forgotten. Raises what
    the database raises when it cannot be used at all.
    """
    if _begin(database, now):
        _let_go(database, scheme, now)
        with database.transaction() as session:
            note_day(session, RETENTION, now)
    worked = 0
    while not stopped() and (outcome := _work_off_next(database, scheme, now)) is not None:
        worked += outcome
    if _link(database, scheme, now):
        _wipe(database, scheme, now, erased)
    return worked


def _begin(database: Database, now: datetime) -> bool:
    """Whether it is time for what is done once a day; a clock that was wrong is set right first."""
    with database.transaction() as session:
        if clock_went_back(session, now) and (wrong := set_right(session, now)):
            logger.warning("the clock was set back: %d rows no longer wait for its old time", wrong)
        return a_day_later(session, RETENTION, now)


def _let_go(database: Database, scheme: Scheme, now: datetime) -> None:
    """What was kept for its time goes: each kind in a transaction of its own.

    Raises what the database raises when it cannot be used: then all of it is for the next tick.
    """
    gone = 0
    for name, look in PERIODS.items():
        try:
            with database.transaction() as session:
                count = look(Work(session, now, scheme))
        except sa.exc.OperationalError:  # held or away: not the fault of what is kept
            raise
        except Exception as error:  # noqa: BLE001 - the others are looked at all the same
            logger.error("retention of %s failed: %s", name, type(error).__name__)  # noqa: TRY400
            continue
        if count:
            logger.info("retention: %d %s", count, name)
        gone += count
    if gone:
        database.wipe()


def _link(database: Database, scheme: Scheme, now: datetime) -> bool:
    """Put what was done since into the chain of acts; whether somebody erased is still to be wiped."""
    linked = AT_ONCE
    while linked == AT_ONCE:
        with database.transaction() as session:
            linked = add_links(session, now)
            traces = unwiped(Work(session, now, scheme))
    return traces


def _wipe(database: Database, scheme: Scheme, now: datetime, erased: Path | None) -> None:
    """Leave no trace of whoever was erased; while somebody reads the journal, the next tick tries."""
    if erased:
        with database.transaction() as session:
            write_list(Work(session, now, scheme), erased)
    if database.wipe():
        with database.transaction() as session:
            wiped(Work(session, now, scheme))


def _work_off_next(database: Database, scheme: Scheme, now: datetime) -> bool | None:
    """Whether the oldest due row could be worked off; None when nothing is due.

    What takes long is worked out between two tries of its transaction; of what never rests, in it.
    """
    slow = SlowAnswers()
    for _ in range(TRIES):
        try:
            return _try_next(database, scheme, now, slow)
        except Unanswered as asked:
            slow.find(asked).result()
    return _try_next(database, scheme, now, None)


def _try_next(
    database: Database, scheme: Scheme, now: datetime, slow: SlowAnswers | None
) -> bool | None:
    due_id = None
    try:
        with database.transaction() as session:
            due = _claim(session, now)
            if due is None:
                return None
            due_id = due.id
            outcome = do_due(Work(session, now, scheme, slow).under(due.call), due)
            if outcome is not None:
                settle(due, outcome, now)
            session.add(due)
    except Unanswered:
        raise
    except Exception as error:
        if due_id is None:
            raise
        _count_failure(database, due_id, now, error)
        return False
    return outcome is not None


def _claim(session: Session, now: datetime) -> Due | None:
    return next(iter(next_due(session, now, limit=1)), None)


def _count_failure(database: Database, due_id: int, now: datetime, error: Exception) -> None:
    with database.transaction() as session:
        due = session.get_one(Due, due_id, with_for_update=True)
        due.attempts += 1
        due.due_at = now + PAUSE * 2 ** (due.attempts - 1)
        if due.attempts >= PATIENCE:
            settle(due, DueOutcome.FAILED, now)
        session.add(due)
        # Ids and the error's class only: a message may quote what somebody wrote.
        logger.error(
            "due row %d (%s) failed, attempt %d: %s",
            due_id,
            due.kind,
            due.attempts,
            type(error).__name__,
        )
