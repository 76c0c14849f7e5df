"""Which region an organisation is in, and how far that is developed, where the map leaves it open: an officer settles it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from exchange.applying.applications import ACTIVE
from exchange.errors import CxcError, NotPossibleNow
from exchange.people.officers import Right, actor_of, require, require_partnership
from matching.places.regions import categories_of, region, region_of, regions_of
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


class NoSuchRegion(CxcError):
    """That is no region of this country. Please choose one of those that are offered."""


def is_open(organisation: Organisation) -> bool:
    """Whether an officer says of what category a region is: the map does not know, or it is near a threshold.

    Outside the EU there are none.
    """
    if not categories_of(organisation.country):
        return False
    if organisation.latitude is None or organisation.longitude is None:
        return not region(organisation.region or "").certain
    place = organisation.latitude, organisation.longitude
    return not region_of(*place, organisation.country).certain


def lacks_region(organisation: Organisation) -> bool:
    """Whether an officer says in which region a place is: it is not on the map, and its country has regions."""
    there = organisation.latitude is not None and organisation.longitude is not None
    return not there and bool(regions_of(organisation.country))


def settle_place(work: Work, officer: Officer, application_id: int, code: str) -> Application:
    """The application, whose place is in that region (NUTS 2) from now on, as its Partnership says.

    Its holidays count for days that are agreed from now on; days that are agreed stay as they are. How far
    it is developed follows where the list leaves no doubt, and is open again where it does. Both
    states and who stand in the record; the same again changes nothing.
    Raises RoleMayNot, NotFound, NotPossibleNow for one that is over, RegionKnown, NoSuchRegion.
    """
    application, organisation = _to_settle(work, officer, application_id)
    if not lacks_region(organisation):
        raise RegionKnown
    found = region(code)
    if found not in regions_of(organisation.country):
        raise NoSuchRegion
    before = organisation.region
    if before != found.code:
        organisation.region = found.code
        organisation.region_category = found.category if found.certain else None
        work.add(organisation)
        subject, facts = f"application:{application_id}", {"before": before, "after": found.code}
        work.record(actor_of(officer), "region:place", subject, **facts)
    return application


def _to_settle(
    work: Work, officer: Officer, application_id: int
) -> tuple[Application, Organisation]:
    """An application at the officer's desk that is not over, and its organisation, both held."""
    require(officer, Right.DECIDE)
    application = work.hold(Application, application_id)
    require_partnership(officer, application.partnership_id)
    organisation = work.hold(Organisation, application.organisation_id)
    if application.state not in ACTIVE:
        raise NotPossibleNow
    return application, organisation


def settle_region(
    work: Work, officer: Officer, application_id: int, category: Development
) -> Application:
    """The application, whose region is of that category from now on, as its Partnership says.

    No sum depends on it: it counts in figures, in reports, and in who is matched. Both states and who
    stand in the record; settled anew it is another. The same again changes nothing.
    Raises RoleMayNot, NotFound, NotPossibleNow for one that is over, RegionKnown.
    """
    application, organisation = _to_settle(work, officer, application_id)
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
