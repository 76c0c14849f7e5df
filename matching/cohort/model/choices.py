"""What an integer programme chooses from: who goes where, whole groups as one, with their seats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from matching.cohort.model.demand import QuotaSide

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from matching.cohort.model.candidates import Marked, Numbers, Whole
    from matching.cohort.model.problem import Bound, Problem

    Table = sparse.csc_array


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be chosen, (n_columns,), ordered by visitor and host; a group is its first member.

    `count` visitors travel, on `seats` seats; `start` is where each visitor's columns begin
    (n_visitors + 1,).
    """

    visitor: Numbers
    host: Numbers
    seats: Whole
    count: Whole
    gain: Whole
    start: Numbers


@dataclass(frozen=True, slots=True)
class Rules:
    """Rows of whole numbers, `table` (n_rows, n_columns), that may reach `room` (n_rows,).

    The last `asked` of them are minima, turned round: less than nothing may be missing. `limits`
    are the rows of quotas' ceilings, by the number of the quota; others cannot be reached.
    """

    table: Table
    room: Whole
    asked: int
    limits: Mapping[int, int]


def together(problem: Problem, groups: Sequence[Sequence[int]]) -> Problem:
    """Return the problem with only those pairs of groups that all members could have."""
    pairs, kept = problem.pairs, np.ones(len(problem.gain), dtype=np.bool_)
    for group in groups:
        slices = _slices(problem, group)
        hosts = np.concatenate([pairs.host[own] for own in slices])
        reach = np.bincount(hosts, minlength=len(problem.places))
        seats = problem.seats[list(group)].sum()
        fits = (reach == len(group)) & (problem.places >= seats)
        for own in slices:
            kept[own] = fits[pairs.host[own]]
    return problem.only(kept)


def _slices(problem: Problem, group: Sequence[int]) -> list[slice]:
    """Return where the pairs of each member stand."""
    start = problem.pairs.start
    return [slice(start[one], start[one + 1]) for one in group]


def choices_of(problem: Problem, groups: Sequence[Sequence[int]]) -> Choices:
    """Return the columns of a problem that has gone through `together`."""
    n_visitors = len(problem.pairs.visitors)
    gain, kept = problem.gain.copy(), np.ones(len(problem.gain), dtype=np.bool_)
    seats, count = problem.seats.copy(), np.ones(n_visitors, dtype=np.int64)
    for group in groups:
        first, *others = _slices(problem, group)
        for other in others:  # all members have the same hosts, in the same order
            gain[first] += problem.gain[other]
            kept[other] = False
        seats[group[0]] = problem.seats[list(group)].sum()
        count[group[0]] = len(group)
    visitor, host = problem.pairs.visitor[kept], problem.pairs.host[kept]
    start = np.searchsorted(visitor, np.arange(n_visitors + 1))
    return Choices(visitor, host, seats[visitor], count[visitor], gain[kept], start)


def rules_of(problem: Problem, table: Choices, groups: Sequence[Sequence[int]]) -> Rules:
    """Return the rows: seats of hosts, ceilings of quotas, then minima of hosts and quotas."""
    n_hosts = len(problem.places)
    per_quota = [_counted(table, problem, groups, quota) for quota in problem.quotas]
    tight = [
        number for number, one in enumerate(problem.quotas) if one.most < per_quota[number].sum()
    ]
    asked = [number for number, one in enumerate(problem.quotas) if one.least]
    loads = _by_host(table, table.count, n_hosts)
    least = np.flatnonzero(problem.least_loads)
    blocks = [
        _by_host(table, table.seats, n_hosts),
        _stacked((per_quota[one] for one in tight), len(table.host)),
        -loads[least],
        -_stacked((per_quota[one] for one in asked), len(table.host)),
    ]
    room = [
        problem.places,
        _numbers(problem.quotas[one].most for one in tight),
        -problem.least_loads[least],
        -_numbers(problem.quotas[one].least for one in asked),
    ]
    stacked = sparse.csc_array(sparse.vstack(blocks))
    limits = {number: row for row, number in enumerate(tight, start=n_hosts)}
    return Rules(stacked, np.concatenate(room), len(least) + len(asked), limits)


def _numbers(values: Iterable[int]) -> Whole:
    return np.array([*values], dtype=np.int64)


def _by_host(table: Choices, values: Whole, n_hosts: int) -> sparse.csr_array:
    places = table.host, np.arange(len(table.host))
    return sparse.csr_array((values, places), shape=(n_hosts, len(table.host)))


def _stacked(rows: Iterable[Whole], width: int) -> sparse.csr_array:
    found = [sparse.csr_array(one[np.newaxis]) for one in rows]
    none = sparse.csr_array((0, width), dtype=np.int64)
    return sparse.csr_array(sparse.vstack([none, *found]))


def _counted(
    table: Choices, problem: Problem, groups: Sequence[Sequence[int]], quota: Bound
) -> Whole:
    """Return how many of each column's visitors count in a quota: (n_columns,)."""
    if quota.side is QuotaSide.HOSTS:
        inside = np.zeros(len(problem.places), dtype=np.int64)
        inside[quota.members] = 1
        return inside[table.host] * table.count
    inside = np.zeros(len(problem.pairs.visitors), dtype=np.int64)
    inside[quota.members] = 1
    for group in groups:
        inside[group[0]] = inside[list(group)].sum()
    found: Whole = inside[table.visitor]
    return found


def hosts_of_columns(
    table: Choices, groups: Sequence[Sequence[int]], chosen: Marked
) -> dict[int, int]:
    """Return the host of each visitor who goes, by number, all members of groups among them."""
    pairs = zip(table.visitor[chosen].tolist(), table.host[chosen].tolist(), strict=True)
    hosts = dict(pairs)
    for group in groups:
        if group[0] in hosts:
            hosts.update(dict.fromkeys(group, hosts[group[0]]))
    return hosts
