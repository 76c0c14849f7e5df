"""On which terms a Partnership pays: its own where the call's file says so, else the call's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.scheme.support import FIGURES

if TYPE_CHECKING:
    from exchange.scheme.call import Scheme
    from exchange.scheme.support import Share, Term


def instalments_of(scheme: Scheme, partnership: str) -> tuple[Share, ...]:
    """In which parts a Partnership pays a lump sum: its own, else the call's."""
    own = scheme.partnership(partnership)
    return own.instalments if own and own.instalments else scheme.agreement.instalments


def payment_days_of(scheme: Scheme, partnership: str) -> int:
    """Within how many days a Partnership pays what is payable: its own, else the call's."""
    own = scheme.partnership(partnership)
    return (own and own.payment_days) or scheme.deadlines.payment_days


def terms_of(scheme: Scheme, partnership: str) -> tuple[Term, ...]:
    """The terms of a Partnership's agreements: the call's, then its own."""
    own = scheme.partnership(partnership)
    return (*scheme.agreement.terms, *(own.terms if own else ()))


def term_facts(scheme: Scheme, partnership: str) -> dict[str, int]:
    """The figures that terms may name."""
    values = (
        scheme.stay.min_working_days,
        scheme.halving.below_working_days,
        scheme.halving.below_km,
        payment_days_of(scheme, partnership),
        scheme.deadlines.report_days,
    )
    return dict(zip(FIGURES, values, strict=True))
