"""A ceiling for an integer programme: parts of columns allowed, rows and columns added as needed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from matching.cohort.model.errors import NotSolved
from matching.cohort.solvers.covers import broken, with_rows
from matching.cohort.solvers.pricing import first_of_each

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.optimize import OptimizeResult

    from matching.cohort.model.candidates import Marked, Whole
    from matching.cohort.model.choices import Choices, Rules

    Reals = NDArray[np.float64]

_PER_ROUND = 8
_ROUNDS = 60
_SLIP = 1e-8
"""What the solver's prices may be wrong by, in points."""
ROUNDING = 1e-6
"""Points by which a choice and its ceiling differ when they are the same."""


@dataclass(frozen=True, slots=True)
class Aim:
    """What is to be as large as possible: whole worths of columns, (n_columns,), so many a point.

    What is missing of a minimum costs `penalty` points each; None where minima must be reached.
    Differences up to `slack` do not matter.
    """

    worth: Whole
    scale: int
    penalty: int | None = None
    slack: int = 0


@dataclass(frozen=True, slots=True)
class Relaxed:
    """No choice is worth more than `ceiling`; with a column, `ceiling` less its `loss` at most.

    `share` is how much of each column the relaxed programme takes, `kept` which it looked at: all
    three (n_columns,). The rules may hold rows that were added. `price` is that of the first of
    them, (n_rows,), from which the ceiling comes.
    """

    rules: Rules
    share: Reals
    kept: Marked
    loss: Whole
    ceiling: int
    price: Whole

    def near(self, most: int) -> Marked:
        """Return the columns that lose least, `most` of them and those that lose as little."""
        if most >= len(self.loss):
            return np.ones(len(self.loss), dtype=np.bool_)
        found: Marked = self.loss <= np.partition(self.loss, most - 1)[most - 1]
        return found


def relax(
    table: Choices,
    rules: Rules,
    aim: Aim,
    kept: Marked,
    goal: int | None,
    places: Whole | None = None,
    rounds: int = _ROUNDS,
) -> Relaxed:
    """Return the relaxed programme over all columns, begun with those `kept`.

    With the `places` of hosts, rows are added that whole visits keep. Ends after some rounds, or as
    soon as no choice can be worth more than `goal`. The ceiling is reckoned in whole numbers from
    rounded prices of the rows, over every column: whatever the solver did, it holds. Raises
    NotSolved.
    """
    found: Relaxed | None = None
    for _ in range(rounds):
        share, price = _solved(table, rules, aim, kept)
        value = aim.worth - rules.table.T @ price
        ceiling, loss = _bounded(table, rules, price, value)
        if found is None or ceiling <= found.ceiling:
            found = Relaxed(rules, share, kept, loss, ceiling, price)
        found = replace(found, rules=rules, share=share, kept=kept)
        if goal is not None and found.ceiling - goal <= ROUNDING * aim.scale:
            break
        paying = ~kept & (value > _tops(table, value, kept)[table.visitor] + _SLIP * aim.scale)
        rows = [] if places is None else broken(table, places, share)
        if not paying.any() and not rows:
            break
        kept = kept | first_of_each(table.start, -value, paying, _PER_ROUND)
        rules = with_rows(rules, rows) if rows else rules
    assert found is not None  # noqa: S101 - there is at least one round
    return found


def _tops(table: Choices, value: Whole, among: Marked) -> Whole:
    """Return what each visitor's best column is worth, nothing at least: (n_visitors,)."""
    tops = np.zeros(len(table.start) - 1, dtype=np.int64)
    np.maximum.at(tops, table.visitor[among], value[among])
    return tops


def _bounded(table: Choices, rules: Rules, price: Whole, value: Whole) -> tuple[int, Whole]:
    tops = _tops(table, value, np.ones(len(value), dtype=np.bool_))
    return int(tops.sum() + price @ rules.room), tops[table.visitor] - value


def _solved(table: Choices, rules: Rules, aim: Aim, kept: Marked) -> tuple[Reals, Whole]:
    """Return the shares of the columns, and whole prices of the rows."""
    part, room = stacked(table, rules, kept, missing=aim.penalty is not None)
    worth = np.concatenate((aim.worth[kept] / aim.scale, fines(part, kept, aim)))
    found = _run(part, room, -worth)
    share = np.zeros(len(kept))
    share[kept] = found.x[: int(kept.sum())]
    price = np.rint(-found.ineqlin.marginals[-len(rules.room) :] * aim.scale).astype(np.int64)
    most = np.full(len(price), np.iinfo(np.int64).max)
    if aim.penalty is not None:
        most[len(price) - rules.asked :] = aim.penalty * aim.scale
    return share, np.clip(price, 0, most)


def _run(part: sparse.csr_array, room: Reals, cost: Reals) -> OptimizeResult:
    """Return the answer of an interior point method; the simplex method takes thrice as long."""
    from scipy import optimize  # noqa: PLC0415 - half a second, which a start does not wait for

    for method in ("highs-ipm", "highs-ds"):
        found: OptimizeResult = optimize.linprog(cost, A_ub=part, b_ub=room, method=method)  # type: ignore[call-overload]
        if found.x is not None:
            return found
    raise NotSolved(why=found.message)


def fines(part: sparse.csr_array, kept: Marked, aim: Aim) -> Reals:
    """Return what the columns of missing minima are worth: less than nothing."""
    return np.full(part.shape[1] - int(kept.sum()), -float(aim.penalty or 0))


def stacked(
    table: Choices, rules: Rules, kept: Marked, *, missing: bool
) -> tuple[sparse.csr_array, Reals]:
    """Return the rows over the kept columns, one more for each visitor first, and their room.

    Where minima may be `missing`, a column for each of them follows the others.
    """
    n_visitors, count = len(table.start) - 1, int(kept.sum())
    once = (np.ones(count), (table.visitor[kept], np.arange(count)))
    rows = rules.table[:, np.flatnonzero(kept)].astype(np.float64)
    whole = sparse.vstack([sparse.csr_array(once, shape=(n_visitors, count)), rows])
    room = np.concatenate((np.ones(n_visitors), rules.room.astype(np.float64)))
    if missing and rules.asked:
        short = sparse.eye_array(len(room), format="csc")[:, len(room) - rules.asked :]
        whole = sparse.hstack([whole, -short])
    return sparse.csr_array(whole), room
