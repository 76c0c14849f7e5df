"""Which hosts are barred to a visitor, told of all hosts at once; why, told when asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from matching.eligibility import Circumstances, Exclusion, exclusion
from matching.names import fold

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matching.columns import Columns
    from matching.profiles import Profile


class Bars:
    """The rules of `exclusion` by the column: who is barred without asking host by host."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns

    def barred(self, visitor: Profile, circumstances: Circumstances) -> NDArray[np.intp]:
        """Return the numbers of the hosts that `exclusion` bars, in order: (n_barred,)."""
        columns = self._columns
        found = list(columns.by_name.get(fold(visitor.organisation), ()))
        for host in (visitor.id, *circumstances.closed, *circumstances.tried):
            found += columns.by_id.get(host, ())
        at_home = self._at_home(visitor.country)
        return np.unique(np.concatenate([self._full, at_home, np.array(found, dtype=np.intp)]))

    @cached_property
    def _full(self) -> NDArray[np.intp]:
        capacity, busy = self._columns.places.T
        return np.flatnonzero(busy >= capacity)

    def _at_home(self, country: str) -> NDArray[np.intp]:
        return np.flatnonzero(self._columns.country.has(country))


class Excluded(Mapping[str, Exclusion]):
    """Why each barred host is out, by host id; worked out only for the hosts asked about."""

    def __init__(
        self, visitor: Profile, columns: Columns, circumstances: Circumstances, bars: Bars
    ) -> None:
        self._visitor = visitor
        self._circumstances = circumstances
        numbers = bars.barred(visitor, circumstances).tolist()
        self._hosts = {columns.hosts[number].id: columns.hosts[number] for number in numbers}

    def __getitem__(self, host: str) -> Exclusion:
        found = exclusion(self._visitor, self._hosts[host], self._circumstances)
        if found is None:
            raise KeyError(host)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._hosts)

    def __len__(self) -> int:
        return len(self._hosts)
