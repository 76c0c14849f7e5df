"""A paragraph about a search for partners, read; and what a few words afterwards change of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from matching.chains.roles import Role, named, own_role, place_of, says_what_one_is, wanted
from matching.places.countries import country_called
from matching.topics.vocabulary import find_topics
from matching.understanding.correcting import correction
from matching.understanding.reading import understand
from matching.words.names import fold

_NEEDS = re.compile(
    r"\b(?:(?:we|i|wir|ich)\s+)?(?:need|want|require|brauchen|brauche|benötigen|(?:nous\s+)?(?:avons\s+)?besoin\s+d|necesitamos|"
    r"(?:abbiamo\s+)?bisogno\s+di|precisamos|potrzebujemy|potřebujeme)\b",
    re.IGNORECASE,
)
_JOINED = re.compile(
    r"[\s,;]+(?:and|n|und|et|y|e|en|i|a|we|wir|nous|but|aber|now|nun|jetzt|so)\s*$", re.IGNORECASE
)
_WE = re.compile(r"\s*(?:we|wir|nous|noi|nosotros|nós|our|unsere?)\b", re.IGNORECASE)
_A_FEW = 6  # words, of which one that is called as a country is one
_A_CLAUSE = 2  # words that tell something of oneself: "We knit"
LONGEST = 1_000
"""Signs of what is sought, with what was said later."""


@dataclass(frozen=True, slots=True)
class Sought:
    """A search: what somebody brings and looks for in their own words, their role, and whom they want.

    `countries` are those that they wish for; none: anywhere.
    """

    brings: str
    seeks: str
    role: Role
    wanted: tuple[Role, ...]
    countries: tuple[str, ...] = ()


def read(text: str, offers: str = "", kind: str = "") -> Sought:
    """Return what a paragraph says; what it leaves out is taken from what its writer is known to offer.

    Who tells of no role that they want can use any but their own.
    """
    told = understand(text)
    own, asked = _halves(text, told.seeks)
    brings = (told.offers if told.seeks else "") or own or offers or told.offers
    told_of_oneself = told.offers if told.seeks or not offers else ""
    role = (own_role(told_of_oneself) or own_role(own) or place_of(brings, kind)).role
    roles = tuple(one.role for one in wanted(text)) or others(role)
    return Sought(brings, told.seeks or text, role, roles, told.wished or _wished(asked))


def _halves(text: str, seeks: str) -> tuple[str, str]:
    """Return what stands before a wish, if it is about oneself, and the wish: "We knit, | and need yarn"; all is one where nothing parts them."""
    known = text.casefold().find(seeks.casefold().strip(" .")) if seeks else -1
    found = _NEEDS.search(text)
    cut = known if known > 0 else found.start() if found else 0
    own = _JOINED.sub("", text[:cut]).strip(" ,;.–-")
    if len(own.split()) < _A_CLAUSE:
        return "", text[cut:] if found else text
    return own, text[cut:]


def _wished(asked: str) -> tuple[str, ...]:
    """Return the countries that a wish names; none of a sentence that tells where its writers are."""
    change = correction(asked)
    tells_of_them = _WE.match(asked) and not _NEEDS.match(asked)
    if change.told.country and change.told.city is None and tells_of_them:
        return ()
    home = {change.told.country} if tells_of_them else set()
    return tuple(sorted(change.affirmed.countries - home))


def corrected(sought: Sought, text: str) -> Sought:
    """Return the search as some words about it change it: roles, countries, or more of what is sought."""
    text = _with_capitals(text)
    change = correction(text)
    if own := says_what_one_is(text):
        brings = f"{sought.brings} {change.told.offers}".strip()[:LONGEST]
        told = replace(sought, role=own.role, brings=brings)
        return replace(told, wanted=_but(sought.wanted, own.role) or others(own.role))
    countries, gone = tuple(sorted(change.affirmed.countries)), named(text, denied=True)
    roles = named(text)
    if not (countries or gone or change.gone.countries) and (not roles or find_topics(text)):
        more = f"{sought.seeks} {text}"[:LONGEST]
        return replace(sought, seeks=more, wanted=roles or sought.wanted)
    left = countries or tuple(one for one in sought.countries if one not in change.gone.countries)
    kept = tuple(one for one in roles or sought.wanted if one not in gone)
    return replace(sought, countries=left, wanted=kept or others(sought.role))


def tells(text: str) -> bool:
    """Return whether some words tell anything of a search: a role, a country, a topic, or a wish."""
    text = _with_capitals(text)
    change = correction(text)
    said = change.affirmed, change.gone
    things = any(one.countries or one.topics for one in said)
    roles = named(text) or named(text, denied=True) or says_what_one_is(text)
    return bool(things or roles or change.told.seeks)


def _with_capitals(text: str) -> str:
    """Return a few words with their countries as they are written: "only portugal" comes from telephones."""
    words = text.split()
    if len(words) > _A_FEW:
        return text
    return " ".join(one.capitalize() if country_called(fold(one)) else one for one in words)


def _but(roles: tuple[Role, ...], one: Role) -> tuple[Role, ...]:
    return tuple(role for role in roles if role is not one)


def others(role: Role) -> tuple[Role, ...]:
    """Return the roles that complete a chain in which somebody has one."""
    return tuple(one for one in Role if one is not role)
