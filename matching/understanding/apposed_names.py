"""What an organisation is called beside the word for what it is: "the spinning mill Three Bridges", "Marine Institute".

A run of capitals is a firm's name where a word for a kind of organisation, a house or a trade stands in it or
right before it; else it may be a person's, a town's or a product's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from matching.places.cities import around_words, places_called
from matching.understanding.houses import is_a_house, says_what_it_is
from matching.understanding.listed_names import is_a_name
from matching.words.names import fold
from matching.words.terms import stopwords

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matching.understanding.clauses import Sentence

_SURE = 0.7
_CAPITAL = (
    r"[^\W\d_a-zà-öø-ÿāăąćčďđēėęěğġģħīįķļľłńņňőœřśşšťţūůűųźżžșțά-ώа-я][^\W_]*(?:['’&-][^\W_]+)*"
)
_JOINT = r"(?:de la|de los|de las|do|da|dos|das|del|della|dei|degli|delle|di|de|des|du|d[’']|l[’']|of|the|of the|von|van|vom|zum|zur|op|na|pod|i|e|y|&|and|und|et|\+|la|le|les|el)"
_BOUND_ARTICLE = r"(?:[tm]a?[lnrstxzżċd]-|l-|il-|[i]?[nrstxzżċd]-)?"
"""What Maltese binds to a name that goes on: "Ħobż tas-Sajf"."""
_RUN = re.compile(
    rf"(?<![\w'’.-]){_CAPITAL}(?:\s+(?:{_JOINT}\s+){{0,2}}{_BOUND_ARTICLE}{_CAPITAL}){{1,5}}(?!\w)"
)
_BEFORE = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_PAUSE = re.compile(r"[,;:.()\n]|\s[-–—]\s")
_NEAR = 3  # words before a name within which what it is stands: "pracownia protetyczna"
_FIRST_SENTENCES = 6
_IS_A = re.compile(
    r"\s+(?:is an?|are an?|ist eine?|est une?|es una?|è una?|é uma?|is een|jest|je|är ett?|är en|er et|er en|on|yra|ir|este o|este un|е|είναι)\s"
)
"""What tells of a name at the beginning of a sentence that something is."""
_OFFICE_OF = re.compile(
    r"\b(?:(?:direct|manag|owner|founder|head|chief|inhaber|geschäftsführ|leiter|gérant|propriétaire|fondat|responsable|dueñ|propietari|gerente|titolare|"
    r"propriet|eigenaar|bedrijfsleid|ägare|ejer)\w*\s+(?:of|of the|des|du|de la|de los|de las|de|der|von|vom|del|della|dei|delle|da|do|dos|das|van|van de|van het|för|for|at)|"
    r"(?:I run|I lead|ich leite|ich führe|je dirige|dirijo|gestisco|dirigo|dirijo a|ik leid|prowadzę|vedu|vediem|vodim|vezetem|conduc|jag driver|jeg driver))\s+$",
    re.IGNORECASE,
)
"""An office, or what somebody does, right before the name of what they run."""
_SMALL_TAIL = re.compile(
    rf"^\W*(?:smo|sme|jsme|jesteśmy|mi smo|mes|esame|esam|oleme|olemme|ние сме)\s+((?-i:{_CAPITAL})(?:\s+[^\W\d_]{{3,}}){{1,3}})\s*,",
    re.IGNORECASE,
)
"""Where only the first word of a name has a capital: "Smo Alpski robotski center, …"."""


_SMALL_HOUSE = re.compile(
    rf"^({_CAPITAL}\s+(?P<house>[^\W\d_A-ZČŠŽĆĐ][^\W\d_]{{3,}})\s+(?P<own>{_CAPITAL}(?:\s+[^\W\d_]{{3,}})?))(?=\s+(?:iz|z|ze|zo|s|so|u|v|vo|ve|iš|no)\s|\s*[,(])"
)
"""A kind of house with its name: "Turistična zadruga Soški raj iz Bovca"."""
_WITH_SMALL = frozenset({"cs", "hr", "lt", "lv", "sk", "sl"})
"""Languages that give a capital to the first word of a name: Sklárna Modrý potok."""
_ONE_MORE = re.compile(
    r"\s[^\W\d_]{3,}(?=\s*[,(]|\s[–-]\s|\s(?:iz|z|ze|zo|s|so|u|v|vo|ve|iš|no)\s)"
)
_ITS_NOUN = re.compile(r"\s([^\W\d_A-ZČŠŽĆĐ][^\W\d_]{2,})")
"""A word in small letters after a name's last capital."""
_ADJECTIVE = {
    "cs": re.compile(r"[áéíý]$"),
    "sk": re.compile(r"[áéíý]$"),
    "hr": re.compile(r"(?:sk|šk|čk|čn|n)[aieo]$"),
    "sl": re.compile(r"(?:sk|šk|čk|čn|n)[aieo]$"),
    "lv": re.compile(r"(?:ais|ā|ie)$"),
}
"""How a capital ends that is an adjective, so that its noun belongs to the name: "Zelená doprava"."""
_SAYING_I = frozenset({"sv", "da", "no"})
_IN = re.compile(r"\si\s")


