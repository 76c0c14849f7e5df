"""What is compared of the name of an organisation.

Words and pairs of words, and short forms (an acronym in the name, or the first letters of its words).
Of an address in parts ("Department of Physics, University of Turku, Turku") the parts that name a
piece of an organisation are held apart, as they say what is inside it and not which one it is.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import chain, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from matching.organisations.legal_forms import is_legal_form, without_legal_form
from matching.places.cities import places_called
from matching.places.countries import country_called
from matching.words.latin import in_latin
from matching.words.names import fold
from matching.words.terms import stopwords

if TYPE_CHECKING:
    from collections.abc import Sequence

_FILE = Path(__file__).parent / "data" / "organisation_words.txt"
_A_TOWN = 20_000
"""People of a place that is rather meant than a word written like it."""
_FORMS_ONLY = frozenset(
    "gmbh srl srls sarl spa sas sasu ltd llc llp plc inc corp gbr ohg kgaa ugmbh bvba sprl asbl vzw eood ood ead doo dooel kft zrt nyrt aps oyj eurl "
    "snc scs sca sccl slu sll sal sgps lda unipessoal ike epe dac clg uab sia vof scoop scop".split()
)
"""Forms that nobody is called by."""
_FURTHER = 2
"""Words after the first that may tell a company apart; more of them are what an acronym is short for."""
_LONGEST_NAME = 600
"""Letters of a name that are read; affiliations of scholars, the longest known, have up to 500."""
_SHORT_FORM = range(3, 10)
"""Letters of an acronym that is looked for."""
_BREAK = re.compile(r"[,;|\n]+")
# "ue" for "ü", but neither in "neue" nor in "technique".
_DIGRAPH = re.compile(r"(?<![aeouq])([aou])e")
_LONG_WORD = re.compile(r"[^\W\d_]{3,}")
_ACRONYM = re.compile(r"\b(?=\w*[^\W\d_]{2})[^\W_]{3,9}\b")


class Spelt(NamedTuple):
    """Telling words in their order, and neighbours written as one word: "Tech Solutions"."""

    words: tuple[str, ...] = ()
    pairs: tuple[str, ...] = ()


_NOTHING = Spelt()


class NameParts(NamedTuple):
    """What is compared of a name.

    `named` stands in its parts that name the organisation, `inside` in those that name a piece of
    one. Of the `short_forms` in it those are `called` that stand for it: the first letters of its
    words, and acronyms where it has one part only, as in an address there may be several owners'.
    `core` is all of it without legal forms, whose `kinds` are told; `further` whether a word or two that
    only this organisation has come after its first: then an acronym there does not stand for all of it.
    """

    named: Spelt
    inside: Spelt
    short_forms: tuple[str, ...]
    called: tuple[str, ...]
    core: str
    kinds: frozenset[str]
    further: bool = False


def parts_of(name: str, country: str = "") -> NameParts:
    """Return what is compared of a name; all empty for one of signs or of one legal form alone.

    A name that is nothing else once its legal form is off (K&S AG, as K/S is a form) is kept whole.
    """
    name = name[:_LONGEST_NAME]
    bare = without_legal_form(name, country)
    if is_legal_form(bare.name, country):
        whole = fold(name)
        if whole == bare.name and not _is_rather_a_name(name.strip()):
            return NameParts(_NOTHING, _NOTHING, (), (), "", bare.kinds)
        core = " ".join(_as_spelt(whole))
        return NameParts(_spelt([whole]), _NOTHING, (), _before_form(whole), core, bare.kinds)
    segments = _segments(name, bare.name, country)
    named = [one for one in segments if not _names_a_unit(one)] or segments
    inside = [one for one in segments if one not in named]
    acronyms, initials = _acronyms_in(name), _initials_of(segments)
    short_forms = tuple(dict.fromkeys([*acronyms, *initials]))
    core = " ".join(_as_spelt(bare.name))
    further = len(segments) == 1 and _has_its_own(core.split())
    called = short_forms if len(segments) == 1 else initials
    if further:
        called = tuple(one for one in called if not core.startswith(f"{one} "))
    return NameParts(_spelt(named), _spelt(inside), short_forms, called, core, bare.kinds, further)


def _has_its_own(words: Sequence[str]) -> bool:
    """Return whether one or two words of a company's own come after the first: IBM Ceramics, no IBM Germany."""
    after = words[1:]
    return 0 < len(after) <= _FURTHER and any(map(_is_its_own, after))


