"""Fictional organisations by the thousand, the same for the same seed."""

from __future__ import annotations

from functools import cache
from itertools import accumulate
from random import Random

from matching.profiles import Profile
from matching.topics.ecosystems import ECOSYSTEMS
from matching.topics.vocabulary import spellings

COUNTRIES = (
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split()
)
KINDS = ("sme", "sme", "sme", "cluster_organisation", "scaling_up_support", "large_company")
LANGUAGES = ("en", "de", "fr", "it", "es", "pl", "pt", "el", "ro", "nl")
GOALS = ("learn", "technology", "market", "projects", "partners", "skills")
ACTIVITIES = ("knowledge_sharing", "projects", "market_research", "training", "pilot")
MONTHS = tuple(f"2027-{month:02}" for month in range(1, 13))
COMMON = (
    "company offers visits plant support small firms region partners new markets services projects "
    "training quality production team network customers design process industrial development"
).split()
SYLLABLES = (
    "ba ko ri ten mar lo vi sa du pel gra nor ti es um fo che ska ber lin ost wal mon dra".split()
)
N_WORDS = 8000


@cache
def _names() -> tuple[str, ...]:
    return tuple(name.text for name in spellings())


@cache
def _invented() -> tuple[tuple[str, ...], tuple[float, ...]]:
    chance = Random(7)  # noqa: S311 - invented people, no secrets
    words = tuple(
        "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(N_WORDS)
    )
    return words, tuple(accumulate(1 / (rank + 3) for rank in range(N_WORDS)))


def text(chance: Random) -> str:
    """A need or an offer: names of topics in any language among words common and rare."""
    words, often = _invented()
    found: list[str] = []
    for _ in range(chance.randint(2, 4)):
        found += chance.sample(COMMON, 3)
        found.append(chance.choice(_names()))
        found += chance.choices(words, cum_weights=often, k=3)
    return " ".join(found)


def some(chance: Random, values: tuple[str, ...], most: int = 3) -> tuple[str, ...]:
    """A few of some values, in their order."""
    chosen = set(chance.sample(values, chance.randint(0, most)))
    return tuple(value for value in values if value in chosen)


def profile(chance: Random, number: str) -> Profile:
    """One organisation."""
    words, _ = _invented()
    return Profile(
        id=number,
        organisation=" ".join(chance.sample(words, 2)).title(),
        organisation_type=chance.choice(KINDS),
        country=chance.choice(COUNTRIES),
        city=chance.choice(words[:600]).title(),
        latitude=round(chance.uniform(36, 66), 1),
        longitude=round(chance.uniform(-9, 30), 1),
        region_category=chance.choice(("less_developed", "transition", "more_developed", None)),
        ecosystems=some(chance, ECOSYSTEMS, 2),
        offers=text(chance),
        seeks=text(chance),
        goals=some(chance, GOALS),
        activities=some(chance, ACTIVITIES),
        languages=some(chance, LANGUAGES),
        wished_countries=some(chance, tuple(COUNTRIES)),
        months=some(chance, MONTHS, 4),
        partner_kinds=some(chance, tuple(dict.fromkeys(KINDS)), 2),
        size=chance.choice(("micro", "small", "medium", None)),
        capacity=chance.randint(1, 4),
        busy=chance.randint(0, 1),
        maturity=chance.choice(("bronze", "silver", "gold", None)),
    )


def profiles(n: int, seed: int) -> list[Profile]:
    """Some organisations, their ids in order."""
    chance = Random(seed)  # noqa: S311 - invented people, no secrets
    return [profile(chance, f"{seed}-{number:06}") for number in range(n)]
