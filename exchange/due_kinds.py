"""What the clock may find due, and which reminders stand in for one another."""

from __future__ import annotations

from enum import StrEnum


class DueKind(StrEnum):
    """Everything that happens by itself. In brackets: the subject, and the facts beside it."""

    DRAFT_WAITING = "draft.waiting"  # person
    REVIEW_OVERDUE = "review.overdue"  # application
    ENQUIRY_UNANSWERED = "enquiry.unanswered"  # application: enquiry
    PROPOSAL_UNANSWERED = "proposal.unanswered"  # proposal
    PROPOSAL_EXPIRE = "proposal.expire"  # proposal
    EXCHANGE_IDLE = "exchange.idle"  # exchange: state, side
    COMMITMENT_UNSIGNED = "commitment.unsigned"  # exchange: commitment, party
    EXCHANGE_START = "exchange.start"  # exchange
    EXCHANGE_FINISH = "exchange.finish"  # exchange
    DEPARTURE_NEAR = "departure.near"  # exchange: side
    REPORT_OPEN = "report.open"  # exchange
    REPORT_DUE = "report.due"  # exchange
    REPORT_OVERDUE = "report.overdue"  # exchange
    CLOSING_OVERDUE = "closing.overdue"  # exchange: state
    SURVEY_OPEN = "survey.open"  # exchange: side
    SURVEY_REMINDER = "survey.reminder"  # exchange: side, round


# Of several overdue reminders of one family about one subject only the latest is worth sending.
FAMILIES: tuple[frozenset[DueKind], ...] = (
    frozenset({DueKind.REVIEW_OVERDUE}),
    frozenset({DueKind.ENQUIRY_UNANSWERED}),
    frozenset({DueKind.PROPOSAL_UNANSWERED}),
    frozenset({DueKind.EXCHANGE_IDLE}),
    frozenset({DueKind.COMMITMENT_UNSIGNED}),
    frozenset({DueKind.DEPARTURE_NEAR}),
    frozenset({DueKind.REPORT_OPEN, DueKind.REPORT_DUE}),
    frozenset({DueKind.REPORT_OVERDUE}),
    frozenset({DueKind.CLOSING_OVERDUE}),
    frozenset({DueKind.SURVEY_OPEN, DueKind.SURVEY_REMINDER}),
)


def family_of(kind: DueKind) -> frozenset[DueKind]:
    """The kinds that a later row may stand in for; empty for what must happen each time."""
    return next((family for family in FAMILIES if kind in family), frozenset())
