"""How far a region is developed, where the map leaves it open: settled by an officer, and on record."""

from __future__ import annotations

from datetime import date

import pytest

from exchange import desk
from exchange.applying import applications, regions
from exchange.applying.regions import (
    Development,
    NoSuchRegion,
    RegionKnown,
    settle_place,
    settle_region,
)
from exchange.errors import NotFound, NotPossibleNow
from exchange.people.officers import RoleMayNot
from exchange.scheme.stay import working_days
from exchange.trail.history import history_of_case
from exchange.words import plain_english
from matching.places.regions import region
from storage.tables import ApplicationState, OfficerRole, Organisation, Role
from tests.builders.records.applicants import AWAY, answers, applicant, officer
from tests.builders.records.works import later

NOWHERE = {"latitude": None, "longitude": None, "city": "Hinterwald"}


def unplaced(work, country="AT", **changes):
    """Somebody whose town is not on the map."""
    who, application = applicant(work, Role.VISITOR, country, **{**NOWHERE, **changes})
    return who, application, work.load(Organisation, application.organisation_id)


def test_an_officer_settles_what_the_map_leaves_open(work):
    """Both states and who stand in the history; settled anew it is another, the same again is nothing."""
    kim, (_, application, organisation) = officer(work), unplaced(work)
    assert organisation.region_category is None
    assert desk.case(work, kim, application.id).may_settle_region
    for one in (Development.TRANSITION, Development.TRANSITION, Development.MORE_DEVELOPED):
        settle_region(work, kim, application.id, one)
    assert organisation.region_category == "more_developed"
    history = history_of_case(work, kim, application.id)
    told = [
        said.said(plain_english, "en")
        for one in history.moments
        if one.act == "region:settle"
        for said in one.told
    ]
    assert told == ["to be confirmed → in transition", "in transition → more developed"]


def test_it_stays_until_they_move(work):
    """Other answers change nothing of it; another town does."""
    kim, (who, application, organisation) = officer(work), unplaced(work)
    settle_region(work, kim, application.id, Development.TRANSITION)
    same = answers(work, Role.VISITOR, "AT", **{**NOWHERE, "motivation": "We want to learn more."})
    applications.submit_application(later(work, hours=1), who, same)
    assert organisation.region_category == "transition"
    moved = answers(work, Role.VISITOR, "AT", **{**NOWHERE, "city": "Vorderwald"})
    applications.submit_application(later(work, hours=2), who, moved)
    assert organisation.region_category is None


def test_a_place_that_is_not_on_the_map_gets_its_region(work):
    """Its holidays count from then on; how far it is developed follows where the list leaves no doubt."""
    kim, (who, application, organisation) = officer(work), unplaced(work, "BE")
    assert desk.case(work, kim, application.id).region_missing
    for code in ("BE35", "BE35", "BE22"):
        settle_place(work, kim, application.id, code)
    assert (organisation.region, organisation.region_category) == ("BE22", None)
    assert desk.case(work, kim, application.id).region_open
    settle_region(work, kim, application.id, Development.TRANSITION)
    history = history_of_case(work, kim, application.id)
    told = [str(said.said(plain_english, "en")) for one in history.moments for said in one.told]
    names = [region(code).name for code in ("BE35", "BE22")]
    assert [one for one in told if names[0] in one] == [
        f"not known → {names[0]}",
        " → ".join(names),
    ]
    same = answers(work, Role.VISITOR, "BE", **{**NOWHERE, "motivation": "We want to learn more."})
    applications.submit_application(later(work, hours=1), who, same)
    assert (organisation.region, organisation.region_category) == ("BE22", "transition")
    moved = answers(work, Role.VISITOR, "BE", **{**NOWHERE, "city": "Vorderwald"})
    applications.submit_application(later(work, hours=2), who, moved)
    assert (organisation.region, organisation.region_category) == (None, None)


def test_holidays_of_a_region_that_was_named_count(work):
    """1 July is one in Madeira, and none of the whole of Portugal."""
    kim, (_, application, organisation) = officer(work), unplaced(work, "PT")
    week = date(2027, 6, 28), date(2027, 7, 2)
    assert working_days(*week, "PT", organisation.region).count == 5
    settle_place(work, kim, application.id, "PT30")
    assert working_days(*week, "PT", organisation.region).count == 4


@pytest.mark.parametrize("code", ["", "PT11", "nowhere"])
def test_a_region_is_one_of_the_country(work, code):
    """Anything else is none, and changes nothing."""
    kim, (_, application, organisation) = officer(work), unplaced(work)
    with pytest.raises(NoSuchRegion):
        settle_place(work, kim, application.id, code)
    assert organisation.region is None


def test_whoever_is_on_the_map_has_a_region(work):
    """Nobody says another."""
    _, application = applicant(work, Role.VISITOR, "AT")
    with pytest.raises(RegionKnown):
        settle_place(work, officer(work), application.id, "AT11")


@pytest.mark.parametrize(
    ("country", "place", "left_open"),
    [
        ("AT", {"latitude": 48.21, "longitude": 16.37}, False),  # Vienna: far above
        ("AT", {}, True),  # not on the map
        ("AM", {}, False),  # outside the EU there are no categories
    ],
)
def test_where_the_map_knows_there_is_nothing_to_settle(work, country, place, left_open):
    """By Regulation (EU) 2021/1060, Art. 108, and Decision (EU) 2021/1130."""
    kim, (_, application, organisation) = officer(work), unplaced(work, country, **place)
    assert regions.is_open(organisation) is left_open
    if not left_open:
        with pytest.raises(RegionKnown):
            settle_region(work, kim, application.id, Development.TRANSITION)


def test_who_may_settle_it(work):
    """Who decides at the desk that has the application, as long as it is not over."""
    _, application, _ = unplaced(work)
    with pytest.raises(RoleMayNot):
        settle_region(
            work, officer(work, role=OfficerRole.AUDITOR), application.id, Development.TRANSITION
        )
    with pytest.raises(NotFound):
        settle_region(work, officer(work, AWAY), application.id, Development.TRANSITION)
    application.state = ApplicationState.WITHDRAWN
    work.add(application)
    with pytest.raises(NotPossibleNow):
        settle_region(work, officer(work), application.id, Development.TRANSITION)
