"""A paragraph about a search for partners, read; and what a few words afterwards change of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from matching.chains.roles import Role, named, own_role, place_of, says_what_one_is, wanted
from matching.topics.vocabulary import find_topics
from matching.understanding.correcting import correction
from matching.understanding.reading import understand

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
    brings = (told.offers if told.seeks or not offers else "") or offers
    role = (own_role(told.offers) or place_of(offers or told.offers, kind)).role
    roles = tuple(one.role for one in wanted(text)) or others(role)
    return Sought(brings, told.seeks or text, role, roles, told.wished)


def corrected(sought: Sought, text: str) -> Sought:
    """Return the search as some words about it change it: roles, countries, or more of what is sought."""
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
    change = correction(text)
    said = change.affirmed, change.gone
    things = any(one.countries or one.topics for one in said)
    roles = named(text) or named(text, denied=True) or says_what_one_is(text)
    return bool(things or roles or change.told.seeks)


def _but(roles: tuple[Role, ...], one: Role) -> tuple[Role, ...]:
    return tuple(role for role in roles if role is not one)


def others(role: Role) -> tuple[Role, ...]:
    """Return the roles that complete a chain in which somebody has one."""
    return tuple(one for one in Role if one is not role)
