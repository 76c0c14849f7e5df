"""What callers of the library may tell in short: profiles as texts, and a scheme by its weights."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from matching.profiles import Profile

if TYPE_CHECKING:
    from collections.abc import Sequence


class Weighed(Protocol):
    """A call, or anything else with weights."""

    @property
    def weights(self) -> Mapping[str, float]:
        """What each part counts, by name."""


def told_hosts(hosts: Sequence[Profile | str]) -> list[Profile]:
    """Return hosts as profiles; the id of one told as a text is its place, in six digits."""
    return [
        Profile(id=f"{number:06}", offers=one) if isinstance(one, str) else one
        for number, one in enumerate(hosts)
    ]


def told_visitor(visitor: Profile | str, number: int) -> Profile:
    """Return a visitor as a profile; the id of one told as a text is v and its number."""
    # A visitor's id must not be taken for a host's.
    return Profile(id=f"v{number}", seeks=visitor) if isinstance(visitor, str) else visitor


def told_visitors(visitors: Sequence[Profile | str]) -> list[Profile]:
    """Return visitors as profiles."""
    return [told_visitor(one, number) for number, one in enumerate(visitors)]


def weights_of(scheme: Weighed | Mapping[str, float]) -> Mapping[str, float]:
    """Return what each part counts, of a call or as told."""
    return scheme if isinstance(scheme, Mapping) else scheme.weights
