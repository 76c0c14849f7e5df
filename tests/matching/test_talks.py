"""Short talks: nobody in two places, as many as can be, shared evenly, and no better timetable exists."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from matching.talks import KEPT, Talk, timetable
from tests.sizes import examples

UNEVEN = 10_000.0
"""What a solver that knows nothing of us pays for a talk that is shared less evenly."""


def solved(scores, slots):
    """The best that a general solver finds with a variable for every visitor, host and slot: count, squares, sum."""
    visitors, hosts = scores.shape
    cells = visitors * hosts * slots
    numbers = np.arange(cells).reshape(visitors, hosts, slots)
    groups = [
        *numbers.transpose(0, 2, 1).reshape(-1, hosts),  # a visitor in a slot
        *numbers.transpose(1, 2, 0).reshape(-1, visitors),  # a host in a slot
        *numbers.reshape(-1, slots),  # a pair
    ]
    most = min(slots, hosts)
    turns = visitors * most
    rows = sparse.lil_array((len(groups) + visitors, cells + turns))
    for row, group in enumerate(groups):
        rows[row, group] = 1
    for one in range(visitors):
        rows[len(groups) + one, numbers[one].ravel()] = 1
        rows[len(groups) + one, cells + one * most : cells + (one + 1) * most] = -1
    upper = np.concatenate([np.ones(len(groups)), np.zeros(visitors)])
    lower = np.concatenate([np.full(len(groups), -np.inf), np.zeros(visitors)])
    worth = np.repeat(np.nan_to_num(scores)[:, :, None], slots, axis=2).ravel()
    dear = np.tile(UNEVEN * (most - np.arange(most)), visitors)
    allowed = np.repeat(~np.isnan(scores)[:, :, None], slots, axis=2).ravel()
    found = milp(
        -np.concatenate([worth, dear]),
        constraints=LinearConstraint(rows.tocsr(), lower, upper),
        bounds=Bounds(0, np.concatenate([allowed.astype(float), np.ones(turns)])),
        integrality=np.ones(cells + turns),
        options={"mip_rel_gap": 1e-9},
    )
    assert found.status == 0
    taken = found.x[:cells].round().reshape(visitors, hosts, slots)
    return _account([Talk(*one) for one in np.argwhere(taken > 0)], scores)


def _account(talks, scores):
    """How many talks, how unevenly they are shared, and what they are worth."""
    each = Counter(one.visitor for one in talks)
    squares = sum(count**2 for count in each.values())
    return len(talks), squares, round(float(sum(scores[one.visitor, one.host] for one in talks)), 4)


def check(talks, slots):
    """Nobody is in two places at once, and nobody meets twice."""
    for one in (
        Counter((each.visitor, each.slot) for each in talks),
        Counter((each.host, each.slot) for each in talks),
        Counter((each.visitor, each.host) for each in talks),
    ):
        assert set(one.values()) <= {1}
    assert all(0 <= each.slot < slots for each in talks)


@st.composite
def towns(draw):
    """Some visitors, hosts and slots; pairs that may not meet among them."""
    visitors, hosts = draw(st.integers(1, 7)), draw(st.integers(1, 4))
    cells = st.one_of(st.just(np.nan), st.integers(0, 100).map(lambda one: one / 100))
    scores = draw(st.lists(cells, min_size=visitors * hosts, max_size=visitors * hosts))
    return np.array(scores, dtype=float).reshape(visitors, hosts), draw(st.integers(1, 5))


@settings(deadline=None, max_examples=examples(60))
@given(towns())
def test_no_better_timetable_exists(town):
    """Beside a solver with a variable for every visitor, host and slot."""
    scores, slots = town
    talks = timetable(scores, slots)
    check(talks, slots)
    assert _account(talks, scores) == solved(scores, slots)


def test_thirty_visitors_and_ten_hosts_are_proved():
    """As in the practice that asks for it: 30 × 10 in eight slots; every host is busy all the time."""
    scores = np.random.default_rng(16).random((30, 10)).round(2)
    talks = timetable(scores, 8)
    check(talks, 8)
    assert _account(talks, scores) == solved(scores, 8)
    assert len(talks) == 80
    assert set(Counter(one.visitor for one in talks).values()) == {2, 3}


@settings(deadline=None, max_examples=examples(60))
@given(towns(), st.data())
def test_who_leaves_changes_little(town, data):
    """Nobody has a clash after somebody has left, and who has nothing else to do keeps talk and slot."""
    scores, slots = town
    before = timetable(scores, slots)
    gone = data.draw(st.integers(0, scores.shape[0] - 1))
    without = scores.copy()
    without[gone] = np.nan
    after = timetable(without, slots, [one for one in before if one.visitor != gone])
    check(after, slots)
    assert all(one.visitor != gone for one in after)
    assert timetable(scores, slots, before) == before


@pytest.mark.parametrize("shape", [(0, 3), (3, 0), (0, 0)])
def test_nobody_means_no_talks(shape):
    """Nor without a slot, nor where nobody may meet."""
    assert timetable(np.zeros(shape), 4) == []
    assert timetable(np.ones((3, 3)), 0) == []
    assert timetable(np.full((3, 3), np.nan), 4) == []


def test_what_was_planned_is_worth_a_little():
    """Equal pairs stay as they were; a clearly better one still comes."""
    equal = np.ones((2, 2))
    assert timetable(equal, 1, [Talk(0, 1, 0), Talk(1, 0, 0)]) == [Talk(0, 1, 0), Talk(1, 0, 0)]
    better = np.array([[1.0, 1.0 - 3 * KEPT], [1.0 - 3 * KEPT, 1.0]])
    assert timetable(better, 1, [Talk(0, 1, 0), Talk(1, 0, 0)]) == [Talk(0, 0, 0), Talk(1, 1, 0)]
