"""Where somebody is, found as people type it: by any name of the place, with what surrounds it.

A name that is written as it is known is looked for in every way that people shorten or adorn it;
only where none of them is known, places with a name like it are offered, and only a large one whose
name is long and one slip away is taken.
"""

from __future__ import annotations

import math
import re
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from matching.errors import UnknownPlaceError
from matching.places.countries import find_country
from matching.places.gazetteer import City, gazetteer
from matching.places.nicknames import nicknamed
from matching.places.regions import region
from matching.words.names import MAYBE, NOTHING, Certainty, Resolution, fold, similarity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_AROUND_FILE = Path(__file__).parent / "data" / "around.txt"
_POSTCODE = re.compile(
    r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b"
    r"|\b(?:[A-Z]{1,2}-)?\d(?:[\s-]?\d){2,}\s*(?:[A-Z]{2}\b)?"
    r"|\b(?i:cedex)\b.*"
)
_DISTRICT_NUMBER = re.compile(r"\s+\d{1,2}\.?$")
_HINT = re.compile(r"\s*(?:[,(;–—]|\s-\s)\s*(.*?)\s*\)?\s*$")
_ALTERNATIVES = re.compile(r"\s*/\s*|\s+-\s+")
_ARTICLES = ("the ", "l ", "la ", "le ", "les ", "s ")
# How umlauts are typed without the keyboard for them.
_DIGRAPHS = (("ae", "a"), ("oe", "o"), ("ue", "u"), ("aa", "a"))
_SAINTS = {
    "st": ("sankt", "saint", "szent", "sant", "sint"),
    "ste": ("sainte",),
    "s": ("san", "sao", "santa", "sant"),
    "sta": ("santa",),
    "sto": ("santo",),
    "sv": ("sveti", "svaty", "sveta"),
}

_USUAL, _RARE, _BEGUN = range(3)
_CLEARLY = (
    (10.0, 10.0, 0.25),  # one called so usually, beside others called so usually, rarely, at length
    (200.0, 5.0, 3.0),
    (20.0, 10.0, 10.0),
)
"""How many times as many people a place needs to be meant rather than another, by how each is named."""
_ANYWHERE = 0.5
"""The share of that which is enough where no country is known: Bozen is hardly Bözen in Switzerland."""
_BY_KIND = (1.0, 10.0, 5.0)
"""What the people of a place are divided by where it is called so usually, rarely, at length."""
_AS_A_DISTRICT = 0.05
"""What the people of a district count: somebody rather means a town of the name."""
_FEWEST = 300  # people that a place counts as having, as the figures of villages are often missing
_A_REGION = 4  # letters of what is looked for in the names of regions
_LONGEST = 120  # signs of what is read as a place: nothing longer is called so
_FAR, _FAR_AND_SMALL = 100.0, 10.0
"""How many times as many people a place elsewhere needs for ours to be asked about, or not meant."""
_A_TOWN = 20_000  # people of what is looked for by likeness where no country is known
_TAKEN, _TAKEN_ANYWHERE = 20_000, 100_000
"""People of a place that is taken although its name is mistyped; where no country is known."""
_LONG_ENOUGH, _LONG, _VERY_LONG = 5, 8, 10  # letters
_SURPRISE = 2.2  # how much rarer a name is with a slip than without, in powers of ten
_FIRST_LETTER = 1.0  # how much rarer in the first letter
_AHEAD = 1.3
_WORTH_ASKING = 4.0
_KNOWN_ELSEWHERE = 15_000


class _Hit(NamedTuple):
    number: int
    kind: int
    people: float

    @property
    def order(self) -> float:
        return -self.people / _BY_KIND[self.kind]


