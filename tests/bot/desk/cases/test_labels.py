"""Labels of clusters, set at the desk."""

from __future__ import annotations

import pytest
from sqlmodel import select

from bot.desk.answers import answer
from exchange.people.cluster_labels import NoSuchCluster, NoSuchLabel, own_clusters, set_label
from exchange.people.officers import RoleMayNot
from storage.tables import Cluster, OfficerRole, Person
from tests.builders.bots.talks import answered, text
from tests.builders.records.applicants import officer, visitor
from tests.builders.records.reading import audited


def cluster(work, name="CITEVE"):
    """A cluster by its name."""
    return work.session.exec(select(Cluster).where(Cluster.name == name)).one()


@pytest.mark.parametrize(
    ("typed", "label"),
    [("CITEVE gold", "gold"), ("citevve SILVER", "silver"), ("AEI Textils bronze", "bronze")],
)
@pytest.mark.parametrize("language", ["en", "de"])
def test_an_officer_sets_a_label(work, typed, label, language):
    """By a typed name, slips allowed; it is written down who did."""
    own = officer(work)
    who = work.load(Person, own.person_id)
    talk = answered(work, who, answer, language, command="label", text=typed)
    found = cluster(work, "AEI Textils" if "AEI" in typed else "CITEVE")
    assert found.label == label
    assert found.name in text(talk)
    assert audited(work, f"cluster:{found.id}") == [("cluster:label", f"officer:{own.id}")]


def test_a_label_is_taken_away(work):
    """Nothing is known of it any more."""
    own = officer(work)
    set_label(work, own, "CITEVE", "gold")
    set_label(work, own, "CITEVE", "none")
    assert cluster(work).label is None


def test_the_list_has_the_own_clusters_and_those_applicants_named(work):
    """Those of other Partnerships are theirs to label."""
    visitor(work)
    own = officer(work)
    who = work.load(Person, own.person_id)
    shown = text(answered(work, who, answer, command="label"))
    names = [one.name for one in own_clusters(work, own)]
    assert {"CITEVE", "Ring of Weavers"} <= set(names)
    assert "Photonics BW" not in names
    assert all(f"<b>{name}</b>: no label known." in shown for name in names)


@pytest.mark.parametrize(
    ("typed", "label", "error"),
    [
        ("Photonics BW", "gold", NoSuchCluster),
        ("a bakery", "gold", NoSuchCluster),
        ("CITEVE", "platinum", NoSuchLabel),
    ],
)
def test_what_is_unknown_is_refused(work, typed, label, error):
    """Neither somebody else's cluster nor a label that does not exist."""
    with pytest.raises(error):
        set_label(work, officer(work), typed, label)


def test_an_auditor_only_reads(work):
    """As everywhere at the desk."""
    auditor = officer(work, role=OfficerRole.AUDITOR)
    assert own_clusters(work, auditor)
    with pytest.raises(RoleMayNot):
        set_label(work, auditor, "CITEVE", "gold")
