"""Why visitors have few hosts and what would open more: for one visitor, and for a desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.finding import hosts
from exchange.finding.waiting import seekers
from exchange.people.officers import Right, require
from matching.ranking import openings

if TYPE_CHECKING:
    from exchange.work import Work
    from matching.ranking.openings import Outlook, Shortage
    from storage.tables import Application, Officer


def outlook(work: Work, visitor: Application) -> Outlook:
    """How many hosts suit a visitor in every wish, what keeps others away, what would open them."""
    return openings.outlook(
        hosts.profile_of(work, visitor),
        hosts.host_index(work).columns,
        hosts.circumstances(work, visitor),
    )


def shortage(work: Work, officer: Officer) -> Shortage:
    """The same for all visitors of the officer's Partnership who look for a host, in one.

    Raises RoleMayNot.
    """
    require(officer, Right.READ)
    return openings.shortage(seekers(work, officer.partnership_id), hosts.host_index(work).columns)