def find_city(typed: str | None, country: str | None = None, *, limit: int = 4) -> Resolution:
    """Return the id of the place that `typed` names within a country, or within all of them.

    Postcodes, what says "near", a country or region after a comma, and a second name after a slash
    are understood. A well-known place of another part of the world is nothing here: `known_elsewhere`
    tells which country it is in.
    """
    typed = (typed or "")[:_LONGEST]
    called = nicknamed(typed)
    if called is None or (country and called.country != country):
        return _found(typed, country, limit)
    place = _found(called.town, called.country, 1).best or ""
    if called.sure:
        return Resolution(Certainty.SURE, place, (place,))
    return _asked_first(place, _found(typed, country, limit), limit)


def _found(typed: str, country: str | None, limit: int) -> Resolution:
    where, hint = country, _hint(typed)
    if not country and hint:
        told = find_country(hint)
        where = told.best if told.certainty is Certainty.SURE else None
    for folded in _readings(typed):
        hits = _hits(folded, where)
        if hits:
            return _settled(folded, hits, hint, limit, alone=not where)
    return _mistyped(typed, where, limit)


def _asked_first(place: str, others: Resolution, limit: int) -> Resolution:
    """Return a place to be asked about, and after it what else is called so."""
    shown = tuple(dict.fromkeys((place, *others.candidates)))[:limit]
    return Resolution(Certainty.UNSURE, place, shown)


def known_elsewhere(typed: str, country: str | None = None) -> str | None:
    """Return the code of the country that a place called so is in, if not in this one or ours.

    For a name that `find_city` does not know within `country`.
    """
    for folded in _readings(typed):
        far = gazetteer().far_away(folded)
        near = [hit for hit in _exact(folded, None) if gazetteer().country(hit.number) != country]
        best = max(near, key=lambda hit: hit.people, default=None)
        if country and best and best.people >= max(_KNOWN_ELSEWHERE, far[1] if far else 0):
            return gazetteer().country(best.number)
        if far:
            return far[0]
    return None


def city(city_id: str) -> City:
    """Return the city of an id; raise UnknownPlaceError when there is none."""
    number = gazetteer().number(city_id)
    if number is None:
        raise UnknownPlaceError(city_id)
    return gazetteer().place(number)


def cities_of(country: str, most: int | None = None) -> tuple[City, ...]:
    """Return the cities of a country, the largest first: all, or so many."""
    return tuple(map(gazetteer().place, gazetteer().of_country(country)[:most]))


def told_apart(city_ids: Iterable[str]) -> dict[str, str]:
    """Return names of places, with the region, the city or the people where others are called so.

    A district always stands with its city: "Salamanca (Madrid)".
    """
    places = [city(one) for one in city_ids]
    names = {one.id: [one.name] for one in places}
    for told in (_with_the_city, _with_the_region, _with_the_people):
        clear = [" · ".join(parts) for parts in names.values()]
        for one in places:
            if told is _with_the_city or clear.count(" · ".join(names[one.id])) > 1:
                names[one.id] += told(one)
    return {
        one: name + (f" ({', '.join(more)})" if more else "")
        for one, (name, *more) in names.items()
    }


def _with_the_city(one: City) -> list[str]:
    return [city(one.part_of).name] if one.part_of else []


def _with_the_region(one: City) -> list[str]:
    return [region(one.nuts2).name or one.country]


def _with_the_people(one: City) -> list[str]:
    return [f"{one.population:,}".replace(",", " ")]


def places_called(folded: str) -> list[tuple[City, bool]]:
    """Return the places that are called so, the largest first, and whether that is a usual name."""
    return [*_called(folded)]


@lru_cache(maxsize=2_048)  # a text is asked about each of its words half a dozen times
def _called(folded: str) -> tuple[tuple[City, bool], ...]:
    hits = sorted(_exact(folded, None), key=lambda hit: hit.order)
    return tuple((gazetteer().place(hit.number), hit.kind == _USUAL) for hit in hits)


def _hint(typed: str) -> str:
    found = _HINT.search(typed)
    return found.group(1) if found else ""


def _readings(typed: str) -> Iterator[str]:
    """Yield the names that `typed` may be meant as, folded, the fullest first."""
    seen: set[str] = set()
    for written in _written(typed):
        for folded in _respelled(fold(written)):
            if folded and folded not in seen:
                seen.add(folded)
                yield folded


