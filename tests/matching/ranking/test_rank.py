from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.errors import BadWeightsError
from matching.ranking.eligibility import Circumstances, ExclusionCode
from matching.ranking.rank import HostIndex, rank
from matching.reasons import PartName
from matching.weights import DEFAULT_WEIGHTS, checked_weights
from tests.bench.fictional_profiles import profiles
from tests.builders.matching.people import HOST, PROFILES, VISITOR, host
from tests.sizes import examples


@settings(deadline=None, max_examples=examples(60))
@given(PROFILES, st.lists(PROFILES, max_size=5))
def test_every_host_is_ranked_or_excluded_with_a_reason(yours, hosts):
    """Whatever people write, scores and parts lie in [0, 1] and nobody disappears."""
    found = rank(yours, hosts, limit=99)
    assert found.total == len(found.matches)
    assert {m.host.id for m in found.matches} | set(found.excluded) == {h.id for h in hosts}
    assert found.total + len(found.excluded) == len(hosts)
    worth = [p.value for m in found.matches for p in m.parts] + [m.score for m in found.matches]
    assert all(0 <= value <= 1 for value in worth)


@settings(deadline=None, max_examples=examples(30))
@given(PROFILES, st.lists(PROFILES, max_size=6), st.randoms())
def test_the_order_of_the_hosts_does_not_matter(yours, hosts, chance):
    """The same hosts in another order give the same ranking, scores and reasons."""
    shuffled = chance.sample(hosts, len(hosts))
    assert rank(yours, hosts) == rank(yours, shuffled)


def test_ties_are_told_by_id():
    """Hosts that fit equally come in the order of their ids."""
    names = {key: f"Invented {key}" for key in "cab"}
    twins = [host(id=key, organisation=name) for key, name in names.items()]
    assert [match.host.id for match in rank(VISITOR, twins).matches] == ["a", "b", "c"]


def test_the_fitting_host_comes_first():
    """The host a cluster manager would name is on top, with the score of its parts."""
    others = [
        host(id="a", organisation="Invented Dairy", offers="Cheese", ecosystems=("agri_food",)),
        host(id="b", organisation="Invented Club", languages=("pt",), months=("2027-11",)),
    ]
    best = rank(VISITOR, [*others, HOST]).matches[0]
    total = sum(part.weight * part.value for part in best.parts)
    assert best.host == HOST
    assert best.score == pytest.approx(total / sum(part.weight for part in best.parts))


def test_pages():
    """A second page goes on where the first ended; the total counts them all."""
    hosts = [host(id=f"{n:02}", organisation=f"Invented {n}") for n in range(12)]
    index = HostIndex.build(hosts)
    pages = [index.rank(VISITOR, limit=5, offset=offset) for offset in (0, 5, 10, 15)]
    assert [page.total for page in pages] == [12] * 4
    assert [m.host.id for page in pages for m in page.matches] == [h.id for h in hosts]


def test_exclusions_carry_their_rule():
    """Who is left out, and why, is part of the answer."""
    hosts = [
        HOST,
        host(id="home", organisation="", country="AT"),
        host(id="full", organisation="", busy=2),
        host(id="shut", organisation=""),
        host(id="v1", organisation=""),
        host(id="ours", organisation="FICTIONAL WEAVERS LTD"),
    ]
    found = rank(VISITOR, hosts, circumstances=Circumstances(closed={"shut", "gone"}))
    assert {key: bar.code for key, bar in found.excluded.items()} == {
        "home": ExclusionCode.SAME_COUNTRY,
        "full": ExclusionCode.FULL,
        "shut": ExclusionCode.CLOSED,
        "v1": ExclusionCode.SELF,
        "ours": ExclusionCode.SAME_ORGANISATION,
    }


def test_no_hosts():
    """Without hosts there is an empty ranking, not an error."""
    found = rank(VISITOR, [])
    assert (found.matches, found.total, found.excluded) == ((), 0, {})


def test_lump_sums_come_along():
    """The amount for the host's country is shown beside the match, where the call has one."""
    amounts = {"PT": Decimal(780)}
    found = rank(VISITOR, [HOST, host(id="x", organisation="", country="FI")], amounts=amounts)
    assert [match.lump_sum for match in found.matches] == [Decimal(780), None]


def test_weights_decide():
    """What a call weighs alone decides alone."""
    far = host(id="far", organisation="Invented Fair", languages=("pt",), region_category=None)
    by_language = rank(VISITOR, [far, HOST], _only(PartName.LANGUAGES))
    assert [match.score for match in by_language.matches] == [1.0, 0.0]


def _only(part: PartName) -> dict[str, float]:
    return {name: float(name == part) for name in PartName}


