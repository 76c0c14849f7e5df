"""A cluster's profile: who tells it, what a few words change, who sees it, and when it goes."""

from __future__ import annotations

import pytest
from sqlmodel import select

from exchange import leaving
from exchange.privacy import erasure
from exchange.rows import row_id
from exchange.twinning import finding, profiles
from exchange.twinning.profiles import NotCluster
from storage.tables import ClusterProfile
from tests.builders.records import clusters
from tests.builders.records.funding import member

TEXT = "We are 140 makers of furniture with a laser lab. We look for circular materials."


def test_before_anything_is_told_the_application_speaks(work):
    """And is corrected by what is told."""
    who, _ = clusters.cluster(work)
    assert profiles.own(work, who).brings == clusters.OWN[0]
    profiles.tell(work, who, TEXT)
    view = profiles.own(work, who)
    assert view.profile.members == 140
    assert (view.seeks, view.brings) == (
        "We look for circular materials.",
        "We are 140 makers of furniture with a laser lab.",
    )


@pytest.mark.parametrize(
    ("words", "members", "more"),
    [
        ("150 members", 150, ("", "")),
        ("We also look for hydrogen.", 140, ("", "We also look for hydrogen.")),
        ("There is a school of joiners, too.", 140, ("There is a school of joiners, too.", "")),
    ],
)
def test_a_few_words_add_to_it(work, words, members, more):
    """A number of members is nothing else; a wish is one more wish; the rest is what they bring."""
    who, _ = clusters.cluster(work)
    profiles.tell(work, who, TEXT)
    view = profiles.own(work, who)
    wanted = (f"{view.brings} {more[0]}".strip(), f"{view.seeks} {more[1]}".strip())
    profiles.correct(work, who, words)
    after = profiles.own(work, who)
    assert (after.profile.members, after.brings, after.seeks) == (members, *wanted)


@pytest.mark.parametrize(
    ("words", "tells"),
    [
        ("Yes, end it", False),
        ("14 may", False),
        ("👍", False),
        ("and?", False),
        ("140 members", True),
        ("hydrogen", True),
        ("we also look for hydrogen", True),
        ("There is a school of joiners, too.", True),
    ],
)
def test_what_tells_nothing_of_a_cluster(words, tells):
    """Others read what is kept: a stray word is none of it."""
    assert profiles.tells(words) == tells


def test_the_last_words_are_taken_back(work):
    """Members too."""
    who, _ = clusters.cluster(work)
    profiles.tell(work, who, TEXT)
    before = profiles.own(work, who)
    kept = before.brings, before.seeks, before.profile.members
    profiles.correct(work, who, "We have 200 members and would love to see the mountains")
    profiles.put_back(work, who, *kept)
    after = profiles.own(work, who)
    assert (after.brings, after.seeks, after.profile.members) == kept


@pytest.mark.parametrize("kind", ["sme", "scaling_up_support"])
def test_only_who_speaks_for_a_cluster_has_one(work, kind):
    """Others are told where partners for companies are."""
    who, _ = member(work, kind=kind)
    clusters.cluster(work)
    with pytest.raises(NotCluster):
        profiles.tell(work, who, TEXT)
    assert not finding.may_see(work, who, 1)


def test_members_who_take_part_are_counted(work):
    """Companies of the cluster that were accepted, not its own people."""
    _, ring = clusters.cluster(work)
    clusters.its_member(work, ring, "FI")
    gone, _ = clusters.its_member(work, ring, "SK")
    leaving.withdraw_application(work, gone)
    assert profiles.members_here(work, ring) == 1


def paused_chat(work, who):
    """Consent taken back."""
    leaving.withdraw_consent(work, who)


@pytest.mark.parametrize("why", [paused_chat, leaving.withdraw_application])
def test_who_fits_is_another_cluster_that_takes_part(work, why):
    """Of another country, with reasons; not any more when it has left."""
    me, ring, other, guild = clusters.both(work)
    clusters.cluster(work, "Neighbours", "AT", told=clusters.OTHERS)
    (found,) = finding.fitting(work, me)
    assert found.view.cluster == guild
    assert found.twin.gives
    assert found.twin.takes
    assert finding.may_see(work, me, row_id(guild))
    why(work, other)
    assert finding.fitting(work, me) == []
    assert not finding.may_see(work, me, row_id(guild))
    del ring


def test_erasure_takes_the_profile_along(work):
    """The cluster stays: others may be members of it."""
    who, ring = clusters.cluster(work)
    profiles.tell(work, who, TEXT)
    leaving.withdraw_application(work, who)
    erasure.erase(work, who)
    work.session.expire_all()
    assert work.session.exec(select(ClusterProfile)).all() == []
    assert ring.name == "Ring of Looms"
