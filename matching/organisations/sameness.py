"""Which organisations of a register a newly named one may be: ranked, with a probability.

Names are compared without their legal forms as words, letter groups and short forms, among
organisations of the same country where both are known; an equal VAT number or web domain is found
in any country. What else is known then speaks for or against (`matching.organisations.clues`).
Nothing here merges anything: that two are the same is for somebody to say.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from matching.collecting import collector_paused
from matching.organisations.clues import Clue, Clues, Named, named, probability_of
from matching.organisations.names import NameParts, parts_of
from matching.organisations.slips import gained_by_slips, one_slip_apart
from matching.organisations.vectors import (
    OF_A_UNIT,
    Block,
    letter_groups,
    letters_said,
    short_forms_said,
    words_said,
)
from matching.short_profiles import each

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from matching.profiles import Profile

_WORDS, _LETTERS, _SHORT = 0.5, 0.35, 0.15
"""The share of each block in how alike two names are."""
_OF_SLIPS = 0.7
"""What a word with a slip in it is worth, of the same word without."""
_ONE_SLIP = 0.8
"""The cosine of the words of two names that are one but for a single slip, at least."""
_CHUNK = 200
_AT_LEAST_NEAR = 20
_WIDER = 4
"""How many names are looked at closely for each one returned."""
_HEAVY_SHARE, _HEAVY_LEAST = 0.02, 500
"""Features this frequent find nobody: they are left out of the search, not of the comparison."""
_LEAST_ALIKE = 0.05


@dataclass(frozen=True, slots=True)
class Match:
    """An organisation of the register that may be the one asked about.

    `index` is its place in the register, `probability` that they are one in [0, 1] (what the
    figure is worth is told in docs/matching.md), `likeness` how alike their names are in [0, 1].
    """

    index: int
    probability: float
    likeness: float
    clues: tuple[Clue, ...] = ()

    @property
    def proven(self) -> bool:
        """Whether both have a number, or an address and a name, that only one organisation has."""
        clues = {*self.clues}
        if Clue.OTHER_VAT in clues:
            return False
        return Clue.SAME_VAT in clues or {Clue.SAME_DOMAIN, Clue.SAME_NAME} <= clues


def same_organisations(
    candidates: Iterable[Named | Profile | str],
    register: Iterable[Named | Profile | str],
    top: int = 5,
) -> list[tuple[Match, ...]]:
    """Return for each candidate up to `top` organisations of the register, likeliest first.

    Of a profile its name, country and city are read.
    """
    return Register(register).matches(candidates, top)


class Register:
    """Organisations made ready so that many others can be looked for among them."""

    def __init__(self, organisations: Iterable[Named | Profile | str]) -> None:
        with collector_paused():
            self._known = [named(one) for one in each(organisations)]
            self._parts = [parts_of(one.name, one.country) for one in self._known]
            self._words = Block(words_said(self._parts))
            self._letters = Block(letters_said(self._parts), letter_groups)
            self._short_forms = Block(short_forms_said(self._parts))
            self._vectors = self._words.known, self._letters.known, self._short_forms.known
            self._clues = Clues(self._known, self._parts)
        whole = _joined(self._vectors)
        self._light = _light_columns(whole)
        self._searched = sparse.csr_array(whole[:, self._light])
        self._in_country = _by_country(self._known)
        self._weights: dict[int, dict[str, float]] = {}
        self._blocked: dict[str, tuple[NDArray[np.intp], sparse.csr_array]] = {}

    def matches(
        self, candidates: Iterable[Named | Profile | str], top: int = 5
    ) -> list[tuple[Match, ...]]:
        """Return for each candidate up to `top` organisations of the register, likeliest first."""
        asked = [named(one) for one in each(candidates)]
        parts = [parts_of(one.name, one.country) for one in asked]
        vectors = self._vectors_of(parts)
        pairs = self._pairs(asked, _joined(vectors), top)
        found: list[list[Match]] = [[] for _ in asked]
        for who, match in self._weighed(asked, parts, vectors, pairs):
            found[who].append(match)
        return [tuple(_in_order(row)[:top]) for row in found]

    def _vectors_of(self, parts: Sequence[NameParts]) -> tuple[sparse.csr_array, ...]:
        return (
            self._words.vectors(words_said(parts)),
            self._letters.vectors(letters_said(parts)),
            self._short_forms.vectors(short_forms_said(parts)),
        )

    def _pairs(
        self, asked: Sequence[Named], whole: sparse.csr_array, top: int
    ) -> list[tuple[int, int]]:
        """Return what to compare closely: candidate and organisation, each pair once."""
        reach = max(_AT_LEAST_NEAR, _WIDER * top)
        pairs = dict.fromkeys(self._clues.same_numbers(asked))
        groups: defaultdict[str, list[int]] = defaultdict(list)
        for number, one in enumerate(asked):
            groups[one.country].append(number)
        searched = sparse.csr_array(whole[:, self._light])
        for country, members in groups.items():
            rows, block = self._block(country)
            for start in range(0, len(members), _CHUNK):
                chunk = members[start : start + _CHUNK]
                product = sparse.csr_array(searched[chunk] @ block)
                pairs.update(dict.fromkeys(_nearest(product, chunk, rows, reach)))
        return list(pairs)

    def _block(self, country: str) -> tuple[NDArray[np.intp], sparse.csr_array]:
        """Return the organisations a country's candidates are compared with: (n_features, n)."""
        if country not in self._blocked:
            everybody = np.arange(len(self._known))
            here = sorted(self._in_country[country] + self._in_country[""]) if country else None
            rows = everybody if here is None else np.array(here, dtype=np.intp)
            self._blocked[country] = rows, sparse.csr_array(self._searched[rows].T)
        return self._blocked[country]

    def _weighed(
        self,
        asked: Sequence[Named],
        parts: Sequence[NameParts],
        vectors: tuple[sparse.csr_array, ...],
        pairs: Sequence[tuple[int, int]],
    ) -> Iterator[tuple[int, Match]]:
        if not pairs:
            return
        ours, theirs = np.array(pairs).T
        cosines = np.stack(
            [
                np.asarray(mine[ours].multiply(known[theirs]).sum(axis=1)).ravel()
                for mine, known in zip(vectors, self._vectors, strict=True)
            ],
            axis=1,
        )
        asked_words = [self._weighed_words(one) for one in parts]
        cosines[:, 0] = [
            max(
                self._with_slips(float(words), asked_words[who], index),
                _ONE_SLIP * one_slip_apart(parts[who].core, self._parts[index].core),
            )
            for (who, index), words in zip(pairs, cosines[:, 0], strict=True)
        ]
        likeness = np.clip(cosines @ (_WORDS, _LETTERS, _SHORT), 0.0, 1.0)
        for (who, index), cosine, alike in zip(pairs, cosines, likeness, strict=True):
            clues = self._clues.between(asked[who], parts[who], index)
            probability = probability_of(cosine, clues)
            yield who, Match(index, probability, float(alike), clues)

    def _with_slips(self, words: float, ours: dict[str, float], index: int) -> float:
        """Return the cosine of the words of two names with slips of the finger forgiven."""
        if index not in self._weights:
            self._weights[index] = self._weighed_words(self._parts[index])
        return min(1.0, words + _OF_SLIPS * gained_by_slips(ours, self._weights[index]))

    def _weighed_words(self, name: NameParts) -> dict[str, float]:
        """Return the single words of a name with their weights, not scaled."""
        named = {*name.named.words, *name.named.pairs}
        return {
            word: (1.0 if word in named else OF_A_UNIT) * self._words.rarity_of(word)
            for word in name.core.split()
        }


