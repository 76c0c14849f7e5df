"""Weights learnt from how pairs ended: planted signals are found, chance is left alone."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit

from matching.learning.fitting import LEAST, Ended, Verdict, learn
from matching.learning.signals import auc, interval, signals, surely
from matching.reasons import PartName
from matching.weights import DEFAULT_WEIGHTS
from tests.sizes import examples

POLICY = (PartName.REGIONS, PartName.MATURITY, PartName.RECIPROCITY)
PRESENT = np.array([DEFAULT_WEIGHTS[part] for part in PartName])
TINY = 1e-9
NUMBER = {part: number for number, part in enumerate(PartName)}


def pairs(count, seed, base=0.0, **slopes):
    """Invented pairs with parts of any value; log odds grow with parts by their slopes."""
    rng = np.random.default_rng(seed)
    values = rng.random((count, len(PartName)))
    slope = np.zeros(len(PartName))
    for part, one in slopes.items():
        slope[NUMBER[PartName(part)]] = one
    well = rng.random(count) < expit(base + (values - 0.5) @ slope)
    return [
        Ended(number // 3, dict(zip(PartName, row.tolist(), strict=True)), bool(end))
        for number, (row, end) in enumerate(zip(values, well, strict=True))
    ]


def moved(lesson):
    """How much of all weight would go elsewhere."""
    return sum(abs(lesson.weights[part] - DEFAULT_WEIGHTS[part]) for part in PartName) / 2


@pytest.mark.parametrize("part", ["languages", "dates", "availability"])
@pytest.mark.parametrize("seed", range(3))
def test_a_planted_signal_is_found(part, seed):
    """It is the clearest of all, its weight rises, and unseen answers are ordered better."""
    found = learn(pairs(600, seed, **{part: 4.0}), DEFAULT_WEIGHTS, POLICY)
    assert found.verdict is Verdict.BETTER
    assert found.signals[0].part == part
    assert found.signals[0].tells
    assert found.weights[PartName(part)] > DEFAULT_WEIGHTS[part]
    assert found.then > found.now


def test_a_part_that_puts_people_off_loses_weight():
    """But never more than half of it at once."""
    found = learn(pairs(900, 1, goals=-4.0), DEFAULT_WEIGHTS, POLICY)
    assert found.weights[PartName.GOALS] == pytest.approx(DEFAULT_WEIGHTS["goals"] / 2, abs=1e-3)


@pytest.mark.parametrize("count", [30, 100, 400, 1600])
def test_without_a_signal_weights_stay(count):
    """In nineteen of twenty calls at least; where chance wins it moves little."""
    moves = [moved(learn(pairs(count, seed), DEFAULT_WEIGHTS, POLICY)) for seed in range(40)]
    assert sum(move > TINY for move in moves) <= 4
    assert max(moves) < 0.1


@pytest.mark.parametrize("part", POLICY)
def test_policy_is_not_up_for_votes(part):
    """However much people dislike it, the weight of an aim of the programme stays."""
    found = learn(pairs(900, 2, languages=4.0, **{part: -5.0}), DEFAULT_WEIGHTS, POLICY)
    assert found.verdict is Verdict.BETTER
    for one in POLICY:
        assert found.weights[one] == pytest.approx(DEFAULT_WEIGHTS[one])
    free = learn(pairs(900, 2, languages=4.0, **{part: -5.0}), DEFAULT_WEIGHTS)
    assert free.weights[part] < DEFAULT_WEIGHTS[part]


def test_more_answers_move_more():
    """The same truth is followed further the surer it is."""
    moves = [
        np.mean([moved(learn(pairs(n, seed, languages=3.0), DEFAULT_WEIGHTS)) for seed in range(8)])
        for n in (40, 160, 640)
    ]
    assert moves[0] < moves[1] < moves[2]


@pytest.mark.parametrize(
    ("count", "base", "verdict"),
    [
        (0, 0.0, Verdict.TOO_FEW),
        (LEAST - 1, 0.0, Verdict.TOO_FEW),
        (LEAST, 0.0, Verdict.NOTHING_STANDS_OUT),
        (60, 50.0, Verdict.TOO_ALIKE),
        (60, -50.0, Verdict.TOO_ALIKE),
    ],
)
def test_what_says_too_little_suggests_nothing(count, base, verdict):
    """Few answers, or all the same."""
    found = learn(pairs(count, 5, base), DEFAULT_WEIGHTS, POLICY)
    assert (found.verdict, found.count) == (verdict, count)
    assert moved(found) < TINY


def test_a_part_that_pairs_do_not_have_is_no_evidence():
    """Pairs noted before a part was new have no figure for it."""
    known = pairs(200, 3, languages=4.0)
    older = [Ended(one.visitor, {"languages": one.parts["languages"]}, one.well) for one in known]
    found = {one.part: one for one in learn(older, DEFAULT_WEIGHTS).signals}
    assert found[PartName.LANGUAGES].tells
    assert (found[PartName.NEEDS].auc, found[PartName.NEEDS].tells) == (0.5, False)


VALUE = st.sampled_from([0.0, 0.2, 0.5, 1.0]) | st.floats(0, 1)
ROW = st.tuples(st.integers(0, 9), st.lists(VALUE, min_size=19, max_size=19), st.booleans())
WEIGHTS = st.fixed_dictionaries({part.value: st.floats(0, 1) for part in PartName}).filter(
    lambda weights: sum(weights.values()) > 0.01
)


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(ROW, min_size=30, max_size=80), WEIGHTS, st.sets(st.sampled_from([*PartName])))
def test_whatever_happens_weights_are_weights(rows, weights, fixed):
    """They add up to 1, none leaves a step's bounds, and every figure is a number in [0, 1]."""
    given_ = [Ended(who, dict(zip(PartName, row, strict=True)), well) for who, row, well in rows]
    whole = sum(weights.values())
    found = learn(given_, weights, fixed)
    assert sum(found.weights.values()) == pytest.approx(1)
    for part, weight in found.weights.items():
        now = weights[part] / whole
        assert now / 2 - 0.01 <= weight <= now * 2 + 0.01
        assert part not in fixed or weight == pytest.approx(now)
    figures = [found.now, found.then, *found.thirds]
    for one in found.signals:
        figures += [one.well, one.badly, one.auc, one.low, one.high]
        assert one.low - 1e-9 <= one.auc <= one.high + 1e-9
    assert all(0 <= figure <= 1 for figure in figures)


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(ROW, min_size=30, max_size=60), st.randoms(use_true_random=False))
def test_the_order_of_pairs_does_not_matter(rows, rng):
    """The database may give them in any."""
    given_ = [Ended(who, dict(zip(PartName, row, strict=True)), well) for who, row, well in rows]
    other = rng.sample(given_, len(given_))
    one, another = learn(given_, DEFAULT_WEIGHTS), learn(other, DEFAULT_WEIGHTS)
    assert one.verdict is another.verdict
    assert one.weights == pytest.approx(another.weights, abs=2e-3)


