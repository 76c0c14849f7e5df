"""The countries of the scheme: typed names to ISO codes, and codes to names, flags and zones.

The list is the EU and the other countries named for COSME (EU monitoring report of 2018), with
Norway, Liechtenstein, Switzerland and the United Kingdom so that people from there are understood
and told what holds for them. Which of them are eligible is a matter of the call, not of this list.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from babel.languages import get_official_languages

from matching.places.babel_names import NAMED_IN, locale_of, territory
from matching.places.languages import EU_LANGUAGES
from matching.words.names import NOTHING, Certainty, NameIndex, Resolution, fold, resolve, settled

if TYPE_CHECKING:
    from collections.abc import Iterable


class _Country(NamedTuple):
    alpha3: str
    zone: str
    also: tuple[str, ...] = ()


_COUNTRIES = {
    "AT": _Country(
        "AUT",
        "Europe/Vienna",
        (
            "Republik Österreich",
            "Oesterreich",
            "Itävalla",
            "Itävallassa",
            "Itävallasta",
            "Itävallan",
        ),
    ),
    "BE": _Country("BEL", "Europe/Brussels"),
    "BG": _Country("BGR", "Europe/Sofia", ("Balgariya", "Bulgariya")),
    "HR": _Country("HRV", "Europe/Zagreb"),
    "CY": _Country("CYP", "Asia/Nicosia", ("Kypros", "Kıbrıs", "Republic of Cyprus")),
    "CZ": _Country(
        "CZE",
        "Europe/Prague",
        ("Czech Republic", "Czech", "Česká republika", "Čechy", "Czechach", "Bohemia"),
    ),
    "DK": _Country("DNK", "Europe/Copenhagen"),
    "EE": _Country("EST", "Europe/Tallinn"),
    "FI": _Country("FIN", "Europe/Helsinki"),
    "FR": _Country("FRA", "Europe/Paris", ("République française",)),
    "DE": _Country(
        "DEU",
        "Europe/Berlin",
        ("GER", "Bundesrepublik Deutschland", "BRD", "Deutchland", "Niemczech", "Niemiec"),
    ),
    "GR": _Country("GRC", "Europe/Athens", ("EL", "Hellas", "Ellada", "Hellenic Republic")),
    "HU": _Country("HUN", "Europe/Budapest", ("Węgrzech", "Węgier")),
    "IE": _Country("IRL", "Europe/Dublin", ("Republic of Ireland", "Eire")),
    "IT": _Country("ITA", "Europe/Rome", ("Włoch", "Włoszech")),
    "LV": _Country("LVA", "Europe/Riga"),
    "LT": _Country("LTU", "Europe/Vilnius"),
    "LU": _Country("LUX", "Europe/Luxembourg", ("Grand Duchy of Luxembourg", "Luxemburg")),
    "MT": _Country("MLT", "Europe/Malta"),
    "NL": _Country(
        "NLD",
        "Europe/Amsterdam",
        (
            *(
                "Holland",
                "Olanda",
                "Hollande",
                "Holanda",
                "Holandia",
                "Holandsko",
                "Holandija",
                "Hollandia",
                "Niederlanden",
                "Nederlanden",
                "Hollandi",
                "Nyderlandai",
                "Alankomaissa",
                "Alankomaista",
                "Alankomaihin",
            ),
            *(
                "Ολλανδία",
                "Холандия",
                "Hollanti",
                "Holande",
                "Olandija",
                "Olandă",
                "Olanda",
                "Голландия",
            ),
        ),
    ),
    "PL": _Country("POL", "Europe/Warsaw", ("Republic of Poland",)),
    "PT": _Country("PRT", "Europe/Lisbon"),
    "RO": _Country("ROU", "Europe/Bucharest", ("Roumania", "Rumania")),
    "SK": _Country("SVK", "Europe/Bratislava", ("Slovak Republic", "Slovenská republika")),
    "SI": _Country("SVN", "Europe/Ljubljana", ("SLO", "Republic of Slovenia")),
    "ES": _Country("ESP", "Europe/Madrid", ("Kingdom of Spain",)),
    "SE": _Country("SWE", "Europe/Stockholm"),
    "IS": _Country("ISL", "Atlantic/Reykjavik"),
    "NO": _Country("NOR", "Europe/Oslo", ("Noreg",)),
    "LI": _Country("LIE", "Europe/Vaduz"),
    "CH": _Country(
        "CHE", "Europe/Zurich", ("Confoederatio Helvetica", "Swiss", "Swiss Confederation")
    ),
    "GB": _Country(
        "GBR",
        "Europe/London",
        (
            *("UK", "U.K.", "Great Britain", "Britain", "England", "Scotland", "Wales", "Écosse"),
            *(
                "Angleterre",
                "Inglaterra",
                "Inghilterra",
                "Engeland",
                "Englanti",
                "Inglismaa",
                "Anglie",
            ),
            *("Anglia", "Anglija", "Anglicko", "Engleska", "Αγγλία", "Англия", "Großbritannien"),
            *("Grande-Bretagne", "Gran Bretaña", "Gran Bretagna", "Grã-Bretanha", "Schottland"),
            *(
                "Skottland",
                "Escocia",
                "Scozia",
                "Szkocja",
                "Skotsko",
                "Skócia",
                "Skotlanti",
                "Šotimaa",
            ),
        ),
    ),
    "AL": _Country("ALB", "Europe/Tirane", ("Shqiperia",)),
    "BA": _Country("BIH", "Europe/Sarajevo", ("Bosnia", "Bosna", "Herzegovina", "BiH")),
    "XK": _Country("XKX", "Europe/Belgrade", ("Kosova",)),
    "ME": _Country("MNE", "Europe/Podgorica", ("Crna Gora",)),
    "MK": _Country("MKD", "Europe/Skopje", ("Macedonia", "Makedonija", "FYROM", "Македонија")),
    "RS": _Country("SRB", "Europe/Belgrade", ("Srbija",)),
    "TR": _Country("TUR", "Europe/Istanbul", ("Turkey", "Türkiye", "Turkiye Cumhuriyeti")),
    "AM": _Country("ARM", "Asia/Yerevan", ("Hayastan",)),
    "MD": _Country("MDA", "Europe/Chisinau", ("Republic of Moldova", "Republica Moldova")),
    "UA": _Country("UKR", "Europe/Kyiv", ("Ukraina", "Ukrayina", "Украина")),
}

COUNTRIES = tuple(_COUNTRIES)
"""ISO 3166 alpha-2 codes (GR for Greece, XK for Kosovo), the EU first."""

_IOC = {
    "DE": "GER", "GR": "GRE", "HR": "CRO", "PT": "POR", "CH": "SUI", "NL": "NED", "DK": "DEN",
    "BG": "BUL", "SI": "SLO", "LV": "LAT", "XK": "KOS",
}  # fmt: skip
_FAR_SHORT_FORMS = ("usa", "uae", "prc", "rsa", "drc", "eeuu", "америка", "america", "amerika")
_ARTICLES = ("the ", "la ", "le ", "les ", "die ", "den ", "der ", "el ", "il ", "lo ", "i ", "η ")
_LONG_FILE = Path(__file__).parent / "data" / "long_names.txt"
_ASKED_FILE = Path(__file__).parent / "data" / "asked_countries.txt"
_FAR = "~"
_FLAG = 0x1F1E6  # the sign of A in flags
"""What the ids of the world's other countries begin with, where both are compared."""
_SHORTEST_MISTYPED = 4  # letters; a code of three is a country's own
_SHORTEST_IN_A_SENTENCE = 4
_LONGEST_NAME = 6  # words


