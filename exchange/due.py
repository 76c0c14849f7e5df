"""Do what has come due, if it is still true; the clock calls it row by row."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from exchange.due_kinds import DueKind, family_of
from exchange.notices import DeskNotice, Notice
from exchange.people.parties import person_on, today_at_host
from exchange.proposing import proposals
from exchange.rows import row_id
from exchange.timing import reminders
from exchange.visiting import commitments, dates, surveys
from exchange.visiting.closing import REPORTABLE
from exchange.work import PARTICIPANTS
from storage.care.clock_repair import PLANNED, PUT_OFF
from storage.tables import (
    Application,
    ApplicationState,
    Draft,
    Due,
    Enquiry,
    Exchange,
    ExchangeState,
    Party,
    Person,
    Proposal,
    ProposalState,
    Side,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from exchange.work import Work

__all__ = ["DueKind", "Outcome", "do_due"]

APPLICATION_FORM = "app"  # how the participants' bot calls an application's draft


class Outcome(StrEnum):
    """What came of a due row."""

    DONE = "done"
    TOO_LATE = "too_late"
    NOT_NEEDED = "not_needed"
    PUT_OFF = "put_off"  # stays open: its reader is not at work now


STANDING = ("", Outcome.DONE.value, Outcome.TOO_LATE.value)  # neither struck nor failed


def do_due(work: Work, due: Due) -> Outcome:
    """What came of it: done, not needed any more, too late to be of use, or put off.

    After a long break several reminders about one thing may be overdue together: the latest of
    their family speaks for all. What we come to outside its reader's working hours waits for them,
    with a new time. The row itself is otherwise left to whoever claimed it.
    """
    kind = DueKind(due.kind)
    hour = reminders.reading_hour(work, due)
    if _spoken_for(work, due, kind) or _worth_nothing(work, due, hour):
        return Outcome.TOO_LATE
    if hour > work.now:
        planned = due.due_at.isoformat()
        due.facts = {PLANNED: planned, **due.facts, PUT_OFF: work.now.isoformat()}
        due.due_at = hour
        return Outcome.PUT_OFF
    return DOINGS[kind](work, due)


def _worth_nothing(work: Work, due: Due, hour: datetime) -> bool:
    """Whether its reader would read it, at that hour, after the days it is worth saying."""
    days = work.scheme.reminders.worth_saying_days[DueKind(due.kind)]
    planned = due.facts.get(PLANNED)
    since = datetime.fromisoformat(planned) if planned else due.due_at
    return days != "always" and hour - since > timedelta(days=days)


def _spoken_for(work: Work, due: Due, kind: DueKind) -> bool:
    """Whether a later reminder to the same reader is overdue too, or said by another scheduler."""
    query = select(Due).where(
        Due.subject == due.subject,
        col(Due.kind).in_(family_of(kind)),
        col(Due.outcome).in_(STANDING),
        Due.due_at <= work.now,
        Due.id != due.id,
    )
    own = (due.due_at, due.id)
    return any(
        (row.due_at, row.id) > own and _reader(row) == _reader(due)
        for row in work.session.exec(query)
    )


def _reader(due: Due) -> tuple[str | None, str | None]:
    """The side or party that a row is for; neither where all rows are for the same reader."""
    return due.facts.get("side"), due.facts.get("party")


def _done(*, when: bool) -> Outcome:
    return Outcome.DONE if when else Outcome.NOT_NEEDED


def _remind_of_draft(work: Work, due: Due) -> Outcome:
    person = work.load(Person, due.subject)
    query = select(Draft).where(
        Draft.user_id == person.telegram_id,
        Draft.bot == PARTICIPANTS,
        Draft.form == APPLICATION_FORM,
    )
    draft = work.session.exec(query).first()
    if draft is None:
        return Outcome.NOT_NEEDED
    days = int(due.facts["days"])
    if work.now - draft.updated_at < timedelta(days=days - 1):
        reminders.plan_draft(work, person, draft.updated_at)  # they went on with it meanwhile
        return Outcome.NOT_NEEDED
    # the row's own key: a draft's number may be given again once the draft is handed in
    work.tell(person, Notice.DRAFT_WAITING, key=due.key)
    return Outcome.DONE


def _remind_of_review(work: Work, due: Due) -> Outcome:
    application = work.load(Application, due.subject)
    if application.state is not ApplicationState.SUBMITTED or _planned_anew(work, due):
        return Outcome.NOT_NEEDED
    work.tell_desk(
        application.partnership_id,
        DeskNotice.REVIEW_OVERDUE,
        key=due.key,
        application=application.id,
    )
    return Outcome.DONE


def _remind_of_enquiry(work: Work, due: Due) -> Outcome:
    application = work.load(Application, due.subject)
    enquiry = work.load(Enquiry, due.facts["enquiry"])
    if application.state is not ApplicationState.INFO_REQUESTED or enquiry.answered_at:
        return Outcome.NOT_NEEDED
    person = work.load(Person, enquiry.asked_id)
    facts = {"application": application.id, "enquiry": enquiry.id}
    work.tell(person, Notice.APPLICATION_UNANSWERED, key=due.key, **facts)
    return Outcome.DONE


def _planned_anew(work: Work, due: Due) -> bool:
    """Whether the application came back to the desk after this row was planned."""
    query = select(Due).where(Due.kind == due.kind, Due.subject == due.subject)
    return any(row.facts["since"] > due.facts["since"] for row in work.session.exec(query))


def _remind_of_proposal(work: Work, due: Due) -> Outcome:
    proposal = work.load(Proposal, due.subject)
    if proposal.state is not ProposalState.PROPOSED:
        return Outcome.NOT_NEEDED
    if proposal.expires_at <= work.now:
        return Outcome.TOO_LATE
    asked = reminders.person_of(work, reminders.asked_application_id(proposal))
    work.tell(asked, Notice.PROPOSAL_UNANSWERED, key=due.key, proposal=proposal.id)
    return Outcome.DONE


def _expire_proposal(work: Work, due: Due) -> Outcome:
    proposal = work.load(Proposal, due.subject)
    if proposal.state is not ProposalState.PROPOSED:
        return Outcome.NOT_NEEDED
    proposals.expire_proposal(work, row_id(proposal))
    return Outcome.DONE


def _remind_of_next_step(work: Work, due: Due) -> Outcome:
    exchange = work.load(Exchange, due.subject)
    if exchange.state != due.facts["state"]:
        return Outcome.NOT_NEEDED
    reader = person_on(work, exchange, Side(due.facts["side"]))
    work.tell(reader, Notice.EXCHANGE_IDLE, key=due.key, exchange=exchange.id)
    return Outcome.DONE


def _tell_of_overdue_closing(work: Work, due: Due) -> Outcome:
    exchange = work.load(Exchange, due.subject)
    if exchange.state != due.facts["state"]:
        return Outcome.NOT_NEEDED
    reported = exchange.state is ExchangeState.REPORTED
    notice = DeskNotice.VALIDATION_OVERDUE if reported else DeskNotice.PAYMENT_OVERDUE
    work.tell_desk(exchange.visitor_partnership_id, notice, key=due.key, exchange=exchange.id)
    return Outcome.DONE


def _remind_of_signature(work: Work, due: Due) -> Outcome:
    exchange = work.load(Exchange, due.subject)
    party = Party(due.facts["party"])
    current = commitments.current_commitment(work, exchange)
    its_turn = commitments.next_party(work, exchange) is party
    if not its_turn or current is None or current.id != due.facts["commitment"]:
        return Outcome.NOT_NEEDED
    if exchange.starts_on and exchange.starts_on < today_at_host(work, exchange):
        return Outcome.TOO_LATE
    commitments.ask_to_sign(work, exchange, party, key=due.key, again=True)
    return Outcome.DONE


def _start(work: Work, due: Due) -> Outcome:
    return _done(when=dates.start_exchange(work, due.subject))


def _finish(work: Work, due: Due) -> Outcome:
    dates.start_exchange(work, due.subject)  # should its own row have failed
    return _done(when=dates.finish_exchange(work, due.subject))


def _remind_of_departure(work: Work, due: Due) -> Outcome:
    exchange = work.load(Exchange, due.subject)
    if exchange.state is ExchangeState.CANCELLED or exchange.starts_on is None:
        return Outcome.NOT_NEEDED
    reader = person_on(work, exchange, Side(due.facts["side"]))
    days = (exchange.starts_on - _today(work, reader)).days
    if exchange.state is not ExchangeState.READY or days < 1:
        return Outcome.TOO_LATE
    work.tell(reader, Notice.DEPARTURE_NEAR, key=due.key, exchange=exchange.id, days=days)
    return Outcome.DONE


def _today(work: Work, reader: Person) -> date:
    return work.now.astimezone(ZoneInfo(reader.zone)).date()


def _ask_for_report(work: Work, due: Due) -> Outcome:
    exchange = work.load(Exchange, due.subject)
    if exchange.state not in REPORTABLE:
        return Outcome.NOT_NEEDED
    visitor = person_on(work, exchange, Side.VISITOR)
    work.tell(visitor, Notice.REPORT_OPEN, key=due.key, exchange=exchange.id)
    return Outcome.DONE


def _remind_of_report(work: Work, due: Due) -> Outcome:
    exchange = work.load(Exchange, due.subject)
    if exchange.state not in REPORTABLE:
        return Outcome.NOT_NEEDED
    visitor = person_on(work, exchange, Side.VISITOR)
    days = (date.fromisoformat(due.facts["due_on"]) - _today(work, visitor)).days
    work.tell(visitor, Notice.REPORT_DUE, key=due.key, exchange=exchange.id, days=days)
    return Outcome.DONE


def _tell_of_overdue_report(work: Work, due: Due) -> Outcome:
    exchange = work.load(Exchange, due.subject)
    if exchange.state not in REPORTABLE:
        return Outcome.NOT_NEEDED
    desk = exchange.visitor_partnership_id
    work.tell_desk(desk, DeskNotice.REPORT_OVERDUE, key=due.key, exchange=exchange.id)
    return Outcome.DONE


def _open_survey(work: Work, due: Due) -> Outcome:
    return _ask_to_answer(work, due, Notice.SURVEY_OPEN)


def _remind_of_survey(work: Work, due: Due) -> Outcome:
    return _ask_to_answer(work, due, Notice.SURVEY_REMINDER, round=due.facts["round"])


def _ask_to_answer(work: Work, due: Due, notice: Notice, **facts: object) -> Outcome:
    exchange, side = work.load(Exchange, due.subject), Side(due.facts["side"])
    if exchange.state not in surveys.OVER or surveys.reply_of(work, exchange, side):
        return Outcome.NOT_NEEDED
    reader = person_on(work, exchange, side)
    work.tell(reader, notice, key=due.key, exchange=exchange.id, **facts)
    return Outcome.DONE


DOINGS: Mapping[DueKind, Callable[[Work, Due], Outcome]] = {
    DueKind.DRAFT_WAITING: _remind_of_draft,
    DueKind.REVIEW_OVERDUE: _remind_of_review,
    DueKind.ENQUIRY_UNANSWERED: _remind_of_enquiry,
    DueKind.PROPOSAL_UNANSWERED: _remind_of_proposal,
    DueKind.PROPOSAL_EXPIRE: _expire_proposal,
    DueKind.EXCHANGE_IDLE: _remind_of_next_step,
    DueKind.COMMITMENT_UNSIGNED: _remind_of_signature,
    DueKind.EXCHANGE_START: _start,
    DueKind.EXCHANGE_FINISH: _finish,
    DueKind.DEPARTURE_NEAR: _remind_of_departure,
    DueKind.REPORT_OPEN: _ask_for_report,
    DueKind.REPORT_DUE: _remind_of_report,
    DueKind.REPORT_OVERDUE: _tell_of_overdue_report,
    DueKind.CLOSING_OVERDUE: _tell_of_overdue_closing,
    DueKind.SURVEY_OPEN: _open_survey,
    DueKind.SURVEY_REMINDER: _remind_of_survey,
}
