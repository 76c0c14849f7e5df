"""Do what has come due, if it is still true; the clock calls it row by row.

What a reminder does stands with its family (`exchange.timing`); what changes the state of an
exchange or a proposal is done here.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange import holding, nudging
from exchange.applying import memberships
from exchange.cohorts import asking
from exchange.group_visits import moving_up, talks
from exchange.opportunities import keeping, weekly
from exchange.privacy.dormancy import lapse, rest
from exchange.privacy.erasure import erase_when_free
from exchange.proposing import proposals
from exchange.teaching import enrolling
from exchange.timing.cohorts import COHORT_ASK
from exchange.timing.families import KINDS, speaking_for
from exchange.timing.invitations import PROPOSAL_EXPIRE
from exchange.timing.leaving import DORMANT_REST, INTEREST_LAPSE, PERSON_ERASE
from exchange.timing.memberships import MEMBERSHIP_EXPIRE
from exchange.timing.nudges import NUDGE_OPPORTUNITY
from exchange.timing.opportunities import OPPORTUNITY_END
from exchange.timing.reminder import reader_of
from exchange.timing.reports import EXCHANGE_CLOSE
from exchange.timing.stays import EXCHANGE_FINISH, EXCHANGE_START
from exchange.timing.twinning import TWINNING_EXPIRE
from exchange.twinning import agreeing
from exchange.twinning import keeping as twinnings
from exchange.visiting import closing, course
from storage.care.clock_repair import PLANNED, PUT_OFF
from storage.tables import Due, DueOutcome

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from exchange.work import Work

STANDING = (DueOutcome.DONE, DueOutcome.TOO_LATE)  # neither struck nor failed


def do_due(work: Work, due: Due) -> DueOutcome | None:
    """What came of it: done, not needed any more, or too late to be of use; None for put off.

    After a long break several reminders about one thing may be overdue together: the latest of
    their family speaks for all. What we come to outside its reader's working hours waits for them,
    with a new time; what is on hold rests (`exchange.holding`). The row itself is otherwise left to whoever claimed it.
    """
    if holding.rest(work, due):
        return None
    kind = KINDS[due.kind]
    hour = kind.hour(work, due)
    if _spoken_for(work, due) or _worth_nothing(work, due, hour):
        return DueOutcome.TOO_LATE
    if hour > work.now:
        planned = due.due_at.isoformat()
        due.facts = {PLANNED: planned, **due.facts, PUT_OFF: work.now.isoformat()}
        due.due_at = hour
        return None
    return kind.do(work, due) if kind.do else TRANSITIONS[kind.name](replace(work, alone=True), due)


def _worth_nothing(work: Work, due: Due, hour: datetime) -> bool:
    """Whether its reader would read it, at that hour, after the days it is worth saying."""
    days = work.scheme.reminders[due.kind].worth_saying_days
    planned = due.facts.get(PLANNED)
    since = datetime.fromisoformat(planned) if planned else due.due_at
    return days != "always" and hour - since > timedelta(days=days)


def _spoken_for(work: Work, due: Due) -> bool:
    """Whether a later reminder to the same reader is overdue too, or said by another scheduler."""
    query = select(Due).where(
        Due.subject == due.subject,
        col(Due.kind).in_(speaking_for(due.kind)),
        col(Due.outcome).is_(None) | col(Due.outcome).in_(STANDING),
        Due.due_at <= work.now,
        Due.id != due.id,
    )
    own = (due.due_at, due.id)
    return any(
        (row.due_at, row.id) > own and reader_of(row) == reader_of(due)
        for row in work.session.exec(query)
    )


def _expire(work: Work, due: Due) -> DueOutcome:
    return _done(when=proposals.expire_proposal(work, due.subject))


def _expire_twinning(work: Work, due: Due) -> DueOutcome:
    return _done(when=agreeing.expire(work, due.subject))


def _fall_silent(work: Work, due: Due) -> DueOutcome:
    return _done(when=memberships.fall_silent(work, due.subject))


def _start(work: Work, due: Due) -> DueOutcome:
    return _done(when=course.start_exchange(work, due.subject))


def _finish(work: Work, due: Due) -> DueOutcome:
    course.start_exchange(work, due.subject)  # should its own row have failed
    return _done(when=course.finish_exchange(work, due.subject))


def _close(work: Work, due: Due) -> DueOutcome:
    return _done(when=closing.close_unreported(work, due.subject))


def _done(*, when: bool) -> DueOutcome:
    return DueOutcome.DONE if when else DueOutcome.NOT_NEEDED


TRANSITIONS: Mapping[str, Callable[[Work, Due], DueOutcome | None]] = {
    PROPOSAL_EXPIRE: _expire,
    MEMBERSHIP_EXPIRE: _fall_silent,
    COHORT_ASK: asking.ask,
    EXCHANGE_START: _start,
    EXCHANGE_FINISH: _finish,
    EXCHANGE_CLOSE: _close,
    PERSON_ERASE: erase_when_free,
    DORMANT_REST: rest,
    INTEREST_LAPSE: lapse,
    **holding.TRANSITIONS,
    **nudging.TRANSITIONS,
    NUDGE_OPPORTUNITY: weekly.tell,
    OPPORTUNITY_END: keeping.end_by_itself,
    **moving_up.TRANSITIONS,
    TWINNING_EXPIRE: _expire_twinning,
    **twinnings.TRANSITIONS,
    **enrolling.TRANSITIONS,
    **talks.TRANSITIONS,
}
