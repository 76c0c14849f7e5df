"""How much a visitor gets."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from exchange.money import Money
    from exchange.scheme.call import Scheme


class HalvingReason(StrEnum):
    """Why the lump sum is not paid whole."""

    SHORT_STAY = "short_stay"
    SHORT_DISTANCE = "short_distance"
    ONLINE = "online"  # not halved: nobody travels
    FEW_ON_THE_SPOT = "few_on_the_spot"  # nothing is paid: it is online but for a day or two


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

    The sum of the host's country (ISO alpha-2), for the stay or, where the call says so, for each month of
    it; half of it below the call's days and/or distance. It is halved once even where both apply: that
    is how we read the "and/or" of https://clustercollaboration.eu/clusterxchange/about . Where the
    distance (None: unknown) decides, no amount is told: unknown is not far. Raises NoAmountForCountry.
    """
    full = scheme.whole_sum(host_country, working_days, on)
    reasons = _halving_reasons(working_days, distance_km, scheme)
    if reasons:
        return LumpSum(full.half(), full, reasons)
    open_ = distance_km is None and bool(scheme.halving.below_km)
    return LumpSum(None if open_ else full, full, ())


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
