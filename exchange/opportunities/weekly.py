"""Once a week at most somebody is told of the programme that fits them best and that they have not seen.

Planned once a day like other nudges, and stopped by the same tap (`exchange.nudging`).
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.finding.reach import reachable
from exchange.nudging import wants
from exchange.opportunities.answering import note_shown, seen
from exchange.opportunities.fitting import fitting
from exchange.people.calls import of_this_call
from exchange.people.people import accepted_application
from exchange.rows import row_id
from exchange.timing.hours import reading_time
from exchange.timing.nudges import NUDGE_OPPORTUNITY
from exchange.work import PARTICIPANTS
from storage.tables import (
    Application,
    ApplicationState,
    Due,
    DueOutcome,
    Opportunity,
    Outbox,
    Person,
    Recommendation,
)

if TYPE_CHECKING:
    from exchange.opportunities.fitting import Fit
    from exchange.work import Work

AT_ONCE = 200
"""So many people are planned for in a day: whoever is, is planned anew by each look."""
A_DAY, WEEK = timedelta(days=1), timedelta(days=7)
"""From a plan to the first look; and between two that come by themselves: a call may have it longer, never shorter."""


def plan_opportunities(work: Work) -> int:
    """Plan a look for whoever takes part and has none before them; nobody is counted as let go.

    Whoever was accepted just now has other things to read: theirs is a week later.
    """
    planned = select(Due.subject).where(Due.kind == NUDGE_OPPORTUNITY, col(Due.done_at).is_(None))
    with_some = select(Opportunity.partnership_id).where(col(Opportunity.ended_at).is_(None))
    query = (
        select(Application)
        .where(
            Application.state == ApplicationState.ACCEPTED,
            col(Application.partnership_id).in_(with_some),
            of_this_call(work, col(Application.partnership_id)),
            col(Application.person_id).in_(reachable()),
            col(Application.id).not_in(planned),
        )
        .order_by(col(Application.id))
        .limit(AT_ONCE)
    )
    for application in work.session.exec(query).all():
        taken_in = application.decided_at or application.submitted_at
        _plan_next(work, application, max(taken_in + WEEK - work.now, A_DAY))
    return 0


def _plan_next(work: Work, application: Application, wait: timedelta) -> None:
    person = work.load(Person, application.person_id)
    due_at = reading_time(work, work.now + wait, person)
    key = f"application:{application.id}:opportunity:{due_at.date()}"
    work.schedule(NUDGE_OPPORTUNITY, row_id(application), due_at, key=key)


def tell(work: Work, due: Due) -> DueOutcome:
    """The best that they have not seen, if there is one; then the next look a week later."""
    application = work.load(Application, due.subject)
    person = work.hold(Person, application.person_id)  # two at once would be two in a week
    if accepted_application(work, person) != application or not wants(
        work, person, NUDGE_OPPORTUNITY
    ):
        return DueOutcome.NOT_NEEDED
    (days,) = work.scheme.reminding_days(NUDGE_OPPORTUNITY)
    wait = max(timedelta(days=days), WEEK)
    if told_lately(work, person, wait):
        _plan_next(work, application, wait)
        return DueOutcome.NOT_NEEDED
    found = best_unseen(work, person, application)
    _plan_next(work, application, wait)
    if found is None:
        return DueOutcome.NOT_NEEDED
    number = row_id(found.opportunity)
    note_shown(work, person, found.opportunity, by_itself=True)
    facts = {"opportunity": number, "application": row_id(application)}
    work.tell(person, NUDGE_OPPORTUNITY, key=f"opportunity:{number}:{person.id}", **facts)
    return DueOutcome.DONE


def told_lately(work: Work, person: Person, wait: timedelta) -> bool:
    """Whether one came by itself, is on its way, or was to come, later than so long ago.

    Both what was decided and what left count, and what a clock that was wrong has put into the
    future counts as well: two in a week is worse than none.
    """
    since = work.now - wait
    decided = select(Recommendation.id).where(
        Recommendation.person_id == person.id, col(Recommendation.sent_at) > since
    )
    left = select(Outbox.id).where(
        Outbox.bot == PARTICIPANTS,
        Outbox.chat_id == person.telegram_id,
        Outbox.kind == NUDGE_OPPORTUNITY,
        col(Outbox.ended_at).is_(None) | (col(Outbox.ended_at) > since),
    )
    return any(work.session.exec(one.limit(1)).first() for one in (decided, left))


def best_unseen(work: Work, person: Person, application: Application) -> Fit | None:
    """The programme that fits best and was not shown to somebody yet. Raises Unanswered."""
    known = seen(work, person)
    fresh = (one for one in fitting(work, application) if row_id(one.opportunity) not in known)
    return next(fresh, None)
