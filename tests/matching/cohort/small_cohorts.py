"""Small cohorts for the tests, and the best plan found by trying every one."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import strategies as st

from matching.cohort.model.candidates import read_candidates
from matching.cohort.model.demand import Demand, Group, Quota, QuotaSide

PLACES = 9


def names(side: str, count: int) -> list[str]:
    """Return ids in order: v0, v1, and so on."""
    return [f"{side}{number}" for number in range(count)]


def cohort(scores):
    """Return the candidates of a table of scores, NaN where a pair is barred."""
    table = np.array(scores, dtype=float).reshape(len(scores), -1)
    return read_candidates(names("v", table.shape[0]), names("h", table.shape[1]), table)


def allowed(pairs, places, demand, hosts) -> bool:
    """Return whether a choice of a host (or None) for each visitor keeps every rule."""
    chosen = {(v, h) for v, h in zip(pairs.visitors, hosts, strict=True) if h is not None}
    loads = {host: sum(h == host for _, h in chosen) for host in pairs.hosts}
    seats = dict.fromkeys(pairs.visitors, 1) | dict(demand.seats)
    taken = {host: sum(seats[v] for v, h in chosen if h == host) for host in pairs.hosts}
    host_of = dict(chosen)
    return (
        all(taken[host] <= places.get(host, 0) for host in pairs.hosts)
        and all(loads[host] >= least for host, least in demand.least_loads.items())
        and demand.locked <= chosen
        and not demand.forbidden & chosen
        and all(_within(quota, chosen) for quota in demand.quotas)
        and all(len({host_of.get(one) for one in group.visitors}) == 1 for group in demand.groups)
    )


def _within(quota: Quota, chosen) -> bool:
    side = 0 if quota.side is QuotaSide.VISITORS else 1
    count = sum(pair[side] in quota.members for pair in chosen)
    return quota.least <= count and (quota.most is None or count <= quota.most)


def every_plan(pairs, places, demand):
    """Yield every plan that keeps the rules, as hosts (or None) by visitor."""
    choices = []
    for number in range(len(pairs.visitors)):
        first, last = pairs.start[number], pairs.start[number + 1]
        choices.append([None, *(pairs.hosts[host] for host in pairs.host[first:last])])
    return (hosts for hosts in product(*choices) if allowed(pairs, places, demand, hosts))


def worth(pairs, demand, hosts):
    """Return what a plan is worth: pairs, the worst score where it counts, score with bonuses."""
    table = {
        (pairs.visitors[v], pairs.hosts[h]): score
        for v, h, score in zip(pairs.visitor, pairs.host, pairs.score, strict=True)
    }
    chosen = [(v, h) for v, h in zip(pairs.visitors, hosts, strict=True) if h is not None]
    worst = min((table[one] for one in chosen if one not in demand.locked), default=1.0)
    gain = sum(
        table[pair]
        + demand.favour_bonus * (pair[0] in demand.favoured)
        + demand.keep_bonus * (pair in demand.previous)
        for pair in chosen
        if pair not in demand.locked
    )
    return len(chosen), worst if demand.raise_worst else 0.0, round(gain, 7)


@st.composite
def cohorts(draw, *, groups=False, minima=False, overlapping=False, seats=False):
    """Draw candidates, places and a demand small enough to try every plan."""
    n_visitors, n_hosts = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    score = st.one_of(st.none(), st.integers(0, 20).map(lambda one: one / 20))
    rows = draw(
        st.lists(
            st.lists(score, min_size=n_hosts, max_size=n_hosts),
            min_size=n_visitors,
            max_size=n_visitors,
        )
    )
    pairs = cohort([[np.nan if one is None else one for one in row] for row in rows])
    places = {host: draw(st.integers(0, 4 if seats else 2)) for host in pairs.hosts}
    listed = [
        (pairs.visitors[v], pairs.hosts[h]) for v, h in zip(pairs.visitor, pairs.host, strict=True)
    ]
    some = st.frozensets(st.sampled_from(listed), max_size=2) if listed else st.just(frozenset())
    demand = Demand(
        quotas=draw(_overlapping(pairs, minima) if overlapping else _nested(pairs, minima)),
        least_loads=draw(_least(pairs)) if minima else {},
        groups=draw(_groups(pairs.visitors)) if groups else (),
        seats={one: draw(st.integers(1, 3)) for one in pairs.visitors} if seats else {},
        forbidden=draw(some),
        previous=draw(some),
        keep_bonus=draw(st.sampled_from([0.0, 0.05, 0.3])),
        favoured=draw(st.frozensets(st.sampled_from(pairs.visitors))),
        favour_bonus=draw(st.sampled_from([0.0, 0.05])),
        raise_worst=draw(st.booleans()),
    )
    return pairs, places, demand


def _quota(draw, name, side, members, minima):
    least = draw(st.integers(0, 1)) if minima else 0
    return Quota(name, side, frozenset(members), draw(st.integers(least, 3)), least)


@st.composite
def _nested(draw, pairs, minima):
    side = draw(st.sampled_from(QuotaSide))
    ids = pairs.hosts if side is QuotaSide.HOSTS else pairs.visitors
    cut = draw(st.integers(0, len(ids)))
    inner = draw(st.integers(0, cut))
    parts = [ids[:cut], ids[:inner], ids[cut:]]
    kept = draw(st.lists(st.sampled_from(range(3)), unique=True, max_size=3))
    return tuple(_quota(draw, f"q{one}", side, parts[one], minima) for one in kept)


@st.composite
def _overlapping(draw, pairs, minima):
    sides = {QuotaSide.HOSTS: pairs.hosts, QuotaSide.VISITORS: pairs.visitors}
    found = []
    for number in range(draw(st.integers(1, 3))):
        side = draw(st.sampled_from(QuotaSide))
        members = draw(st.frozensets(st.sampled_from(sides[side])))
        found.append(_quota(draw, f"q{number}", side, members, minima))
    return tuple(found)


@st.composite
def _groups(draw, visitors):
    order = draw(st.permutations(visitors))
    size = draw(st.integers(0, len(order)))
    parts = [order[:size], order[size:]]
    return tuple(Group(f"g{n}", frozenset(part)) for n, part in enumerate(parts) if len(part) > 1)


@st.composite
def _least(draw, pairs):
    return draw(st.dictionaries(st.sampled_from(pairs.hosts), st.integers(0, 2), max_size=2))