def find_country(typed: str | None, *, limit: int = 4) -> Resolution:
    """Return which country `typed` names, in any of the languages of the scheme or as a code or a flag.

    A country of another part of the world is nothing here, not a misspelt European one, and so is
    a code that is none of ours. A region, or a state that is no more, is asked about.
    """
    typed = typed or ""
    folded = fold(typed)
    bare = _without_article(folded)
    for one in filter(None, (folded, bare, _of_flag(typed))):
        ours = country_names().exact(one)
        if ours or one in _elsewhere():
            return settled(ours, limit=limit)
    asked = _asked().get(_sign(typed)) or _asked().get(folded)
    if asked:
        return Resolution(Certainty.UNSURE, asked[0], asked[:limit])
    told = countries_in(typed)
    return settled(told, limit=limit) if told else _mistyped(typed, bare, limit)


def _of_flag(typed: str) -> str:
    """Return the code, folded, of the country whose flag was typed alone; nothing for other texts."""
    letters = [ord(one) - _FLAG for one in typed.strip()]
    alone = len(letters) == len("🇦🇹") and all(one in range(26) for one in letters)
    return "".join(chr(ord("a") + one) for one in letters) if alone else ""


def also_called(code: str) -> tuple[str, ...]:
    """Return what else a country is called, beside its names in the CLDR."""
    return _COUNTRIES[code].also


def country_called(folded: str) -> str | None:
    """Return the country that is called exactly so, None where it is a word or another country's."""
    ours = country_names().exact(folded)
    return ours[0] if len(ours) == 1 and len(folded) >= _SHORTEST_IN_A_SENTENCE else None


def countries_in(text: str) -> tuple[str, ...]:
    """Return the countries that stand written out among the words of `text`, in their order."""
    words = fold(text).split()
    found: dict[str, None] = {}
    at = 0
    while at < len(words):
        for length in range(min(_LONGEST_NAME, len(words) - at), 0, -1):
            run = " ".join(words[at : at + length])
            code = country_called(run)
            if code or run in _elsewhere():
                found |= {code: None} if code else {}
                at += length - 1
                break
        at += 1
    return tuple(found)


