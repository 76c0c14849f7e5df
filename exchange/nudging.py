"""People are nudged by themselves: planned once a day, said only where it is still true, stopped by one tap."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.finding import hosts
from exchange.finding.reach import reachable
from exchange.people import people
from exchange.people.calls import of_this_call
from exchange.people.parties import person_on
from exchange.people.sameness import visits_used_up
from exchange.proposing.proposals import proposals_of
from exchange.rows import row_id
from exchange.timing.hours import reading_time
from exchange.timing.next_steps import EXCHANGE_IDLE
from exchange.timing.nudges import (
    COMMITMENT_FORM,
    NUDGE_COMMITMENT,
    NUDGE_HOST,
    NUDGE_IDLE,
    NUDGES,
)
from exchange.timing.reminder import reader_of
from exchange.work import PARTICIPANTS
from matching.reasons import Band
from storage.tables import (
    Application,
    ApplicationState,
    Draft,
    Due,
    DueOutcome,
    Exchange,
    ExchangeState,
    Person,
    ProposalState,
    Side,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from exchange.work import Work
    from matching.reasons import Match

AT_ONCE = 200
"""So many people are planned for in a day: at first there may be many, and nobody waits for them."""
BEST = 5
LATELY = timedelta(days=2)
WRITABLE = (ExchangeState.COMMITMENT, ExchangeState.SIGNING)
LIVE = (ProposalState.PROPOSED, ProposalState.ACCEPTED)


def plan_nudges(work: Work) -> int:
    """Plan what is to be said to whom, each once; nobody is counted as let go.

    It is looked at again when the time has come: a plan is no promise that something is said.
    """
    for call in work.scheme.calls:
        _plan_all(work.under(call.id))
    return 0


def _plan_all(work: Work) -> None:
    for application in _visitors(work):
        _plan_idle(work, application)
        _plan_next_host(work, application, work.now)
    for exchange, side, draft in _half_written(work):
        person = person_on(work, exchange, side)
        since = draft.updated_at
        for days in work.scheme.reminding_days(NUDGE_COMMITMENT):
            due_at = reading_time(work, since + timedelta(days=days), person)
            key = f"exchange:{exchange.id}:half_written:{side.value}:{since.date()}:{days}"
            facts = {"side": side.value, "since": since.isoformat()}
            work.schedule(NUDGE_COMMITMENT, row_id(exchange), due_at, key=key, **facts)


def _visitors(work: Work) -> list[Application]:
    """Accepted visitors for whom no look for a new host is planned: all others are planned for."""
    planned = select(Due.subject).where(Due.kind == NUDGE_HOST, col(Due.done_at).is_(None))
    query = (
        select(Application)
        .where(
            Application.state == ApplicationState.ACCEPTED,
            col(Application.role).in_(hosts.VISITING),
            col(Application.person_id).in_(reachable()),
            col(Application.id).not_in(planned),
            of_this_call(work, col(Application.partnership_id)),
        )
        .order_by(col(Application.id))
        .limit(AT_ONCE)
    )
    return list(work.session.exec(query))


def _plan_idle(work: Work, application: Application) -> None:
    person, since = work.load(Person, application.person_id), _since(work, application)
    for days in work.scheme.reminding_days(NUDGE_IDLE):
        due_at = reading_time(work, since + timedelta(days=days), person)
        key = f"application:{application.id}:idle:{since.date()}:{days}"
        facts = {"since": since.isoformat()}
        work.schedule(NUDGE_IDLE, row_id(application), due_at, key=key, **facts)


def _since(work: Work, application: Application) -> datetime:
    """Since when nothing was begun: the acceptance, or the end of the last invitation."""
    ends = [one.decided_at or one.made_at for one in proposals_of(work, application)]
    return max([application.decided_at or application.submitted_at, *ends])


def _plan_next_host(work: Work, application: Application, since: datetime) -> None:
    """The next look, a week later at the earliest, for hosts that are new since then."""
    (days,) = work.scheme.reminding_days(NUDGE_HOST)
    person = work.load(Person, application.person_id)
    due_at = reading_time(work, work.now + timedelta(days=days), person)
    key = f"application:{application.id}:new_host:{work.now.date()}"
    facts = {"since": since.isoformat()}
    work.schedule(NUDGE_HOST, row_id(application), due_at, key=key, **facts)


def _half_written(work: Work) -> Iterator[tuple[Exchange, Side, Draft]]:
    """Commitments that somebody has begun to write and has not drawn up."""
    query = (
        select(Exchange, Draft)
        .join(Draft, col(Draft.subject) == col(Exchange.id))
        .where(
            Draft.bot == PARTICIPANTS,
            Draft.form == COMMITMENT_FORM,
            col(Exchange.state).in_(WRITABLE),
            of_this_call(work, col(Exchange.visitor_partnership_id)),
        )
        .order_by(col(Draft.id))
        .limit(AT_ONCE)
    )
    for exchange, draft in work.session.exec(query).all():
        for side in Side:
            if person_on(work, exchange, side).telegram_id == draft.user_id:
                yield exchange, side, draft


def wants(work: Work, person: Person, kind: str) -> bool:
    """Whether somebody may be nudged: in a chat, not blocked, not at rest, and they have not stopped it."""
    if kind in person.no_nudges or not person.in_chat:
        return False
    query = select(Person.id).where(Person.id == person.id, col(Person.id).in_(reachable()))
    return work.session.exec(query).first() is not None


def stop(work: Work, person: Person, kind: str, *, again: bool = False) -> None:
    """No more nudges of that kind for somebody; or (again) that they want them after all."""
    others = [one for one in person.no_nudges if one != kind]
    person.no_nudges = others if again else [*others, kind]
    work.add(person)


def _looking(work: Work, application: Application, kind: str) -> bool:
    """Whether a visitor still looks for a host, and may be nudged to it."""
    person = people.applicant(work, row_id(application))
    accepted = application.state is ApplicationState.ACCEPTED
    if not accepted or not wants(work, person, kind) or visits_used_up(work, application):
        return False
    return not any(one.state in LIVE for one in proposals_of(work, application))


def _reminded_lately(work: Work, due: Due, kind: str) -> bool:
    """Whether the same reader was reminded of the same thing in other words a moment ago."""
    query = select(Due).where(
        Due.kind == kind,
        Due.subject == due.subject,
        Due.outcome == DueOutcome.DONE,
        col(Due.done_at) > work.now - LATELY,
    )
    return any(reader_of(one) == reader_of(due) for one in work.session.exec(query))


def _idle(work: Work, due: Due) -> DueOutcome:
    application = work.load(Application, due.subject)
    same = _since(work, application).isoformat() == due.facts["since"]
    if (
        not same
        or _reminded_lately(work, due, NUDGE_HOST)
        or not _looking(work, application, NUDGE_IDLE)
    ):
        return DueOutcome.NOT_NEEDED
    person = work.load(Person, application.person_id)
    work.tell(person, NUDGE_IDLE, key=due.key, application=application.id)
    return DueOutcome.DONE


def _new_host(work: Work, due: Due) -> DueOutcome:
    """The best host that is new since the last look, if it is among the best of all; then the next look."""
    application = work.load(Application, due.subject)
    if not _looking(work, application, NUDGE_HOST):
        return DueOutcome.NOT_NEEDED
    found = best_new_host(work, application, datetime.fromisoformat(due.facts["since"]))
    _plan_next_host(work, application, work.now)
    if found is None:
        return DueOutcome.NOT_NEEDED
    person, facts = work.load(Person, application.person_id), {"application": application.id}
    work.tell(person, NUDGE_HOST, key=due.key, host=int(found.host.id), **facts)
    return DueOutcome.DONE


def best_new_host(work: Work, visitor: Application, since: datetime) -> Match | None:
    """The best fitting host that was accepted after that time; None where none is among the best few."""
    for match in hosts.find_hosts(work, visitor, limit=BEST).matches:
        accepted = work.load(Application, int(match.host.id)).decided_at
        if match.band is not Band.HARDLY and accepted and accepted > since:
            return match
    return None


def _commitment(work: Work, due: Due) -> DueOutcome:
    exchange, side = work.load(Exchange, due.subject), Side(due.facts["side"])
    person = person_on(work, exchange, side)
    query = select(Draft).where(
        Draft.bot == PARTICIPANTS,
        Draft.form == COMMITMENT_FORM,
        Draft.subject == exchange.id,
        Draft.user_id == person.telegram_id,
    )
    draft = work.session.exec(query).first()
    left = draft is not None and draft.updated_at.isoformat() == due.facts["since"]
    if not left or _reminded_lately(work, due, EXCHANGE_IDLE):
        return DueOutcome.NOT_NEEDED
    if exchange.state not in WRITABLE or not wants(work, person, NUDGE_COMMITMENT):
        return DueOutcome.NOT_NEEDED
    work.tell(person, NUDGE_COMMITMENT, key=due.key, exchange=exchange.id)
    return DueOutcome.DONE


TRANSITIONS: Mapping[str, Callable[[Work, Due], DueOutcome]] = {
    NUDGE_IDLE: _idle,
    NUDGE_HOST: _new_host,
    NUDGE_COMMITMENT: _commitment,
}
__all__ = ["NUDGES", "best_new_host", "plan_nudges", "stop", "wants"]
