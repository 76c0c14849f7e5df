"""The pipeline of a desk: what stands at which step from application to payment, oldest first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import col, select

from exchange.applying.taking import taker
from exchange.desk.exchanges import OFFICER, exchanges_at, waits_for
from exchange.errors import NotPossibleNow
from exchange.finding.waiting import still_looking
from exchange.life.taken import takers_at
from exchange.people.holds import holds_now
from exchange.people.officers import Right, actor_of, require
from exchange.people.parties import organisation_on
from exchange.people.signing import open_amendment
from exchange.rows import row_id
from exchange.states import OVER
from exchange.timing.evidence import EVIDENCE_MISSING
from exchange.timing.invitations import PROPOSAL_UNANSWERED
from exchange.timing.next_steps import EXCHANGE_IDLE
from exchange.timing.reports import REPORT_DUE
from exchange.timing.reviews import ENQUIRY_UNANSWERED
from exchange.timing.signatures import AGREEMENT_UNSIGNED, COMMITMENT_UNSIGNED
from exchange.timing.sooner import A_DAY, bring_forward
from exchange.visiting.commitments import signatories_of_partnership
from storage.tables import (
    Application,
    ApplicationState,
    Audit,
    Exchange,
    ExchangeState,
    Organisation,
    Proposal,
    ProposalState,
    Side,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from exchange.work import Work
    from storage.tables import Hold, Officer


class Step(StrEnum):
    """What has to be done next, in the order of an exchange's life."""

    REVIEW = "review"
    ANSWER = "answer"  # to the desk's question
    HOST = "host"  # to be found
    INVITATION = "invitation"  # to be answered
    DATES = "dates"
    COMMITMENT = "commitment"
    SIGNING = "signing"
    AGREEMENT = "agreement"  # on the money, to be signed by the visitor and by who pays
    REPORT = "report"
    VALIDATION = "validation"
    PAYMENT = "payment"


OF_APPLICATIONS = {
    ApplicationState.SUBMITTED: Step.REVIEW,
    ApplicationState.INFO_REQUESTED: Step.ANSWER,
}
STEPS_OF_CASES = frozenset({*OF_APPLICATIONS.values(), Step.HOST, Step.INVITATION})
OF_EXCHANGES = {
    ExchangeState.DATES: Step.DATES,
    ExchangeState.COMMITMENT: Step.COMMITMENT,
    ExchangeState.SIGNING: Step.SIGNING,
    ExchangeState.READY: Step.AGREEMENT,
    ExchangeState.UNDER_WAY: Step.AGREEMENT,
    ExchangeState.DONE: Step.REPORT,
    ExchangeState.INTERRUPTED: Step.REPORT,
    ExchangeState.REPORTED: Step.VALIDATION,
    ExchangeState.VALIDATED: Step.PAYMENT,
    ExchangeState.PROPOSED: Step.PAYMENT,
}
REMINDED_BY: Mapping[Step, str] = {
    Step.ANSWER: ENQUIRY_UNANSWERED,
    Step.INVITATION: PROPOSAL_UNANSWERED,
    Step.DATES: EXCHANGE_IDLE,
    Step.COMMITMENT: EXCHANGE_IDLE,
    Step.SIGNING: COMMITMENT_UNSIGNED,
    Step.AGREEMENT: AGREEMENT_UNSIGNED,
    Step.REPORT: REPORT_DUE,
    Step.PAYMENT: EVIDENCE_MISSING,
}
"""What others are reminded by; what the desk itself has to do it sees here."""


@dataclass(frozen=True)
class Standing:
    """One case at its step.

    `subject` is the application's or the exchange's number, `reminded` that of what is reminded
    of; `ours` where the desk itself has to act, `late` where it stands longer than the call says,
    `taker` the officer's name who has taken it, `hold` that under which it rests: it is not late then.
    """

    step: Step
    subject: int
    name: str
    since: datetime
    ours: bool
    late: bool
    reminded: int = 0
    taker: str = ""
    hold: Hold | None = None


def pipeline(work: Work, officer: Officer) -> dict[Step, list[Standing]]:
    """What stands at each step at the officer's Partnership, longest first; steps in their order.

    Stays that are to come or under way are among them only while their agreement is to be signed. An
    exchange stands at the visitors' Partnership, and at the host's while it has to sign. Raises
    RoleMayNot.
    """
    require(officer, Right.READ)
    found = defaultdict(list)
    cases, visits = holds_now(work)
    for one in (*_applications(work, officer), *_looking(work, officer), *_visits(work, officer)):
        hold = (cases if one.step in STEPS_OF_CASES else visits).get(one.subject)
        found[one.step].append(replace(one, hold=hold, late=False) if hold else one)
    return {step: sorted(found[step], key=lambda one: one.since) for step in Step if found[step]}


