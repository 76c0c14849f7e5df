"""Applications that travel together: which are kept, and which count now."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlmodel import col, select

from matching.cohort.model.demand import Group
from storage.tables import CohortCompanion

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from exchange.work import Work


def kept_companions(work: Work, partnership_id: int) -> list[CohortCompanion]:
    """Who travels together at a Partnership, group by group."""
    query = select(CohortCompanion).where(CohortCompanion.partnership_id == partnership_id)
    ordered = query.order_by(col(CohortCompanion.number), col(CohortCompanion.application_id))
    return list(work.session.exec(ordered))


def by_number(companions: Iterable[CohortCompanion]) -> dict[int, list[int]]:
    """The applications of each group."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    for companion in companions:
        found[companion.number].append(companion.application_id)
    return dict(found)


def travelling(work: Work, partnership_id: int, waiting: Collection[str]) -> tuple[Group, ...]:
    """The groups of those who wait now; a group left with one is none."""
    groups = by_number(kept_companions(work, partnership_id)).values()
    there = ([member for member in members if str(member) in waiting] for members in groups)
    return tuple(group_of(members) for members in there if len(members) > 1)


def group_of(members: Iterable[int]) -> Group:
    """The matcher's group of some applications; its name is their numbers: `7, 12`."""
    numbers = [str(one) for one in sorted(members)]
    return Group(", ".join(numbers), frozenset(numbers))
