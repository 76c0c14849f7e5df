"""Rows that halves of group visits break and whole ones keep: they lower a programme's ceiling.

For some columns T of a host with c seats, which take w of them: whoever else comes leaves T only
what they do not take, so that sum over T of seats, and over all others of max(0, seats - (c - w)),
is at most w (weight inequalities; Weismantel 1997).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from matching.cohort.model.candidates import Numbers, Whole
    from matching.cohort.model.choices import Choices, Rules

    Reals = NDArray[np.float64]

_MOST_LOOKED_AT = 10
"""Columns of a host in all their subsets."""
_PER_HOST = 4
_HALF = 1e-6
_BROKEN = 1e-3


def broken(table: Choices, places: Whole, share: Reals) -> list[tuple[Numbers, Whole, int]]:
    """Return rows that the shares break: where they are not 0, their values, and their room."""
    parts = np.flatnonzero((share > _HALF) & (share < 1 - _HALF))
    found: list[tuple[Numbers, Whole, int]] = []
    for host in np.unique(table.host[parts]).tolist():
        own = np.flatnonzero(table.host == host)
        found += _at_host(table, own, int(places[host]), share)
    return found


def _at_host(
    table: Choices, own: Numbers, room: int, share: Reals
) -> Iterator[tuple[Numbers, Whole, int]]:
    seats = table.seats[own]
    taking = own[np.argsort(-share[own], kind="stable")[:_MOST_LOOKED_AT]]
    taking = taking[share[taking] > _HALF]
    if seats.max() == 1 or not len(taking):
        return
    subsets = (np.arange(1, 2 ** len(taking))[:, np.newaxis] >> np.arange(len(taking))) & 1
    weight = subsets @ table.seats[taking]
    subsets, weight = subsets[weight < room], weight[weight < room]
    left = np.maximum(0, table.seats[taking][np.newaxis] - (room - weight)[:, np.newaxis])
    used = np.where(subsets == 1, table.seats[taking], left) @ share[taking]
    over = used - weight
    for one in np.argsort(-over, kind="stable")[:_PER_HOST].tolist():
        if over[one] > _BROKEN:
            members = taking[subsets[one] == 1]
            values = np.maximum(0, seats - (room - int(weight[one])))
            values[np.isin(own, members)] = table.seats[members[np.argsort(members)]]
            kept = values > 0
            yield own[kept], values[kept], int(weight[one])


def with_rows(rules: Rules, rows: list[tuple[Numbers, Whole, int]]) -> Rules:
    """Return the rules with more rows, before the minima."""
    width, at = rules.table.shape[1], len(rules.room) - rules.asked
    numbers = np.repeat(np.arange(len(rows)), [len(where) for where, _, _ in rows])
    where = np.concatenate([where for where, _, _ in rows])
    values = np.concatenate([value for _, value, _ in rows])
    new = sparse.csr_array((values, (numbers, where)), shape=(len(rows), width))
    old = sparse.csr_array(rules.table)
    table = sparse.csc_array(sparse.vstack([old[:at], new, old[at:]]))
    room = np.array([most for _, _, most in rows], dtype=np.int64)
    room = np.concatenate((rules.room[:at], room, rules.room[at:]))
    return replace(rules, table=table, room=room)
