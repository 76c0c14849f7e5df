"""A desk's quotas: read from words, kept, obeyed by the next plan, refused where they cannot hold."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlmodel import select

from exchange.cohorts import drafts, quotas
from exchange.cohorts.drafts import CohortRefused
from exchange.cohorts.quota_rules import quota_name
from exchange.cohorts.quotas import (
    LeastAboveMost,
    LeastAboveWhole,
    NobodysQuota,
    NoSuchHosts,
    NoSuchLimit,
)
from exchange.cohorts.reading import pair_lines
from exchange.errors import NotFound
from exchange.people.officers import RoleMayNot
from storage.tables import CohortQuota, OfficerRole, Wish
from tests.builders.records.applicants import AWAY, HOME, host, officer, visitor
from tests.builders.records.reading import audited


@pytest.fixture
def desk(work):
    """The coordinator of a Partnership with three visitors; hosts are in Portugal and Greece."""
    for country, name in (("AT", "First Mill"), ("SK", "Second Mill"), ("BE", "Third Mill")):
        visitor(work, country=country, organisation_name=name)
    host(work, capacity=3)
    host(work, country="GR", capacity=3)
    return officer(work, role=OfficerRole.COORDINATOR)


def went(work, desk, country):
    """How many visits of the present plan go to a country."""
    run = drafts.preview(work, desk)
    return sum(one.host_country == country for one in pair_lines(work, run))


@pytest.mark.parametrize(
    ("typed", "name", "least", "most"),
    [
        ("Portugal 5", "PT", 0, 5),
        ("griechenland 0", "GR", 0, 0),
        ("PT 2-", "PT", 2, None),
        (f"{AWAY} 1-4", AWAY, 1, 4),
        ("photonics4industri portugal 1–2", f"{AWAY}, PT", 1, 2),
        (f"{HOME} North Macedonia -7", f"{HOME}, MK", 0, 7),
    ],
)
def test_words_are_read_as_a_quota(work, typed, name, least, most):
    """A country, a Partnership or both; at most, at least, or between."""
    made = quotas.set_quota(work, officer(work, role=OfficerRole.COORDINATOR), typed)
    assert (quota_name(work, made), made.least, made.most) == (name, least, most)


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("Portugal", NoSuchLimit),
        ("Portugal many", NoSuchLimit),
        ("Portugal -", NoSuchLimit),
        ("Portugal 5-2", LeastAboveMost),
        ("Atlantis 5", NoSuchHosts),
        ("Japan 5", NoSuchHosts),
        ("5", NobodysQuota),
    ],
)
def test_what_cannot_be_read_is_refused(work, desk, typed, error):
    """Nothing is kept."""
    with pytest.raises(error):
        quotas.set_quota(work, desk, typed)


def test_the_next_plan_obeys(work, desk):
    """A minimum, then a ceiling in its place: the last one said counts alone."""
    quotas.set_quota(work, desk, "Portugal 3-")
    assert went(work, desk, "PT") == 3
    quotas.set_quota(work, desk, "Portugal 1")
    assert went(work, desk, "PT") <= 1
    assert len(work.session.exec(select(CohortQuota.id)).all()) == 1


def test_quotas_inside_each_other_hold_together(work, desk):
    """At most two in a Partnership, and at most one of them in Portugal."""
    quotas.set_quota(work, desk, f"{HOME} 2")
    quotas.set_quota(work, desk, f"{HOME} Portugal 1")
    run = drafts.preview(work, desk)
    assert run.figures["matched"] == [2, 3]
    assert run.figures["proved"]
    assert went(work, desk, "PT") <= 1
    assert f"{HOME}" in {name for one in run.figures["prices"] for name in one["subject"]}


def test_a_quota_that_no_plan_can_meet_is_refused(work, desk):
    """Only six can be received, and only three wait."""
    with pytest.raises(CohortRefused):
        quotas.set_quota(work, desk, "Portugal 4-")


def test_parts_that_ask_for_more_than_their_whole_are_refused(work, desk):
    """It is said which of them contradict each other."""
    quotas.set_quota(work, desk, f"{HOME} 2")
    quotas.set_quota(work, desk, f"{HOME} Portugal 1-")
    with pytest.raises(LeastAboveWhole, match=f"“{HOME}” allows 2 visits, but at least 3"):
        quotas.set_quota(work, desk, f"{HOME} Greece 2-")


def test_a_quota_below_the_locked_pairs_is_refused(work, desk):
    """A lock comes first; one of the two has to be taken back."""
    run = drafts.preview(work, desk)
    pair = pair_lines(work, run)[0]
    drafts.wish(work, desk, pair.pair.visitor_id, pair.pair.host_id, Wish.LOCKED)
    with pytest.raises(CohortRefused, match="allows 0"):
        quotas.set_quota(work, desk, f"{pair.host_country} 0")


def test_a_quota_is_taken_away_and_both_are_written_down(work, desk):
    """By the desk that set it, by nobody of another one."""
    made = quotas.set_quota(work, desk, "Portugal 0")
    assert went(work, desk, "PT") == 0
    with pytest.raises(NotFound):
        quotas.drop_quota(work, officer(work, AWAY, OfficerRole.COORDINATOR), made.id)
    assert quotas.drop_quota(work, desk, made.id) == "PT"
    assert quotas.own_quotas(work, desk) == []
    acts = audited(work, f"partnership:{desk.partnership_id}")
    assert acts == [("quota:set", f"officer:{desk.id}"), ("quota:drop", f"officer:{desk.id}")]


@pytest.mark.parametrize("role", [OfficerRole.OFFICER, OfficerRole.AUDITOR])
def test_only_coordinators_set_quotas(work, role):
    """Others read them."""
    other = officer(work, role=role)
    assert quotas.own_quotas(work, other) == []
    with pytest.raises(RoleMayNot):
        quotas.set_quota(work, other, "Portugal 1")


def test_a_quota_of_the_desk_stands_in_for_the_calls(work, desk):
    """Of the same hosts; the others keep that of the call."""
    rules = work.scheme.cohort.model_copy(update={"most_per_host_country": 1})
    work = replace(work, scheme=work.scheme.model_copy(update={"cohort": rules}))
    quotas.set_quota(work, desk, "Portugal 2")
    assert drafts.preview(work, desk).figures["matched"] == [3, 3]
    assert (went(work, desk, "PT"), went(work, desk, "GR")) == (2, 1)
