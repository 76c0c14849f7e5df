"""Everything the scheme tells people when somebody acts, each with the ids it is rendered from.

What it reminds them of stands with its family, in `exchange.timing`, as a name of one of these types.
A notice is stored with ids only and put into words when it leaves, in the reader's language of
that moment. The words are in `bot.participants.notices` and `bot.desk.notices`.
"""

from __future__ import annotations

from enum import StrEnum


class Reminding(str):
    """What a family of reminders says to visitors and hosts: the name of its message.

    Where its due row has the same name, this is both. Each stands in the file of its family
    (`exchange.timing`).
    """

    __slots__ = ()


class DeskReminding(str):
    """What a family of reminders says to officers: the name of its message."""

    __slots__ = ()


class Notice(StrEnum):
    """To visitors and hosts, through the participants' bot. In brackets: the facts."""

    APPLICATION_ACCEPTED = "application.accepted"  # application
    APPLICATION_REJECTED = "application.rejected"  # application
    APPLICATION_MOVED = "application.moved"  # application: another Partnership reviews it
    APPLICATION_ASKED = "application.asked"  # application, enquiry
    PROPOSAL_RECEIVED = "proposal.received"  # proposal
    PROPOSAL_ASKED = "proposal.asked"  # proposal, enquiry
    PROPOSAL_ASKED_MORE = "proposal.asked_more"  # proposal: several questions in one message
    PROPOSAL_ANSWERED = "proposal.answered"  # proposal, enquiry
    PROPOSAL_ACCEPTED = "proposal.accepted"  # proposal, exchange
    PROPOSAL_DECLINED = "proposal.declined"  # proposal
    PROPOSAL_EXPIRED = "proposal.expired"  # proposal
    PROPOSAL_WITHDRAWN = "proposal.withdrawn"  # proposal
    SERVICE_REQUESTED = "service.requested"  # enquiry: a company asks its provider for it
    SERVICE_ANSWERED = "service.answered"  # enquiry
    SERVICE_GONE = "service.gone"  # enquiry: it is not offered any more, and was not answered
    INTRODUCTION_ASKED = (
        "introduction.asked"  # enquiry: somebody who searches asks to be introduced
    )
    INTRODUCED = "introduction.agreed"  # enquiry: both said yes, and see each other's contacts
    INTRODUCTION_DECLINED = "introduction.declined"  # enquiry
    INTRODUCTION_GONE = "introduction.gone"  # enquiry: who was asked takes no part any more
    PROJECT_JOINED = "project.joined"  # project: to a partner who was put into it
    TWINNING_PROPOSED = "twinning.proposed"  # twinning: to all who speak for the cluster asked
    TWINNING_AGREED = "twinning.agreed"  # twinning: to who proposed it, here and below
    TWINNING_DECLINED = "twinning.declined"  # twinning
    TWINNING_EXPIRED = "twinning.expired"  # twinning
    TWINNING_TAKEN_BACK = "twinning.taken_back"  # twinning: to who was asked
    TWINNING_PLANNED = "twinning.planned"  # twinning, activity: here and below
    TWINNING_CALLED_OFF = "twinning.called_off"  # twinning, activity
    TWINNING_ENDED = "twinning.ended"  # twinning: to the other side
    PROJECT_MOVED = "project.moved"  # project, state: to all others in it
    HOST_FREE = "host.free"  # application: a host's, who has room again
    GROUP_SEAT_OFFERED = "group.seat_offered"  # guest: who waited, and may take a seat now
    GROUP_OFFER_OVER = "group.offer_over"  # guest: nobody took it, so it went on
    GROUP_CHANGED = "group.changed"  # guest: days or programme are others than they were
    TALKS_ASKED = "talks.asked"  # talk_host: a host near a group visit
    TALKS_OF_GUEST = "talks.guest"  # guest: their own talks, whenever they change
    TALKS_OF_HOST = "talks.host"  # talk_host: their own talks, whenever they change
    GROUP_CANCELLED = "group.cancelled"  # guest: to those without an exchange
    GROUP_LIST_OVER = "group.list_over"  # guest: who waited in vain; it is too late for papers now
    GROUP_ATTENDED = "group.attended"  # guest: the host says that they were there
    GROUP_NOT_ATTENDED = "group.not_attended"  # guest: the host has taken that back
    COURSE_SEAT_OFFERED = "course.seat_offered"  # guest: who waited, and may take a seat now
    COURSE_OFFER_OVER = "course.offer_over"  # guest: nobody took it, so it went on
    COURSE_CHANGED = "course.changed"  # guest: hours or place are others than they were
    COURSE_CANCELLED = "course.cancelled"  # guest
    COURSE_ATTENDED = "course.attended"  # guest: whoever gave it says that they were there
    COURSE_NOT_ATTENDED = "course.not_attended"  # guest: that was taken back
    COURSE_LIST_OVER = "course.list_over"  # guest: who waited in vain; it has begun
    COURSE_TEST_NEW = "course.test_new"  # guest: the test is another, and begins anew
    COURSE_TOO_HARD = "course.too_hard"  # course: to whoever gives it; nobody passed the test
    DATES_OFFERED = "dates.offered"  # exchange, offer
    DATES_AGREED = "dates.agreed"  # exchange
    SUM_SETTLED = "sum.settled"  # exchange
    CALENDAR = "calendar.changed"  # exchange, sequence: carries the file
    COMMITMENT_DRAWN_UP = "commitment.drawn_up"  # exchange
    COMMITMENT_TO_SIGN = "commitment.to_sign"  # exchange: it is this person's turn
    EXCHANGE_READY = "exchange.ready"  # exchange: all four signed
    AGREEMENT_TO_SIGN = "agreement.to_sign"  # exchange: it is the visitor's turn
    AGREEMENT_BINDS = "agreement.binds"  # exchange: both signed it
    AMENDMENT_ASKED = "amendment.asked"  # exchange, amendment: a change of what was signed
    AMENDMENT_ENDED = "amendment.ended"  # exchange, amendment: in force, or not
    PARTNER_WROTE = "partner.wrote"  # exchange, message: words or a file of the other side
    EXCHANGE_CANCELLED = "exchange.cancelled"  # exchange
    EXCHANGE_INTERRUPTED = "exchange.interrupted"  # exchange
    STAY_CORRECTED = "stay.corrected"  # exchange, correction
    REPORT_RETURNED = "report.returned"  # exchange
    REPORT_VALIDATED = "report.validated"  # exchange
    PAYMENT_MADE = "payment.made"  # exchange, payment
    CLOSED = "exchange.closed"  # exchange: complete, with nothing to pay
    DORMANT_ASKED = "dormant.asked"  # application: its owner has been silent for some time
    DORMANT_RESTS = "dormant.rests"  # application: it is shown to nobody until they write
    INTEREST_ASKED = "interest.asked"  # application: nobody has been here for long
    INTEREST_LAPSED = "interest.lapsed"  # application
    QUESTION_ANSWERED = "question.answered"  # enquiry, of the person's own
    HOLD_BEGUN = "hold.begun"  # hold; application or exchange
    HOLD_ENDED = "hold.ended"  # hold; application or exchange
    DECISION_UNDONE = "decision.undone"  # decision; application, exchange or proposal
    DESK_WROTE = "desk.wrote"  # note: an officer's words, to one or to many
    CERTIFICATE_READY = "certificate.ready"  # exchange: carries the PDF


