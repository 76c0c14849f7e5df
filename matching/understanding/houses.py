"""Words that say what an organisation is: its kind, a house, a trade."""

from __future__ import annotations

from functools import cache

from matching.understanding.clauses import begins_with_one, listed, stems_in
from matching.understanding.organising import kinds_called
from matching.understanding.trades import trade_called


def says_what_it_is(folded: str, spoken: frozenset[str]) -> bool:
    """Return whether a folded word is one for a kind of organisation, a house or a trade, in these languages or English."""
    return is_a_house(folded, spoken) or bool(trade_called(folded, spoken))


def is_a_house(folded: str, spoken: frozenset[str]) -> bool:
    """Return whether a folded word is one for a kind of organisation or a house."""
    return kinds_called(folded) or any(
        begins_with_one(folded, _houses(one)) for one in sorted(spoken | {"en"})
    )


@cache
def _houses(language: str) -> tuple[frozenset[str], tuple[str, ...]]:
    return stems_in([listed("houses.txt").get(language, "")])
