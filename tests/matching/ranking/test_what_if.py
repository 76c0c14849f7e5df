"""What another weight would do."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.errors import BadWeightsError
from matching.ranking.columns import lay_out
from matching.ranking.eligibility import ORDINARY, Circumstances
from matching.ranking.rank import rank
from matching.ranking.what_if import what_if
from matching.reasons import PartName
from matching.weights import DEFAULT_WEIGHTS, with_share
from tests.builders.matching.people import PROFILES, VISITOR, host, visitor
from tests.sizes import examples

SPEAKS = host(id="speaks", organisation="Invented Talk", offers="Cheese", languages=("de",))
KNOWS = host(id="knows", organisation="Invented Mill", languages=("pt",))
SEEKERS = st.lists(PROFILES, max_size=4)


def asked(share, *seekers, circumstances=ORDINARY, part=PartName.LANGUAGES):
    """Return what a share of one part would change for some visitors of two hosts."""
    new = with_share(DEFAULT_WEIGHTS, part, share)
    found = [(one, circumstances) for one in seekers]
    return what_if(found, lay_out([SPEAKS, KNOWS]), DEFAULT_WEIGHTS, new)


def test_who_moves_and_why():
    """With languages at half of the whole, the one who speaks German passes the one who knows."""
    found = asked(0.5, VISITOR, visitor(id="v2", languages=("pt",)))
    (move,) = found.moves
    assert (found.visitors, move.visitor) == (2, VISITOR)
    assert (move.before, move.after) == (KNOWS, SPEAKS)
    assert (move.part, move.was, move.becomes) == (PartName.LANGUAGES, 0.0, 1.0)
    assert move.lead > 0
    assert found.means[PartName.LANGUAGES] == (0.5, 1.0)
    assert found.means[PartName.NEEDS][1] < found.means[PartName.NEEDS][0]


def test_the_clearest_moves_come_first():
    """Who gains most by it is told first; then it goes by id."""
    found = asked(0.5, visitor(id="c"), visitor(id="a"), visitor(id="b", seeks="recycling"))
    order = [(-move.lead, move.visitor.id) for move in found.moves]
    assert {number for _, number in order} == {"a", "b", "c"}
    assert order == sorted(order)


@pytest.mark.parametrize(
    ("home", "first"), [("more_developed", "less_developed"), ("less_developed", "more_developed")]
)
def test_regions_of_different_development_are_brought_together(home, first):
    """Of two hosts that differ in nothing else, the one across the gap comes first, and says so."""
    levels = ("more_developed", "transition", "less_developed")
    hosts = [host(id=one, organisation="", region_category=one) for one in levels]
    best = rank(visitor(region_category=home), hosts).matches[0]
    assert best.host.region_category == first
    (part,) = (part for part in best.parts if part.name is PartName.REGIONS)
    assert [one.facts for one in part.reasons] == [{"yours": home, "theirs": first}]


def test_an_officer_sees_where_the_best_hosts_are():
    """With regions at half of the whole, the host across the gap passes the one at home's level."""
    near = host(id="near", organisation="", region_category="more_developed")
    far = host(id="far", organisation="", region_category="less_developed", offers="Cheese")
    new = with_share(DEFAULT_WEIGHTS, PartName.REGIONS, 0.5)
    found = what_if([(VISITOR, ORDINARY)], lay_out([near, far]), DEFAULT_WEIGHTS, new)
    assert found.regions == {
        "less_developed": (0, 1),
        "transition": (0, 0),
        "more_developed": (1, 0),
    }


def test_hosts_that_are_barred_are_nobody_s_best():
    """Neither before nor after; who has no host at all is not counted."""
    tried = Circumstances(tried={"speaks"})
    assert asked(0.5, VISITOR, circumstances=tried).moves == ()
    none = Circumstances(closed={"speaks", "knows"})
    assert asked(0.5, VISITOR, circumstances=none).visitors == 0
    assert asked(0.5).means == {}


@settings(max_examples=examples(40))
@given(SEEKERS, st.lists(PROFILES, max_size=4), st.sampled_from([*PartName]))
def test_the_same_weights_move_nobody(seekers, hosts, part):
    """Only proportions count, so a share as it is changes nothing."""
    same = with_share(DEFAULT_WEIGHTS, part, DEFAULT_WEIGHTS[part])
    found = what_if([(one, ORDINARY) for one in seekers], lay_out(hosts), DEFAULT_WEIGHTS, same)
    assert found.moves == ()


@settings(max_examples=examples(40))
@given(
    SEEKERS,
    st.lists(PROFILES, max_size=5, unique_by=lambda one: one.id),
    st.sampled_from([*PartName]),
    st.floats(0.0, 1.0),
)
def test_a_larger_share_never_makes_the_best_hosts_worse_in_that_part(seekers, hosts, part, share):
    """More weight for regions brings regions of different development together, and so on."""
    low, high = sorted([share, DEFAULT_WEIGHTS[part]])
    found = what_if(
        [(one, ORDINARY) for one in seekers],
        lay_out(hosts),
        with_share(DEFAULT_WEIGHTS, part, low),
        with_share(DEFAULT_WEIGHTS, part, high),
    )
    before, after = found.means.get(part, (0.0, 0.0))
    assert after >= before - 1e-6


@settings(max_examples=examples(40))
@given(PROFILES, st.lists(PROFILES, max_size=4, unique_by=lambda one: one.id), st.floats(0, 1))
def test_the_best_is_the_first_of_the_list(yours, hosts, share):
    """An officer sees what the visitor would see."""
    new = with_share(DEFAULT_WEIGHTS, PartName.GOALS, share)
    listed = rank(yours, hosts, new, limit=1).matches
    now = rank(yours, hosts, limit=1).matches
    found = what_if([(yours, ORDINARY)], lay_out(hosts), DEFAULT_WEIGHTS, new)
    moved = [(move.before.id, move.after.id) for move in found.moves]
    assert found.visitors == len(listed)
    assert moved == [
        (a.host.id, b.host.id) for a, b in zip(now, listed, strict=True) if a.host != b.host
    ]


@pytest.mark.parametrize("share", [0.0, 0.2, 1.0])
def test_a_share_leaves_the_others_in_proportion(share):
    """Together they make the whole."""
    found = with_share(DEFAULT_WEIGHTS, "languages", share)
    assert found[PartName.LANGUAGES] == share
    assert sum(found.values()) == pytest.approx(1)
    ratio = DEFAULT_WEIGHTS["needs"] / DEFAULT_WEIGHTS["offers"]
    assert found[PartName.NEEDS] == pytest.approx(ratio * found[PartName.OFFERS])


@pytest.mark.parametrize(
    ("weights", "part", "share"),
    [
        (DEFAULT_WEIGHTS, "charm", 0.2),
        (DEFAULT_WEIGHTS, "needs", -0.1),
        (DEFAULT_WEIGHTS, "needs", 1.1),
        (DEFAULT_WEIGHTS, "needs", float("nan")),
        (dict.fromkeys(PartName, 0.0), "needs", 0.5),
    ],
)
def test_an_unusable_share_is_refused(weights, part, share):
    """Unknown parts, more than all, and a share of nothing."""
    with pytest.raises(BadWeightsError):
        with_share(weights, part, share)
