"""Everything the scheme tells people by itself, each with the ids it is rendered from.

A notice is stored with ids only and put into words when it leaves, in the reader's language of
that moment. The words are in `bot.participants.notices.applying` and `bot.desk.notices`.
"""

from __future__ import annotations

from enum import StrEnum


class Notice(StrEnum):
    """To visitors and hosts, through the participants' bot. In brackets: the facts."""

    APPLICATION_ACCEPTED = "application.accepted"  # application
    APPLICATION_REJECTED = "application.rejected"  # application
    APPLICATION_ASKED = "application.asked"  # application, enquiry
    APPLICATION_UNANSWERED = "application.unanswered"  # application, enquiry: reminder
    PROPOSAL_RECEIVED = "proposal.received"  # proposal
    PROPOSAL_ASKED = "proposal.asked"  # proposal, enquiry
    PROPOSAL_ANSWERED = "proposal.answered"  # proposal, enquiry
    PROPOSAL_ACCEPTED = "proposal.accepted"  # proposal, exchange
    PROPOSAL_DECLINED = "proposal.declined"  # proposal
    PROPOSAL_EXPIRED = "proposal.expired"  # proposal
    PROPOSAL_WITHDRAWN = "proposal.withdrawn"  # proposal
    PROPOSAL_UNANSWERED = "proposal.unanswered"  # proposal: reminder to the side that is asked
    DATES_OFFERED = "dates.offered"  # exchange, offer
    DATES_AGREED = "dates.agreed"  # exchange
    EXCHANGE_IDLE = "exchange.idle"  # exchange: reminder of the next step
    COMMITMENT_DRAWN_UP = "commitment.drawn_up"  # exchange
    COMMITMENT_TO_SIGN = "commitment.to_sign"  # exchange: it is this person's turn
    COMMITMENT_UNSIGNED = "commitment.unsigned"  # exchange: reminder
    EXCHANGE_READY = "exchange.ready"  # exchange: all four signed
    EXCHANGE_CANCELLED = "exchange.cancelled"  # exchange
    EXCHANGE_INTERRUPTED = "exchange.interrupted"  # exchange
    DEPARTURE_NEAR = "departure.near"  # exchange, days
    REPORT_OPEN = "report.open"  # exchange: the stay is over, please report
    REPORT_DUE = "report.due"  # exchange, days (negative: overdue)
    REPORT_RETURNED = "report.returned"  # exchange
    REPORT_VALIDATED = "report.validated"  # exchange
    PAYMENT_MADE = "payment.made"  # exchange
    CERTIFICATE_READY = "certificate.ready"  # exchange: carries the PDF
    SURVEY_OPEN = "survey.open"  # exchange
    SURVEY_REMINDER = "survey.reminder"  # exchange, round
    DRAFT_WAITING = "draft.waiting"  # an application begun and left


class DeskNotice(StrEnum):
    """To officers, through the desk bot. In brackets: the facts."""

    APPLICATION_SUBMITTED = "desk.application.submitted"  # application: a card with buttons
    APPLICATION_ANSWERED = "desk.application.answered"  # application, enquiry
    APPLICATION_WITHDRAWN = "desk.application.withdrawn"  # application
    REVIEW_OVERDUE = "desk.review.overdue"  # application
    PAIR_AGREED = "desk.pair.agreed"  # exchange
    PAIR_REFUSED = "desk.pair.refused"  # proposal, which the desk had made
    COMMITMENT_TO_SIGN = "desk.commitment.to_sign"  # exchange, party
    COMMITMENT_UNSIGNED = "desk.commitment.unsigned"  # exchange, party: reminder
    EXCHANGE_READY = "desk.exchange.ready"  # exchange
    EXCHANGE_CANCELLED = "desk.exchange.cancelled"  # exchange
    EXCHANGE_INTERRUPTED = "desk.exchange.interrupted"  # exchange
    REPORT_SUBMITTED = "desk.report.submitted"  # exchange: a card with buttons
    REPORT_OVERDUE = "desk.report.overdue"  # exchange
    VALIDATION_OVERDUE = "desk.validation.overdue"  # exchange
    PAYMENT_DUE = "desk.payment.due"  # exchange
    PAYMENT_OVERDUE = "desk.payment.overdue"  # exchange
    SURVEY_SUBMITTED = "desk.survey.submitted"  # exchange, side
    UNREACHABLE = "desk.unreachable"  # person
    CARD_SETTLED = "desk.card.settled"  # edits: a message of ours; officer; application or exchange


# Said again by themselves or soon out of date: when one may or may not have arrived, it is left.
REMINDERS: frozenset[str] = frozenset(
    {
        Notice.APPLICATION_UNANSWERED,
        Notice.PROPOSAL_UNANSWERED,
        Notice.EXCHANGE_IDLE,
        Notice.COMMITMENT_UNSIGNED,
        Notice.DEPARTURE_NEAR,
        Notice.REPORT_DUE,
        Notice.SURVEY_REMINDER,
        Notice.DRAFT_WAITING,
        DeskNotice.REVIEW_OVERDUE,
        DeskNotice.COMMITMENT_UNSIGNED,
        DeskNotice.REPORT_OVERDUE,
        DeskNotice.VALIDATION_OVERDUE,
        DeskNotice.PAYMENT_OVERDUE,
    }
)