class DeskNotice(StrEnum):
    """To officers, through the desk bot. In brackets: the facts."""

    APPLICATION_SUBMITTED = "desk.application.submitted"  # application: a card with buttons
    APPLICATION_ANSWERED = "desk.application.answered"  # application, enquiry
    APPLICATION_WITHDRAWN = "desk.application.withdrawn"  # application
    CV_CAME = "desk.cv.came"  # application: a card; the CV that was to follow is here
    MEMBERS_ASKED = "desk.members.asked"  # cluster: of whose members another desk asks
    MEMBERSHIP_SAID = "desk.membership.said"  # application: what its cluster says, or nothing
    PAIR_AGREED = "desk.pair.agreed"  # exchange
    DISTANCE_UNKNOWN = "desk.distance.unknown"  # exchange: a card, to the desk that pays
    PAIR_REFUSED = "desk.pair.refused"  # proposal, which the desk had made
    PAIR_NOT_ASKED = "desk.pair.not_asked"  # application, host: of an approved cohort
    COMMITMENT_TO_SIGN = "desk.commitment.to_sign"  # exchange, party
    EXCHANGE_READY = "desk.exchange.ready"  # exchange
    AGREEMENT_TO_SIGN = "desk.agreement.to_sign"  # exchange, party: a card, to the desk that pays
    AMENDMENT_ENDED = "desk.amendment.ended"  # exchange, amendment
    EXCHANGE_CANCELLED = "desk.exchange.cancelled"  # exchange
    EXCHANGE_INTERRUPTED = "desk.exchange.interrupted"  # exchange
    REPORT_SUBMITTED = "desk.report.submitted"  # exchange: a card with buttons
    PAYMENT_DUE = "desk.payment.due"  # exchange
    PAYMENT_PROPOSED = "desk.payment.proposed"  # exchange: a card, to whoever may approve it
    PAYMENT_DECLINED = "desk.payment.declined"  # exchange, payment: a card with the reason
    SURVEY_SUBMITTED = "desk.survey.submitted"  # exchange, side
    OUTCOMES_TOLD = "desk.outcomes.told"  # exchange, side, round
    PARTNER_REPORTED = "desk.partner.reported"  # block, application: the desk's own
    QUESTION_ASKED = "desk.question.asked"  # enquiry: a card with a button
    NOTE_ANSWERED = "desk.note.answered"  # note: what the person wrote
    HOLD_ENDED = "desk.hold.ended"  # hold; application or exchange
    DECISION_UNDONE = "desk.decision.undone"  # a card: officer, decision; application or exchange
    TWINNING_MOVED = "desk.twinning.moved"  # twinning, state: agreed or ended, to both desks
    COURSE_TOO_HARD = "desk.course.too_hard"  # course of the desk's own: nobody passed the test
    UNREACHABLE = "desk.unreachable"  # person
    TO_BE_TOLD = (
        "desk.to_be_told"  # person, said, facts: what somebody without a chat is to be told
    )
    ENTRY_LINKS = "desk.entry.links"  # table: as the next
    ENTRY_LINK = "desk.entry.link"  # entry: its secret is made when this leaves
    ENTRY_CLAIMED = "desk.entry.claimed"  # application: its person has taken it over
    INVITATION = "desk.invitation"  # invitation: its secret is made when this leaves
    ACCESS_ENDED = "desk.access.ended"  # officer: to somebody who is one no more
    GROUP_WITHOUT_BINDER = "desk.group.without_binder"  # group: said in it
    GROUP_WANTED = "desk.group.wanted"  # group: another Partnership asks for it
    GROUP_YOURS = "desk.group.yours"  # group: to whoever asked
    GROUP_KEPT = "desk.group.kept"  # group: to whoever asked
    CARD_SETTLED = (
        "desk.card.settled"  # edits: a message of ours; officer; application, exchange or enquiry
    )


OF_ACTS = frozenset(
    {
        DeskNotice.APPLICATION_WITHDRAWN,
        DeskNotice.EXCHANGE_READY,
        DeskNotice.AMENDMENT_ENDED,
        DeskNotice.EXCHANGE_CANCELLED,
        DeskNotice.EXCHANGE_INTERRUPTED,
        DeskNotice.PAYMENT_DUE,
        DeskNotice.PAYMENT_PROPOSED,
        DeskNotice.PAYMENT_DECLINED,
        DeskNotice.DECISION_UNDONE,
    }
)
"""They tell of what an officer may have done: whoever did it has it on their screen."""