def test_weights_left_out_are_the_default_ones():
    """A call may set some weights only; those given need not add up to 1."""
    weights = checked_weights({"needs": 2})
    assert weights == {**DEFAULT_WEIGHTS, "needs": 2.0}
    assert sum(DEFAULT_WEIGHTS.values()) == pytest.approx(1)


@pytest.mark.parametrize(
    "weights",
    [
        {"charm": 1.0},
        {"needs": -0.1},
        {"needs": float("nan")},
        {"needs": float("inf")},
        dict.fromkeys(PartName, 0.0),
    ],
)
def test_unusable_weights_are_refused(weights):
    """Unknown parts, negative numbers and nothing at all are no weights."""
    with pytest.raises(BadWeightsError):
        checked_weights(weights)


@settings(deadline=None, max_examples=examples(25))
@given(st.lists(PROFILES, max_size=3), st.lists(PROFILES, max_size=2), st.data())
def test_hosts_replaced_are_hosts_built(before, after, data):
    """An index with hosts changed, new and gone has all they say, but for what words are worth."""
    ids = [one.id for one in before]
    renamed = [replace(one, id=data.draw(st.sampled_from([*ids, one.id]))) for one in after]
    changed = list({one.id: one for one in renamed}.values())
    gone = data.draw(st.lists(st.sampled_from(ids), unique=True)) if ids else []
    kept = {one.id: one for one in before if one.id not in gone} | {one.id: one for one in changed}
    index = HostIndex.build(before).replaced(changed, gone)
    built = HostIndex.build([*kept.values()])
    no_texts = {PartName.NEEDS: 0.0, PartName.OFFERS: 0.0, PartName.RECIPROCITY: 0.0}
    assert index.hosts == built.hosts
    assert told(index, no_texts) == told(built, no_texts)


def test_a_host_replaced_by_itself_changes_nothing():
    """Then even what words are worth is the same."""
    hosts = profiles(30, seed=3)
    index = HostIndex.build(hosts)
    assert told(index.replaced(hosts[5:9]), {}) == told(index, {})


def told(index, weights):
    """The hosts with their scores, and who is left out."""
    found = index.rank(VISITOR, weights, limit=99)
    return [(match.host.id, match.score) for match in found.matches], set(found.excluded)


def test_one_pair_is_what_the_list_shows():
    """Each host alone has the score, the parts and the reasons that it has in the list."""
    index = HostIndex.build(profiles(20, seed=3))
    for match in index.rank(VISITOR, limit=99).matches:
        assert index.match(VISITOR, match.host.id) == match
        assert round(index.worth(VISITOR)[match.host.id], 3) == round(match.score, 3)


def test_one_pair_that_is_barred_or_unknown():
    """A barred host can still be read about; an unknown one is nobody."""
    index = HostIndex.build([host(busy=2)])
    assert index.match(VISITOR, "h1").host == host(busy=2)
    assert index.match(VISITOR, "nobody") is None


@settings(deadline=None, max_examples=examples(30))
@given(PROFILES, st.lists(PROFILES, min_size=2, max_size=6), st.data())
def test_who_did_not_answer_comes_after_all_others(yours, hosts, data):
    """Everybody else keeps the order, nobody is lost, and a score is what it was."""
    silent = data.draw(st.sets(st.sampled_from([one.id for one in hosts])))
    before = rank(yours, hosts, limit=99).matches
    after = rank(yours, hosts, limit=99, circumstances=Circumstances(unanswered=silent)).matches
    assert list(after) == sorted(before, key=lambda one: one.host.id in silent)


def test_among_hosts_that_fit_alike_those_of_a_wished_country_come_first():
    """Where it is asked for; scores stay, who offers nothing that is sought is not lifted, nor is the best put back."""
    wishing = replace(VISITOR, wished_countries=("FI",))
    strange = {"offers": "Cheese", "seeks": "Milk"}
    hosts = [
        host(id="a", organisation="Invented Porto Looms"),
        host(id="b", organisation="Invented Oulu Looms", country="FI", languages=("fi", "en")),
        host(id="c", organisation="Invented Oulu Dairy", country="FI", **strange),
        host(id="d", organisation="Invented Porto Prints", months=("2027-11",), languages=("pt",)),
    ]
    plain = rank(wishing, hosts).matches
    ahead = HostIndex.build(hosts).rank(wishing, wished_ahead=0.1).matches
    assert {one.host.id: one.score for one in plain} == {one.host.id: one.score for one in ahead}
    assert ahead[0].host.id == "b"
    assert [one.host.id for one in ahead if one.host.id != "b"] == [
        one.host.id for one in plain if one.host.id != "b"
    ]
