"""Partnerships and clusters: brought in from the scheme, offered by country, given their applicants."""

from __future__ import annotations

import pytest
from sqlmodel import select

from exchange.people import partnerships
from exchange.people.partnerships import NoSuchPartnership
from storage.tables import Cluster, Partnership
from tests.builders.records.applicants import HOME, applicant


def everything(work):
    """Every Partnership and cluster as it is kept."""
    tables = (Partnership, Cluster)
    return [row.model_dump() for table in tables for row in work.session.exec(select(table))]


def cluster(work, name):
    """The cluster of that name."""
    return work.session.exec(select(Cluster).where(Cluster.name == name)).one()


def test_every_partnership_of_the_scheme_is_brought_in(work):
    """With its field, its target and its clusters."""
    wanted = {(one.name, one.field, one.target) for one in work.scheme.partnerships}
    kept = work.session.exec(select(Partnership)).all()
    assert {(one.name, one.field, one.target) for one in kept} == wanted
    named = {member.name for one in work.scheme.partnerships for member in one.clusters}
    assert set(work.session.exec(select(Cluster.name))) == named


def test_bringing_them_in_again_changes_nothing(work):
    """Each start of the program does it."""
    before = everything(work)
    partnerships.seed_partnerships(work)
    assert everything(work) == before


def test_a_changed_target_reaches_the_database(work):
    """The scheme's file is what counts."""
    entry = work.session.exec(select(Partnership).where(Partnership.name == HOME)).one()
    wanted, entry.target = entry.target, 1
    partnerships.seed_partnerships(work)
    assert entry.target == wanted


@pytest.mark.parametrize("typed", ["Hi-Tech-TEX", "hi tech tex", "Hi-Tec-TEX", "HITECHTEX"])
def test_a_partnership_is_known_by_a_name_with_slips(work, typed):
    """Case, hyphens and one slip of the finger do not matter."""
    assert partnerships.partnership_named(work, typed).name == HOME


def test_an_unknown_partnership_is_answered_with_the_known_ones(work):
    """Whoever mistypes on the command line can copy the right name."""
    with pytest.raises(NoSuchPartnership) as refused:
        partnerships.partnership_named(work, "Nobody at all")
    assert "Nobody at all" in str(refused.value)
    assert all(one.name in str(refused.value) for one in work.scheme.partnerships)


def test_a_name_that_may_mean_two_partnerships_is_neither(work):
    """RECiPE4Mobility or REMOBILISE? A link to the wrong desk opens other people's applications."""
    with pytest.raises(NoSuchPartnership):
        partnerships.partnership_named(work, "mobility")


def test_clusters_of_a_country_come_by_name(work):
    """As the form lists them."""
    spanish = [one.name for one in partnerships.clusters(work, "ES")]
    assert spanish == sorted(spanish)
    assert {"AEI Textils", "ATEVAL", "Biotecyl"} <= set(spanish)
    assert "CITEVE" not in spanish
    assert partnerships.clusters(work, "XK") == []


def test_a_cluster_that_somebody_typed_is_not_offered_to_others(work):
    """Only clusters with an ECCP profile are on the list; an officer looks at the rest."""
    applicant(work, country="FI", cluster_other="My cousin's garage")
    assert "My cousin's garage" not in [one.name for one in partnerships.clusters(work, "FI")]
