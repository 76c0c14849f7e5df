"""The history of a case: what was done, when and by whom, with the reasons that were given."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlmodel import col, or_, select

from exchange.life.undone import UNDO
from exchange.people.memberships import membership_of
from exchange.people.officers import Right, require, require_partnership
from exchange.people.parties import exchange_at_desk, organisation_on, parties
from exchange.rows import row_id
from exchange.timing.reports import report_of
from exchange.undoing.decisions import WORDS as WORDS_OF_DECISIONS
from exchange.undoing.decisions import Decision
from exchange.visiting.amending import amendments_of
from exchange.visiting.paying import payments_of
from exchange.words import N_
from storage.tables import (
    Application,
    Audit,
    Commitment,
    Evidence,
    Exchange,
    Membership,
    Officer,
    Organisation,
    Proposal,
    Side,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from exchange.work import Work

WORDS: Mapping[str, str] = {
    "application:submit": N_("Application handed in"),
    "application:submitted": N_("Question answered"),
    "application:info_requested": N_("Question asked"),
    "application:accepted": N_("Application accepted"),
    "application:rejected": N_("Application rejected"),
    "application:withdrawn": N_("Application withdrawn"),
    "application:transfer": N_("Passed on to another Partnership"),
    "application:correct": N_("Answers corrected"),
    "application:wish": N_("Wishes widened"),
    "membership:named": N_("Another cluster named"),
    "membership:asked": N_("The cluster is asked about the membership"),
    "membership:unsure": N_("The cluster does not know the applicant"),
    "membership:silent": N_("The cluster did not answer in time"),
    "membership:confirmed": N_("Membership confirmed"),
    "membership:denied": N_("Not a member of the cluster"),
    "membership:excepted": N_("Takes part by an exception"),
    "profile:rest": N_("Silent for long: the profile rests"),
    "proposal:make": N_("Invitation sent"),
    "proposal:pass_on": N_("Proposed pair passed on to the host"),
    "proposal:accepted": N_("Invitation accepted"),
    "proposal:declined": N_("Invitation declined"),
    "proposal:expired": N_("Invitation expired"),
    "proposal:withdrawn": N_("Invitation taken back"),
    "exchange:begin": N_("The exchange begins"),
    "dates:offer": N_("Dates proposed"),
    "exchange:dates": N_("Dates to be agreed anew"),
    "exchange:commitment": N_("Dates agreed"),
    "exchange:signing": N_("Commitment to Quality drawn up"),
    "commitment:sign": N_("Commitment to Quality signed"),
    "exchange:ready": N_("Signed by all"),
    "agreement:draw_up": N_("Agreement on the money drawn up"),
    "agreement:sign": N_("Agreement on the money signed"),
    "agreement:follow": N_("Agreement on the money follows the days stayed"),
    "amendment:ask": N_("Change of what was signed asked for"),
    "amendment:in_force": N_("Change signed by all: it counts"),
    "amendment:refused": N_("Change refused: what was signed holds"),
    "amendment:taken_back": N_("Change taken back: what was signed holds"),
    "amendment:overtaken": N_("Change overtaken by the stay: what was signed holds"),
    "stay:amend": N_("Days and sum as amended"),
    "exchange:under_way": N_("The stay begins"),
    "exchange:done": N_("The stay is over"),
    "exchange:interrupted": N_("Stay broken off"),
    "evidence:handed_in": N_("Proof handed in"),
    "exchange:reported": N_("Closing report handed in"),
    "report:returned": N_("Closing report sent back"),
    "exchange:validated": N_("Closing report validated"),
    "evidence:waive": N_("Payment allowed without proof"),
    "exchange:payment_proposed": N_("Payment proposed"),
    "payment:declined": N_("Payment sent back"),
    "payment:alone": N_("Approved by a single officer, as its setting allows"),
    "exchange:paid": N_("Lump sum paid"),
    "exchange:closed": N_("Complete, nothing to pay"),
    "exchange:cancelled": N_("Exchange cancelled"),
    "survey:submit": N_("Survey answered"),
    "distance:settle": N_("Distance settled"),
    "stay:correct": N_("Days or sum corrected"),
    "note:write": N_("The desk wrote"),
    "hold:on": N_("Put on hold"),
    "hold:taken_off": N_("Taken off hold"),
    "hold:over": N_("On hold no more, as its day has come"),
    UNDO: N_("Decision taken back"),
}
OTHER = N_("Something else: /audit tells it")
BACK: Mapping[tuple[str, str], str] = {
    ("exchange:done", "reported"): "report:returned",
    ("exchange:validated", "payment_proposed"): "payment:declined",
}
"""A step back is another act than the step forward to the same state."""
MOVES = ("application:", "exchange:", "proposal:")
_READING = "read:"


@dataclass(frozen=True)
class Moment:
    """One act: `act` is a key of WORDS, `who` a name, empty where it happened by itself."""

    at: datetime
    act: str
    who: str
    detail: str = ""


@dataclass(frozen=True)
class History:
    """A case by its number and name, and all that was done in it, oldest first."""

    number: str
    name: str
    moments: Sequence[Moment]


def history_of_case(work: Work, officer: Officer, number: int) -> History:
    """The history of an application with its invitations and exchanges. Raises RoleMayNot, NotFound."""
    require(officer, Right.READ)
    one = work.load(Application, number)
    require_partnership(officer, one.partnership_id)
    ours = or_(col(Proposal.visitor_id) == number, col(Proposal.host_id) == number)
    proposals = work.session.exec(select(Proposal.id).where(ours)).all()
    exchanges = work.session.exec(
        select(Exchange).where(col(Exchange.proposal_id).in_(proposals)).order_by(col(Exchange.id))
    ).all()
    name = work.load(Organisation, one.organisation_id).name
    subjects = [f"application:{number}", *(f"proposal:{each}" for each in proposals)]
    return History(f"A-{number:04}", name, _moments(work, subjects, exchanges))


def history_of_exchange(work: Work, officer: Officer, number: int) -> History:
    """The history of an exchange, from its invitation on. Raises RoleMayNot, NotFound."""
    exchange = exchange_at_desk(work, officer, number, Right.READ)
    all_ = parties(work, exchange)
    name = f"{all_.visitor_organisation.name} → {all_.host_organisation.name}"
    subjects = [f"proposal:{exchange.proposal_id}"]
    return History(f"HX-{number:04}", name, _moments(work, subjects, [exchange]))


def _moments(
    work: Work, subjects: Sequence[str], exchanges: Sequence[Exchange]
) -> Sequence[Moment]:
    numbers = [row_id(one) for one in exchanges]
    papers = select(Commitment.id).where(col(Commitment.exchange_id).in_(numbers))
    wanted = [
        *subjects,
        *(f"exchange:{one}" for one in numbers),
        *(f"commitment:{one}" for one in work.session.exec(papers)),
    ]
    query = (
        select(Audit)
        .where(col(Audit.subject).in_(wanted), ~col(Audit.act).startswith(_READING))
        .order_by(col(Audit.id))
    )
    names, rows = _Names(work), work.session.exec(query).all()
    undone = [row for row in rows if row.act == UNDO]
    acts = [_moment(row, names) for row in rows if not any(_is_part(row, one) for one in undone)]
    memberships = [membership_of(work, one) for one in _numbers(subjects)]
    found = [*acts, *_proofs(work, exchanges)]
    told = _with_reasons(work, found, exchanges, [one for one in memberships if one])
    return sorted(told, key=lambda one: one.at)


def _numbers(subjects: Sequence[str]) -> Iterator[int]:
    """The applications among them."""
    for one in subjects:
        kind, _, number = one.partition(":")
        if kind == "application":
            yield int(number)


def _is_part(row: Audit, undo: Audit) -> bool:
    """Whether an act is the way back of a decision, which stands as one act."""
    between = undo.facts["undone"] < (row.id or 0) < (undo.id or 0)
    return between and row.actor == undo.actor and row.act.startswith(MOVES)


def _moment(row: Audit, names: _Names) -> Moment:
    if row.act == UNDO:
        what = WORDS_OF_DECISIONS[Decision(row.facts["decision"])]
        return Moment(row.at, UNDO, names.of(row.actor), what)
    act = BACK.get((row.act, str(row.facts.get("before"))), row.act)
    return Moment(row.at, act, names.of(row.actor))


def _proofs(work: Work, exchanges: Sequence[Exchange]) -> Iterator[Moment]:
    titles = {one.id: one.title for one in work.scheme.evidence}
    numbers = [row_id(one) for one in exchanges]
    query = (
        select(Evidence).where(col(Evidence.exchange_id).in_(numbers)).order_by(col(Evidence.id))
    )
    visitors = {row_id(one): organisation_on(work, one, Side.VISITOR).name for one in exchanges}
    for one in work.session.exec(query):
        who, what = visitors[one.exchange_id], titles.get(one.item, "")
        yield Moment(one.handed_in_at, "evidence:handed_in", who, what)


def _with_reasons(
    work: Work,
    found: Sequence[Moment],
    exchanges: Sequence[Exchange],
    memberships: Sequence[Membership],
) -> list[Moment]:
    """Each act with the reason that is kept of it."""
    kept = [why for one in exchanges for why in _reasons(work, one)]
    kept += [("membership:excepted", one.decided_at, _why(one)) for one in memberships]
    reasons = {(act, at): words for act, at, words in kept if words}
    latest = {one.act: one.at for one in sorted(found, key=lambda one: one.at)}
    told = [
        (one, reasons.get((one.act, None)) if latest[one.act] == one.at else None) for one in found
    ]
    return [
        replace(one, detail=one.detail or reasons.get((one.act, one.at)) or last or "")
        for one, last in told
    ]


def _why(membership: Membership) -> str:
    """Of an exception, its reason and what the agency's approval is known by."""
    return " · ".join(filter(None, (membership.reason, membership.approval)))


