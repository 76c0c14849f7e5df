"""What somebody typed, resolved to one of the names it may stand for.

Names are ordered as through a noisy channel: by slips of the finger (optimal string alignment), by
each letter typed that a name lacks (a letter is left out or swapped in one way, but mistaken in as
many as there are letters), and by the rarity of a spelling; then by accents that were typed and
that it lacks; then the larger first, then the more similar by the mean of the plain ratio and
Jaro-Winkler, which also decides whether a name is taken without asking; then the one listed first.
Token based scorers call any subset of words a full hit and are of no use for a short name.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass
from enum import StrEnum, auto
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA, JaroWinkler

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from matching.words.letters import LetterCounts

# Letters that NFKD leaves whole although people type them with plain ones.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)

MAYBE = 0.6
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
_SLIP = 1.5
"""The surprise of a slip; 1 is that of one letter among all, or of a spelling that few use."""
_A_SLIP_IN = 3
"""Letters typed for each slip that is looked for, beside the first one."""
_SHORT = 3
"""Letters of a spelling, most of them codes, in which a slip counts twice."""
_WHOLE_WORDS, _MID_WORD = 1.0, 1.5
"""What leaving off the end of a name counts, in slips: after a word, or within one."""
_LAST = "\U0010ffff"
_NONE: frozenset[str] = frozenset()


class Certainty(StrEnum):
    """How well a typed name was understood."""

    SURE = auto()
    UNSURE = auto()
    NONE = auto()


@dataclass(frozen=True, slots=True)
class Resolution:
    """The id to act on (SURE), the ids to ask about (UNSURE) or nothing (NONE)."""

    certainty: Certainty
    best: str | None = None
    candidates: tuple[str, ...] = ()


NOTHING = Resolution(Certainty.NONE)


class Likeness(NamedTuple):
    """How near the nearest spelling of an id is.

    In slips of the finger; in surprise, with the letters typed that it lacks and a rare spelling;
    in letters with accents that were typed and that it lacks; how often the id is meant; its place
    in the list; similarity in [0, 1].
    """

    slips: float
    surprise: float
    accents: int
    size: float
    place: int
    similarity: float
    found: str

    @property
    def order(self) -> tuple[float, int, float, float, int]:
        """What the nearest is least in."""
        return self.surprise, self.accents, -self.size, -self.similarity, self.place


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
    """Ids and their spellings, folded once so that many typed names can be resolved.

    `rarely` are spellings that few people use; `sizes` are how often each id is meant, in any unit.
    """

    def __init__(
        self,
        choices: Mapping[str, Iterable[str]],
        rarely: Mapping[str, Iterable[str]] | None = None,
        sizes: Mapping[str, float] | None = None,
    ) -> None:
        ids: defaultdict[str, dict[str, int]] = defaultdict(dict)
        accented: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
        for rare, spelt in enumerate((choices, rarely or {})):
            for choice, spellings in spelt.items():
                for spelling in spellings:
                    folded = fold(spelling)
                    ids[folded].setdefault(choice, rare)
                    accented[folded] |= _accented(spelling)
        ids.pop("", None)
        self._accented = dict(accented)
        self._ids = dict(ids)
        self._sizes = sizes or {}
        listed = dict.fromkeys([*choices, *(rarely or {})])  # each where it comes first
        self._places = {choice: place for place, choice in enumerate(listed)}
        self._spellings = sorted(self._ids)

    def exact(self, folded: str) -> tuple[str, ...]:
        """Return the ids spelled exactly `folded`, those that are usually first, then by size."""
        held = self._ids.get(folded, {})
        return tuple(sorted(held, key=lambda one: (held[one], -self._sizes.get(one, 0.0))))

    def starting(self, folded: str) -> list[Likeness]:
        """Return the ids with a spelling that goes on after `folded`."""
        first = bisect_left(self._spellings, folded)
        past = bisect_left(self._spellings, folded + _LAST, lo=first)
        begun = [one for one in self._spellings[first:past] if one != folded]
        whole = f"{folded} "
        return _nearest(
            hit
            for one in begun
            for hit in self._hits(one, _WHOLE_WORDS if one.startswith(whole) else _MID_WORD)
        )

    def alike(self, typed: str) -> list[Likeness]:
        """Return the ids most like `typed`, the best first."""
        folded, accented = fold(typed), _accented(typed)
        most = 1 + len(folded) // _A_SLIP_IN
        near = process.extract(
            folded,
            self._letters.within(folded, most),
            scorer=OSA.distance,
            score_cutoff=most,
            limit=None,
        )
        return _nearest(
            hit
            for spelling, slips, _ in near
            for hit in self._alike(folded, spelling, slips, accented)
            if hit.similarity >= MAYBE
        )

    @cached_property
    def _letters(self) -> LetterCounts:
        from matching.words.letters import LetterCounts  # noqa: PLC0415 - numpy comes with it

        return LetterCounts(self._ids)

    def _alike(
        self, folded: str, spelling: str, slips: int, accented: frozenset[str]
    ) -> Iterator[Likeness]:
        counted = slips * (2 if len(spelling) <= _SHORT else 1)
        odd = (Counter(folded) - Counter(spelling)).total()
        lacking = len(accented - self._accented[spelling])
        for hit in self._hits(spelling, counted):
            yield hit._replace(
                surprise=hit.surprise + odd,
                accents=lacking,
                similarity=similarity(folded, spelling),
            )

    def _hits(self, spelling: str, slips: float) -> Iterator[Likeness]:
        for found, rare in self._ids[spelling].items():
            size = self._sizes.get(found, 0.0)
            place = self._places[found]
            yield Likeness(slips, _SLIP * slips + rare, 0, size, place, 0.0, found)


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
        return settled(exact, limit=limit)
    if len(folded) < _SHORTEST_FUZZY:
        return NOTHING
    return _closest(typed, folded, index, limit)


def _closest(typed: str, folded: str, index: NameIndex, limit: int) -> Resolution:
    alike = index.alike(typed)
    begun = index.starting(folded)
    if begun:
        rivals = [hit for hit in alike if hit.slips <= _ONE_SLIP or hit.similarity >= SURE]
        ids = tuple(hit.found for hit in _nearest([*begun, *rivals]))
        return _settle(ids, sure=len(ids) == 1 and len(folded) >= _SHORTEST_PREFIX, limit=limit)
    near = [hit for hit in alike if alike[0].similarity - hit.similarity <= _REACH]
    return _settle(tuple(hit.found for hit in near), sure=_ahead(near), limit=limit)


def _nearest(hits: Iterable[Likeness]) -> list[Likeness]:
    """Return each id once, as near as its nearest spelling and as similar as its most similar."""
    best: dict[str, Likeness] = {}
    for hit in hits:
        held = best.get(hit.found, hit)
        nearer = min(hit, held, key=lambda one: one.order)
        similarity = max(hit.similarity, held.similarity)
        best[hit.found] = nearer._replace(similarity=similarity)
    return sorted(best.values(), key=lambda one: one.order)


def _ahead(hits: Sequence[Likeness]) -> bool:
    if not hits or hits[0].similarity < SURE:
        return False
    best, *others = hits
    return all(
        best.similarity - other.similarity >= MARGIN and best.slips < other.slips
        for other in others
    )


def settled(ids: tuple[str, ...], *, limit: int = 4) -> Resolution:
    """Return the id if it is one, several as to be asked about, NOTHING for none."""
    return _settle(ids, sure=len(ids) == 1, limit=limit)


def _settle(ids: tuple[str, ...], *, sure: bool, limit: int) -> Resolution:
    if not ids:
        return NOTHING
    certainty = Certainty.SURE if sure else Certainty.UNSURE
    return Resolution(certainty, ids[0], ids[:1] if sure else ids[:limit])


def _accented(text: str) -> frozenset[str]:
    """Return the letters of `text` that a plain keyboard lacks and that are often typed without."""
    if text.isascii():
        return _NONE
    return frozenset(
        one for one in unicodedata.normalize("NFC", text).casefold() if fold(one) != one
    )


def similarity(typed: str, spelling: str) -> float:
    """Return how alike two folded names are, in [0, 1]: the mean of plain ratio and Jaro-Winkler."""
    winkler = JaroWinkler.normalized_similarity(typed, spelling)
    return (fuzz.ratio(typed, spelling) / 100 + winkler) / 2
