"""How far a region is developed, where the map leaves it open: settled by an officer, and on record."""

from __future__ import annotations

import pytest

from exchange import desk
from exchange.applying import applications, regions
from exchange.applying.regions import Development, RegionKnown, settle_region
from exchange.errors import NotFound, NotPossibleNow
from exchange.people.officers import RoleMayNot
from exchange.trail.history import history_of_case
from exchange.words import plain_english
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
