from __future__ import annotations

from functools import cache
from threading import Event, Thread
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.ranking import batch
from matching.ranking.batch import best
from matching.ranking.eligibility import Circumstances
from matching.ranking.rank import HostIndex
from matching.ranking.workers import able_workers
from matching.reasons import PartName
from tests.bench.fictional_profiles import profiles
from tests.builders.matching.people import HOST, PROFILES, VISITOR, host, some, visitor
from tests.sizes import examples

if TYPE_CHECKING:
    from matching.profiles import Profile

WEIGHTS = st.fixed_dictionaries(
    {PartName.NEEDS: st.floats(0.1, 5)},
    optional={name: st.floats(0, 5) for name in PartName if name is not PartName.NEEDS},
)


@cache
def many_hosts() -> list[Profile]:
    """400, invented when the first test asks."""
    return profiles(400, seed=1)


@cache
def many_visitors() -> list[Profile]:
    """40 who look for them."""
    return profiles(40, seed=2)


def one_by_one(index, visitors, top, **settings_of_rank):
    """The hosts and scores of each visitor, asked for alone."""
    pages = [index.rank(one, limit=top, **settings_of_rank).matches for one in visitors]
    return [[(match.host.id, match.score) for match in page] for page in pages]


def told(found):
    """The hosts and scores of each visitor in shortlists."""
    return [
        [(found.hosts[n].id, score) for n, score in zip(row, scores, strict=True) if n >= 0]
        for row, scores in zip(found.numbers.tolist(), found.scores.tolist(), strict=True)
    ]


@settings(deadline=None, max_examples=examples(60))
@given(
    st.lists(PROFILES, max_size=4),
    st.lists(PROFILES, max_size=6),
    WEIGHTS,
    some("AT", "PT"),
    st.sampled_from([0.0, 200.0, 30_000.0]),
)
def test_all_at_once_is_one_by_one(visitors, hosts, weights, countries, near_km):
    """Whatever people write and a call weighs, a batch has the hosts and scores of `rank`."""
    index = HostIndex.build(hosts)
    here = Circumstances(near_km=near_km, countries=frozenset(countries) or None)
    found = index.rank_all(visitors, weights, top=3, circumstances=here)
    assert told(found) == one_by_one(index, visitors, 3, weights=weights, circumstances=here)
    assert np.isfinite(found.scores).all()


@pytest.mark.parametrize("top", [1, 10, 150])
def test_many_visitors_and_hosts(top, monkeypatch):
    """The same over many blocks and more hosts than a group, few or all of them asked for."""
    monkeypatch.setattr(batch, "_CELLS", 7 * len(many_hosts()))
    monkeypatch.setattr(batch, "_READ_AT_ONCE", 25)
    index = HostIndex.build(many_hosts())
    assert told(index.rank_all(many_visitors(), top=top)) == one_by_one(index, many_visitors(), top)


def test_values_that_are_not_remembered_are_the_same(monkeypatch):
    """What a part remembers of visitors who say the same only saves time."""
    index = HostIndex.build(many_hosts())
    remembered = told(index.rank_all(many_visitors()))
    monkeypatch.setattr(batch, "_KEPT_CELLS", -1)
    assert told(index.rank_all(many_visitors())) == remembered


def test_several_workers_find_the_same():
    """Shared out among processes, in the same order, with the progress of several parts each."""
    index, heard = HostIndex.build(many_hosts()), []
    alone = told(index.rank_all(many_visitors(), workers=1))
    found = index.rank_all(many_visitors(), workers=2, progress=lambda done, _: heard.append(done))
    assert told(found) == alone
    assert heard == [5, 10, 15, 20, 25, 30, 35, 40]


def test_a_large_batch_is_shared_out_by_itself(monkeypatch):
    """Among all processors, and the result is the same."""
    index, heard = HostIndex.build(many_hosts()), []
    alone = told(index.rank_all(many_visitors(), workers=1))
    monkeypatch.setattr(batch, "_LARGE", 1)
    monkeypatch.setattr(batch, "able_workers", lambda: 4)
    found = index.rank_all(many_visitors(), progress=lambda done, _: heard.append(done))
    assert (told(found), len(heard)) == (alone, 14)


def test_a_program_of_several_threads_is_not_forked():
    """The copy would wait for ever for locks that other threads held."""
    done = Event()
    other = Thread(target=done.wait)
    other.start()
    try:
        assert able_workers() == 1
    finally:
        done.set()
        other.join()


def test_circumstances_by_visitor():
    """A pair tried before is barred for that visitor only."""
    hosts = [HOST, host(id="h2", organisation="Invented Second")]
    visitors = [visitor(id="a"), visitor(id="b")]
    circumstances = {"a": Circumstances(tried={"h1"})}
    found = HostIndex.build(hosts).rank_all(visitors, circumstances=circumstances)
    assert [found.ids(number) for number in range(2)] == [("h2",), ("h1", "h2")]


def test_where_hosts_are_wanting():
    """Missing places have no host and no score; nobody may go anywhere in an empty catalogue."""
    found = HostIndex.build([HOST]).rank_all([VISITOR, visitor(country="PT")], top=2)
    assert found.numbers.tolist() == [[0, -1], [-1, -1]]
    assert found.scores[1].tolist() == [0.0, 0.0]
    assert HostIndex.build([]).rank_all([VISITOR], top=2).numbers.tolist() == [[-1, -1]]


def test_every_score():
    """All pairs as one table, not a number where a host is barred."""
    hosts = [HOST, host(id="h2", organisation="Invented Home", country="AT")]
    table = HostIndex.build(hosts).scores([VISITOR, visitor(id="v2", seeks="")])
    ranked = [
        HostIndex.build(hosts).rank(one).matches[0].score for one in (VISITOR, visitor(seeks=""))
    ]
    assert table[:, 0].tolist() == ranked
    assert np.isnan(table[:, 1]).all()


def test_progress_is_told_after_every_block_of_one_worker(monkeypatch):
    """Often enough for a bar to move evenly, though texts are read in larger parts."""
    monkeypatch.setattr(batch, "_CELLS", 10 * len(many_hosts()))
    heard = []
    HostIndex.build(many_hosts()).rank_all(
        many_visitors(), workers=1, progress=lambda done, _: heard.append(done)
    )
    assert heard == [10, 20, 30, 40]


def test_progress_is_told():
    """After every block, up to the last visitor."""
    heard = []
    HostIndex.build([HOST]).rank_all(
        many_visitors(), progress=lambda done, whole: heard.append((done, whole))
    )
    assert heard[-1] == (40, 40)
    assert heard == sorted(heard)


@given(
    st.lists(
        st.lists(st.sampled_from([-1.0, 0.0, 0.2, 0.2 + 1e-12, 0.7]), min_size=90, max_size=90)
    ),
    st.integers(0, 5),
)
def test_the_best_are_those_of_a_plain_sort(rows, top):
    """The best first, ties (rounding apart) by number, what is below 0 never."""
    numbers, scores = best(np.array(rows).reshape(-1, 90), top)
    for row, found, worth in zip(rows, numbers.tolist(), scores.tolist(), strict=True):
        ranked = sorted((-round(value, 9), n) for n, value in enumerate(row) if value >= 0)[:top]
        assert [(-w, n) for n, w in zip(found, worth, strict=True) if n >= 0] == ranked
