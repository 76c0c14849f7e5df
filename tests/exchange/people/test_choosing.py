"""The right Partnership: by cluster, then by sector and place; open today, and open to such applicants."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from exchange.applying.applications import submit_application
from exchange.people.choosing import (
    Because,
    NoPartnershipOpen,
    PartnershipTakesNobody,
    Seeker,
    choices,
    own_cluster,
    right_partnership,
)
from exchange.people.partnerships import NoSuchPartnership
from exchange.work import Work
from storage.tables import Cluster, Organisation, Partnership
from tests.builders.records.applicants import (
    AWAY,
    HOME,
    answers,
    applicant,
    newcomer,
    partnership_id,
)
from tests.builders.records.works import scheme, with_entry, working

PILOT = {"RECiPE4Mobility", "BLUES", "CLAMTEX", "SafeSmartFood", "CE4BIG", "EXTRATEX"}
SME = Seeker("sme", ("visitor",), "AT")


def cluster(work, name):
    """The number of the cluster of that name."""
    return work.session.exec(select(Cluster.id).where(Cluster.name == name)).one()


@pytest.mark.parametrize(
    ("seeker", "name", "because"),
    [
        # its own cluster's comes before everything else
        (
            Seeker("cluster_organisation", ("host",), "CZ", ("health",), name="CLUTEX"),
            HOME,
            "itself",
        ),
        (Seeker("cluster_organisation", (), "CZ", name="Clutex."), HOME, "itself"),
        # then sector and place, each by itself, of Partnerships that work today
        (Seeker("sme", ("visitor",), "GR", ("health",)), "MEDIC-NEST", "sector_and_place"),
        (Seeker("sme", ("visitor",), "IT", ("health",)), "MEDIC-NEST", "sector"),
        (Seeker("sme", ("visitor",), "TR", ("tourism",)), HOME, "place"),
        (Seeker("sme", ("visitor",), "IE", ("tourism",)), HOME, "room"),
    ],
)
def test_the_most_fitting_comes_first(work, seeker, name, because):
    """As applicants pick it, by sector and place of its members (CE4BIG); a cluster organisation is asked for itself."""
    first = choices(work, seeker)[0]
    assert (first.partnership.name, first.because) == (name, Because(because))


def test_the_cluster_comes_before_sector_and_place(work):
    """A member of Photonics BW from textiles in Portugal is that cluster's."""
    seeker = Seeker("sme", (), "PT", ("textiles",), cluster(work, "Photonics BW"))
    first = choices(work, seeker)[0]
    assert (first.partnership.name, first.because) == (AWAY, Because.CLUSTER)


def test_nobody_is_assigned_to_a_partnership_whose_work_is_over(work):
    """The pilot's six ended with 2022; a cluster of one of them goes on by sector and place."""
    names = {one.partnership.name for one in choices(work, SME)}
    assert names == {one.name for one in scheme().partnerships} - PILOT
    seeker = Seeker("sme", (), "ES", ("textiles",), cluster(work, "FOMENTEX"))
    assert choices(work, seeker)[0].partnership.name == HOME
    with pytest.raises(PartnershipTakesNobody):
        right_partnership(work, SME, partnership_id(work, "BLUES"))


@pytest.mark.parametrize(
    ("starts", "ends", "open_"),
    [
        (None, None, True),
        (date(2027, 3, 1), date(2027, 3, 1), True),  # today: both days belong to it
        (date(2027, 3, 2), None, False),
        (None, date(2027, 2, 28), False),
    ],
)
def test_its_first_and_last_day_belong_to_it(work, starts, ends, open_):
    """Before and after them it takes nobody."""
    there = with_entry(work, HOME, starts_on=starts, ends_on=ends)
    assert (HOME in {one.partnership.name for one in choices(there, SME)}) is open_


def test_own_members_only(work):
    """As AgriFoodX5.0's Portuguese partner kept its exchanges for its own members."""
    kept = with_entry(work, HOME, own_members_only=True)
    textiles = replace(SME, ecosystems=("textiles",))
    assert HOME not in {one.partnership.name for one in choices(kept, textiles)}
    with pytest.raises(PartnershipTakesNobody):
        right_partnership(kept, textiles, partnership_id(work))
    member = replace(textiles, cluster_id=cluster(work, "CLUTEX"))
    assert choices(kept, member)[0].partnership.name == HOME


def test_a_wish_comes_before_all(work):
    """A Partnership must be picked, or one is assigned (ECCP FAQ)."""
    member = replace(SME, cluster_id=cluster(work, "CITEVE"))
    assert right_partnership(work, member) == partnership_id(work, HOME)
    assert right_partnership(work, member, partnership_id(work, AWAY)) == partnership_id(work, AWAY)


def test_where_nothing_decides_the_least_busy_takes_them(work):
    """One applicant each."""
    given = {"partnership_id": None, "ecosystems": ["tourism"], "country": "FI"}
    took = [applicant(work, **{**given, "country": "SK"})[1].partnership_id for _ in range(3)]
    assert len(set(took)) == 3


def test_a_cluster_organisation_is_its_own_cluster(work):
    """CLUTEX went to a medical Partnership: it is a cluster of a textile one."""
    clutex = own_cluster(work, "CLUTEX", "CZ")
    assert own_cluster(work, "CLUTEX", "SK") is None  # another country's
    told = answers(
        work,
        organisation_type="cluster_organisation",
        organisation_name="CLUTEX",
        ecosystems=["health"],
        cluster_other="",
        size=None,
        partnership_id=None,
    )
    made = submit_application(work, newcomer(work), told.model_copy(update={"country": "CZ"}))
    assert work.load(Partnership, made.partnership_id).name == HOME
    assert work.load(Organisation, made.organisation_id).cluster_id == clutex.id


def test_no_applicant_goes_nowhere(work):
    """Without a Partnership the programme has not been set up; where none is open it says so."""
    with working() as empty, pytest.raises(NoSuchPartnership):
        right_partnership(empty, SME)
    over = {"ends_on": date(2020, 1, 1)}
    entries = tuple(one.model_copy(update=over) for one in scheme().partnerships)
    closed = Work(work.session, work.now, scheme().model_copy(update={"partnerships": entries}))
    with pytest.raises(NoPartnershipOpen):
        right_partnership(closed, SME)


@given(
    kind=st.sampled_from([one.id for one in scheme().organisation_types]),
    sides=st.sampled_from([("visitor",), ("host",), ("visitor", "host")]),
    country=st.sampled_from(scheme().visitor_countries),
    ecosystems=st.lists(st.sampled_from([one.id for one in scheme().ecosystems]), max_size=3),
)
def test_whoever_is_proposed_admits_them_today(kind, sides, country, ecosystems):
    """In the order of the reasons, each Partnership once."""
    with working(seeded=True) as work:
        found = choices(work, Seeker(kind, sides, country, ecosystems, name="Nobody’s"))
        assert [one.because for one in found] == sorted(
            (one.because for one in found), key=list(Because).index
        )
        names = [one.partnership.name for one in found]
        assert len(set(names)) == len(names)
        assert not PILOT & set(names)
        assert all(work.scheme.admits(kind, side, name) for side in sides for name in names)
