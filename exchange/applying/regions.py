"""How far a region is developed, where the map leaves it open: its Partnership's officer settles it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from exchange.applying.applications import ACTIVE
from exchange.errors import CxcError, NotPossibleNow
from exchange.people.officers import Right, actor_of, require, require_partnership
from matching.places.regions import categories_of, region_of
from storage.tables import Application, Organisation

if TYPE_CHECKING:
    from exchange.work import Work
    from storage.tables import Officer


class Development(StrEnum):
    """The three categories of regions (Regulation (EU) 2021/1060, Art. 108; scheme.md §11)."""

    LESS_DEVELOPED = "less_developed"
    TRANSITION = "transition"
    MORE_DEVELOPED = "more_developed"


class RegionKnown(CxcError):
    """The map says how far this region is developed, so there is nothing to settle."""


def is_open(organisation: Organisation) -> bool:
    """Whether an officer says of what category a region is: the map does not know, or it is near a threshold.

    Outside the EU there are none.
    """
    if not categories_of(organisation.country):
        return False
    if organisation.latitude is None or organisation.longitude is None:
        return True
    place = organisation.latitude, organisation.longitude
    return not region_of(*place, organisation.country).certain


def settle_region(
    work: Work, officer: Officer, application_id: int, category: Development
) -> Application:
    """The application, whose region is of that category from now on, as its Partnership says.

    No sum depends on it: it counts in figures, in reports, and in who is matched. Both states and who
    stand in the record; settled anew it is another. The same again changes nothing.
    Raises RoleMayNot, NotFound, NotPossibleNow for one that is over, RegionKnown.
    """
    require(officer, Right.DECIDE)
    application = work.hold(Application, application_id)
    require_partnership(officer, application.partnership_id)
    organisation = work.hold(Organisation, application.organisation_id)
    if application.state not in ACTIVE:
        raise NotPossibleNow
    if not is_open(organisation):
        raise RegionKnown
    before = organisation.region_category
    if before != category.value:
        organisation.region_category = category.value
        work.add(organisation)
        subject, facts = (
            f"application:{application_id}",
            {"before": before, "after": category.value},
        )
        work.record(actor_of(officer), "region:settle", subject, **facts)
    return application
