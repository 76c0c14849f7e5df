"""What speaks for and against two organisations being one, and what it adds up to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum, auto
from math import exp, log
from typing import TYPE_CHECKING

from rapidfuzz.distance import JaroWinkler

from matching.organisations.web_domains import is_academic, own_domain
from matching.profiles import Profile
from matching.short_profiles import as_meant
from matching.words.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from matching.organisations.names import NameParts


@dataclass(frozen=True, slots=True)
class Named:
    """An organisation as somebody described it; what is not known is empty.

    `country` is ISO 3166 alpha-2 (GR for Greece), `website` and `email` are taken as written.
    """

    name: str
    country: str = ""
    city: str = ""
    vat: str = ""
    website: str = ""
    email: str = ""


class Clue(StrEnum):
    """One thing that two organisations share, or that sets them apart."""

    SAME_VAT = auto()
    OTHER_VAT = auto()
    SAME_DOMAIN = auto()
    SHARED_DOMAIN = auto()
    OTHER_DOMAIN = auto()
    SAME_NAME = auto()
    SHORT_FORM = auto()
    FURTHER_WORD = auto()
    SAME_CITY = auto()
    OTHER_CITY = auto()
    OTHER_COUNTRY = auto()
    OTHER_LEGAL_FORM = auto()


WEIGHTS: Mapping[Clue, float] = {
    Clue.SAME_VAT: 12.0,
    Clue.OTHER_VAT: -5.0,
    Clue.SAME_DOMAIN: 4.5,
    Clue.SHARED_DOMAIN: 1.0,
    Clue.OTHER_DOMAIN: -1.0,
    Clue.SAME_NAME: 0.5,
    Clue.SHORT_FORM: 4.5,
    Clue.FURTHER_WORD: -1.5,
    Clue.SAME_CITY: 0.7,
    Clue.OTHER_CITY: -1.0,
    Clue.OTHER_COUNTRY: -2.5,
    Clue.OTHER_LEGAL_FORM: -1.0,
}
"""Log-odds of each clue, set by judgement: no public set has these facts beside the truth."""

_INTERCEPT = 2.1
_OF_WORDS, _OF_LETTERS, _OF_A_SHORT_FORM = 2.3, 0.6, 1.0
_LEAST_ODDS = -5.0
"""Log-odds of names that share nothing, so that a number can outweigh them."""
_FLOOR = 0.02
"""Added to a cosine before its logarithm is taken."""
_SHORT_FORM_FROM = 0.2
"""Cosine of the short forms from which they share a telling one."""
_SAME_PLACE = 0.9
"""Jaro-Winkler of two city names from which they are spellings of one."""
_SHORTEST_VAT = 8
_SHARED_FROM = 4
"""Organisations of the register with one domain from which it proves little by itself."""
_MOST_ODDS = 30.0


def named(organisation: Named | Profile | str) -> Named:
    """Return an organisation of which perhaps only the name, or a profile, was given."""
    if isinstance(organisation, Profile):
        one = as_meant(organisation)
        return Named(one.organisation, one.country, one.city)
    return organisation if isinstance(organisation, Named) else Named(organisation or "")


def probability_of(cosines: NDArray[np.float64], clues: Iterable[Clue]) -> float:
    """Return the probability, in (0, 1), that two are one.

    `cosines` (3,) are those of words, letters and short forms of the names. Their logistic was
    fitted to the twenty nearest names of strings in two sets of affiliations, on one half of the
    organisations, and checked on the other (docs/matching.md).
    """
    words, letters, short = (float(one) for one in cosines)
    odds = _INTERCEPT + _OF_WORDS * log(words + _FLOOR) + _OF_LETTERS * log(letters + _FLOOR)
    odds += _OF_A_SHORT_FORM * (short > _SHORT_FORM_FROM)
    odds = max(odds, _LEAST_ODDS) + sum(WEIGHTS[clue] for clue in clues)
    return 1.0 / (1.0 + exp(-max(-_MOST_ODDS, min(_MOST_ODDS, odds))))


class Clues:
    """The numbers and addresses of a register, by which its organisations are compared."""

    def __init__(self, known: Sequence[Named], parts: Sequence[NameParts]) -> None:
        self._known, self._parts = known, parts
        self._vats = [vat_of(one) for one in known]
        self._domains = [_domains_of(one) for one in known]
        self._with_vat = _places((vat,) if vat else () for vat in self._vats)
        self._with_domain = _places(self._domains)

    def same_numbers(self, asked: Sequence[Named]) -> Iterator[tuple[int, int]]:
        """Yield the pairs of candidate and organisation that share a VAT number or own domain."""
        for number, one in enumerate(asked):
            for index in self._with_vat.get(vat_of(one), ()):
                yield number, index
            for domain in _domains_of(one):
                if not self._proves_little(domain):
                    yield from ((number, index) for index in self._with_domain.get(domain, ()))

    def between(self, asked: Named, parts: NameParts, index: int) -> tuple[Clue, ...]:
        """Return what a candidate shares with an organisation and what sets them apart."""
        known, known_parts = self._known[index], self._parts[index]
        found = [
            _of_vat(vat_of(asked), self._vats[index]),
            self._of_domain(_domains_of(asked), self._domains[index]),
            _of_name(parts, known_parts),
            _of_city(asked.city, known.city),
            _of_country(asked.country, known.country),
            _of_legal_form(parts, known_parts),
        ]
        return tuple(clue for clue in found if clue)

    def _proves_little(self, domain: str) -> bool:
        return is_academic(domain) or len(self._with_domain.get(domain, ())) >= _SHARED_FROM

    def _of_domain(self, ours: frozenset[str], theirs: frozenset[str]) -> Clue | None:
        common = ours & theirs
        if common:
            shared = all(self._proves_little(one) for one in common)
            return Clue.SHARED_DOMAIN if shared else Clue.SAME_DOMAIN
        return Clue.OTHER_DOMAIN if ours and theirs else None


def vat_of(organisation: Named) -> str:
    """Return the VAT number with the prefix of its country, or "" for none that can be told."""
    letters = "".join(filter(str.isalnum, organisation.vat)).upper()
    if letters and not letters[:2].isalpha():
        letters = organisation.country + letters
    if letters.startswith("GR"):
        letters = f"EL{letters[2:]}"
    return letters if len(letters) >= _SHORTEST_VAT and letters[:2].isalpha() else ""


def _domains_of(organisation: Named) -> frozenset[str]:
    found = {own_domain(organisation.website), own_domain(organisation.email)}
    return frozenset(found - {""})


def _places(keys: Iterable[Iterable[str]]) -> dict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, of_one in enumerate(keys):
        for key in of_one:
            found[key].append(number)
    return dict(found)


def _of_vat(ours: str, theirs: str) -> Clue | None:
    if not ours or not theirs or ours[:2] != theirs[:2]:
        return None
    return Clue.SAME_VAT if ours == theirs else Clue.OTHER_VAT


def _of_name(ours: NameParts, theirs: NameParts) -> Clue | None:
    if ours.core and ours.core == theirs.core:
        return Clue.SAME_NAME
    if ours.core in theirs.called or theirs.core in ours.called:
        return Clue.SHORT_FORM
    return Clue.FURTHER_WORD if _has_more(ours, theirs) or _has_more(theirs, ours) else None


def _has_more(longer: NameParts, shorter: NameParts) -> bool:
    """Return whether a name is another of one word with more that tells it apart: IBM Ceramics, IBM."""
    words = shorter.core.split()
    return len(words) == 1 and longer.further and longer.core.split()[:1] == words


def _of_city(ours: str, theirs: str) -> Clue | None:
    here, there = fold(ours), fold(theirs)
    if not here or not there:
        return None
    alike = JaroWinkler.normalized_similarity(here, there) >= _SAME_PLACE
    if alike or here in there or there in here:
        return Clue.SAME_CITY
    # "LA", "NY": what may be short for the other says nothing either way.
    return None if _initials(here) == there or _initials(there) == here else Clue.OTHER_CITY


def _initials(folded: str) -> str:
    return "".join(word[0] for word in folded.split())


def _of_country(ours: str, theirs: str) -> Clue | None:
    return Clue.OTHER_COUNTRY if ours and theirs and ours != theirs else None


def _of_legal_form(ours: NameParts, theirs: NameParts) -> Clue | None:
    if not ours.kinds or not theirs.kinds or ours.kinds & theirs.kinds:
        return None
    return Clue.OTHER_LEGAL_FORM
