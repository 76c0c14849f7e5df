"""What a call says about learning from outcomes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field

from matching.reasons import PartName

if TYPE_CHECKING:
    from collections.abc import Iterable


class Learning(BaseModel):
    """How answers and surveys are read.

    `policy` are parts whose weights follow aims of the programme and never behaviour; `marks` are
    the survey's questions that rate the pair; a stay is good when its mean mark reaches `good_from`.
    What became of a pair is deleted after `keep_days`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    policy: tuple[PartName, ...]
    marks: tuple[str, ...]
    good_from: float = Field(gt=0, le=1)
    keep_days: int = Field(default=730, ge=1)

    def check(self, asked: Iterable[str]) -> None:
        """Raise ValueError for marks that no survey asks for; `asked` are ids of questions."""
        missing = sorted({*self.marks}.difference(asked))
        if missing:
            raise ValueError(f"learning: no survey asks {', '.join(missing)}")
