"""How much a visitor gets."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from exchange.errors import CxcError

if TYPE_CHECKING:
    from datetime import date

    from exchange.money import Money
    from exchange.scheme.call import Scheme


class NoAmountForCountry(CxcError):
    """The scheme has no lump sum for visits to this country. Your Partnership can tell you more."""


class HalvingReason(StrEnum):
    """Why only half of the lump sum is paid."""

    SHORT_STAY = "short_stay"
    SHORT_DISTANCE = "short_distance"


@dataclass(frozen=True)
class LumpSum:
    """What is paid, the whole sum of the country, and why it was halved if it was.

    An `amount` of None is to be confirmed: it hangs on a distance that nobody knows yet.
    """

    amount: Money | None
    full: Money
    reasons: tuple[HalvingReason, ...]


def lump_sum(
    host_country: str, working_days: int, distance_km: float | None, on: date, scheme: Scheme
) -> LumpSum:
    """The visitor's lump sum by the amounts in force `on` a day.

    The sum of the host's country (ISO alpha-2); half of it below five working days and/or below
    200 km. It is halved once even where both apply: that is how we read the "and/or" of
    https://clustercollaboration.eu/clusterxchange/about . Where the distance (None: unknown) decides,
    no amount is told: unknown is not far. Raises NoAmountForCountry.
    """
    full = scheme.amount(host_country, on)
    if full is None:
        raise NoAmountForCountry(country=host_country)
    reasons = _halving_reasons(working_days, distance_km, scheme)
    if reasons:
        return LumpSum(full.half(), full, reasons)
    return LumpSum(None if distance_km is None else full, full, ())


def _halving_reasons(
    working_days: int, distance_km: float | None, scheme: Scheme
) -> tuple[HalvingReason, ...]:
    below = scheme.halving
    near = distance_km is not None and distance_km < below.below_km
    found = {
        HalvingReason.SHORT_STAY: working_days < below.below_working_days,
        HalvingReason.SHORT_DISTANCE: near,
    }
    return tuple(reason for reason, applies in found.items() if applies)
