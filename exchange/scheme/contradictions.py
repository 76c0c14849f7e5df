"""What a call may not say together: two rules of which one makes the other impossible."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from exchange.scheme.kinds import DatedCountry, OrganisationType
    from exchange.scheme.online import HybridRules, OnlineRules
    from exchange.scheme.partnerships import PartnershipEntry
    from exchange.scheme.visit_rules import Halving, Monthly, Slots, Stay

WORKING_DAYS_A_MONTH = 23  # there is none with more


def check_somebody_goes(
    kinds: Sequence[OrganisationType], visitors: Iterable[str], hosts: Iterable[str]
) -> None:
    """Nothing where some kind may visit, some may host, and there is a country to go to. Raises ValueError.

    What is raised begins, here and below, with the name of the table or list that it is about.
    """
    if not any(kind.visitor for kind in kinds):
        raise ValueError("organisation_types: no type may visit")
    if not any(kind.host for kind in kinds):
        raise ValueError("organisation_types: no type may host")
    if len({*visitors, *hosts}) == 1:
        raise ValueError(
            "visitor_countries and host_countries: a visit goes abroad, and there is one"
        )


def check_lengths(stay: Stay, lengths: Sequence[int], halving: Halving) -> None:
    """Nothing where every length that is offered is a stay, and not each is halved. Raises ValueError."""
    least, most = stay.min_working_days, stay.max_months * WORKING_DAYS_A_MONTH
    if least > most:
        raise ValueError(f"stay: {least} working days do not fit into max_months")
    for days in lengths:
        if not least <= days <= most:
            raise ValueError(
                f"lengths: {days} working days are no stay, which is {least} to {most}"
            )
    if halving.below_working_days > most:
        raise ValueError("halving: no stay is as long as below_working_days, so each is halved")


def check_worth(stay: Stay, monthly: Monthly | None) -> None:
    """Nothing where the shortest stay is worth something. Raises ValueError."""
    least = stay.min_working_days
    if monthly and not monthly.months(least):
        raise ValueError(f"monthly: the shortest stay, {least} working days, is not half a month")


def check_pieces(
    stay: Stay, slots: Slots | None, online: OnlineRules | None, hybrid: HybridRules | None
) -> None:
    """Nothing where stays in slots, and exchanges that are partly online, can be agreed on. Raises ValueError."""
    if slots and slots.months < stay.max_months:
        raise ValueError("slots: a stay in one piece may be longer than the months of its slots")
    if hybrid is None:
        return
    if online is None:
        raise ValueError("hybrid: what is partly online needs the table online as well")
    if hybrid.paid_from_days < hybrid.least_days_on_the_spot:
        raise ValueError(
            "hybrid: paid_from_days is below least_days_on_the_spot, which all have anyway"
        )


def check_times(
    partnerships: Sequence[PartnershipEntry], countries: Sequence[DatedCountry]
) -> None:
    """Nothing where what begins and ends does so in this order. Raises ValueError."""
    for one in partnerships:
        if one.starts_on and one.ends_on and one.ends_on < one.starts_on:
            raise ValueError(f"partnerships: {one.name} ends before it starts")
    for dated in countries:
        if dated.since and dated.until and dated.until < dated.since:
            raise ValueError(f"dated_countries: {dated.country} leaves before it comes")
