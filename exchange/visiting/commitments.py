"""The Commitment to Quality: written by either side, signed in order by all four."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlmodel import select

from exchange.errors import CxcError, EnoughForToday, NotPossibleNow
from exchange.life.cards import SIGNED, settle_cards
from exchange.life.moves import move_exchange
from exchange.notices import DeskNotice, Notice
from exchange.papers.commitment import commitment_digest
from exchange.people.officers import Right
from exchange.people.parties import (
    application_on,
    exchange_at_desk,
    exchange_held,
    other,
    partnerships_of,
    person_on,
    side_in,
    today_at_host,
)
from exchange.people.signing import (
    SIGNATORY_OF,
    commitment_to_sign,
    current_commitment,
    next_signatory,
    put_signature,
    signatories_of_partnership,
    signatures_of,
    versions_of,
)
from exchange.people.turns import (
    HostSignsFirst,
    NotYourTurn,
    SignedAlready,
    VisitorSignsFirst,
    VisitorsPartnershipSignsFirst,
    require_turn,
)
from exchange.rows import row_id
from exchange.scheme.questionnaires import check_answers
from exchange.states import AMENDABLE
from exchange.timing.signatures import ask_to_sign, plan_signature, strike_signature
from exchange.timing.stays import plan_stay
from exchange.visiting.agreements import settle_agreement
from exchange.visiting.amended import put_in_force
from exchange.visiting.calendars import send_calendar
from exchange.visiting.commitment_papers import (
    commitment_file,
    commitment_paper,
    current_answers,
    paper_of,
)
from exchange.visiting.sums import lump_sum_of
from storage.tables import Commitment, ExchangeState, Side, Signatory

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from exchange.scheme.lump_sum import LumpSum
    from exchange.work import Work
    from storage.tables import Exchange, Officer, Person, Signature

__all__ = [
    "AllSigned",
    "DatesFirst",
    "DatesOver",
    "HostSignsFirst",
    "NotYourTurn",
    "PaperChanged",
    "SignedAlready",
    "VisitorSignsFirst",
    "VisitorsPartnershipSignsFirst",
    "commitment_file",
    "commitment_paper",
    "commitment_to_sign",
    "current_answers",
    "current_commitment",
    "draw_up_commitment",
    "next_signatory",
    "sign_as_officer",
    "sign_as_person",
    "signatories_of_partnership",
    "signatures_of",
]


class DatesFirst(CxcError):
    """The dates come first: as soon as both of you agree on them, the paper can be written."""


class AllSigned(CxcError):
    """All four have signed this paper. To change it, choose “Change what was signed” under /exchanges."""


class PaperChanged(CxcError):
    """The facts on this paper have changed since it was written. Please write it anew."""


class DatesOver(CxcError):
    """The agreed dates have come before all had signed. Please agree on new ones first."""


def draw_up_commitment(
    work: Work, person: Person, exchange_id: int, answers: Mapping[str, Any]
) -> Commitment:
    """A new version, to be signed by all four; signatures under an earlier one count no more.

    The same text again stays the same version. Raises DatesFirst, AllSigned, NotPossibleNow,
    EnoughForToday, AnswerMissing, AnswerNotFitting.
    """
    exchange = exchange_held(work, person, exchange_id)
    _require_writable(exchange)
    given = check_answers(work.scheme.commitment_form, answers)
    last = current_commitment(work, exchange)
    if last and exchange.state is ExchangeState.SIGNING and last.answers == given:
        return last
    side = side_in(work, person, exchange)
    check_pace(work, exchange, side)
    days = exchange.starts_on, exchange.ends_on, exchange.working_days or 0
    people = last.people if last else {}
    terms = Terms(*days, lump_sum_of(exchange), people)
    commitment = new_version(work, exchange, side, given, terms)
    move_exchange(work, exchange, ExchangeState.SIGNING, f"person:{person.id}")
    if other(side) is Side.HOST:
        key = f"commitment:{commitment.id}:drawn_up"
        reader = person_on(work, exchange, Side.HOST)
        work.tell(reader, Notice.COMMITMENT_DRAWN_UP, key=key, exchange=exchange.id)
    pass_on(work, exchange, commitment, has_it=SIGNATORY_OF[side])
    send_calendar(work, exchange)
    return commitment


def check_pace(work: Work, exchange: Exchange, side: Side) -> None:
    """Nothing, unless a side has drawn up enough for a day: each version asks three others to sign anew.

    Raises EnoughForToday.
    """
    today = select(Commitment.id).where(
        Commitment.exchange_id == exchange.id,
        Commitment.drawn_up_by == side,
        Commitment.drawn_up_at > work.now - timedelta(days=1),
    )
    if len(work.session.exec(today).all()) >= work.scheme.proposals.max_changes_per_day:
        raise EnoughForToday


def _require_writable(exchange: Exchange) -> None:
    if exchange.state is ExchangeState.DATES:
        raise DatesFirst
    if exchange.state in AMENDABLE:
        raise AllSigned
    if exchange.state not in {ExchangeState.COMMITMENT, ExchangeState.SIGNING}:
        raise NotPossibleNow


@dataclass(frozen=True)
class Terms:
    """What a version promises beside its text: days, sum, and who takes part where not who applied."""

    starts_on: date | None
    ends_on: date | None
    working_days: int
    sum: LumpSum
    people: Mapping[str, str] = field(default_factory=dict)


def new_version(
    work: Work, exchange: Exchange, side: Side, answers: Mapping[str, Any], terms: Terms
) -> Commitment:
    """The next version, under which nobody has signed yet."""
    worth = terms.sum.amount
    commitment = Commitment(
        exchange_id=row_id(exchange),
        version=len(versions_of(work, exchange)) + 1,
        answers=dict(answers),
        people=dict(terms.people),
        starts_on=terms.starts_on,
        ends_on=terms.ends_on,
        working_days=terms.working_days,
        lump_sum=worth.amount if worth else None,
        full_sum=terms.sum.full.amount,
        halved_for=[one.value for one in terms.sum.reasons],
        digest="",
        drawn_up_at=work.now,
        drawn_up_by=side,
    )
    commitment.digest = commitment_digest(paper_of(work, exchange, commitment))
    return work.add(commitment)


def sign_as_person(
    work: Work, person: Person, exchange_id: int, *, amending: bool = False
) -> Signature:
    """The signature of a visitor or host, in their turn; `amending` what all have signed before.

    Raises SignedAlready, NotYourTurn, PaperChanged, DatesOver, NotPossibleNow.
    """
    exchange = exchange_held(work, person, exchange_id)
    side = side_in(work, person, exchange)
    commitment = _signable(work, exchange, [SIGNATORY_OF[side]], amending=amending)
    name = application_on(work, exchange, side).person_name
    work.record(f"person:{person.id}", "commitment:sign", f"commitment:{commitment.id}")
    signature = put_signature(work, commitment, SIGNATORY_OF[side], row_id(person), name)
    pass_on(work, exchange, commitment)
    return signature


def sign_as_officer(
    work: Work, officer: Officer, exchange_id: int, *, amending: bool = False
) -> Signature:
    """The signature of a Partnership, in its turn; one that is both VOP and HOP signs as both.

    Raises SignedAlready, NotYourTurn, PaperChanged, DatesOver, NotPossibleNow, RoleMayNot,
    NotFound.
    """
    exchange = exchange_at_desk(work, officer, exchange_id, Right.DECIDE)
    own = signatories_of_partnership(officer.partnership_id, exchange)
    commitment = _signable(work, exchange, own, amending=amending)
    work.record(f"officer:{officer.id}", "commitment:sign", f"commitment:{commitment.id}")
    while (party := next_signatory(work, exchange)) in own:
        signature = put_signature(work, commitment, party, officer.person_id, officer.name)
    actor = f"officer:{officer.id}"
    desk, number = [officer.partnership_id], row_id(exchange)
    settle_cards(work, desk, SIGNED, ExchangeState.SIGNING, actor, exchange=number)
    pass_on(work, exchange, commitment)
    return signature


def _signable(
    work: Work, exchange: Exchange, own: list[Signatory], *, amending: bool
) -> Commitment:
    """The version to sign, if it is one of these parties' turn.

    What amends a signed paper is signed by its own button: one of before shows another text.
    """
    commitment = commitment_to_sign(work, exchange)
    if commitment is None or amending != (exchange.state in AMENDABLE):
        raise SignedAlready if exchange.state in AMENDABLE else NotPossibleNow
    require_turn(work, commitment, next_signatory(work, exchange), own)
    begun = exchange.state is ExchangeState.UNDER_WAY
    last = commitment.ends_on if begun else commitment.starts_on
    if last and last < today_at_host(work, exchange):
        raise DatesOver
    if commitment_digest(paper_of(work, exchange, commitment)) != commitment.digest:
        raise PaperChanged
    return commitment


def pass_on(
    work: Work, exchange: Exchange, commitment: Commitment, has_it: Signatory | None = None
) -> None:
    """Ask the next party to sign, unless it has the paper before it; or say that all have."""
    strike_signature(work, exchange)
    turn = next_signatory(work, exchange)
    if turn is None:
        (_complete if exchange.state is ExchangeState.SIGNING else put_in_force)(work, exchange)
        return
    plan_signature(work, exchange, commitment, turn)
    if turn is not has_it:
        key = key_of_turn(work, commitment, turn)
        ask_to_sign(work, exchange, turn, key=key)


def key_of_turn(work: Work, commitment: Commitment, turn: Signatory) -> str:
    """Under which a party is told that it is its turn: once for the signature before it."""
    before = [one.signed_at.isoformat() for one in signatures_of(work, commitment)][-1:]
    return ":".join(map(str, ("commitment", commitment.id, "to_sign", turn.value, *before)))


def _complete(work: Work, exchange: Exchange) -> None:
    move_exchange(work, exchange, ExchangeState.READY, "system")
    plan_stay(work, exchange)
    key = f"exchange:{exchange.id}:ready"
    for side in Side:
        reader = person_on(work, exchange, side)
        work.tell(reader, Notice.EXCHANGE_READY, key=f"{key}:{side.value}", exchange=exchange.id)
    for number in partnerships_of(exchange):
        work.tell_desk(number, DeskNotice.EXCHANGE_READY, key=f"{key}:desk", exchange=exchange.id)
    settle_agreement(work, exchange)
