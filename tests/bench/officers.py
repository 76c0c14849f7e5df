"""What an officer waits for: a what-if, and why visitors have no host, for a whole Partnership."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from matching.ranking.columns import lay_out
from matching.ranking.eligibility import ORDINARY
from matching.ranking.openings import FIELDS, outlook, shortage
from matching.ranking.rank import HostIndex
from matching.ranking.what_if import what_if
from matching.reasons import PartName
from matching.weights import DEFAULT_WEIGHTS, checked_weights, with_share
from tests.bench.fictional_profiles import profiles

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.bench.figures import Figures

N_VISITORS, N_HOSTS = 1000, 1500
SAMPLE = 20


def seconds(act: Callable[[], object]) -> float:
    """How long something takes, the better of two."""
    times = []
    for _ in range(2):
        begun = time.perf_counter()
        act()
        times.append(time.perf_counter() - begun)
    return min(times)


def officers(figures: Figures) -> None:
    """1,000 visitors and 1,500 hosts, beside asking about each visitor on its own."""
    hosts, visitors = profiles(N_HOSTS, 1), profiles(N_VISITORS, 2)
    columns, pairs = lay_out(hosts), [(one, ORDINARY) for one in visitors]
    new = with_share(DEFAULT_WEIGHTS, PartName.REGIONS, 0.2)
    index = HostIndex(columns)

    def one_by_one() -> None:
        for visitor in visitors[:SAMPLE]:
            for weights in (DEFAULT_WEIGHTS, new):
                index.rank(visitor, weights, limit=1)

    alone = seconds(one_by_one) * N_VISITORS / SAMPLE
    ours = seconds(lambda: what_if(pairs, columns, DEFAULT_WEIGHTS, new))
    found = what_if(pairs, columns, DEFAULT_WEIGHTS, new)
    beside = f"{alone:.1f} s ranking each twice"
    figures.add(f"what-if, {len(found.moves)} of 1,000 move", f"{ours:.1f} s", beside, ours / alone)

    def asked_again() -> None:
        for visitor in visitors[:SAMPLE]:
            for way in outlook(visitor, columns).ways:
                name = FIELDS[way.wish]
                wider = (*getattr(visitor, name), way.value) if way.value else ()
                outlook(replace(visitor, **{name: wider}), columns)

    alone = seconds(asked_again) * N_VISITORS / SAMPLE
    ours = seconds(lambda: shortage(pairs, columns))
    beside = f"{alone:.1f} s asking again for each way"
    figures.add("outlooks of 1,000", f"{ours:.1f} s", beside, ours / alone)


def regions(figures: Figures) -> None:
    """How many first hosts are at another level of development, beside a weight of nothing."""
    hosts, visitors = profiles(N_HOSTS, 1), profiles(N_VISITORS, 2)
    index = HostIndex.build(hosts)
    plain = with_share(DEFAULT_WEIGHTS, PartName.REGIONS, 0.0)
    found = []
    for weights in (plain, checked_weights(DEFAULT_WEIGHTS)):
        numbers = index.rank_all(visitors, {**weights}, top=1).numbers[:, 0]
        levels = [
            {visitor.region_category, index.hosts[number].region_category}
            for visitor, number in zip(visitors, numbers, strict=True)
        ]
        known = [pair for pair in levels if None not in pair]
        found.append(sum(len(pair) > 1 for pair in known) / len(known))
    without, ours = found
    figures.add(
        "first hosts across levels of development",
        f"{ours:.0%}",
        f"{without:.0%} with no weight for regions",
        ours / without,
    )
