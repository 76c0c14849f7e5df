"""The 14 industrial ecosystems and the value chains that tie one to another.

The ecosystems are those of the EU industrial strategy; the links and their strengths are ours.
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

ECOSYSTEMS = (
    *("aerospace_defence", "agri_food", "construction", "creative", "digital", "electronics"),
    *("energy_intensive", "renewables", "health", "mobility", "proximity", "retail"),
    *("textiles", "tourism"),
)
UNRELATED = 0.15
"""What two ecosystems without a link are worth: an exchange across sectors is still allowed."""


class Link(StrEnum):
    """Who delivers to whom, seen from the first of two ecosystems.

    Goods and materials are supplied and used; know-how that others work with supports them.
    """

    SUPPLIES = auto()
    USES = auto()
    SUPPORTS = auto()
    SUPPORTED = auto()


# (supplier, user): strength in [0, 1]; the same ecosystem counts 1.
_CHAINS = {
    ("digital", "aerospace_defence"): 0.5,
    ("digital", "agri_food"): 0.5,
    ("digital", "construction"): 0.5,
    ("digital", "creative"): 0.6,
    ("digital", "electronics"): 0.7,
    ("digital", "energy_intensive"): 0.4,
    ("digital", "renewables"): 0.5,
    ("digital", "health"): 0.6,
    ("digital", "mobility"): 0.6,
    ("digital", "proximity"): 0.5,
    ("digital", "retail"): 0.6,
    ("digital", "textiles"): 0.4,
    ("digital", "tourism"): 0.5,
    ("electronics", "aerospace_defence"): 0.6,
    ("electronics", "health"): 0.5,
    ("electronics", "mobility"): 0.6,
    ("electronics", "renewables"): 0.5,
    ("electronics", "textiles"): 0.3,
    ("electronics", "construction"): 0.3,
    ("electronics", "agri_food"): 0.3,
    ("energy_intensive", "construction"): 0.6,
    ("energy_intensive", "mobility"): 0.5,
    ("energy_intensive", "aerospace_defence"): 0.5,
    ("energy_intensive", "electronics"): 0.4,
    ("energy_intensive", "textiles"): 0.4,
    ("energy_intensive", "health"): 0.4,
    ("energy_intensive", "agri_food"): 0.3,
    ("energy_intensive", "retail"): 0.3,
    ("renewables", "energy_intensive"): 0.6,
    ("renewables", "construction"): 0.5,
    ("renewables", "mobility"): 0.5,
    ("renewables", "agri_food"): 0.4,
    ("renewables", "proximity"): 0.4,
    ("agri_food", "retail"): 0.6,
    ("agri_food", "tourism"): 0.5,
    ("agri_food", "health"): 0.4,
    ("agri_food", "textiles"): 0.4,
    ("agri_food", "renewables"): 0.4,
    ("agri_food", "proximity"): 0.3,
    ("textiles", "retail"): 0.6,
    ("textiles", "creative"): 0.6,
    ("textiles", "health"): 0.4,
    ("textiles", "mobility"): 0.4,
    ("textiles", "construction"): 0.3,
    ("textiles", "aerospace_defence"): 0.3,
    ("creative", "tourism"): 0.6,
    ("creative", "retail"): 0.5,
    ("creative", "proximity"): 0.3,
    ("creative", "construction"): 0.3,
    ("mobility", "tourism"): 0.4,
    ("mobility", "retail"): 0.4,
    ("mobility", "proximity"): 0.4,
    ("mobility", "aerospace_defence"): 0.5,
    ("aerospace_defence", "digital"): 0.4,
    ("aerospace_defence", "agri_food"): 0.3,
    ("construction", "tourism"): 0.3,
    ("construction", "proximity"): 0.4,
    ("health", "proximity"): 0.5,
    ("health", "tourism"): 0.4,
    ("proximity", "tourism"): 0.4,
    ("retail", "tourism"): 0.3,
    ("proximity", "retail"): 0.3,
}

# Ecosystems that bring others know-how rather than goods, and single links of that sort.
_SUPPORTING = frozenset({"digital", "creative", "proximity"})
_SUPPORT = frozenset({("aerospace_defence", "digital"), ("aerospace_defence", "agri_food")})


def _table() -> NDArray[np.float64]:
    table = np.full((len(ECOSYSTEMS), len(ECOSYSTEMS)), UNRELATED)
    for (supplier, user), strength in _CHAINS.items():
        row, column = ECOSYSTEMS.index(supplier), ECOSYSTEMS.index(user)
        table[row, column] = max(table[row, column], strength)
        table[column, row] = max(table[column, row], strength)
    np.fill_diagonal(table, 1.0)
    return table


KINSHIP = _table()
"""Shape (14, 14), symmetric, in [0, 1]: how near two ecosystems are, in the order above."""


def link_between(yours: str, theirs: str) -> Link | None:
    """Return who supplies or supports whom; None for no link or the same ecosystem."""
    gives, takes = _CHAINS.get((yours, theirs), 0.0), _CHAINS.get((theirs, yours), 0.0)
    if not gives and not takes:
        return None
    if gives >= takes:
        return Link.SUPPORTS if _is_support(yours, theirs) else Link.SUPPLIES
    return Link.SUPPORTED if _is_support(theirs, yours) else Link.USES


def _is_support(giver: str, taker: str) -> bool:
    return giver in _SUPPORTING or (giver, taker) in _SUPPORT
