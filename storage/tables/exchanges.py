"""Exchanges and their papers: dates, Commitment to Quality, report, payment, surveys."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.columns import choice, listed, mapped, moment, money, words


class Side(StrEnum):
    """The two organisations of an exchange."""

    VISITOR = "visitor"
    HOST = "host"


class Signatory(StrEnum):
    """The four who sign a Commitment to Quality."""

    VO = "VO"
    HO = "HO"
    VOP = "VOP"
    HOP = "HOP"


class ExchangeState(StrEnum):
    """Where an exchange stands; what may follow what is in `exchange.life.moves`."""

    DATES = "dates"
    COMMITMENT = "commitment"
    SIGNING = "signing"
    READY = "ready"
    UNDER_WAY = "under_way"
    DONE = "done"
    REPORTED = "reported"
    VALIDATED = "validated"
    PROPOSED = "payment_proposed"
    PAID = "paid"
    CLOSED = "closed"  # validated, with nothing to pay
    INTERRUPTED = "interrupted"
    CANCELLED = "cancelled"


class ExchangeForm(StrEnum):
    """Where people meet in an exchange: on the spot, on the line, or some days here and some half days there."""

    VISIT = "visit"
    ONLINE = "online"
    HYBRID = "hybrid"


class DateOfferState(StrEnum):
    """What became of a pair of dates."""

    OPEN = "open"
    AGREED = "agreed"
    COUNTERED = "countered"


class Exchange(SQLModel, table=True):
    """A visit that both sides want: agreed, signed, lived, reported, paid.

    A `lump_sum` of None, once there are dates, is to be confirmed: the distance decides on it and is
    not on the map. An officer settles it then. What of it is online is made of sessions, at a `link`;
    what is on the spot in more or other days than from `starts_on` to `ends_on` is made of slots.
    """

    __table_args__ = (
        sa.CheckConstraint("visitor_id <> host_id", name="two_parties"),
        sa.CheckConstraint("starts_on <= ends_on", name="dates_in_order"),
        sa.CheckConstraint(
            "(starts_on IS NULL) = (ends_on IS NULL)"
            " AND (starts_on IS NULL) = (working_days IS NULL)"
            " AND (lump_sum IS NULL OR starts_on IS NOT NULL)"
            " AND (starts_on IS NULL) = (full_sum IS NULL)",
            name="agreed_together",
        ),
        sa.CheckConstraint(
            "state = 'cancelled' OR (state = 'dates') = (starts_on IS NULL)",
            name="dates_by_state",
        ),
        sa.CheckConstraint(
            "state IN ('done', 'reported', 'validated', 'payment_proposed', 'paid', 'closed')"
            " OR (state = 'interrupted') = (ended_early_on IS NOT NULL)",
            name="early_end_by_state",
        ),
        sa.CheckConstraint(
            "state NOT IN ('payment_proposed', 'paid', 'closed') OR lump_sum IS NOT NULL",
            name="sum_by_state",
        ),
        sa.CheckConstraint(
            "(distance_settled_at IS NULL) = (distance_settled_by IS NULL)"
            " AND (distance_settled_at IS NULL OR distance_km IS NOT NULL)",
            name="distance_by_somebody",
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    proposal_id: int = Field(foreign_key="proposal.id", unique=True)
    visitor_id: int = Field(foreign_key="application.id", index=True)
    host_id: int = Field(foreign_key="application.id", index=True)
    visitor_partnership_id: int = Field(foreign_key="partnership.id", index=True)
    host_partnership_id: int = Field(foreign_key="partnership.id", index=True)
    state: ExchangeState = choice(ExchangeState, "exchange_state", index=True)
    starts_on: date | None = None
    ends_on: date | None = None
    working_days: int | None = None
    distance_km: float | None = None
    distance_settled_at: datetime | None = moment(nullable=True)
    distance_settled_by: int | None = Field(default=None, foreign_key="officer.id")
    lump_sum: Decimal | None = money(nullable=True)
    full_sum: Decimal | None = money(nullable=True)
    currency: str = Field(default="EUR", max_length=3)
    halved_for: list[str] = listed()
    agreed_at: datetime = moment()
    ended_early_on: date | None = None
    reason: str = words()
    certificate_id: int | None = Field(default=None, foreign_key="storedfile.id")
    form: ExchangeForm = choice(ExchangeForm, "exchange_form", default=ExchangeForm.VISIT)
    link: str = words()


class DateOffer(SQLModel, table=True):
    """Dates that one side put forward; what is online by its sessions, each as beginning and end.

    A stay in one piece has its first and last day alone; one in several, or beside sessions, its slots, each by its days.
    """

    __table_args__ = (
        sa.CheckConstraint("starts_on <= ends_on", name="dates_in_order"),
        sa.Index(
            "uq_dateoffer_one_open",
            "exchange_id",
            unique=True,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    exchange_id: int = Field(foreign_key="exchange.id", index=True)
    side: Side = choice(Side, "side")
    starts_on: date
    ends_on: date
    slots: list[list[str]] = Field(default=[], sa_type=sa.JSON, nullable=False)
    sessions: list[list[str]] = Field(default=[], sa_type=sa.JSON, nullable=False)
    link: str = words()
    state: DateOfferState = choice(DateOfferState, "date_offer_state")
    made_at: datetime = moment()


class Commitment(SQLModel, table=True):
    """One version of the Commitment to Quality; a change makes a new version and voids signatures.

    Days and sum are those that it was drawn up with: what is settled, corrected or amended later
    changes nothing of what was signed. `people` are who takes part on a side, by its name, where that
    is not who applied.
    """

    __table_args__ = (sa.UniqueConstraint("exchange_id", "version"),)

    id: int | None = Field(default=None, primary_key=True)
    exchange_id: int = Field(foreign_key="exchange.id", index=True)
    version: int = 1
    answers: dict[str, Any] = mapped()
    people: dict[str, Any] = mapped()
    starts_on: date | None = None
    ends_on: date | None = None
    working_days: int
    lump_sum: Decimal | None = money(nullable=True)
    full_sum: Decimal | None = money(nullable=True)
    halved_for: list[str] = listed()
    digest: str = Field(max_length=64)
    drawn_up_at: datetime = moment()
    drawn_up_by: Side = choice(Side, "drawn_up_by")


class Signature(SQLModel, table=True):
    """Who signed which commitment or agreement, when, and the SHA-256 of what was signed."""

    __table_args__ = (
        sa.UniqueConstraint("commitment_id", "party"),
        sa.UniqueConstraint("agreement_id", "party"),
        sa.CheckConstraint("(commitment_id IS NULL) <> (agreement_id IS NULL)", name="one_paper"),
        sa.CheckConstraint(
            "agreement_id IS NULL OR party IN ('VO', 'VOP')", name="two_sign_an_agreement"
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    commitment_id: int | None = Field(default=None, foreign_key="commitment.id", index=True)
    agreement_id: int | None = Field(default=None, foreign_key="agreement.id", index=True)
    party: Signatory = choice(Signatory, "party")
    person_id: int = Field(foreign_key="person.id")
    name: str = Field(max_length=120)
    digest: str = Field(max_length=64)
    signed_at: datetime = moment()


class Evidence(SQLModel, table=True):
    """A file that proves a stay, under an item of the call's checklist.

    That there was one stays when the file is deleted: money was paid on it.
    """

    __table_args__ = (sa.UniqueConstraint("exchange_id", "file_id"),)

    id: int | None = Field(default=None, primary_key=True)
    exchange_id: int = Field(foreign_key="exchange.id", index=True)
    item: str = Field(max_length=20)
    file_id: int | None = Field(default=None, foreign_key="storedfile.id")
    handed_in_at: datetime = moment()


class Report(SQLModel, table=True):
    """The visitor's closing report and what their Partnership said to it.

    `returns` are all the times that it was sent back, each as its moment and its words; the last of them
    stands in `returned_at` and `returned_for`. `waived_by` is the coordinator who lets the stay be paid without evidence, `waived_for` why.
    """

    __table_args__ = (
        sa.CheckConstraint(
            "(validated_at IS NULL) = (validated_by IS NULL)", name="validated_by_somebody"
        ),
        sa.CheckConstraint(
            "validated_at IS NULL OR returned_at IS NULL", name="validated_or_returned"
        ),
        sa.CheckConstraint("(waived_at IS NULL) = (waived_by IS NULL)", name="waived_by_somebody"),
        sa.CheckConstraint(
            "waived_at IS NULL OR validated_at IS NOT NULL", name="waived_when_validated"
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    exchange_id: int = Field(foreign_key="exchange.id", unique=True)
    answers: dict[str, Any] = mapped()
    submitted_at: datetime = moment()
    returned_at: datetime | None = moment(nullable=True)
    returned_for: str = words()
    returns: list[list[str]] = Field(default=[], sa_type=sa.JSON, nullable=False)
    validated_at: datetime | None = moment(nullable=True)
    validated_by: int | None = Field(default=None, foreign_key="officer.id")
    waived_at: datetime | None = moment(nullable=True)
    waived_by: int | None = Field(default=None, foreign_key="officer.id")
    waived_for: str = words()


class PaymentState(StrEnum):
    """What became of a proposed payment."""

    PROPOSED = "proposed"
    PAID = "paid"
    DECLINED = "declined"


class Payment(SQLModel, table=True):
    """A lump sum, or an instalment of it, to be paid: proposed by one officer and decided by another.

    It is made under an agreement that binds; only payments of before there were agreements are not
    `agreed`. Bank details stay with the bank, only the reference is here. `alone` says that the
    Partnership's single officer did both, as its setting allows.
    """

    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["agreement_id", "exchange_id", "agreed"],
            ["agreement.id", "agreement.exchange_id", "agreement.binding"],
        ),
        sa.CheckConstraint("agreed = (agreement_id IS NOT NULL)", name="agreed_upon"),
        sa.CheckConstraint("instalment > 0", name="instalments_from_one"),
        sa.CheckConstraint("amount > 0", name="amount_positive"),
        sa.CheckConstraint(
            "(state = 'proposed') = (decided_at IS NULL)", name="decided_with_state"
        ),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (decided_by IS NULL)", name="decided_by_somebody"
        ),
        sa.CheckConstraint(
            "state <> 'paid' OR alone OR decided_by <> proposed_by", name="two_officers"
        ),
        sa.Index(
            "uq_payment_one_alive",
            "exchange_id",
            "instalment",
            unique=True,
            sqlite_where=sa.text("state <> 'declined'"),
            postgresql_where=sa.text("state <> 'declined'"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    exchange_id: int = Field(foreign_key="exchange.id", index=True)
    agreement_id: int | None = Field(default=None, index=True)
    agreed: bool = True
    instalment: int = 1
    amount: Decimal = money()
    currency: str = Field(max_length=3)
    reference: str = Field(max_length=80)
    state: PaymentState = choice(PaymentState, "payment_state")
    proposed_by: int = Field(foreign_key="officer.id")
    proposed_at: datetime = moment()
    decided_by: int | None = Field(default=None, foreign_key="officer.id")
    decided_at: datetime | None = moment(nullable=True)
    alone: bool = False
    declined_for: str = words()


class SurveyReply(SQLModel, table=True):
    """One side's answers to the survey after a stay, also after an interrupted one, or to a later one.

    `round` is 0 for the survey after the stay; what came of it is asked later, in rounds from 1 on. What came of
    an introduction (`enquiry_id`) is told so as well, by who asked for it in the place of the visitor.
    """

    __table_args__ = (
        sa.UniqueConstraint("exchange_id", "side", "round"),
        sa.UniqueConstraint("enquiry_id", "side", "round"),
        sa.CheckConstraint("(exchange_id IS NULL) <> (enquiry_id IS NULL)", name="about_one_thing"),
        sa.CheckConstraint("round >= 0", name="counts_rounds"),
    )

    id: int | None = Field(default=None, primary_key=True)
    exchange_id: int | None = Field(default=None, foreign_key="exchange.id", index=True)
    enquiry_id: int | None = Field(default=None, foreign_key="enquiry.id", index=True)
    side: Side = choice(Side, "survey_side")
    round: int = 0
    answers: dict[str, Any] = mapped()
    submitted_at: datetime = moment()
