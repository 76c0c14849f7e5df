"""What a text says about when and how long."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

_MONTHS_OF_A_YEAR = 12


class Span(NamedTuple):
    """Days from `first` to `last`, the words they were read from, and other readings of them."""

    first: date
    last: date
    said: str
    whole_months: bool
    doubts: tuple[tuple[date, date], ...] = ()


@dataclass(frozen=True, slots=True)
class Times:
    """What a text says about when and how long.

    `months` are all months that are touched, as "2027-05"; `anytime` says that any time will do;
    `working_days` is how long, a week counted as 5 and a month as 22.
    """

    spans: tuple[Span, ...] = ()
    anytime: bool = False
    working_days: int | None = None
    length_said: str = ""

    @property
    def months(self) -> tuple[str, ...]:
        """All months of the spans, in their order, each once."""
        told = (month for span in self.spans for month in _months_of(span))
        return tuple(sorted(dict.fromkeys(told)))

    @property
    def sure(self) -> bool:
        """Whether nothing has two readings."""
        return not any(span.doubts for span in self.spans)


def _months_of(span: Span) -> Iterable[str]:
    first = span.first.year * _MONTHS_OF_A_YEAR + span.first.month - 1
    last = span.last.year * _MONTHS_OF_A_YEAR + span.last.month - 1
    for number in range(first, min(last, first + _MONTHS_OF_A_YEAR) + 1):
        year, index = divmod(number, _MONTHS_OF_A_YEAR)
        yield f"{year}-{index + 1:02}"
