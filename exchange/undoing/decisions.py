"""The decisions of a desk that can be taken back, as they stand in the record; and how all others are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.life.cards import officer_in
from exchange.people.officers import Right
from exchange.words import N_
from storage.tables import ExchangeState, Payment, PaymentState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchange.work import Work
    from storage.tables import Audit


class Decision(StrEnum):
    """What an officer has decided about a case or an exchange."""

    ACCEPT = "accept"
    REJECT = "reject"
    ASK = "ask"
    PAIR = "pair"  # two brought together, by hand or in a cohort
    SIGN = "sign"  # a Commitment to Quality, or a change of it
    CANCEL = "cancel"
    RETURN = "return"  # a report, for more
    VALIDATE = "validate"
    WAIVE = "waive"  # the evidence
    PROPOSE = "propose"  # a payment
    SEND_BACK = "send_back"  # a proposed payment
    APPROVE = "approve"  # a payment


@dataclass(frozen=True)
class Kind:
    """A decision's act in the record, the right that it takes, and the acts that it brings about itself.

    `before` tells it from another decision that leads to the same state.
    """

    act: str
    right: Right = Right.DECIDE
    own: frozenset[str] = frozenset()
    before: ExchangeState | None = None


KINDS: Mapping[Decision, Kind] = {
    Decision.ACCEPT: Kind("application:accepted"),
    Decision.REJECT: Kind("application:rejected"),
    Decision.ASK: Kind("application:info_requested"),
    Decision.PAIR: Kind("proposal:make"),
    Decision.SIGN: Kind("commitment:sign"),
    Decision.CANCEL: Kind("exchange:cancelled", own=frozenset({"proposal:withdrawn"})),
    Decision.RETURN: Kind("exchange:done", before=ExchangeState.REPORTED),
    Decision.VALIDATE: Kind(
        "exchange:validated", own=frozenset({"exchange:closed"}), before=ExchangeState.REPORTED
    ),
    Decision.WAIVE: Kind("evidence:waive", Right.WAIVE),
    Decision.PROPOSE: Kind("exchange:payment_proposed", Right.PAY),
    Decision.SEND_BACK: Kind("exchange:validated", Right.PAY, before=ExchangeState.PROPOSED),
    Decision.APPROVE: Kind("exchange:paid", Right.PAY, own=frozenset({"payment:alone"})),
}
WORDS: Mapping[Decision, str] = {
    Decision.ACCEPT: N_("accepted"),
    Decision.REJECT: N_("rejected"),
    Decision.ASK: N_("question asked"),
    Decision.PAIR: N_("pair proposed"),
    Decision.SIGN: N_("signed"),
    Decision.CANCEL: N_("cancelled"),
    Decision.RETURN: N_("report sent back"),
    Decision.VALIDATE: N_("report validated"),
    Decision.WAIVE: N_("paid without proof"),
    Decision.PROPOSE: N_("payment proposed"),
    Decision.SEND_BACK: N_("payment sent back"),
    Decision.APPROVE: N_("payment approved"),
}
"""As it is told what was taken back."""
OTHERWISE: Mapping[str, str] = {
    "agreement:sign": "binds both at once: a correction or a change draws up a new version",
    "amendment:ask": "taken back by its own button while it is open",
    "amendment:refused": "the change is asked for anew",
    "amendment:taken_back": "the change is asked for anew",
    "answer:drop": "the answer is kept anew",
    "answer:keep": "the answer is dropped",
    "application:enter": "the person takes it over, or withdraws",
    "application:transfer": "the other Partnership passes it back",
    "case:let_go": "taken again",
    "case:take": "let go",
    "city:drop": "named again by one tap",
    "city:name": "taken off the list by one tap",
    "cluster:label": "labelled anew",
    "cluster:profile": "told anew",
    "cohort:approved": "each pair is taken back on its visitor's card",
    "cohort:draft": "replaced by the next",
    "cohort:forbidden": "freed",
    "cohort:free": "wished again",
    "cohort:locked": "freed",
    "distance:settle": "settled anew until a payment is proposed",
    "enquiry:answer": "said; the desk writes again",
    "entry:link": "the link is made void",
    "entry:unlink": "another link is made",
    "hold:on": "taken off by one tap",
    "hold:taken_off": "put on hold again",
    "link:make": "stopped",
    "link:stop": "another link is made",
    "mailing:send": "said; the desk writes again",
    "note:write": "said; the desk writes again",
    "opportunity:change": "changed anew",
    "opportunity:end": "opened again by one tap until its deadline",
    "opportunity:enter": "ended",
    "opportunity:open": "ended",
    "organisation:different": "answered anew",
    "organisation:same": "answered anew",
    "partnership:budget": "set anew",
    "region:place": "settled anew",
    "region:settle": "settled anew",
    "stay:correct": "corrected anew, also to what it was before",
    "table:links": "the links are made anew",
    "table:enter": "taken back as a whole while nobody has claimed or acted on anybody in it",
    "table:take_back": "the table is sent and entered again",
}
"""Every other act of a desk on its cases: what is done instead of an undo."""


def decision_of(work: Work, row: Audit) -> Decision | None:
    """Which decision an act is, if an officer has made one with it."""
    if not officer_in(row.actor):
        return None
    before = row.facts.get("before")
    found = next(
        (
            decision
            for decision, kind in KINDS.items()
            if kind.act == row.act and kind.before in {None, before}
        ),
        None,
    )
    paid_in_part = found is Decision.SEND_BACK and payment_decided(work, row, PaymentState.PAID)
    return Decision.APPROVE if paid_in_part else found


def payment_decided(work: Work, row: Audit, state: PaymentState) -> Payment | None:
    """The payment of an exchange that was decided so with an act."""
    query = select(Payment).where(
        Payment.exchange_id == number_in(row),
        Payment.state == state,
        Payment.decided_at == row.at,
    )
    return work.session.exec(query.order_by(col(Payment.id).desc())).first()


def number_in(row: Audit) -> int:
    """The number of what an act is about."""
    return int(row.subject.partition(":")[2])
