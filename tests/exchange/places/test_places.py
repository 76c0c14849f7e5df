"""What was done where: each thing once, at the places of those who take part; cities that a desk names."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.cooperating import introducing, projects, searching
from exchange.errors import NotFound
from exchange.people.officers import RoleMayNot
from exchange.places import cities
from exchange.places.cities import city_page, drop_city, name_city, named_by
from exchange.places.doings import GATHER, LABELS, Doing, Kind, Side, doings
from exchange.places.towns import town_called, town_of
from exchange.places.whereabouts import (
    counted,
    flow_figures,
    map_figures,
    whereabouts,
    whereabouts_in,
)
from exchange.rows import row_id
from matching.places.cities import find_city
from storage.tables import Application, OfficerRole
from tests.builders.records.applicants import organisation
from tests.builders.records.funding import member
from tests.builders.records.pairs import pay, ready_pair, validated_pair
from tests.builders.records.rows import officer, partnership
from tests.builders.records.works import at
from tests.sizes import examples

JUNE = datetime(2027, 6, 1, tzinfo=UTC)
PORTO, VIENNA = (find_city(name).best or "" for name in ("Porto", "Vienna"))
POINTS = {
    "Porto": ("PT", 41.15, -8.61, "less_developed"),
    "Vienna": ("AT", 48.21, 16.37, "more_developed"),
    "Helsinki": ("FI", 60.17, 24.94, "more_developed"),
    "Xyzzyville": ("AT", None, None, None),  # on no map
}


def side(name="Porto", number=1, partnership_id=1):
    """Somebody in one of these towns."""
    country, latitude, longitude, category = POINTS[name]
    return Side(
        application_id=number,
        organisation_id=number,
        partnership_id=partnership_id,
        name=f"Weavers {number}",
        city=name,
        country=country,
        latitude=latitude,
        longitude=longitude,
        region=None,
        category=category,
    )


@pytest.fixture
def paid(work):
    """A visitor of Vienna who was in Porto, and is paid; the work of June."""
    back, pair = validated_pair(work)
    pay(back, pair)
    for application, category in (
        (pair.exchange.visitor_id, "more_developed"),
        (pair.exchange.host_id, "less_developed"),
    ):
        organisation(back, back.load(Application, application)).region_category = category
    ready_pair(work)  # one that is to come is nowhere yet
    return at(work, JUNE), pair


def test_every_kind_has_words_and_rows():
    """Another one is added in one place."""
    assert set(LABELS) == set(GATHER) == set(Kind)


def test_a_visit_is_done_at_its_host_for_whoever_pays(paid):
    """And begins where the visitor is at home."""
    work, pair = paid
    found = whereabouts(work, pair.vop_officer)
    assert found.kinds == {Kind.VISIT: 1}
    assert {town.name: (tally.count, tally.came) for town, tally in found.towns} == {
        "Porto": (1, 0),
        "Vienna": (0, 1),
    }
    assert {code: tally.count for code, tally in found.regions} == {"PT11": 1, "AT13": 0}
    assert found.flows == {("more_developed", "less_developed"): 1}
    assert whereabouts(work, pair.hop_officer).kinds == {}


def test_a_report_has_what_was_done_in_its_period(paid):
    """By the last day of the stay."""
    work, pair = paid
    for month, done in ((4, 1), (5, 0)):
        found = whereabouts_in(work, pair.vop_officer, lambda on, month=month: on.month == month)
        assert found.kinds.total() == done


def test_an_introduction_and_a_project_are_at_all_their_places(work):
    """Only what both have agreed to."""
    (me, mine), (other, theirs) = (
        member(work),
        member(work, "AT", offers="We spin organic cotton yarn.", seeks="Knitting mills."),
    )
    searching.open_search(work, me, "We knit sweaters of cotton. We look for suppliers of yarn.")
    asked = introducing.ask(work, me, row_id(theirs), "Shall we talk?")
    assert doings(work) == []
    introducing.answer(work, other, row_id(asked), agreed=True)
    project = projects.begin(work, me, row_id(asked), "Yarn", "Better yarn.", "A call")
    found = {one.kind: one for one in doings(work)}
    assert {one.application_id for one in found[Kind.INTRODUCTION].at} == {mine.id, theirs.id}
    assert found[Kind.PROJECT].number == project.id


def test_a_city_is_named_once_and_taken_off(paid):
    """What was done there is told by whom, to both desks; forged places are not found."""
    work, pair = paid
    desk, other = pair.vop_officer, pair.hop_officer
    named = name_city(work, desk, PORTO)
    assert name_city(work, desk, PORTO).id == named.id
    assert [one.name for one in named_by(work, desk.partnership_id)] == ["Porto"]
    page = city_page(work, desk, PORTO)
    assert (page.named, page.kinds, page.began) == (named, {Kind.VISIT: 1}, 0)
    there = city_page(work, other, PORTO)
    assert (there.named, there.kinds, there.members) == (None, {Kind.VISIT: 1}, 2)
    assert city_page(work, desk, VIENNA).began == 1
    with pytest.raises(NotFound):
        drop_city(work, other, row_id(named))
    assert drop_city(work, desk, row_id(named)) == PORTO
    assert not named_by(work, desk.partnership_id)
    for forged in ("0", "999999999", "Porto", "1" * 40):
        with pytest.raises(NotFound):
            name_city(work, desk, forged)


def test_a_desk_names_so_many_cities_and_no_more(work, monkeypatch):
    """And who only reads names none."""
    desk = officer(work, partnership(work, "Yarn Circle"), "FI")
    reader = officer(work, partnership(work, "Yarn Circle"), "PT", OfficerRole.AUDITOR)
    with pytest.raises(RoleMayNot):
        name_city(work, reader, PORTO)
    with pytest.raises(RoleMayNot):
        whereabouts(work, reader, whole=True)
    monkeypatch.setattr(cities, "MOST", 1)
    name_city(work, desk, PORTO)
    with pytest.raises(cities.TooManyCities):
        name_city(work, desk, VIENNA)
    assert map_figures(whereabouts(work, desk), "en").marks[0].named


@pytest.mark.parametrize(
    ("typed", "country", "town"),
    [("Porto", "PT", "Porto"), ("Wien", "AT", "Vienna"), ("Favoriten", "AT", "Vienna")],
)
def test_a_town_is_one_however_it_is_written(typed, country, town):
    """Districts are their city; of whom no point is kept, the name says it."""
    _, latitude, longitude, _ = POINTS[town]
    for point in ((latitude, longitude), (None, None)):
        told = Side(1, 1, 1, "", typed, country, *point, None, None)
        assert town_of(told) == town_called(find_city(town, country).best)


def test_who_is_on_no_map_is_counted_elsewhere():
    """Nothing is lost."""
    one = Doing(Kind.VISIT, 1, date(2027, 4, 1), 1, (side("Xyzzyville"),), (side("Porto"),))
    found = counted([one])
    assert (found.elsewhere, found.kinds.total()) == (1, 1)
    assert map_figures(found, "en").elsewhere == 1


towns = st.sampled_from(sorted(POINTS))
things = st.builds(
    lambda kind, at_, came: Doing(
        kind,
        1,
        date(2027, 4, 1),
        1,
        tuple(side(name) for name in at_),
        tuple(side(name) for name in came) if kind is Kind.VISIT else (),
    ),
    st.sampled_from(Kind),
    st.lists(towns, min_size=1, max_size=3),
    st.lists(towns, min_size=1, max_size=1),
)


@settings(max_examples=examples(40), deadline=None)
@given(st.lists(things, max_size=12))
def test_every_thing_is_counted_where_it_was_done(found):
    """Once in each of its towns; what is in none is elsewhere; bands of the chart add up to the visits' ends."""
    account = counted(found)
    on_map = [{one.city for one in each.at} - {"Xyzzyville"} for each in found]
    assert sum(tally.count for _, tally in account.towns) == sum(map(len, on_map))
    assert account.elsewhere == sum(not one for one in on_map)
    assert account.kinds.total() == len(found)
    flows = sum(one.count for one in flow_figures(account).flows)
    assert flows == sum(len(each.at) * len(each.came) for each in found)
    marks = map_figures(account, "en").marks
    assert [one.count for one in marks] == sorted((one.count for one in marks), reverse=True)