@lru_cache(maxsize=65_536)
def _is_its_own(word: str) -> bool:
    """Return whether a word tells a company apart: no country or town, and nothing that stands in every other name."""
    placed = any(place.population >= _A_TOWN for place, _ in places_called(word))
    return not (placed or word in _listed("everywhere") or country_called(word))


def _is_rather_a_name(name: str) -> bool:
    """Return whether a legal form by itself is more likely what somebody is called: SAP, SES."""
    return _ACRONYM.fullmatch(name) is not None and name.isupper() and fold(name) not in _FORMS_ONLY


def _before_form(whole: str) -> tuple[str, ...]:
    """Return what a name that is kept whole is called without its last form: "ses" of "ses sa"."""
    words = whole.split()
    called = " ".join(words[:-1])
    return (called,) if called and is_legal_form(words[-1]) else ()


def _segments(name: str, bare: str, country: str) -> list[str]:
    """Return the parts of an address, without legal forms; all of a name without commas is one."""
    if not _BREAK.search(name):
        return [bare] if bare else []
    whole = (without_legal_form(one, country).name for one in _BREAK.split(name))
    return [one for one in whole if one and not is_legal_form(one, country)]


def _names_a_unit(segment: str) -> bool:
    return segment.split(maxsplit=1)[0] in _listed("unit")


def _spelt(segments: Sequence[str]) -> Spelt:
    if not segments:
        return _NOTHING
    words = [*map(_as_spelt, segments)]
    pairs = [a + b for some in words for a, b in pairwise(some)]
    return Spelt(tuple(chain.from_iterable(words)), tuple(pairs))


@lru_cache(maxsize=8)  # each part of a name is looked at twice in a row
def _as_spelt(folded: str) -> tuple[str, ...]:
    """Return the telling words in Latin letters, umlauts as typed without the keyboard for them."""
    words, dull = [*map(_with_umlauts, folded.split())], stopwords()
    return tuple(map(in_latin, [one for one in words if one not in dull] or words))


@lru_cache(maxsize=65_536)
def _with_umlauts(word: str) -> str:
    return _DIGRAPH.sub(r"\1", word)


def _acronyms_in(name: str) -> list[str]:
    """Return the acronyms in a name; where all of it is in capitals no word tells that it is one."""
    long = [word for word in _LONG_WORD.findall(name) if not is_legal_form(fold(word))]
    if len(long) > 1 and name == name.upper():
        return []
    marked = [one for one in name.split() if not (one.istitle() or one.islower())]
    return [*chain.from_iterable(map(_acronyms, marked))]


def _initials_of(segments: Sequence[str]) -> tuple[str, ...]:
    """Return the first letters of the words of each part, with dull ones and without."""
    dull = stopwords()
    runs: list[list[str]] = []
    for segment in segments:
        words = segment.split()
        runs += [words, [one for one in words if one not in dull]]
    found = ["".join([one[0] for one in run]) for run in runs if len(run) in _SHORT_FORM]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=65_536)
def _acronyms(token: str) -> tuple[str, ...]:
    found = [fold(one) for one in _ACRONYM.findall(token) if _is_acronym(one)]
    return tuple([one for one in found if len(one) in _SHORT_FORM])


def _is_acronym(word: str) -> bool:
    """Tell whether a word is capitals but for one letter: CNRS, INTA, CSiC."""
    if word.istitle() or word.islower():
        return False
    return sum(letter.isupper() for letter in word) >= max(2, len(word) - 1)


def common_words() -> frozenset[str]:
    """Return the folded words that many organisations carry, in Latin letters."""
    return frozenset(map(in_latin, _listed("common")))


@cache
def _listed(kind: str) -> frozenset[str]:
    lines = (line.split() for line in _FILE.read_text(encoding="utf-8").splitlines())
    return frozenset(word for line in lines if line[0] == kind for word in line[1:])
