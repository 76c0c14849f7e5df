"""How regions are told apart by their development and clusters by their maturity, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

REGIONS: Mapping[str, str] = {
    "less_developed": N_("less developed"),
    "transition": N_("in transition"),
    "more_developed": N_("more developed"),
}
LABELS: Mapping[str, str] = {
    "bronze": N_("bronze label"),
    "silver": N_("silver label"),
    "gold": N_("gold label"),
}
