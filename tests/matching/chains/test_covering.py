"""Groups that cover a chain: the best there is, and none where one partner does as much."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from matching.chains.covering import FEWEST, MOST, chain, covered
from matching.chains.partners import Partner, partners
from matching.chains.roles import Place, Role
from matching.chains.telling import Sought, read
from matching.profiles import Profile

ROLES = st.sampled_from(list(Role))
TOPICS = st.lists(st.sampled_from(["wood", "solar", "leather"]), max_size=2, unique=True)


def made(number, role, gives, score):
    """A partner as the search finds one."""
    return Partner(Profile(str(number)), Place(role), tuple(gives), (), score, 0.0, score)


@given(
    ROLES,
    st.lists(st.tuples(ROLES, TOPICS, st.sampled_from([0.1, 0.5, 0.9])), max_size=7),
)
def test_no_group_covers_more(own, told):
    """Of all groups of two to four partners; fewer partners where fewer do."""
    sought = Sought("", "", own, (), ())
    found = [made(at, *one) for at, one in enumerate(told)]
    groups = [g for size in range(FEWEST, MOST + 1) for g in combinations(found, size)]
    most = max((len(covered(sought, one)) for one in groups), default=0)
    alone = max((len(covered(sought, (one,))) for one in found), default=0)
    best = chain(sought, found)
    if most <= alone:
        assert best is None
        return
    assert best is not None
    few_of_each = all(sum(x.place.role is role for x in found) <= 4 for role in Role)
    if few_of_each:
        assert len(covered(sought, best.partners)) == most
        fewest = min(len(one) for one in groups if len(covered(sought, one)) == most)
        assert len(best.partners) == fewest
    assert not {one.place.role for one in best.partners} & set(best.missing)


def test_a_chain_from_texts():
    """Who supplies, who uses and who supports are found for one who makes."""
    pool = [
        Profile("mill", offers="We supply organic cotton yarn.", seeks="Knitting mills."),
        Profile("shops", offers="Chain of fashion shops.", seeks="Organic cotton knitwear."),
        Profile(
            "lab",
            offers="Testing of cotton textiles.",
            seeks="Textile firms.",
            organisation_type="scaling_up_support",
        ),
        Profile("rail", offers="Signals for railways.", seeks="Rail operators."),
    ]
    sought = read("We knit sweaters of organic cotton. We look for cotton yarn and fashion shops.")
    best = chain(sought, partners(sought, pool, None))
    assert best is not None
    assert [one.profile.id for one in best.partners] == ["mill", "shops", "lab"]
    assert best.missing == ()
