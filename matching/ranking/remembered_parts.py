"""What the parts that compare no texts are worth for all hosts, remembered by what was said.

Such a part is the same for all visitors who say the same, so its row of values is worked out once
for each thing said.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from matching.ranking.parts import DERIVED, PARTS, TEXTS, distance, text_fit
from matching.reasons import PartName

if TYPE_CHECKING:
    from collections.abc import Hashable

    import numpy as np
    from numpy.typing import NDArray

    from matching.profiles import Profile
    from matching.ranking.columns import Columns

    Values = NDArray[np.float64]


class RememberedParts:
    """Rows of values, remembered up to so many cells a part; nobody may write into them."""

    def __init__(self, columns: Columns, most_cells: int) -> None:
        self._columns, self._most_cells = columns, most_cells
        self._rows: defaultdict[PartName, dict[Hashable, Values]] = defaultdict(dict)

    def worth(self, visitor: Profile, near_km: float = 200.0) -> dict[PartName, Values]:
        """Return what every part is worth for each host, (n_hosts,), in the order of PartName.

        `near_km` is the distance under which the call halves the lump sum.
        """
        queries = self._columns.space.vectors([asked(visitor) for asked, _ in TEXTS.values()])
        found = {
            name: text_fit(queries[number : number + 1], hosts(self._columns))[0]
            for number, (name, (_, hosts)) in enumerate(TEXTS.items())
        }
        found |= {name: self.of(name, visitor, near_km) for name in PARTS if name not in TEXTS}
        found |= {name: part(found) for name, part in DERIVED.items()}
        return {name: found[name] for name in PartName}

    def of(self, name: PartName, visitor: Profile, near_km: float, share: float = 1.0) -> Values:
        """Return what one part adds to the score of each host: (n_hosts,)."""
        said = (share, near_km, PARTS[name].reads(visitor))
        rows = self._rows[name]
        if said not in rows:
            row = self._value(name, visitor, near_km)
            row = row if share == 1 else share * row
            if len(rows) * len(row) > self._most_cells:
                return row
            rows[said] = row
        return rows[said]

    def _value(self, name: PartName, visitor: Profile, near_km: float) -> Values:
        if name is PartName.DISTANCE:
            return distance(visitor, self._columns, near_km)
        return PARTS[name].worth(visitor, self._columns)