@settings(max_examples=examples(100), deadline=None)
@given(
    st.lists(st.integers(0, 4), min_size=1, max_size=12),
    st.lists(st.integers(0, 4), min_size=1, max_size=12),
)
def test_the_share_of_right_orders_is_what_counting_gives(well, badly):
    """Every pair of one of each sort, draws as halves."""
    wins = sum((a > b) + (a == b) / 2 for a, b in product(well, badly))
    values = np.array([*well, *badly], dtype=float)
    ended = np.array([True] * len(well) + [False] * len(badly))
    assert auc(values, ended) == pytest.approx(wins / (len(well) * len(badly)))


@pytest.mark.parametrize(("shift", "well", "badly"), [(0, 20, 20), (0, 40, 10), (1, 20, 20)])
def test_the_interval_holds_the_truth_as_often_as_it_says(shift, well, badly):
    """Of 400 draws from two normals, 95 % give or take chance."""
    rng, ended = np.random.default_rng(4), np.array([True] * well + [False] * badly)
    truth = 0.5 if shift == 0 else 0.7602  # the normal distribution at 1 / sqrt(2)
    held = 0
    for _ in range(400):
        found = auc(rng.normal(size=well + badly) + shift * ended, ended)
        low, high = interval(found, well, badly, surely(1))
        held += low <= truth <= high
    assert held / 400 == pytest.approx(0.95, abs=0.035)  # three standard errors


def test_all_in_the_right_order_is_still_uncertain():
    """Three of each say less than thirty of each."""
    few, many = interval(1.0, 3, 3, surely(1)), interval(1.0, 30, 30, surely(1))
    assert few[0] < many[0] < 1
    assert few[1] == many[1] == 1


def test_chance_seldom_tells():
    """All parts looked at together, in about one of twenty."""
    told = 0
    for seed in range(100):
        found = pairs(60, seed)
        values = np.array([[one.parts[part] for part in PartName] for one in found])
        told += any(one.tells for one in signals(values, np.array([one.well for one in found])))
    assert told <= 12
