"""The countries of the scheme: typed names to ISO codes, and codes to names, flags and zones.

The list is the EU and the other countries named for COSME (EU monitoring report of 2018), with
Norway, Liechtenstein, Switzerland and the United Kingdom so that people from there are understood
and told what holds for them. Which of them are eligible is a matter of the call, not of this list.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from babel.languages import get_official_languages

from matching.places.babel_names import NAMED_IN, locale_of, territory
from matching.places.languages import EU_LANGUAGES
from matching.words.names import NOTHING, NameIndex, Resolution, fold, resolve

if TYPE_CHECKING:
    from collections.abc import Iterable


class _Country(NamedTuple):
    alpha3: str
    zone: str
    also: tuple[str, ...] = ()


_COUNTRIES = {
    "AT": _Country("AUT", "Europe/Vienna", ("Republik Österreich", "Oesterreich")),
    "BE": _Country("BEL", "Europe/Brussels"),
    "BG": _Country("BGR", "Europe/Sofia", ("Balgariya", "Bulgariya")),
    "HR": _Country("HRV", "Europe/Zagreb"),
    "CY": _Country("CYP", "Asia/Nicosia", ("Kypros", "Kıbrıs", "Republic of Cyprus")),
    "CZ": _Country(
        "CZE", "Europe/Prague", ("Czech Republic", "Czech", "Česká republika", "Čechy", "Bohemia")
    ),
    "DK": _Country("DNK", "Europe/Copenhagen"),
    "EE": _Country("EST", "Europe/Tallinn"),
    "FI": _Country("FIN", "Europe/Helsinki"),
    "FR": _Country("FRA", "Europe/Paris", ("République française",)),
    "DE": _Country(
        "DEU", "Europe/Berlin", ("GER", "Bundesrepublik Deutschland", "BRD", "Deutchland")
    ),
    "GR": _Country("GRC", "Europe/Athens", ("EL", "Hellas", "Ellada", "Hellenic Republic")),
    "HU": _Country("HUN", "Europe/Budapest"),
    "IE": _Country("IRL", "Europe/Dublin", ("Republic of Ireland", "Eire")),
    "IT": _Country("ITA", "Europe/Rome"),
    "LV": _Country("LVA", "Europe/Riga"),
    "LT": _Country("LTU", "Europe/Vilnius"),
    "LU": _Country("LUX", "Europe/Luxembourg", ("Grand Duchy of Luxembourg", "Luxemburg")),
    "MT": _Country("MLT", "Europe/Malta"),
    "NL": _Country("NLD", "Europe/Amsterdam", ("Holland", "Olanda", "Hollande", "Holanda")),
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
        ("UK", "U.K.", "Great Britain", "Britain", "England", "Scotland", "Wales"),
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

_FAR_SHORT_FORMS = frozenset(("usa", "uae", "prc", "rsa", "drc"))
_WORLD_NAMED_IN = ("en", "de", "es", "fr", "it", "pt", "uk", "tr")
_ARTICLES = ("the ", "la ", "le ", "les ", "die ", "den ", "der ", "el ", "il ", "lo ", "i ", "η ")


def find_country(typed: str, *, limit: int = 4) -> Resolution:
    """Return which country `typed` names, in any of the languages of the scheme or as a code.

    A country of another part of the world is nothing here, not a misspelt European one.
    """
    folded = fold(typed)
    if not country_names().exact(folded) and folded in _elsewhere():
        return NOTHING
    found = resolve(typed, country_names(), limit=limit)
    bare = _without_article(folded)
    return found if found.best or not bare else resolve(bare, country_names(), limit=limit)


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
    usual = {
        code: (code, known.alpha3, *known.also, *_named(code, EU_LANGUAGES), *_at_home(code))
        for code, known in _COUNTRIES.items()
    }
    rarely = {code: _named(code, NAMED_IN) for code in COUNTRIES}
    return NameIndex(usual, rarely)


def _at_home(code: str) -> tuple[str, ...]:
    return _named(code, get_official_languages(code))


def _named(code: str, languages: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for one in languages if (name := territory(code, one)))


@cache
def _elsewhere() -> frozenset[str]:
    named = (locale_of(language).territories for language in _WORLD_NAMED_IN)
    return _FAR_SHORT_FORMS | frozenset(
        fold(name)
        for territories in named
        for code, name in territories.items()
        if len(code) == 2 and code not in _COUNTRIES  # noqa: PLR2004 - longer ones are continents
    )


def _without_article(folded: str) -> str:
    article = next((a for a in _ARTICLES if folded.startswith(a)), "")
    return folded.removeprefix(article) if article else ""
