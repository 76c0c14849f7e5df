"""Addresses in a text: which place the letters go to, and which one a street is only called after."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from matching.understanding.clauses import stems_in
from matching.words.names import fold

if TYPE_CHECKING:
    from matching.understanding.clauses import Sentence

_POSTCODE = r"(?:[A-Z]{1,3}[- ])?(?!(?:19|20)\d\d\b)(?:\d{4,5}|\d{3} \d{2}|\d{2}-\d{3}|\d{4}-\d{3}|\d{4} ?[A-Z]{2})"
_BEFORE = re.compile(rf"(?:^|[\s,(;–-]){_POSTCODE}[ \t]+$")
_LED = re.compile(rf"{_POSTCODE}[ \t]+(?=[^\W\d_])")
_REACH = 3  # words between that for a street and a name
_STREETS = (
    "rue! route! avenue! boulevard! chemin! allée! place! quai! strasse! straße! str! weg! allee! platz! gasse! street! st! road! rd! lane! "
    "avenue! ave! square! calle! c! avenida! avda! plaza! paseo! camino! carretera! via! viale! corso! piazza! strada! rua! praça! travessa! "
    "estrada! straat! laan! plein! kade! ul! ulica! ulice! aleja! al! třída! náměstí! námestie! trg! cesta! utca! út! tér! körút! strada! str! "
    "bulevardul! calea! piața! улица! ул! бул! площад! οδός! λεωφόρος! gata! gatan! väg! vägen! torg! gade! vej! plads! katu! tie! tänav! tee! "
    "mnt! iela! prospekts! gatvė! g! pr! sráid! bóthar! triq! pjazza!"
)
"""Words for streets, whole; German and others bind them to the name as well."""
_BOUND = tuple(
    map(
        fold,
        "straße strasse gasse allee platz weg straat laan gata gatan vägen gade vej katu tie".split(),
    )
)
_SHORTEST_BOUND = 6  # letters of a name of a street in one word


def after_postcode(sentence: Sentence, start: int) -> bool:
    """Return whether a postcode stands right before a place in a sentence; a year is none."""
    return bool(_BEFORE.search(sentence.text[:start]))


def names_a_street(sentence: Sentence, at: int, size: int) -> bool:
    """Return whether some words are those of a street: "route de Toulouse", "Dublin Road"."""
    words = sentence.words
    for one in words[max(at - _REACH, 0) : at]:
        if one.folded in _streets() and not re.search(
            r"[,;]", sentence.text[one.end : words[at].start]
        ):
            return True
    past = at + size
    if past >= len(words) or sentence.text[words[past - 1].end : words[past].start].strip():
        return False
    after = words[past].folded
    return after in _streets() or (len(after) >= _SHORTEST_BOUND and after.endswith(_BOUND))


def is_an_address(told: str) -> bool:
    """Return whether some words are a street with its number: "15 route de Toulouse"."""
    words = fold(told).split()
    street = any(one in _streets() or one.endswith(_BOUND) for one in words)
    return street and any(map(str.isdigit, told))


def without_postcode(told: str) -> str:
    """Return what stands after a postcode that some words begin with, else all of them."""
    found = _LED.match(told)
    return told[found.end() :] if found else told


@cache
def _streets() -> frozenset[str]:
    return stems_in([_STREETS])[0]
