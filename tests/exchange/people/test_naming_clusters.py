"""A cluster organisation speaks for its cluster: the listed one, the one its members have named, or one of its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from exchange.people import partnerships
from exchange.people.choosing import A_CLUSTER
from exchange.people.memberships import membership_of
from exchange.people.naming_clusters import LONGEST_NAME, bind_own, bind_to_its_cluster
from exchange.twinning import profiles
from exchange.twinning.profiles import ClusterNotAccepted, ClusterNotOpened, NotCluster
from exchange.undoing.acted import last_decision
from exchange.undoing.decisions import Decision
from storage.tables import Audit, Cluster, MembershipState, Organisation, Role
from tests.builders.records import works
from tests.builders.records.applicants import (
    accepted,
    applicant,
    newcomer,
    organisation,
)
from tests.builders.records.funding import member

NAME = "Porto Granite Network"
ITSELF = {"organisation_type": A_CLUSTER, "size": None, "cluster_other": ""}


def network(work, name=NAME, country="PT"):
    """A cluster organisation that takes part and whose cluster is not known, and its application."""
    who, own = member(work, country, Role.HOST, kind=A_CLUSTER)
    where = work.load(Organisation, own.organisation_id)
    where.name = name
    work.add(where)
    return who, own


def test_accepted_it_speaks_for_a_cluster_of_its_name(work):
    """Nobody has listed it: it is never told that it is none."""
    who, application = accepted(work, Role.HOST, "PT", organisation_name=NAME, **ITSELF)
    found = profiles.own(work, who).cluster
    assert (found.name, found.country, found.partnership_id) == (NAME, "PT", None)
    assert organisation(work, application).cluster_id == found.id


def test_its_members_who_named_it_wait_for_its_word(work):
    """They named it before it came."""
    _, named = applicant(work, country="PT", cluster_other=NAME)
    who, _ = accepted(work, Role.HOST, "PT", organisation_name=NAME, **ITSELF)
    assert organisation(work, named).cluster_id == profiles.own(work, who).cluster.id
    assert membership_of(work, named.id).state is MembershipState.ASKED


@pytest.mark.parametrize(
    ("known", "country", "bound"),
    [
        (NAME, "PT", NAME),
        (NAME.upper(), "PT", NAME.upper()),
        (NAME, "AT", f"{NAME} (PT)"),
        ("Ring of Weavers", "PT", NAME),
    ],
)
def test_the_cluster_that_has_its_name(work, known, country, bound):
    """A namesake abroad is another one."""
    work.add(Cluster(name=known, country=country))
    who, _ = network(work)
    bind_own(work, who)
    assert profiles.own(work, who).cluster.name == bound


def test_it_stands_in_the_record_once_and_keeps_no_decision_from_being_taken_back(work):
    """By whom, for which cluster: the desk that accepts, or later the person who opens its page."""
    who, application = accepted(work, Role.HOST, "PT", organisation_name=NAME, **ITSELF)
    bind_own(work, who)
    (row,) = bound(work, application)
    assert row.actor.startswith("officer:")
    assert row.facts == {"cluster": organisation(work, application).cluster_id}
    found = last_decision(work, [f"application:{application.id}"])
    assert found is not None
    assert found[1] is Decision.ACCEPT
    later, own = network(work, "Porto Cork Network")
    for _ in range(2):
        bind_own(work, later)
    assert [one.actor for one in bound(work, own)] == [f"person:{later.id}"]


def bound(work, application):
    """What the record says of it."""
    query = select(Audit).where(
        Audit.act == "cluster:bind", Audit.subject == f"application:{application.id}"
    )
    return work.session.exec(query).all()


def test_bound_twice_it_is_the_same(work):
    """Two organisations of one name in a country speak for one cluster; a listed one goes first."""
    work.add(Cluster(name=NAME, country="AT"))
    (one, own), (other, _) = network(work), network(work)
    for who in (one, other, one):
        bind_own(work, who)
    bind_to_its_cluster(work, own, "person:1")
    assert profiles.own(work, one).cluster.id == profiles.own(work, other).cluster.id
    listed = partnerships.clusters(work, "AT")[0]
    austrian, _ = network(work, listed.name, "AT")
    bind_own(work, austrian)
    assert profiles.own(work, austrian).cluster == listed


@given(name=st.text("abc é", min_size=1, max_size=LONGEST_NAME).filter(str.strip))
def test_any_name_fits(name):
    """Also where it is taken abroad and as long as can be."""
    with works.working() as work:
        work.add(Cluster(name=name, country="AT"))
        who, _ = network(work, name)
        bind_own(work, who)
        found = profiles.own(work, who).cluster
        assert found.country == "PT"
        assert len(found.name) <= LONGEST_NAME


def test_before_it_is_told_what_comes_next(work):
    """One that waits for its desk, one whose page was never opened; a company binds to nothing."""
    waiting, _ = applicant(work, Role.HOST, "PT", organisation_name=NAME, **ITSELF)
    with pytest.raises(ClusterNotAccepted):
        profiles.own(work, waiting)
    open_, _ = network(work, "Porto Cork Network")
    with pytest.raises(ClusterNotOpened):
        profiles.own(work, open_)
    company, own = member(work)
    bind_own(work, company)
    assert work.load(Organisation, own.organisation_id).cluster_id is None
    for who in (company, newcomer(work)):
        with pytest.raises(NotCluster) as told:
            profiles.own(work, who)
        assert type(told.value) is NotCluster