def _in_order(row: Sequence[Match]) -> list[Match]:
    """Return matches, the likeliest first; one of the same name always before those by a short form."""
    same = [one for one in row if Clue.SAME_NAME in one.clues and Clue.OTHER_VAT not in one.clues]
    if not same:
        return sorted(row, key=_likeliest)
    return sorted(
        row, key=lambda one: (Clue.SHORT_FORM in one.clues and not one.proven, *_likeliest(one))
    )


def _likeliest(match: Match) -> tuple[float, float, int]:
    return -match.probability, -match.likeness, match.index


def _joined(vectors: Iterable[sparse.csr_array]) -> sparse.csr_array:
    shares = (_WORDS, _LETTERS, _SHORT)
    blocks = [np.sqrt(share) * one for share, one in zip(shares, vectors, strict=True)]
    return sparse.csr_array(sparse.hstack(blocks, format="csr"))


def _light_columns(matrix: sparse.csr_array) -> NDArray[np.intp]:
    counts = np.bincount(matrix.indices, minlength=matrix.shape[1])
    return np.flatnonzero(counts <= max(_HEAVY_LEAST, _HEAVY_SHARE * matrix.shape[0]))


def _by_country(known: Sequence[Named]) -> defaultdict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(known):
        found[one.country].append(number)
    return found


def _nearest(
    product: sparse.csr_array, asked: Sequence[int], rows: NDArray[np.intp], reach: int
) -> Iterator[tuple[int, int]]:
    """Yield the `reach` best columns of each row of a product, as numbers of both sides."""
    for number, who in enumerate(asked):
        within = slice(product.indptr[number], product.indptr[number + 1])
        values, columns = product.data[within], product.indices[within]
        if len(values) > reach:
            columns = columns[np.argpartition(values, -reach)[-reach:]]
        else:
            columns = columns[values > _LEAST_ALIKE * _LEAST_ALIKE]
        for column in columns:
            yield who, int(rows[column])
