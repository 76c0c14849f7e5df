"""What acts on an exchange tell of themselves: reasons, days and sums before and after."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlmodel import col, select

from exchange.life.reasons import reason_of
from exchange.life.undone import UNDO
from exchange.money import Money
from exchange.people.parties import day_at_host
from exchange.timing.reports import report_of
from exchange.trail.act_words import words_of
from exchange.trail.of_cases import number_of, why
from exchange.trail.told import Stay, Told, became, days, reason
from exchange.undoing.decisions import WORDS as WORDS_OF_DECISIONS
from exchange.undoing.decisions import Decision, payment_decided
from exchange.visiting.amending import Part, differences
from exchange.words import N_
from storage.tables import (
    Agreement,
    Amendment,
    Audit,
    Correction,
    DateOffer,
    DateOfferState,
    Exchange,
    OnlineSession,
    Payment,
    PaymentState,
    Proposal,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from exchange.trail.of_cases import Tells
    from exchange.visiting.amending import Difference
    from exchange.work import Work

OPEN = N_("to be confirmed")
"""Of a sum, as long as the distance is."""
STATES = {"application:submitted": "application:submit"}
"""States that are reached by another act than their own."""


def _exchange(work: Work, row: Audit) -> Exchange:
    return work.load(Exchange, number_of(row))


def _sum(work: Work, row: Audit, amount: Any) -> object:
    """An amount as the record or a table keeps it."""
    if amount is None or amount == "None":
        return Told(OPEN)
    return Money(Decimal(amount), _exchange(work, row).currency)


def _declined(work: Work, row: Audit) -> Iterator[Told]:
    found = work.load(Proposal, number_of(row))
    if found.decided_at == row.at:
        yield from why(work, found.reason)


def _offered(work: Work, row: Audit) -> Iterator[Told]:
    found = work.session.get(DateOffer, row.facts["offer"])
    if found:
        yield _dates(found.starts_on, found.ends_on)


def _dates(first: date, last: date) -> Told:
    return Told("{days}", {"days": Stay(first, last)})


def _agreed(work: Work, row: Audit) -> Iterator[Told]:
    query = select(DateOffer).where(
        DateOffer.exchange_id == number_of(row),
        DateOffer.state == DateOfferState.AGREED,
        col(DateOffer.made_at) <= row.at,
    )
    found = work.session.exec(query.order_by(col(DateOffer.id).desc())).first()
    if found:
        yield _dates(found.starts_on, found.ends_on)


def _agreement(work: Work, row: Audit) -> Iterator[Told]:
    """Its sum; of one that takes the place of another, both."""
    found = work.session.get(Agreement, row.facts["agreement"])
    if found is None:
        return
    query = select(Agreement).where(
        Agreement.exchange_id == found.exchange_id, Agreement.version == found.version - 1
    )
    before, now = work.session.exec(query).first(), Money(found.lump_sum, found.currency)
    if before is None or before.lump_sum == found.lump_sum:
        yield Told("{sum}", {"sum": now})
    else:
        yield became(Money(before.lump_sum, before.currency), now)


def _amendment(work: Work, row: Audit) -> Iterator[Told]:
    found = work.session.get(Amendment, row.facts["amendment"])
    if found is None:
        return
    yield from (_different(one) for one in differences(work, found))
    said = found.reason if row.act == "amendment:ask" else found.ended_for
    if said:
        yield reason(said)


def _different(one: Difference) -> Told:
    if one.part is Part.AGENDA:
        return Told(N_("another agenda"))
    if isinstance(one.before, tuple) and isinstance(one.after, tuple):
        return became(Stay(*one.before), Stay(*one.after))
    return became(one.before, one.after)


def _amended(work: Work, row: Audit) -> Iterator[Told]:
    before, after = row.facts["before"], row.facts["after"]
    if before["starts_on"] != "None":
        yield became(*(Stay(*_span(one)) for one in (before, after)))
    yield became(*(_sum(work, row, one["sum"]) for one in (before, after)))


def _span(kept: Mapping[str, str]) -> tuple[date, date]:
    return date.fromisoformat(kept["starts_on"]), date.fromisoformat(kept["ends_on"])


def _over(work: Work, row: Audit) -> Iterator[Told]:
    """Why it was cancelled or broken off that time; of one from before each was kept, of the last time."""
    kept = reason_of(work, row)
    if kept:
        yield from why(work, kept)
        return
    again = select(Audit.id).where(
        Audit.subject == row.subject, Audit.act == row.act, col(Audit.id) > row.id
    )
    if work.session.exec(again).first() is None:
        yield from why(work, _exchange(work, row).reason)


def _waived(work: Work, row: Audit) -> Iterator[Told]:
    titles = {one.id: one.title for one in work.scheme.evidence}
    missing = [Told(titles[one]) for one in row.facts.get("missing", ()) if one in titles]
    if missing:
        yield Told(N_("missing: {what}"), {"what": missing})
    report = report_of(work, _exchange(work, row))
    there = report.waived_for if report and report.waived_at == row.at else ""
    said = reason_of(work, row) or there
    if said:
        yield reason(said)


def _returned(work: Work, row: Audit) -> Iterator[Told]:
    report = report_of(work, _exchange(work, row))
    if report is None or row.facts.get("before") != "reported":
        return
    known = {one[0]: one[1] for one in report.returns}
    said = known.get(row.at.isoformat()) or ("" if known else report.returned_for)
    if said:
        yield reason(said)


def _proposed(work: Work, row: Audit) -> Iterator[Told]:
    """The amount and its reference."""
    query = select(Payment).where(
        Payment.exchange_id == number_of(row), Payment.proposed_at == row.at
    )
    found = work.session.exec(query.order_by(col(Payment.id).desc())).first()
    if found:
        yield _amount(found)


def _paid(work: Work, row: Audit) -> Iterator[Told]:
    found = payment_decided(work, row, PaymentState.PAID)
    if found:
        yield _amount(found)


def _amount(one: Payment) -> Told:
    amount = Money(one.amount, one.currency)
    return Told(N_("{sum}, reference {reference}"), {"sum": amount, "reference": one.reference})


def _validated(work: Work, row: Audit) -> Iterator[Told]:
    """A payment that was sent back, and why, or an instalment that was paid, brings the state again."""
    if row.facts.get("before") != "payment_proposed":
        return
    declined = payment_decided(work, row, PaymentState.DECLINED)
    if declined is None:
        yield from _paid(work, row)
    elif declined.declined_for:
        yield reason(declined.declined_for)


def _session(work: Work, row: Audit) -> Iterator[Told]:
    """On which day it was, at the host's."""
    found = work.session.get(OnlineSession, row.facts["session"])
    if found:
        yield Told("{day}", {"day": day_at_host(work, _exchange(work, row), found.starts_at)})


