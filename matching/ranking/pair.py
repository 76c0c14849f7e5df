"""Two whose match is explained."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matching.ranking.columns import offered_by
from matching.ranking.parts import TEXTS
from matching.reasons import PartName
from matching.words.names import fold

if TYPE_CHECKING:
    from matching.profiles import Profile
    from matching.ranking.relevance import TextSpace


@dataclass(frozen=True, slots=True)
class Pair:
    """A visitor, a host, and what the explanation of their match needs to know besides."""

    visitor: Profile
    host: Profile
    space: TextSpace
    near_km: float

    def told(self, part: PartName) -> bool:
        """Return whether both sides said what a part compares, as far as it compares texts."""
        if part not in TEXTS:
            return True
        asked, _ = TEXTS[part]
        theirs = offered_by(self.host) if part is PartName.NEEDS else self.host.seeks
        return bool(fold(asked(self.visitor)) and fold(theirs))
