"""The matcher as a library: profiles or plain texts in, no database and no bots.

These functions make the hosts ready each time. For many visitors or searches over the same hosts
keep a `HostIndex`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from matching.ranking.rank import HostIndex
from matching.short_profiles import as_hosts, as_visitor, as_visitors, each, weights_of
from matching.weights import DEFAULT_WEIGHTS
from matching.words.encoder import AS_USUAL, chosen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from matching.profiles import Profile
    from matching.ranking.batch import Shortlists
    from matching.ranking.rank import Ranking
    from matching.ranking.search import Found
    from matching.short_profiles import Weighed
    from matching.words.encoder import AsUsual, Encoder


def rank(
    visitor: Profile | str,
    hosts: Iterable[Profile | str],
    scheme: Weighed | Mapping[str, float] = DEFAULT_WEIGHTS,
    *,
    top: int = 5,
    encoder: Encoder | AsUsual | None = AS_USUAL,
) -> Ranking:
    """Return the `top` best hosts for a visitor with reasons, and why others are out.

    A visitor told as a text seeks it, a host told as a text offers it; such hosts have their place
    in `hosts` as id. `scheme` has weights or is them. Meanings are compared by the usual encoder or
    the one given; None is words alone. Raises BadWeightsError.
    """
    index = HostIndex.build(as_hosts(hosts), chosen(encoder))
    return index.rank(as_visitor(visitor, 0), weights_of(scheme), limit=top)


def rank_all(
    visitors: Iterable[Profile | str],
    hosts: Iterable[Profile | str],
    scheme: Weighed | Mapping[str, float] = DEFAULT_WEIGHTS,
    *,
    top: int = 10,
    encoder: Encoder | AsUsual | None = AS_USUAL,
    progress: Callable[[int, int], object] | None = None,
    workers: int | None = None,
) -> Shortlists:
    """Return the `top` best hosts of every visitor as arrays (n_visitors, top), without reasons.

    The same as `rank` one by one, in a fraction of the time. By default a large batch is shared out
    among all processors, by forked processes, if the program has one thread only; `workers` sets
    their number. Raises BadWeightsError.
    """
    asking = as_visitors(visitors)
    index = HostIndex.build(as_hosts(hosts), chosen(encoder))
    return index.rank_all(asking, weights_of(scheme), top=top, progress=progress, workers=workers)


def search(
    query: str,
    hosts: Iterable[Profile | str],
    *,
    countries: Iterable[str] = (),
    ecosystems: Iterable[str] = (),
    top: int = 10,
) -> Found:
    """Return how many hosts answer to the words of `query`, typos forgiven, and the best `top`."""
    index = HostIndex.build(as_hosts(hosts))
    within, of = tuple(each(countries)), tuple(each(ecosystems))
    return index.search(query or "", countries=within, ecosystems=of, limit=top)
