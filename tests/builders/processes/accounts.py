"""Accounts of every message, in the words of Jepsen's queue checker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections import Counter

AGAIN = "once more: "


@dataclass
class Accounts:
    """What became of what was attempted, in the words of Jepsen's queue checker.

    Lost was acknowledged and never came out; recovered was uncertain and came out; duplicated came
    out a second time and said so; doubled did so in silence; unexpected was never attempted.
    """

    attempted: int = 0
    acknowledged: int = 0
    lost: int = 0
    recovered: int = 0
    duplicated: int = 0
    doubled: int = 0
    unexpected: int = 0
    uncertain: int = 0
    kills: int = 0
    busy_kills: int = 0

    def close(self, wanted: set[str], out: Counter[str], doubtful: set[str] = frozenset()) -> None:
        """Compare what was wanted with what came out; of the doubtful we know that we do not know."""
        first = {what for what in out if not what.startswith(AGAIN)}
        again = {what.removeprefix(AGAIN) for what in out if what.startswith(AGAIN)}
        self.lost = len(wanted - first - again - doubtful)
        self.recovered = len(again - first)
        self.duplicated = len(again & first)
        self.doubled = sum(times > 1 for times in out.values())
        self.unexpected = len((first | again) - wanted)

    def check(self) -> None:
        """What must be nothing is nothing."""
        assert (self.lost, self.doubled, self.unexpected) == (0, 0, 0)

    def __str__(self) -> str:
        """In one line."""
        return ", ".join(f"{name} {value}" for name, value in vars(self).items())
