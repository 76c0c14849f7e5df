"""A group of three to five that covers a chain: with whoever searches, two to four partners of other roles."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from matching.chains.roles import Role
from matching.chains.telling import others

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matching.chains.partners import Partner
    from matching.chains.telling import Sought

FEWEST, MOST = 2, 4
"""Partners in a group, besides whoever searches."""
_OF_A_ROLE = 4
"""The best of each role are combined with each other: all of their combinations are looked at."""


@dataclass(frozen=True, slots=True)
class Chain:
    """A group that covers a chain: its partners by role, and the roles that nobody of them has."""

    partners: tuple[Partner, ...]
    missing: tuple[Role, ...]


def chain(sought: Sought, found: Sequence[Partner]) -> Chain | None:
    """Return the group that covers most roles and most of what is sought, the smallest and best of such.

    None where no two partners cover more than one does. Proved by looking at all groups of the best of each role.
    """
    some = _best_of_each_role(found)
    groups = [group for size in range(FEWEST, MOST + 1) for group in combinations(some, size)]
    if not groups:
        return None
    best = max(groups, key=lambda group: (len(covered(sought, group)), *_small_and_good(group)))
    alone = max(len(covered(sought, (one,))) for one in some)
    if len(covered(sought, best)) <= alone:
        return None
    order = [*Role]
    there = {one.place.role for one in best}
    return Chain(
        tuple(sorted(best, key=lambda one: order.index(one.place.role))),
        tuple(role for role in others(sought.role) if role not in there),
    )


def covered(sought: Sought, group: Sequence[Partner]) -> frozenset[str]:
    """Return what a group covers: roles besides the searcher's own, and topics that are sought."""
    roles = {one.place.role.value for one in group} - {sought.role.value}
    return frozenset(roles | {topic for one in group for topic in one.gives})


def _small_and_good(group: Sequence[Partner]) -> tuple[int, float]:
    return -len(group), sum(one.score for one in group)


def _best_of_each_role(found: Sequence[Partner]) -> list[Partner]:
    return [one for role in Role for one in [x for x in found if x.place.role is role][:_OF_A_ROLE]]
