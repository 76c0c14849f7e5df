"""Countries and cities with slips of the finger: how often the right one is understood.

Rivals are the scorers of `rapidfuzz.process.extractOne` in the same run, over one spelling a city
and the names of countries in the EU's languages; ours knows all others besides, and is also asked
with the rivals' names alone. A name that several places have is right for each.
"""

from __future__ import annotations

import random
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA, JaroWinkler

from matching.places.babel_names import territory
from matching.places.cities import cities_of, city, find_city
from matching.places.countries import COUNTRIES, find_country
from matching.places.languages import EU_LANGUAGES
from matching.words.names import Certainty, NameIndex, fold, resolve
from tests.bench.figures import took

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from matching.words.names import Resolution
    from tests.bench.figures import Figures

SEEDS = range(2)
EU = frozenset(COUNTRIES[:27])
LETTERS = "abcdefghijklmnopqrstuvwxyz"
SHORTEST = 4
LONG = 6
CITIES = 1500
LOOKED_UP = 200
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


class Cases(NamedTuple):
    """What is asked for: where, its id and its name; and all that is known, by the same place."""

    asked: list[tuple[str, str, str]]
    known: dict[str, dict[str, set[str]]]
    find: Callable[[str, str], Resolution]

    def slipped(self, times: int) -> Iterator[tuple[str, str, set[str]]]:
        """Yield where, what was typed, and all ids that have the name that was meant."""
        for seed in SEEDS:
            rng = random.Random(seed)  # noqa: S311 - drawn the same each time
            for where, _, name in self.asked:
                yield where, slip(name, rng, times), self.known[where][fold(name)]

    def alike(self) -> Cases:
        """Ours with no more names than the rivals have."""
        indexes = {}
        for where, names in self.known.items():
            spelt: dict[str, list[str]] = {}
            for name, ids in names.items():
                for id_ in sorted(ids):
                    spelt.setdefault(id_, []).append(name)
            indexes[where] = NameIndex(spelt)
        return self._replace(find=lambda typed, where: resolve(typed, indexes[where]))

    def longer(self) -> Cases:
        """Only the names of six letters or more."""
        return self._replace(asked=[one for one in self.asked if len(one[2]) >= LONG])


def cases(
    asked: Iterable[tuple[str, str]],
    known: Iterable[tuple[str, str]],
    where: Callable[[str], str],
    find: Callable[[str, str], Resolution],
) -> Cases:
    """Return cases; `where` tells among which names an id is looked for."""
    spelt: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for id_, name in known:
        spelt[where(id_)][fold(name)].add(id_)
    return Cases([(where(id_), id_, name) for id_, name in asked], spelt, find)


def understood(given: Cases, times: int) -> tuple[float, float, float]:
    """Shares understood at once or offered first, offered at all, and taken wrongly."""
    first = offered = wrong = total = 0
    for where, typed, meant in given.slipped(times):
        found = given.find(typed, where)
        first += found.best in meant
        offered += not meant.isdisjoint(found.candidates)
        wrong += found.certainty is Certainty.SURE and found.best not in meant
        total += 1
    return first / total, offered / total, wrong / total


def rival(given: Cases, scorer, times: int) -> float:
    """The share whose nearest spelling, by a scorer, is a name of what was meant."""
    hits = total = 0
    for where, typed, meant in given.slipped(times):
        names = given.known[where]
        best = process.extractOne(fold(typed), names.keys(), scorer=scorer)
        hits += bool(best) and not meant.isdisjoint(names[best[0]])
        total += 1
    return hits / total


def bound(given: Cases, times: int) -> float:
    """The share whose meant name is one of the nearest by slips, of which one is to be guessed."""
    hits = total = 0
    for where, typed, meant in given.slipped(times):
        names = given.known[where]
        slips = process.extract(fold(typed), names.keys(), scorer=OSA.distance, limit=None)
        nearest = (names[name] for name, distance, _ in slips if distance == slips[0][1])
        hits += any(not meant.isdisjoint(ids) for ids in nearest)
        total += 1
    return hits / total


def typed_places(table: Figures) -> None:
    """Rows on typed countries and cities, beside plain scorers over one spelling of each."""
    every_city, every_country = cities(), countries()
    some = random.Random(0).sample(every_city, CITIES)  # noqa: S311 - as above
    at_home = cases(some, every_city, lambda one: city(one).country, find_city)
    anywhere = cases(some, every_city, lambda _: "", lambda typed, _: find_city(typed))
    nations = cases(
        every_country, every_country, lambda _: "", lambda typed, _: find_country(typed)
    )
    members = [one for one in every_country if one[0] in EU]
    of_the_union = cases(members, members, lambda _: "", lambda typed, _: find_country(typed))
    for what, given in (
        ("countries", nations),
        ("countries of the EU", of_the_union),
        ("cities at home", at_home),
        ("cities at home, 6 letters or more", at_home.longer()),
        ("cities anywhere", anywhere),
        ("cities anywhere, 6 letters or more", anywhere.longer()),
    ):
        for times in (1, 2):
            first, offered, wrong = understood(given, times)
            same, *_ = understood(given.alike(), times)
            rivals = {name: rival(given, one, times) for name, one in RIVALS.items()}
            listed = ", ".join(f"{name} {share:.3f}" for name, share in rivals.items())
            table.add_row(
                f"{what}, slips: {times}",
                f"first {first:.3f}, offered {offered:.3f}, wrong {wrong:.4f}; "
                f"of the same names {same:.3f}",
                f"{listed}; meant is among the nearest {bound(given, times):.3f}",
                f"{same / max(rivals.values()):.3f}",
            )
    looked_up(table, anywhere)


def looked_up(table: Figures, given: Cases) -> None:
    """A row on the time that a city takes, of all spellings of all countries."""
    typed = [one for _, one, _ in given.slipped(1)][:LOOKED_UP]
    names = list(given.known[""])
    find_city(typed[0])
    ours = [took(lambda: find_city(one)).processor for one in typed]  # noqa: B023 - done at once
    plain = [
        took(lambda: process.extractOne(fold(one), names, scorer=RIVALS["OSA"])).processor  # noqa: B023
        for one in typed
    ]
    middle, beside = np.median(ours) * 1000, np.median(plain) * 1000
    table.add("a city, anywhere: ms", f"{middle:.2f}", f"OSA {beside:.2f}", middle / beside)
