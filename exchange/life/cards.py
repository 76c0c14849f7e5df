"""Cards at the desk: when one officer has acted, everybody's cards say so and lose their buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.notices import DeskNotice
from exchange.timing.next_steps import (
    DESK_APPROVAL_OVERDUE,
    DESK_EXCHANGE_IDLE,
    DESK_PAYMENT_OVERDUE,
    DESK_VALIDATION_OVERDUE,
)
from exchange.timing.reviews import DESK_ENQUIRY_SILENT, DESK_REVIEW_OVERDUE
from exchange.timing.signatures import DESK_AGREEMENT_UNSIGNED, DESK_COMMITMENT_UNSIGNED
from exchange.work import DESK
from storage.queues.outbox import Letter
from storage.tables import ApplicationState, Audit, ExchangeState, Officer, Outbox, OutboxState

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from enum import StrEnum

    from exchange.notices import DeskReminding
    from exchange.work import Work

ARRIVED = (OutboxState.SENDING, OutboxState.SENT, OutboxState.UNCERTAIN)
"""A card that has not left yet is put into words when it does, and needs no edit."""
REVIEWED: frozenset[DeskNotice | DeskReminding] = frozenset(
    {
        DeskNotice.APPLICATION_SUBMITTED,
        DeskNotice.APPLICATION_ANSWERED,
        DeskNotice.CV_CAME,
        DeskNotice.DECISION_UNDONE,
        DeskNotice.MEMBERSHIP_SAID,
        DESK_REVIEW_OVERDUE,
        DESK_ENQUIRY_SILENT,
    }
)
SIGNED: frozenset[DeskNotice | DeskReminding] = frozenset(
    {DeskNotice.COMMITMENT_TO_SIGN, DeskNotice.DECISION_UNDONE, DESK_COMMITMENT_UNSIGNED}
)
AGREED: frozenset[DeskNotice | DeskReminding] = frozenset(
    {DeskNotice.AGREEMENT_TO_SIGN, DESK_AGREEMENT_UNSIGNED}
)
"""They wait for a signature and for no state: the agreement is signed at any time before the payment."""
OPEN: frozenset[DeskNotice | DeskReminding] = frozenset(
    {DeskNotice.PAIR_AGREED, DeskNotice.EXCHANGE_READY, DESK_EXCHANGE_IDLE}
)
WAIT_IN: Mapping[
    StrEnum, frozenset[DeskNotice | DeskReminding]
] = {  # the cards that wait for a decision there
    ApplicationState.SUBMITTED: REVIEWED,
    ApplicationState.INFO_REQUESTED: REVIEWED,
    ExchangeState.SIGNING: SIGNED,
    ExchangeState.REPORTED: frozenset(
        {DeskNotice.REPORT_SUBMITTED, DeskNotice.DECISION_UNDONE, DESK_VALIDATION_OVERDUE}
    ),
    ExchangeState.VALIDATED: frozenset(
        {
            DeskNotice.PAYMENT_DUE,
            DeskNotice.PAYMENT_DECLINED,
            DeskNotice.DECISION_UNDONE,
            DESK_PAYMENT_OVERDUE,
        }
    ),
    ExchangeState.PROPOSED: frozenset(
        {DeskNotice.PAYMENT_PROPOSED, DeskNotice.DECISION_UNDONE, DESK_APPROVAL_OVERDUE}
    ),
}


def settle_left(
    work: Work, desks: Collection[int], before: StrEnum, to: StrEnum, actor: str, **subject: int
) -> None:
    """Settle what waited in a state that something has left; all of it where it is called off."""
    if to is ApplicationState.SUBMITTED:  # an answer came: a new card has it
        return
    kinds = WAIT_IN.get(before, frozenset())
    if to is ExchangeState.CANCELLED:
        kinds |= OPEN | AGREED
    settle_cards(work, desks, kinds, before, actor, **subject)


def settle_cards(
    work: Work,
    desks: Collection[int],
    kinds: Collection[DeskNotice | DeskReminding],
    state: StrEnum,
    actor: str,
    **subject: int,
) -> None:
    """Have every card of those kinds about a subject, at those desks, say who has acted.

    Once for each card and state. The card that was tapped is left to whoever answers the tap.
    """
    chats = {chat for desk in desks for chat in work.desk_chats(desk)} if kinds else set()
    ((name, number),) = subject.items()
    query = select(Outbox.id, Outbox.dedupe_key, Outbox.chat_id, Outbox.message_id).where(
        Outbox.bot == DESK,
        col(Outbox.chat_id).in_(chats),
        col(Outbox.kind).in_(sorted(kinds)),
        col(Outbox.state).in_(ARRIVED),
        col(Outbox.body)[name].as_integer() == number,
    )
    facts = {**subject, "officer": officer_in(actor)}
    letters = [
        Letter(
            DESK,
            chat,
            DeskNotice.CARD_SETTLED,
            {"edits": card, **facts},
            f"{key}:settled:{state.value}",
        )
        for card, key, chat, message in (work.session.exec(query) if chats else ())
        if (chat, message) != work.tapped
    ]
    work.post(letters)


def officer_in(actor: str) -> int:
    """The officer's number in an actor like `officer:7`; 0 for everybody else."""
    kind, _, number = actor.partition(":")
    return int(number) if kind == "officer" else 0


def last_actor(work: Work, thing: str, number: int) -> Officer | None:
    """The officer who brought an `application` or `exchange` to where it stands, if it was one."""
    query = select(Audit.actor).where(
        Audit.subject == f"{thing}:{number}", col(Audit.act).startswith(f"{thing}:")
    )
    actor = work.session.exec(query.order_by(col(Audit.id).desc())).first()
    officer = officer_in(actor) if actor else 0
    return work.load(Officer, officer) if officer else None


def message_of(work: Work, card: int) -> int | None:
    """The number that Telegram gave a card, if it has arrived."""
    row = work.session.get(Outbox, card)
    return row.message_id if row else None