def _written(typed: str) -> Iterator[str]:
    """Yield what is left of `typed` without more and more of what surrounds a name."""
    # Shorter numbers may be those of a district: "Marseille 03".
    bare = _POSTCODE.sub(" ", typed).strip(" ,;-")
    yield bare or typed
    name = _HINT.sub("", bare).strip() or bare
    yield name
    yield from _ALTERNATIVES.split(name)
    yield _DISTRICT_NUMBER.sub("", name)
    if name == name.lower() or " " in name:
        yield from _without_around(fold(name))


def _without_around(folded: str) -> Iterator[str]:
    words = folded.split()
    while len(words) > 1 and words[0] in around_words():
        words = words[1:]
        yield " ".join(words)
    while len(words) > 1 and words[-1] in around_words():
        words = words[:-1]
        yield " ".join(words)


@cache
def around_words(spoken: frozenset[str] = frozenset()) -> frozenset[str]:
    """Return the folded words that stand around a place where somebody is, in languages or all."""
    lines = _AROUND_FILE.read_text(encoding="utf-8").splitlines()
    told = [line.partition(":") for line in lines if not line.startswith("#")]
    return frozenset(
        fold(word)
        for language, _, words in told
        if not spoken or language in spoken
        for word in words.split()
    )


def _respelled(folded: str) -> Iterator[str]:
    yield folded
    for article in _ARTICLES:
        if folded.startswith(article):
            yield folded.removeprefix(article)
    for typed, plain in _DIGRAPHS:
        if typed in folded:
            yield folded.replace(typed, plain)
    first, _, rest = folded.partition(" ")
    for saint in _SAINTS.get(first, ()) if rest else ():
        yield f"{saint} {rest}"


def _hits(folded: str, country: str | None) -> list[_Hit]:
    """Return the places that are called so or whose name goes on after it, the likeliest first."""
    found = {hit.number: hit for hit in _begun(folded, country)}
    found |= {hit.number: hit for hit in _exact(folded, country)}
    return sorted(found.values(), key=lambda hit: hit.order)


def _exact(folded: str, country: str | None) -> Iterator[_Hit]:
    for number, rare in gazetteer().named(folded):
        if not country or gazetteer().country(number) == country:
            yield _Hit(number, _RARE if rare else _USUAL, _counted(number))


def _begun(folded: str, country: str | None) -> Iterator[_Hit]:
    """Yield the places of which each word typed begins one of the name, and the first is whole.

    One word alone begins usual names only.
    """
    words = folded.split()
    if not words or len(words[0]) < 3:  # noqa: PLR2004 - "st", "la" begin hundreds
        return
    names = gazetteer().names
    for at in names.starting(f"{words[0]} "):
        rest = names[at].split()[1:]
        if not _abbreviated(words[1:], rest):
            continue
        for number, rare in gazetteer().owners(at):
            if (len(words) > 1 or not rare) and (
                not country or gazetteer().country(number) == country
            ):
                yield _Hit(number, _BEGUN, _counted(number))


def _abbreviated(typed: list[str], rest: list[str]) -> bool:
    """Return whether words typed are the beginnings of some of the rest of a name, in order."""
    left = iter(rest)
    return all(any(word.startswith(one) for word in left) for one in typed)


def _counted(number: int) -> float:
    people = max(int(gazetteer().people[number]), _FEWEST)
    return people * (_AS_A_DISTRICT if gazetteer().part_of[number] >= 0 else 1.0)


