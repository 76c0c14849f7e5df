"""What somebody typed, resolved to one of the names it may stand for.

Names are ordered by slips of the finger (optimal string alignment), then by the mean of the plain
ratio and Jaro-Winkler, which also decides whether one is taken without asking. Token based scorers
call any subset of words a full hit and are of no use for a short name.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum, auto
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA, JaroWinkler

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# Letters that NFKD leaves whole although people type them with plain ones.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)

MAYBE = 0.69
"""Below this similarity a spelling is not even worth asking about."""
SURE = 0.84
"""From this similarity on, with the margin below, the name is taken without asking."""
MARGIN = 0.06
"""How far the second-best id must be behind before the best is taken without asking."""
_REACH = 0.14
"""Ids further than this behind the best are not offered beside it."""
_ONE_SLIP = 1
_SHORTEST_FUZZY = 3
_SHORTEST_PREFIX = 4
_NEIGHBOURS = 40


class Outcome(StrEnum):
    """How well a typed name was understood."""

    SURE = auto()
    UNSURE = auto()
    NONE = auto()


@dataclass(frozen=True, slots=True)
class Resolution:
    """The id to act on (SURE), the ids to ask about (UNSURE) or nothing (NONE)."""

    outcome: Outcome
    best: str | None = None
    candidates: tuple[str, ...] = ()


NOTHING = Resolution(Outcome.NONE)


class Likeness(NamedTuple):
    """How near the nearest spelling of an id is: in [0, 1], and in slips of the finger."""

    similarity: float
    slips: int
    found: str


class _Folded(dict[int, str]):
    """What each character folds to, worked out when it first comes up."""

    def __missing__(self, code: int) -> str:
        # Twice, as some signs (𝕬, ﬀ) show their letters, and those their case, only once decomposed.
        plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", chr(code)).casefold())
        plain = unicodedata.normalize("NFKD", plain.casefold().translate(_PLAIN))
        kept = (c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
        return self.setdefault(code, "".join(kept))


_FOLDED = _Folded()


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Return `text` in lower case without accents and punctuation, words one space apart.

    Greek and Cyrillic letters stay what they are.
    """
    return " ".join(text.translate(_FOLDED).split())


class NameIndex:
    """Ids and their spellings, folded once so that many typed names can be resolved."""

    def __init__(self, choices: Mapping[str, Iterable[str]]) -> None:
        ids: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for choice, spellings in choices.items():
            for spelling in spellings:
                ids[fold(spelling)][choice] = None
        ids.pop("", None)
        self._ids = {spelling: tuple(found) for spelling, found in ids.items()}
        self._spellings = sorted(self._ids)

    def exact(self, folded: str) -> tuple[str, ...]:
        """Return the ids spelled exactly `folded`."""
        return self._ids.get(folded, ())

    def starting(self, folded: str) -> tuple[str, ...]:
        """Return the ids with a spelling that starts with `folded`, shortest spelling first."""
        hits = [s for s in self._spellings if s.startswith(folded)]
        return _ids_in_order(self._ids[s] for s in sorted(hits, key=lambda s: (len(s), s)))

    def alike(self, folded: str) -> list[Likeness]:
        """Return the ids most like `folded`, the best first."""
        near = process.extract(
            folded, self._spellings, scorer=fuzz.ratio, limit=_NEIGHBOURS, score_cutoff=50
        )
        best: dict[str, Likeness] = {}
        for spelling, ratio, _ in near:
            similarity, slips = _likeness(folded, spelling, ratio / 100)
            for found in self._ids[spelling]:
                held = best.get(found, Likeness(0.0, slips, found))
                best[found] = Likeness(
                    max(held.similarity, similarity), min(held.slips, slips), found
                )
        ranked = sorted(best.values(), key=lambda hit: (hit.slips, -hit.similarity, hit.found))
        return [hit for hit in ranked if hit.similarity >= MAYBE]


def resolve(
    typed: str, choices: Mapping[str, Sequence[str]] | NameIndex, *, limit: int = 4
) -> Resolution:
    """Return which id of `choices` (id to its spellings) `typed` stands for, if one does.

    An exact spelling, accents and case aside, wins at once. Otherwise the best id is taken only
    when it is close and clearly ahead of every other id; else up to `limit` ids are candidates.
    """
    index = choices if isinstance(choices, NameIndex) else NameIndex(choices)
    folded = fold(typed)
    exact = index.exact(folded)
    if exact:
        return _settle(exact, sure=len(exact) == 1, limit=limit)
    if len(folded) < _SHORTEST_FUZZY:
        return NOTHING
    return _closest(folded, index, limit)


def _closest(folded: str, index: NameIndex, limit: int) -> Resolution:
    alike = index.alike(folded)
    begun = index.starting(folded)
    if begun:
        rivals = [hit for hit in alike if hit.slips <= _ONE_SLIP or hit.similarity >= SURE]
        ids = _ids_in_order((begun, tuple(hit.found for hit in rivals)))
        return _settle(ids, sure=len(ids) == 1 and len(folded) >= _SHORTEST_PREFIX, limit=limit)
    near = [hit for hit in alike if alike[0].similarity - hit.similarity <= _REACH]
    return _settle(tuple(hit.found for hit in near), sure=_ahead(near), limit=limit)


def _ahead(hits: Sequence[Likeness]) -> bool:
    if not hits or hits[0].similarity < SURE:
        return False
    best, *others = hits
    return all(
        best.similarity - other.similarity >= MARGIN and best.slips < other.slips
        for other in others
    )


def _settle(ids: tuple[str, ...], *, sure: bool, limit: int) -> Resolution:
    if not ids:
        return NOTHING
    outcome = Outcome.SURE if sure else Outcome.UNSURE
    return Resolution(outcome, ids[0], ids[:1] if sure else ids[:limit])


def _likeness(typed: str, spelling: str, ratio: float) -> tuple[float, int]:
    winkler = JaroWinkler.normalized_similarity(typed, spelling)
    return (ratio + winkler) / 2, OSA.distance(typed, spelling)


def _ids_in_order(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found for group in groups for found in group))