def name_apposed(sentences: Sequence[Sentence]) -> tuple[str, float] | None:
    """Return what an organisation is called beside what it is, and how sure that is; None where nothing says so."""
    for sentence in sentences[:_FIRST_SENTENCES]:
        for name in (*_with_small_words(sentence), *_told_in(sentence)):
            return name, _SURE
    return None


def _with_small_words(sentence: Sentence) -> Iterator[str]:
    found = _SMALL_TAIL.match(sentence.text)
    name = found[1] if found else ""
    if name and not places_called(fold(name.split()[0])) and _says_what(name, sentence.spoken):
        yield name
    house = _SMALL_HOUSE.match(sentence.text) if sentence.spoken & _WITH_SMALL else None
    if house and is_a_house(fold(house["house"]), sentence.spoken):
        yield house[1]


def _told_in(sentence: Sentence) -> Iterator[str]:
    for found in _RUN.finditer(sentence.text):
        first = next((one for one in sentence.words if one.start >= found.start()), None)
        if first is None or first.wished or first.denied or first.theirs:
            continue
        name = _whole(sentence, found)
        if is_a_name(name, sentence.spoken) and (
            _says_what(name, sentence.spoken)
            or _after_what_it_is(sentence, found.start())
            or _OFFICE_OF.search(sentence.text[: found.start()])
            or (_begins(sentence, found.start()) and _IS_A.match(sentence.text, found.end()))
        ):
            yield name


def _begins(sentence: Sentence, start: int) -> bool:
    """Return whether nothing but a label stands before a place in a sentence: "About: "."""
    return re.fullmatch(r"(?:[^\W\d_]+(?: [^\W\d_]+)?:)?\s*", sentence.text[:start]) is not None


def _whole(sentence: Sentence, found: re.Match[str]) -> str:
    """Return a name as far as it goes: with the word in small letters that ends it, without a town it is in."""
    name = found.group()
    if sentence.spoken & _WITH_SMALL:
        more = _ONE_MORE.match(sentence.text, found.end()) or _noun_after(sentence, found)
        if more and fold(more.group()) not in stopwords() | around_words(sentence.spoken):
            return name + more.group()
    return _IN.split(name)[0] if sentence.spoken & _SAYING_I else name


def _noun_after(sentence: Sentence, found: re.Match[str]) -> re.Match[str] | None:
    """Return the noun that an adjective at the end of a name has."""
    ends = [pattern for one, pattern in _ADJECTIVE.items() if one in sentence.spoken]
    adjective = any(pattern.search(found.group()) for pattern in ends)
    return _ITS_NOUN.match(sentence.text, found.end()) if adjective else None


def _says_what(name: str, spoken: frozenset[str]) -> bool:
    """Return whether a name has a word for a kind, a house or a trade in it."""
    return any(says_what_it_is(one, spoken) for one in fold(name).split())


def _after_what_it_is(sentence: Sentence, start: int) -> bool:
    """Return whether what an organisation is stands right before a name, with no pause between."""
    before = _PAUSE.split(sentence.text[:start])[-1]
    near = _BEFORE.findall(before)[-_NEAR:]
    return any(says_what_it_is(fold(one), sentence.spoken) for one in near)
