"""The catalogue that a process keeps always says what the database says."""

from __future__ import annotations

import pytest

from exchange import leaving
from exchange.finding import catalogue, hosts
from exchange.finding.catalogue import Catalogue, catalogue_of
from exchange.proposing import proposals
from matching.ranking.rank import HostIndex
from storage.queues.chats import block_chat
from tests.bench.fictional_profiles import profiles
from tests.builders.records.applicants import host, organisation, visitor
from tests.builders.records.works import working


def listed(index, seeker):
    """What a visitor is shown from an index: hosts with their profiles, and scores."""
    return [(match.host, match.score) for match in index.rank(seeker, limit=99).matches]


@pytest.fixture
def seeker(work):
    """A visitor as the matcher sees it."""
    return hosts.profile_of(work, visitor(work, seeks="wool and dyes")[1])


def new_words(work, hosting):
    """The host offers something else."""
    hosting[1].offers = "wool dyes and zeppelins"


def new_list(work, hosting):
    """The host is in another ecosystem."""
    hosting[1].ecosystems = ["health"]


def new_name(work, hosting):
    """The organisation has another name."""
    organisation(work, hosting[1]).name = "Renamed Weavers"


def invited(work, hosting):
    """Somebody waits for an answer."""
    who, _ = visitor(work, "FI")
    return proposals.invite_host(work, who, hosting[1].id, "", [])


def place_taken(work, hosting):
    """Somebody comes."""
    proposals.accept_proposal(work, hosting[0], invited(work, hosting).id)


def blocked(work, hosting):
    """The host cannot be reached."""
    block_chat(work.session, "participants", hosting[0].telegram_id, work.now)


def left(work, hosting):
    """The host is gone."""
    leaving.withdraw_application(work, hosting[0])


def one_more(work, hosting):
    """There is another host."""
    host(work, "FI", offers="wool")


CHANGES = [new_words, new_list, new_name, invited, place_taken, blocked, left, one_more]


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_read_before_is_brought_up_to_date(work, seeker, change):
    """Whoever wrote it, and without being told: as if it had been made from nothing."""
    hosting = host(work, offers="wool", capacity=2)
    host(work, "FI", offers="dyes for paper")
    hosts.host_index(work)
    change(work, hosting)
    rows = hosts.host_index(work)
    whole = Catalogue().current(hosts.host_rows(work), lambda ids: hosts.read_hosts(work, ids))
    assert listed(rows, seeker) == listed(whole, seeker)
    assert rows.hosts == whole.hosts


def test_what_is_unchanged_is_kept(work):
    """Nothing is made ready twice."""
    host(work)
    assert hosts.host_index(work) is hosts.host_index(work)


def test_a_change_rolled_back_is_forgotten(work):
    """What was seen and never committed does no harm."""
    _, hosting = host(work, offers="wool")
    attempt = work.session.begin_nested()
    hosting.offers = "zeppelins"
    assert [one.offers for one in hosts.host_profiles(work)] == ["zeppelins"]
    attempt.rollback()
    assert [one.offers for one in hosts.host_profiles(work)] == ["wool"]


def test_each_database_has_its_own():
    """Two databases, two catalogues; the same one for the same."""
    with working() as one, working() as other:
        engines = [work.session.get_bind().engine for work in (one, one, other)]
        first, again, another = (catalogue_of(one, "a_call") for one in engines)
        assert catalogue_of(engines[0], "another_call") is not first
    assert first is again
    assert first is not another


@pytest.mark.parametrize("anew", [0, 300])
def test_words_are_learnt_again_before_they_drift_far(anew, monkeypatch):
    """In a large catalogue after a tenth of the hosts has changed words; in a small one at once."""
    monkeypatch.setattr(catalogue, "ALWAYS_ANEW", anew)
    before, after = profiles(40, seed=1), profiles(40, seed=2)
    seeker = profiles(1, seed=3)[0]
    known = {one.id: one for one in before}
    kept = Catalogue()
    for number in range(41):
        rows = {key: (one,) for key, one in known.items()}
        index = kept.current(rows, lambda ids: [known[one] for one in ids])
        fresh = HostIndex.build([*known.values()])
        assert index.hosts == fresh.hosts
        if anew or number % 3 == 0:  # one goes and one comes: two changes a step
            assert listed(index, seeker) == listed(fresh, seeker)
        if number < len(before):
            known.pop(before[number].id)
            known[after[number].id] = after[number]