def remind_all(work: Work, officer: Officer, step: Step) -> int:
    """How many of those who stand at a step, and are not the desk itself, are reminded now; nobody who is on hold.

    Their next planned reminder comes at once, or at their next working hour, instead of at its
    time: so nobody is reminded more often than the call says. Who stands there, or was reminded,
    for less than a day is left in peace. Raises RoleMayNot, NotPossibleNow for a step that is the desk's own.
    """
    require(officer, Right.DECIDE)
    kind = REMINDED_BY.get(step)
    if kind is None:
        raise NotPossibleNow
    found = pipeline(work, officer).get(step, [])
    waiting = [
        one for one in found if not one.ours and not one.hold and one.since < work.now - A_DAY
    ]
    reminded = sum(bring_forward(work, kind, one.reminded) for one in waiting)
    if reminded:
        subject = f"partnership:{officer.partnership_id}"
        work.record(actor_of(officer), f"remind:{step.value}", subject, count=reminded)
    return reminded


def _applications(work: Work, officer: Officer) -> Iterator[Standing]:
    query = (
        select(Application, Organisation)
        .join(Organisation)
        .where(
            Application.partnership_id == officer.partnership_id,
            col(Application.state).in_(OF_APPLICATIONS),
        )
    )
    rows = work.session.exec(query).all()
    asked = _moved(work, "application", [row_id(one) for one, _ in rows])
    days = work.scheme.deadlines
    for one, organisation in rows:
        step, number = OF_APPLICATIONS[one.state], row_id(one)
        ours = step is Step.REVIEW
        since = one.submitted_at if ours else asked.get(number, one.submitted_at)
        limit = days.review_days if ours else days.answer_days
        late = work.now - since > timedelta(days=limit)
        name = _taker(work, one)
        yield Standing(step, number, organisation.name, since, ours, late, number, name)


def _taker(work: Work, application: Application) -> str:
    found = taker(work, application)
    return found.name if found else ""


def _looking(work: Work, officer: Officer) -> Iterator[Standing]:
    """Visitors who look for a host: those who have invited one, and those who have nobody yet."""
    rows = still_looking(work, officer.partnership_id)
    numbers = [row_id(one) for one, _ in rows]
    latest = _latest_invitations(work, numbers)
    busy = _visiting(work, numbers)
    limit = timedelta(days=work.scheme.deadlines.answer_days)
    for one, organisation in rows:
        number, invitation = row_id(one), latest.get(row_id(one))
        since = one.decided_at or one.submitted_at
        if number in busy:
            continue
        if invitation and invitation.state is ProposalState.PROPOSED:
            step, since, reminded = Step.INVITATION, invitation.made_at, row_id(invitation)
        else:
            step, reminded = Step.HOST, 0
            since = max(since, invitation.decided_at or since) if invitation else since
        late = work.now - since > limit
        yield Standing(
            step,
            number,
            organisation.name,
            since,
            ours=False,
            late=late,
            reminded=reminded,
            taker=_taker(work, one),
        )


def _latest_invitations(work: Work, visitors: Sequence[int]) -> dict[int, Proposal]:
    query = (
        select(Proposal).where(col(Proposal.visitor_id).in_(visitors)).order_by(col(Proposal.id))
    )
    found = work.session.exec(query).all()
    still_open = [one for one in found if one.state is ProposalState.PROPOSED]
    return {one.visitor_id: one for one in (*found, *reversed(still_open))}


def _visiting(work: Work, visitors: Sequence[int]) -> set[int]:
    """Those who have found their host."""
    query = select(Exchange.visitor_id).where(
        col(Exchange.visitor_id).in_(visitors),
        col(Exchange.state).not_in(OVER),
    )
    return set(work.session.exec(query))


def _visits(work: Work, officer: Officer) -> Iterator[Standing]:
    own = officer.partnership_id
    rows = exchanges_at(work, own, *OF_EXCHANGES)
    moved = _moved(work, "exchange", [row_id(one) for one in rows])
    takers = takers_at(work, own)
    for one in rows:
        turn, number = waits_for(work, one), row_id(one)
        ours = turn == OFFICER or turn in {
            party.value for party in signatories_of_partnership(own, one)
        }
        if own != one.visitor_partnership_id and not ours:
            continue
        amendment = open_amendment(work, one)
        step = Step.SIGNING if amendment else OF_EXCHANGES[one.state]
        if step is Step.AGREEMENT and not turn:
            continue
        since = amendment.asked_at if amendment else moved.get(number, one.agreed_at)
        late = work.now - since > timedelta(days=_days(work, step))
        name = " → ".join(organisation_on(work, one, side).name for side in Side)
        taken = takers[number].name if number in takers else ""
        yield Standing(step, number, name, since, ours, late, number, taken)


def _days(work: Work, step: Step) -> int:
    """How many days a step of an exchange may take."""
    days = work.scheme.deadlines
    return {
        Step.SIGNING: days.signature_days,
        Step.AGREEMENT: days.signature_days,
        Step.REPORT: days.report_days,
        Step.VALIDATION: days.review_days,
        Step.PAYMENT: days.payment_days,
    }.get(step, days.answer_days)


def _moved(work: Work, thing: str, numbers: Sequence[int]) -> dict[int, datetime]:
    """When each of them came to the state it is in: its last change of state."""
    subjects = {f"{thing}:{number}": number for number in numbers}
    acts = [f"{thing}:{state.value}" for state in (*ApplicationState, *ExchangeState)]
    query = (
        select(Audit.subject, sa.func.max(Audit.at))
        .where(col(Audit.subject).in_(subjects), col(Audit.act).in_(acts))
        .group_by(col(Audit.subject))
    )
    return {subjects[subject]: at for subject, at in work.session.exec(query)}
