"""The matcher as a library: profiles or plain texts in, no database and no bots.

These functions make the hosts ready each time. For many visitors or searches over the same hosts
keep a `HostIndex`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from matching.profiles import Profile
from matching.rank import HostIndex
from matching.weights import DEFAULT_WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from matching.batch import Shortlists
    from matching.encoder import Encoder
    from matching.rank import Ranking
    from matching.search import Found


class Weighed(Protocol):
    """A call, or anything else with weights."""

    @property
    def weights(self) -> Mapping[str, float]:
        """What each part counts, by name."""


def rank(
    visitor: Profile | str,
    hosts: Sequence[Profile | str],
    scheme: Weighed | Mapping[str, float] = DEFAULT_WEIGHTS,
    *,
    top: int = 5,
    encoder: Encoder | None = None,
) -> Ranking:
    """Return the `top` best hosts for a visitor with reasons, and why others are out.

    A visitor told as a text seeks it, a host told as a text offers it; such hosts have their place
    in `hosts` as id. `scheme` has weights or is them. Raises BadWeightsError.
    """
    index = HostIndex.build(told_hosts(hosts), encoder)
    return index.rank(_told_visitor(visitor, 0), _weights(scheme), limit=top)


def rank_all(
    visitors: Sequence[Profile | str],
    hosts: Sequence[Profile | str],
    scheme: Weighed | Mapping[str, float] = DEFAULT_WEIGHTS,
    *,
    top: int = 10,
    encoder: Encoder | None = None,
    progress: Callable[[int, int], object] | None = None,
    workers: int | None = None,
) -> Shortlists:
    """Return the `top` best hosts of every visitor as arrays (n_visitors, top), without reasons.

    The same as `rank` one by one, in a fraction of the time. By default a large batch is shared out
    among all processors, by forked processes, if the program has one thread only; `workers` sets
    their number. Raises BadWeightsError.
    """
    asking = [_told_visitor(one, number) for number, one in enumerate(visitors)]
    index = HostIndex.build(told_hosts(hosts), encoder)
    return index.rank_all(asking, _weights(scheme), top=top, progress=progress, workers=workers)


def search(
    query: str,
    hosts: Sequence[Profile | str],
    *,
    countries: Sequence[str] = (),
    ecosystems: Sequence[str] = (),
    top: int = 10,
) -> Found:
    """Return how many hosts answer to the words of `query`, typos forgiven, and the best `top`."""
    index = HostIndex.build(told_hosts(hosts))
    return index.search(query, countries=countries, ecosystems=ecosystems, limit=top)


def told_hosts(hosts: Sequence[Profile | str]) -> list[Profile]:
    """Return hosts as profiles; the id of one told as a text is its place, in six digits."""
    return [
        Profile(id=f"{number:06}", offers=one) if isinstance(one, str) else one
        for number, one in enumerate(hosts)
    ]


def _told_visitor(visitor: Profile | str, number: int) -> Profile:
    # A visitor's id must not be taken for a host's.
    return Profile(id=f"v{number}", seeks=visitor) if isinstance(visitor, str) else visitor


def _weights(scheme: Weighed | Mapping[str, float]) -> Mapping[str, float]:
    return scheme if isinstance(scheme, Mapping) else scheme.weights
