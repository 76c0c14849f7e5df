"""Which topics, trades and things texts tell of, as rows of counts."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from matching.topics.things import things, things_in
from matching.topics.vocabulary import related, topics
from matching.understanding.trades import trades, trades_named

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_RELATED = 0.5


def topic_counts(spoken_of: Sequence[Sequence[str]]) -> sparse.csr_array:
    """Return which topics each text speaks of: (n, n_topics)."""
    return _counts([*spoken_of], topic_columns())


def everyday_counts(texts: Sequence[str]) -> tuple[sparse.csr_array, sparse.csr_array]:
    """Return of which trades each text tells, and of which things: (n, n_ecosystems), (n, n_things)."""
    told = [(trades_named(text), tuple(dict.fromkeys(things_in(text)))) for text in texts]
    traded, named = [one for one, _ in told], [one for _, one in told]
    return _counts(traded, _trade_columns()), _counts(named, _thing_columns())


def _counts(rows: Sequence[Sequence[str]], column: Mapping[str, int]) -> sparse.csr_array:
    found = [[column[one] for one in row] for row in rows]
    ends = np.cumsum([0, *map(len, found)], dtype=np.int32)
    columns = np.array([one for row in found for one in row], dtype=np.int32)
    ones = np.ones(len(columns), dtype=np.float32)
    return sparse.csr_array((ones, columns, ends), shape=(len(found), len(column)))


@cache
def topic_columns() -> dict[str, int]:
    """Return the column of each topic of the vocabulary."""
    return {topic: number for number, topic in enumerate(topics())}


@cache
def _trade_columns() -> dict[str, int]:
    return {one: number for number, one in enumerate(sorted(trades()))}


@cache
def _thing_columns() -> dict[str, int]:
    return {one: number for number, one in enumerate(things())}


@cache
def spread() -> sparse.csr_array:
    """Return what each topic says about every other: 1 about itself, less about kindred ones."""
    column = topic_columns()
    matrix = sparse.lil_array((len(column), len(column)), dtype=np.float32)
    for topic, row in column.items():
        matrix[row, row] = 1.0
        for other in related(topic):
            matrix[row, column[other]] = _RELATED / len(related(topic)) ** 0.5
    return sparse.csr_array(matrix)
