"""Why hosts are barred to a visitor, worked out only for those somebody asks about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from matching.frames import SHOWN, in_short
from matching.ranking.eligibility import Circumstances, Exclusion, bars, exclusion

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matching.profiles import Profile
    from matching.ranking.columns import Columns


def barred(visitor: Profile, columns: Columns, circumstances: Circumstances) -> NDArray[np.bool_]:
    """Return which hosts any rule bars to `visitor`: (n_hosts,)."""
    found: NDArray[np.bool_] = np.logical_or.reduce(
        [*bars(visitor, columns, circumstances).values()]
    )
    return found


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Excluded(Mapping[str, Exclusion]):
    """The exclusion of each barred host, by host id; `numbers` are the places of the barred."""

    visitor: Profile
    columns: Columns
    circumstances: Circumstances
    numbers: NDArray[np.intp]

    def __getitem__(self, host: str) -> Exclusion:
        for number in self.columns.by_id[host]:
            found = exclusion(self.visitor, self.columns.hosts[number], self.circumstances)
            if found:
                return found
        raise KeyError(host)

    def __iter__(self) -> Iterator[str]:
        return (self.columns.hosts[number].id for number in self.numbers.tolist())

    def __len__(self) -> int:
        return len(self.numbers)

    def __repr__(self) -> str:
        """Show who is out, the first ones, and why."""
        first = [f"{host}: {self[host].code}" for host in islice(self, SHOWN)]
        return in_short("Excluded", f"{len(self)} hosts", first, len(self))
