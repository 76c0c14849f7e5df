"""A Partnership's money for lump sums: its budget, what is paid, promised and left, what is likely."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from exchange.errors import CxcError
from exchange.money import Money
from exchange.people.officers import Right, actor_of, require
from exchange.people.partnerships import clock_of
from exchange.reporting.figures import forecast_of
from exchange.reporting.visits import counted, done_of, every_visit
from exchange.states import CERTIFIED, OVER, REPORTABLE
from storage.tables import ExchangeState, Partnership

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    from exchange.reporting.visits import Visit
    from exchange.work import Work
    from storage.tables import Officer

PROMISED = (
    {ExchangeState.READY, ExchangeState.UNDER_WAY, ExchangeState.REPORTED} | REPORTABLE | CERTIFIED
) - OVER
"""Signed by all and not paid yet."""
AGREED = {ExchangeState.COMMITMENT, ExchangeState.SIGNING}
"""The dates are agreed, and so the sum; nobody is bound by it yet."""
MOST = Decimal(20_000_000)  # in cents it has to fit an INTEGER


class NoBudget(CxcError):
    """Please type all that you have for lump sums as a number, as in /budget 62400."""


@dataclass(frozen=True)
class Balance:
    """Money by what became of it, in one currency.

    `paid` is every instalment that is paid, `committed` what is signed by all and not paid yet, which of
    an exchange that is paid in part is the rest. `agreed` has dates and no signatures yet. `left` is the
    budget less what is paid and committed, None without a budget; below nothing where too much is
    promised. `likely` is what will be paid in all by the day of the forecast, at least and at most. A sum
    that is to be confirmed counts as a whole one, and `unconfirmed` says how many there are.
    """

    budget: Money | None
    paid: Money
    committed: Money
    agreed: Money
    left: Money | None
    likely: tuple[Money, Money] | None
    until: date | None
    unconfirmed: int


def balance(work: Work, officer: Officer) -> Balance:
    """The Partnership's money today, in the currency of the call's newest table. Raises RoleMayNot.

    The likely sum follows from the forecast of exchanges: those to come cost what those done have
    cost on average.
    """
    require(officer, Right.READ)
    partnership = work.load(Partnership, officer.partnership_id)
    found = every_visit(work, officer.partnership_id)
    currency = max(work.scheme.lump_sums, key=lambda one: one.valid_from).currency
    paid = _total((one.paid for one in found), currency)
    committed = _total((one.to_pay for one in found if one.state in PROMISED), currency)
    budget = None if partnership.budget is None else Money(partnership.budget, currency)
    entry = work.scheme.partnership(partnership.name)
    clock = clock_of(work, officer.partnership_id)
    likely = forecast_of(work, counted(found), entry.ends_on if entry else None, clock)
    return Balance(
        budget=budget,
        paid=paid,
        committed=committed,
        agreed=_sum(found, AGREED, currency),
        left=budget and Money(budget.amount - paid.amount - committed.amount, currency),
        likely=_likely(done_of(found), (likely.low, likely.high), currency) if likely else None,
        until=likely.until if likely else None,
        unconfirmed=sum(one.state in AGREED | PROMISED and one.sum is None for one in found),
    )


def set_budget(work: Work, officer: Officer, amount: Decimal) -> Partnership:
    """The Partnership, with another budget for lump sums; on record. Raises RoleMayNot, NoBudget."""
    require(officer, Right.TUNE)
    if not 0 < amount <= MOST:
        raise NoBudget
    partnership = work.hold(Partnership, officer.partnership_id)
    before, partnership.budget = partnership.budget, amount
    subject = f"partnership:{partnership.id}"
    work.record(
        actor_of(officer), "partnership:budget", subject, before=f"{before}", to=f"{amount}"
    )
    return work.add(partnership)


def _sum(found: Sequence[Visit], states: Collection[ExchangeState], currency: str) -> Money:
    """What those in these states cost; a sum that is to be confirmed is taken for the whole one."""
    sums = [one.sum or one.full for one in found if one.state in states]
    return _total((one for one in sums if one), currency)


def _total(sums: Iterable[Money], currency: str) -> Money:
    amounts = [one.amount for one in sums if one.currency == currency]
    return Money(sum(amounts, Decimal(0)), currency)


def _likely(done: Sequence[Visit], counts: tuple[int, int], currency: str) -> tuple[Money, Money]:
    spent = _sum(done, frozenset(ExchangeState), currency).amount
    low, high = (spent + (count - len(done)) * spent / len(done) for count in counts)
    whole = Decimal(1)
    return (
        Money(low.quantize(whole, ROUND_HALF_UP), currency),
        Money(high.quantize(whole, ROUND_HALF_UP), currency),
    )