def _settled(folded: str, hits: list[_Hit], hint: str, limit: int, *, alone: bool) -> Resolution:
    """Return the place that is clearly meant of those that are called so, or the first of them."""
    hits = _hinted(hits, hint)
    best, *others = hits
    far = gazetteer().far_away(folded) if alone else None
    unusual = best.kind != _USUAL and best.people < _A_TOWN
    if far and unusual and far[1] > _FAR_AND_SMALL * best.people:
        return NOTHING
    share = _ANYWHERE if alone and best.kind == _RARE else 1.0
    clear = all(best.people >= share * _CLEARLY[best.kind][one.kind] * one.people for one in others)
    sure = clear and not (far and far[1] > _FAR * best.people)
    shown = hits[:1] if sure else _first(folded, hits, limit)
    ids = tuple(gazetteer().place(hit.number).id for hit in shown)
    return Resolution(Certainty.SURE if sure else Certainty.UNSURE, ids[0], ids)


def _first(folded: str, hits: list[_Hit], limit: int) -> list[_Hit]:
    """Return the first hits, the largest whose own name is just that one among them."""
    shown = hits[:limit]
    own = (hit for hit in hits if fold(gazetteer().place(hit.number).name) == folded)
    exact = max(own, key=lambda hit: hit.people, default=None)
    return [*shown[: limit - 1], exact] if exact and exact not in shown else shown


def _hinted(hits: list[_Hit], hint: str) -> list[_Hit]:
    """Return only the places of the region or the city that was told, if there are such."""
    wanted = fold(hint)
    if len(wanted) < _A_REGION:
        return hits  # the sign of a province: "Torino (TO)"
    return [hit for hit in hits if wanted in _surroundings(hit.number)] or hits


def _surroundings(number: int) -> str:
    place = gazetteer().place(number)
    main = city(place.part_of).name if place.part_of else ""
    return fold(f"{place.name} {region(place.nuts2).name} {main}")


class _Slip(NamedTuple):
    hit: _Hit
    slips: int
    likeness: float
    worth: float


def _mistyped(typed: str, country: str | None, limit: int) -> Resolution:
    """Return the places with a name like the one typed; the first is taken only if it is large."""
    folded = max(_readings(typed), key=lambda one: (len(one.split()) == 1, len(one)), default="")
    slips = _slips(folded, country)
    if len(folded) < _LONG_ENOUGH - 1 or not slips or known_elsewhere(typed, country):
        return NOTHING
    best = slips[0]
    rivals = [one for one in slips[1:] if one.worth > best.worth - _AHEAD]
    if not rivals and _taken(folded, best, country):
        found = gazetteer().place(best.hit.number).id
        return Resolution(Certainty.SURE, found, (found,))
    ids = tuple(gazetteer().place(one.hit.number).id for one in slips[:limit])
    return Resolution(Certainty.UNSURE, ids[0], ids)


def _taken(folded: str, best: _Slip, country: str | None) -> bool:
    """Return whether a name is long enough, and its place large enough, for so many slips."""
    people = best.hit.people
    if people < (_TAKEN if country and len(folded) >= _LONG else _TAKEN_ANYWHERE):
        return False
    letters = {1: _LONG_ENOUGH + 1, 2: _VERY_LONG}.get(best.slips)
    return letters is not None and len(folded) >= letters


def _slips(folded: str, country: str | None) -> list[_Slip]:
    """Return the places whose names a few slips may have made into what was typed, best first."""
    most = 1 + len(folded) // 5
    spelt = gazetteer().spellings(country, 0 if country else _A_TOWN, folded, most)
    near = process.extract(folded, spelt.keys(), scorer=OSA.distance, score_cutoff=most, limit=60)
    found: dict[int, _Slip] = {}
    for spelling, slips, _ in near:
        likeness = similarity(folded, spelling)
        for number, rare in gazetteer().owners(spelt[spelling]) if likeness >= MAYBE else ():
            if country and gazetteer().country(number) != country:
                continue
            hit = _Hit(number, _RARE if rare else _USUAL, _counted(number))
            first = 0.0 if spelling[0] == folded[0] else _FIRST_LETTER
            worth = math.log10(hit.people) - _SURPRISE * slips - 0.5 * rare - first
            if number not in found or found[number].worth < worth:
                found[number] = _Slip(hit, slips, likeness, worth)
    return sorted(found.values(), key=lambda one: -one.worth)
