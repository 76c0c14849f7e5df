"""Countries and cities with slips of the finger: how often the right one is understood.

Rivals are the scorers of `rapidfuzz.process.extractOne` over the same spellings in the same run.
"""

from __future__ import annotations

import random
import unicodedata
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA, JaroWinkler

from matching.names import Outcome, fold
from matching.places.babel_names import territory
from matching.places.cities import cities_of, city, find_city
from matching.places.countries import COUNTRIES, find_country
from matching.places.languages import EU_LANGUAGES

if TYPE_CHECKING:
    from tests.bench.figures import Figures

SEEDS = range(2)
LETTERS = "abcdefghijklmnopqrstuvwxyz"
SHORTEST = 4
CITIES = 400
RIVALS = {
    "OSA": OSA.normalized_similarity,
    "ratio": fuzz.ratio,
    "Jaro-Winkler": JaroWinkler.normalized_similarity,
}


def slip(text: str, rng: random.Random, times: int) -> str:
    """The text without accents and with so many slips: a letter lost, added, changed or swapped."""
    plain = unicodedata.normalize("NFKD", text)
    letters = [one for one in plain if not unicodedata.combining(one)]
    alphabet = LETTERS if text.isascii() else [one for one in plain.casefold() if one.isalpha()]
    for _ in range(times):
        at = rng.randrange(len(letters))
        kind = rng.choice(("lost", "added", "changed", "swapped"))
        if kind == "swapped":
            letters[at : at + 2] = reversed(letters[at : at + 2])
        else:
            fresh = [] if kind == "lost" else [rng.choice(alphabet)]
            letters[at : at + (kind != "added")] = fresh
    return "".join(letters)


def countries() -> list[tuple[str, str]]:
    """Every country's code with its names in the EU's languages, each name once."""
    named = {
        (code, name)
        for code in COUNTRIES
        for language in EU_LANGUAGES
        if (name := territory(code, language)) and len(name) >= SHORTEST
    }
    return sorted(named)


def cities() -> list[tuple[str, str]]:
    """City ids and names whose spelling is no other place's in the same country."""
    places = [one for code in COUNTRIES for one in cities_of(code)]
    known: dict[str, set[str]] = {}
    for one in places:
        known.setdefault(f"{one.country} {fold(one.name)}", set()).add(one.id)
    return [
        (one.id, one.name)
        for one in places
        if len(one.name) >= SHORTEST and len(known[f"{one.country} {fold(one.name)}"]) == 1
    ]


def understood(cases: list[tuple[str, str]], find, times: int) -> tuple[float, float, float]:
    """Shares understood at once or offered first, offered at all, and taken wrongly."""
    first = offered = wrong = total = 0
    for seed in SEEDS:
        rng = random.Random(seed)  # noqa: S311 - drawn the same each time
        for meant, name in cases:
            found = find(slip(name, rng, times), meant)
            first += found.best == meant
            offered += meant in found.candidates
            wrong += found.outcome is Outcome.SURE and found.best != meant
            total += 1
    return first / total, offered / total, wrong / total


def rival(cases: list[tuple[str, str]], known: list[tuple[str, str]], scorer, times: int) -> float:
    """The share whose nearest spelling of all known, by a scorer, belongs to the right id."""
    spellings: dict[str, set[str]] = {}
    for meant, name in known:
        spellings.setdefault(fold(name), set()).add(meant)
    names, hits, total = list(spellings), 0, 0
    for seed in SEEDS:
        rng = random.Random(seed)  # noqa: S311 - drawn the same each time
        for meant, name in cases:
            best = process.extractOne(fold(slip(name, rng, times)), names, scorer=scorer)
            hits += meant in spellings[best[0]] if best else 0
            total += 1
    return hits / total


def typed_places(table: Figures) -> None:
    """Rows on typed countries and cities, beside plain scorers over one spelling of each."""
    every_city, every_country = cities(), countries()
    some = random.Random(0).sample(every_city, CITIES)  # noqa: S311 - as above
    for what, cases, known, find in (
        ("countries", every_country, every_country, lambda typed, _: find_country(typed)),
        ("cities anywhere", some, every_city, lambda typed, _: find_city(typed)),
        (
            "cities at home",
            some,
            every_city,
            lambda typed, id_: find_city(typed, city(id_).country),
        ),
    ):
        for times in (1, 2):
            first, offered, wrong = understood(cases, find, times)
            rivals = {name: rival(cases, known, one, times) for name, one in RIVALS.items()}
            table.add_row(
                f"{what}, slips: {times}",
                f"first {first:.3f}, offered {offered:.3f}, wrong {wrong:.4f}",
                ", ".join(f"{name} {share:.3f}" for name, share in rivals.items()),
                f"{first / max(rivals.values()):.2f}",
            )