def _reasons(work: Work, exchange: Exchange) -> Iterator[tuple[str, datetime | None, str]]:
    report = report_of(work, exchange)
    if report:
        yield "evidence:waive", report.waived_at, report.waived_for
        for at, why in report.returns:
            yield "report:returned", datetime.fromisoformat(at), why
        if not report.returns:  # one of before each was kept
            yield "report:returned", None, report.returned_for
    for one in amendments_of(work, exchange):
        yield "amendment:ask", one.asked_at, one.reason
        yield "amendment:refused", one.ended_at, one.ended_for
    for payment in payments_of(work, exchange):
        yield "payment:declined", payment.decided_at, payment.declined_for


@dataclass(frozen=True)
class _Names:
    """Who an actor of the audit is: officers by name, people by their organisation."""

    work: Work

    def of(self, actor: str) -> str:
        kind, _, number = actor.partition(":")
        reader: Any = {"officer": self._officer, "person": self._person}.get(kind)
        return reader(int(number)) if reader and number.isdecimal() else ""

    def _officer(self, number: int) -> str:
        found = self.work.session.get(Officer, number)
        return found.name if found else ""

    def _person(self, number: int) -> str:
        query = (
            select(Organisation.name)
            .join(Application, col(Application.organisation_id) == col(Organisation.id))
            .where(Application.person_id == number)
            .order_by(col(Application.id).desc())
        )
        return self.work.session.exec(query).first() or ""