def _mistyped(typed: str, bare: str, limit: int) -> Resolution:
    """Return the country that a name with slips in it means, if no other of the world's does."""
    if len(fold(typed)) < _SHORTEST_MISTYPED:
        return NOTHING
    for one in filter(None, (typed, bare)):
        found = resolve(one, _written_out(), limit=limit)
        if not found.best:
            continue
        alike = _world().alike(one)
        far = next((hit.slips for hit in alike if hit.found[0] == _FAR), None)
        near = next((hit.slips for hit in alike if hit.found[0] != _FAR), 0.0)
        if far is not None and far < near:
            return NOTHING
        doubtful = far is not None and far <= near and found.certainty is Certainty.SURE
        return Resolution(Certainty.UNSURE, found.best, found.candidates) if doubtful else found
    return NOTHING


def country_name(code: str, language: str = "en") -> str:
    """Return the name of the country in `language`, in English or as its code failing that."""
    return territory(code, language) or territory(code, "en") or code


def flag(code: str) -> str:
    """Return the flag emoji of a country code, nothing for what is not one."""
    if len(code) != 2 or not code.isascii() or not code.isalpha():  # noqa: PLR2004 - alpha-2
        return ""
    return "".join(chr(ord(letter) - ord("A") + 0x1F1E6) for letter in code.upper())


def time_zone(code: str) -> str:
    """Return the IANA time zone of the country's capital, UTC for an unknown country."""
    return _COUNTRIES[code].zone if code in _COUNTRIES else "UTC"


@cache
def country_names() -> NameIndex:
    """Return every spelling of every country, read once."""
    codes = {code: (code, one.alpha3, *_codes(code)) for code, one in _COUNTRIES.items()}
    usual = {code: (*codes[code], *_spellings(code)) for code in COUNTRIES}
    return NameIndex(usual, {code: _named(code, NAMED_IN) for code in COUNTRIES})


@cache
def _written_out() -> NameIndex:
    """Return the same without codes, for likeness."""
    usual = {
        code: [name for name in _spellings(code) if len(fold(name)) >= _SHORTEST_MISTYPED]
        for code in COUNTRIES
    }
    return NameIndex(usual, {code: _named(code, NAMED_IN) for code in COUNTRIES})


@cache
def _world() -> NameIndex:
    """Return the same with all other countries of the world."""
    far = {_FAR + code: names for code, names in _far_names().items()}
    near = {code: (*_spellings(code), *_named(code, NAMED_IN)) for code in COUNTRIES}
    return NameIndex({**near, **far})


def _codes(code: str) -> tuple[str, ...]:
    return (_IOC[code],) if code in _IOC else ()


def _spellings(code: str) -> tuple[str, ...]:
    long = _listed(_LONG_FILE).get(code, ())
    return (*_COUNTRIES[code].also, *_named(code, EU_LANGUAGES), *_at_home(code), *long)


def _at_home(code: str) -> tuple[str, ...]:
    return _named(code, get_official_languages(code))


def _named(code: str, languages: Iterable[str]) -> tuple[str, ...]:
    names = [name for one in languages if (name := territory(code, one))]
    return (*names, *(bare for name in names if (bare := name.removeprefix("an ")) != name))


@cache
def _elsewhere() -> frozenset[str]:
    ours = set(map(fold, _FAR_SHORT_FORMS))
    return frozenset(ours.union(*(map(fold, names) for names in _far_names().values())))


@cache
def _far_names() -> dict[str, list[str]]:
    """Return how each other country of the world is called in the languages of the scheme."""
    found: dict[str, list[str]] = defaultdict(list)
    for language in NAMED_IN:
        for code, name in locale_of(language).territories.items():
            if len(code) == 2 and code not in _COUNTRIES:  # noqa: PLR2004 - longer ones are continents
                found[code].append(name)
    for code, names in _listed(_LONG_FILE).items():
        if code not in _COUNTRIES:
            found[code].extend(names)
    return dict(found)


@cache
def _asked() -> dict[str, tuple[str, ...]]:
    """Return what may mean a country, folded, with those that it may mean."""
    found: dict[str, tuple[str, ...]] = {}
    for code, names in _listed(_ASKED_FILE).items():
        for name in names:
            key = _sign(name) or fold(name)
            found[key] = (*found.get(key, ()), code)
    return found


def _sign(typed: str) -> str:
    """Return a number of a telephone as "+48", "" for anything else."""
    number = re.fullmatch(r"\s*(?:\+|00)\s*(\d{2,3})\b.*", typed)
    return f"+{number.group(1)}" if number else ""


@cache
def _listed(file: Path) -> dict[str, tuple[str, ...]]:
    lines = file.read_text(encoding="utf-8").splitlines()
    told = (line.partition(": ") for line in lines if not line.startswith("#"))
    return {code: tuple(names.split(" | ")) for code, _, names in told}


def _without_article(folded: str) -> str:
    article = next((a for a in _ARTICLES if folded.startswith(a)), "")
    return folded.removeprefix(article) if article else ""
