"""Names of organisations as sparse vectors: what they share says whether they are one.

Three blocks: words and pairs of words, letter groups inside words (for slips, endings and
compounds), and short forms (an acronym in the name, or the first letters of its words). Of an
address in parts ("Department of Physics, University of Turku, Turku") the parts that name a piece
of an organisation weigh little, as they say what is inside it and not which one it is.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache
from itertools import chain, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy import sparse

from matching.legal_forms import without_legal_form
from matching.names import fold
from matching.terms import stopwords

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_FILE = Path(__file__).parent / "data" / "organisation_words.txt"
_LONGEST_NAME = 600
"""Letters of a name that are read; affiliations of scholars, the longest known, have up to 500."""
_OF_A_UNIT = 0.3
_PRIOR = 1000
"""Organisations the register is eked out with, so that rarity means something in a small one."""
_COMMON_SHARE = 0.02
"""Of those, the share that carries each common word."""
_SHORT_FORM = range(3, 10)
"""Letters of an acronym that is looked for."""
_BREAK = re.compile(r"[,;|\n]+")
# "ue" for "ü", but neither in "neue" nor in "technique".
_DIGRAPH = re.compile(r"(?<![aeouq])([aou])e")
_ACRONYM = re.compile(r"\b(?=\w*[^\W\d_]{2})[^\W_]{3,9}\b")


class NameParts(NamedTuple):
    """What is compared of a name: features of the three blocks with their weight within it."""

    words: dict[str, float]
    letters: dict[str, float]
    short_forms: dict[str, float]
    core: str
    kinds: frozenset[str]


def parts_of(name: str, country: str = "") -> NameParts:
    """Return what is compared of a name; all empty for one of signs or of legal forms alone."""
    name = name[:_LONGEST_NAME]
    bare = without_legal_form(name, country)
    if _is_form(bare.name, country):
        return NameParts({}, {}, {}, "", bare.kinds)
    whole = (without_legal_form(one, country).name for one in _BREAK.split(name))
    segments = [one for one in whole if one and not _is_form(one, country)]
    words: dict[str, float] = {}
    letters: dict[str, float] = {}
    for segment, weight in zip(segments, _segment_weights(segments), strict=True):
        spelt = _as_spelt(segment)
        _raise_to(words, _words(spelt), weight)
        _raise_to(letters, _letter_groups(spelt), weight)
    core = " ".join(_as_spelt(bare.name))
    return NameParts(words, letters, _short_forms(name, segments), core, bare.kinds)


def _is_form(folded: str, country: str) -> bool:
    """Tell whether a part of a name ("Acme, Inc.") is a legal form and nothing else."""
    return bool(folded) and without_legal_form(f"x {folded}", country).name == "x"


def _as_spelt(folded: str) -> list[str]:
    """Return the telling words, with umlauts as they are typed without the keyboard for them."""
    words = [_with_umlauts(one) for one in folded.split()]
    return [one for one in words if one not in stopwords()] or words


@lru_cache(maxsize=65_536)
def _with_umlauts(word: str) -> str:
    return _DIGRAPH.sub(r"\1", word)


def _segment_weights(segments: Sequence[str]) -> list[float]:
    in_unit = [one.split()[0] in _listed("unit") for one in segments]
    if all(in_unit):
        return [1.0] * len(segments)
    return [_OF_A_UNIT if inside else 1.0 for inside in in_unit]


def _raise_to(held: dict[str, float], features: Iterable[str], weight: float) -> None:
    if not held:
        held.update(dict.fromkeys(features, weight))
        return
    for one in features:
        held[one] = max(held.get(one, 0.0), weight)


def _words(words: Sequence[str]) -> list[str]:
    """Return words and neighbours written as one word, as some people do: "Tech Solutions"."""
    return [*words, *(a + b for a, b in pairwise(words))]


def _letter_groups(words: Sequence[str]) -> Iterable[str]:
    return chain.from_iterable(map(_groups_in, words))


@lru_cache(maxsize=65_536)
def _groups_in(word: str) -> tuple[str, ...]:
    """Return the groups of two to four letters of a word, its edges marked."""
    edged = f" {word} "
    return tuple(
        edged[start : start + size] for size in (2, 3, 4) for start in range(len(edged) - size + 1)
    )


def _short_forms(name: str, segments: Sequence[str]) -> dict[str, float]:
    found = {fold(one) for one in _ACRONYM.findall(name) if _is_acronym(one)}
    for segment in segments:
        words = segment.split()
        telling = [one for one in words if one not in stopwords()]
        found.update("".join(one[0] for one in run) for run in (words, telling))
    return {one: 1.0 for one in found if len(one) in _SHORT_FORM}


def _is_acronym(word: str) -> bool:
    """Tell whether a word is capitals but for one letter: CNRS, INTA, CSiC."""
    if word.istitle() or word.islower():
        return False
    return sum(letter.isupper() for letter in word) >= max(2, len(word) - 1)


@cache
def _listed(kind: str) -> frozenset[str]:
    lines = (line.split() for line in _FILE.read_text(encoding="utf-8").splitlines())
    return frozenset(word for line in lines if line[0] == kind for word in line[1:])


class Block:
    """One block's features and how rare each is, learnt from the names of a register."""

    def __init__(self, names: Sequence[dict[str, float]]) -> None:
        seen = Counter(feature for name in names for feature in name)
        self._columns = {feature: number for number, feature in enumerate(seen)}
        common = _listed("common")
        prior = [_PRIOR * _COMMON_SHARE if one in common else 1.0 for one in seen]
        counts = np.fromiter(seen.values(), dtype=float, count=len(seen)) + np.array(prior)
        self._rarity = np.log((1 + _PRIOR + len(names)) / counts) + 1.0
        self._unseen = float(np.log(1.0 + _PRIOR + len(names)) + 1.0)

    def weights(self, name: NameParts) -> dict[str, float]:
        """Return the single words of a name with their weights, not scaled."""
        return {
            word: name.words.get(word, _OF_A_UNIT) * self._rarity_of(word)
            for word in name.core.split()
        }

    def _rarity_of(self, feature: str) -> float:
        column = self._columns.get(feature)
        return self._unseen if column is None else float(self._rarity[column])

    def vectors(self, names: Sequence[dict[str, float]]) -> sparse.csr_array:
        """Return one row a name, (n_names, n_features), of length 1 at most.

        Features the register has not count in a row's length all the same: what is not shared
        makes two names less alike.
        """
        get = self._columns.get
        columns = np.array([get(one, -1) for name in names for one in name], dtype=np.int32)
        weights = np.array([weight for name in names for weight in name.values()])
        rows = np.repeat(np.arange(len(names)), [len(name) for name in names])
        known = columns >= 0
        missing = np.bincount(rows[~known], (weights[~known] * self._unseen) ** 2, len(names))
        values = weights[known] * self._rarity[columns[known]]
        shape = (len(names), max(1, len(self._columns)))
        matrix = sparse.csr_array((values, (rows[known], columns[known])), shape=shape)
        squares = matrix.multiply(matrix).sum(axis=1) + missing
        lengths = np.sqrt(np.where(squares > 0, squares, 1.0))
        return sparse.csr_array(sparse.diags_array(1.0 / lengths) @ matrix)
