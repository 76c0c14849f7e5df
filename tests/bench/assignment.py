"""A cohort assigned: time and value beside scipy's dense optimum, fairness, few moves."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from scipy import sparse
from scipy.optimize import linear_sum_assignment

from matching.assigning import assign
from matching.cohort.account.tradeoffs import price_list
from matching.cohort.model.candidates import read_candidates
from matching.cohort.model.demand import Demand, Quota, QuotaSide
from matching.cohort.plan import plan
from matching.ranking.rank import HostIndex
from tests.bench.fictional_profiles import profiles

if TYPE_CHECKING:
    from collections.abc import Callable

    from matching.cohort.plan import Plan
    from tests.bench.figures import Figures

VISITORS, HOSTS, MANY, EACH = 1000, 1500, 10_000, 50
SCARCE = 980
RUNS = 3
BARRED = -100.0  # worse than any number of good pairs is good, so that scipy leaves it to the last


@dataclass
class Fair:
    """A thousand visitors and fifteen hundred hosts with their scores, NaN where barred."""

    visitors: list = field(default_factory=lambda: profiles(VISITORS, 1))
    hosts: list = field(default_factory=lambda: profiles(HOSTS, 2))

    def __post_init__(self) -> None:
        index = HostIndex.build(self.hosts)
        begun = time.process_time()
        self.scores = index.scores(self.visitors)
        self.seconds = time.process_time() - begun
        self.ids = [one.id for one in self.visitors], [one.id for one in index.hosts]
        self.free = {one.id: max(0, one.capacity - one.busy) for one in self.hosts}
        self.poor = frozenset(
            one.id for one in self.visitors if one.region_category == "less_developed"
        )

    def scarce(self) -> dict[str, int]:
        """Fewer places than visitors, at hosts spread over the list."""
        left, places = SCARCE, dict.fromkeys(self.ids[1], 0)
        for host in self.ids[1][::2]:
            places[host] = min(left, self.free[host])
            left -= places[host]
        return places


Found = TypeVar("Found")


@cache
def fair() -> Fair:
    """The same for every section."""
    return Fair()


def quickest(act: Callable[[], Found]) -> tuple[float, Found]:
    """The shortest of some times, in seconds of the processor, and what came out."""
    times = []
    for _ in range(RUNS):
        begun = time.process_time()
        found = act()
        times.append(time.process_time() - begun)
    return min(times), found


def ours(places: dict[str, int], demand: Demand) -> Plan:
    """Our plan from the table of scores up."""
    return plan(read_candidates(*fair().ids, fair().scores), places, demand)


def dense_optimum(places: dict[str, int], bonus: np.ndarray) -> tuple[int, float]:
    """What scipy finds with a column for every place: pairs, and their scores."""
    scores = fair().scores
    columns = np.repeat(np.arange(HOSTS), [places[host] for host in fair().ids[1]])
    table = np.where(np.isnan(scores), BARRED, scores + bonus[:, np.newaxis])[:, columns]
    rows, chosen = linear_sum_assignment(table, maximize=True)
    found = scores[rows, columns[chosen]]
    return int((~np.isnan(found)).sum()), float(np.nansum(found))


def exact(figures: Figures) -> None:
    """Capacities and the fairness bonus, with many places and with few, beside scipy."""
    town = fair()
    figures.add(
        f"scores of {VISITORS} × {HOSTS}, s", f"{town.seconds:.2f}", "input of all that follows"
    )
    demand = Demand(favoured=town.poor, favour_bonus=0.05)
    bonus = np.array([0.05 * (one in town.poor) for one in town.ids[0]])
    for name, places in (("places for all", town.free), (f"{SCARCE} places", town.scarce())):
        seconds, found = quickest(lambda places=places: ours(places, demand))
        peer, best = quickest(lambda places=places: dense_optimum(places, bonus))
        figures.add(
            f"{name}: assign, s", f"{seconds:.3f}", f"scipy dense {peer:.3f}", seconds / peer
        )
        figures.add_row(
            f"{name}: pairs and total",
            f"{found.matched}, {found.total:.6f}{' proved' if found.proved else ''}",
            f"scipy {best[0]}, {best[1]:.6f}",
            f"{found.total / best[1]:.6f}",
        )
    _nested(figures)
    seconds, _ = quickest(lambda: assign(town.visitors, town.hosts, demand=demand))
    figures.add("with scores, figures, prices, s", f"{seconds:.2f}", f"scores {town.seconds:.2f}")


def _nested(figures: Figures) -> None:
    """At most 45 a country and 15 a country in a Partnership: nested, so still a flow."""
    town = fair()
    quotas = []
    for country in sorted({one.country for one in town.hosts}):
        members = [one.id for one in town.hosts if one.country == country]
        quotas.append(Quota(country, QuotaSide.HOSTS, frozenset(members), most=45))
        quotas += [
            Quota(f"{country} {part}", QuotaSide.HOSTS, frozenset(members[part::4]), most=15)
            for part in range(4)
        ]
    demand = Demand(quotas=tuple(quotas))
    seconds, found = quickest(lambda: ours(town.free, demand))
    free = ours(town.free, Demand())
    figures.add_row(
        f"{len(quotas)} nested quotas, s",
        f"{seconds:.3f} ({found.matched}, {found.total:.2f}{' proved' if found.proved else ''})",
        f"without {free.matched}, {free.total:.2f}",
        f"{found.total / free.total:.4f}",
    )
    pairs = read_candidates(*town.ids, town.scores)
    priced, prices = quickest(lambda: price_list(pairs, town.free, demand, found))
    figures.add(
        f"what each of {len(quotas)} quotas costs, s",
        f"{priced:.1f} ({len(prices.prices)} do)",
        f"a plan for each {len(quotas) * seconds:.1f}",
        priced / (len(quotas) * seconds),
    )


def large(figures: Figures) -> None:
    """Ten thousand by ten thousand, fifty candidates each, beside greedy."""
    chance = np.random.default_rng(3)
    ids = [f"v{n:05}" for n in range(MANY)], [f"h{n:05}" for n in range(MANY)]
    popular = chance.random(MANY) / 2
    hosts = chance.integers(0, MANY, MANY * EACH)
    rows = np.repeat(np.arange(MANY), EACH)
    scores = (chance.random(len(hosts)) / 2 + popular[hosts]).round(9)
    table = sparse.csr_array((scores, (rows, hosts)), shape=(MANY, MANY))
    table.data = np.minimum(table.data, 1.0)
    places = dict.fromkeys(ids[1], 1)
    begun = time.process_time()
    found = plan(read_candidates(*ids, table), places, Demand())
    seconds = time.process_time() - begun
    begun = time.process_time()
    count, total = greedy(table)
    figures.add(
        f"{MANY} × {MANY}, {EACH} candidates each, s",
        f"{seconds:.2f}",
        f"greedy {time.process_time() - begun:.2f}",
    )
    figures.add(
        "pairs and total",
        f"{found.matched}, {found.total:.1f}{' proved' if found.proved else ''}",
        f"greedy {count}, {total:.1f}",
        found.total / total,
    )


def greedy(table: sparse.csr_array) -> tuple[int, float]:
    """The best pair first, then the best of what is left: pairs and total."""
    pairs = table.tocoo()
    order = np.argsort(-pairs.data, kind="stable")
    visitors, hosts, total, count = set(), set(), 0.0, 0
    for visitor, host, score in zip(
        pairs.row[order].tolist(),
        pairs.col[order].tolist(),
        pairs.data[order].tolist(),
        strict=True,
    ):
        if visitor not in visitors and host not in hosts:
            visitors.add(visitor)
            hosts.add(host)
            total, count = total + score, count + 1
    return count, total


def fairness(figures: Figures) -> None:
    """Fewer places than visitors: what fairness gives, and what it costs."""
    town, places = fair(), fair().scarce()
    demands = {
        "most pairs, then total": Demand(),
        "+ 0.05 for less developed regions": Demand(favoured=town.poor, favour_bonus=0.05),
        "worst pair raised": Demand(raise_worst=True),
        "five worst raised": Demand(raise_worst=True, raise_levels=5),
        "both": Demand(favoured=town.poor, favour_bonus=0.05, raise_worst=True),
    }
    best = ours(places, Demand())
    for name, demand in demands.items():
        seconds, found = quickest(lambda demand=demand: ours(places, demand))
        served = {one.visitor for one in found.placed}
        poor = len(served & town.poor) / len(town.poor)
        others = len(served - town.poor) / (VISITORS - len(town.poor))
        worst = min(one.score for one in found.placed)
        figures.add_row(
            f"{name} ({seconds:.2f} s)",
            f"{found.matched}, total {found.total:.2f}, worst {worst:.3f}",
            f"less developed {poor:.1%}, others {others:.1%}",
            f"{found.total / best.total:.4f}",
        )


def groups(figures: Figures) -> None:
    """A tenth come with one to four others: pairs, total, and what the proof leaves open."""
    town = fair()
    chance = np.random.default_rng(5)
    several = chance.permutation(town.ids[0])[: VISITORS // 10].tolist()
    seats = {one: int(chance.integers(2, 6)) for one in several}
    _raised_groups(figures, seats)
    for name, places in (("places for all", town.free), (f"{SCARCE} places", town.scarce())):
        seconds, found = quickest(lambda places=places: ours(places, Demand(seats=seats)))
        alone = ours(places, Demand())
        more, better = found.gap
        gap = "proved" if found.proved else f"gap {more}, {better:.3f}"
        went = sum(one.visitor in seats for one in found.placed)
        figures.add_row(
            f"{len(seats)} group visits, {name} ({seconds:.1f} s)",
            f"{found.matched}, total {found.total:.2f}, {gap}, {went} groups",
            f"all alone {alone.matched}, {alone.total:.2f}",
            f"{found.total / alone.total:.4f}",
        )


def _raised_groups(figures: Figures, seats: dict[str, int]) -> None:
    """The worst pair raised where some come in groups: what the level costs beside none."""
    places = fair().free
    plainly, free = quickest(lambda: ours(places, Demand(seats=seats)))
    seconds, found = quickest(lambda: ours(places, Demand(seats=seats, raise_worst=True)))
    worst = [min(pair.score for pair in one.placed) for one in (free, found)]
    figures.add(
        "group visits, worst pair raised, s",
        f"{seconds:.1f} (worst {worst[1]:.3f}, total {found.total:.2f})",
        f"not raised {plainly:.1f} (worst {worst[0]:.3f}, total {free.total:.2f})",
        seconds / plainly,
    )


def moves(figures: Figures) -> None:
    """Two in a hundred hosts drop out: who moves, at which keep-bonus."""
    town, places = fair(), fair().scarce()
    before = frozenset((one.visitor, one.host) for one in ours(places, Demand()).placed)
    used = sorted({host for _, host in before})
    gone = set(used[::50])
    left = {host: 0 if host in gone else count for host, count in places.items()}
    forced = sum(host in gone for _, host in before)
    fresh = ours(left, Demand())
    now = before
    for bonus in (0.0, 0.02, 0.1, 0.05):
        found = ours(left, Demand(previous=before, keep_bonus=bonus))
        now = {(one.visitor, one.host) for one in found.placed}
        figures.add_row(
            f"keep-bonus {bonus:.2f}: pairs that go",
            f"{len(before - now)}, total {found.total:.2f}",
            f"{forced} must ({len(gone)} hosts out)",
            f"{found.total / fresh.total:.4f}",
        )
    again = ours(left, Demand(previous=frozenset(now), keep_bonus=0.05))
    same = {(one.visitor, one.host) for one in again.placed} == now
    figures.add(
        "a rerun with the last result",
        "the same" if same else "differs",
        f"of {len(town.visitors)}",
    )