def _distance(work: Work, row: Audit) -> Iterator[Told]:
    before, after = row.facts["before"], row.facts["after"]
    yield became(*(_far(one["km"]) for one in (before, after)))
    yield became(*(_sum(work, row, one["sum"]) for one in (before, after)))


def _far(km: float | None) -> Told:
    return Told(N_("not known")) if km is None else Told(N_("{km} km"), {"km": round(km)})


def _corrected(work: Work, row: Audit) -> Iterator[Told]:
    found = work.session.get(Correction, row.facts["correction"])
    if found is None:
        return
    before = Stay(found.first_day_before, found.last_day_before)
    after = Stay(found.first_day_after, found.last_day_after)
    if before != after:
        yield became(before, after)
    if found.days_before != found.days_after:
        yield became(days(found.days_before), days(found.days_after))
    if found.sum_before != found.sum_after:
        yield became(*(_sum(work, row, one) for one in (found.sum_before, found.sum_after)))
    yield reason(found.reason)


def _undone(_work: Work, row: Audit) -> Iterator[Told]:
    """Which decision, and both states in the words of the acts that brought them about."""
    yield Told(
        "{decision}", {"decision": Told(WORDS_OF_DECISIONS[Decision(row.facts["decision"])])}
    )
    kind = row.subject.partition(":")[0]
    before, after = (f"{kind}:{row.facts.get(one)}" for one in ("before", "after"))
    if before != after and kind in {"application", "exchange"}:
        yield became(*(Told(words_of(STATES.get(one, one))) for one in (before, after)))


TELLS: Mapping[str, Tells] = {
    "proposal:declined": _declined,
    "dates:offer": _offered,
    "exchange:commitment": _agreed,
    "agreement:draw_up": _agreement,
    "agreement:follow": _agreement,
    "amendment:ask": _amendment,
    "amendment:in_force": _amendment,
    "amendment:refused": _amendment,
    "amendment:taken_back": _amendment,
    "amendment:overtaken": _amendment,
    "stay:amend": _amended,
    "exchange:interrupted": _over,
    "exchange:cancelled": _over,
    "evidence:waive": _waived,
    "exchange:done": _returned,
    "exchange:payment_proposed": _proposed,
    "exchange:paid": _paid,
    "exchange:validated": _validated,
    "session:held": _session,
    "session:not_held": _session,
    "distance:settle": _distance,
    "stay:correct": _corrected,
    UNDO: _undone,
}
"""What each of these acts tells beside its name."""
