"""Where the names of countries and languages come from: the CLDR data that Babel carries."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale, UnknownLocaleError

NAMED_IN = (
    *("bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "it"),
    *("lt", "lv", "mt", "nl", "pl", "pt", "ro", "sk", "sl", "sv"),
    *("tr", "uk", "sr", "sr_Latn", "sq", "bs", "mk", "hy", "is", "nb", "ca", "eu", "gl", "lb"),
)
"""The 24 languages of the EU, those of the other countries of the scheme, and four neighbours."""


@lru_cache(maxsize=256)
def locale_of(language: str) -> Locale:
    """Return the locale of a tag such as "de" or Telegram's "pt-br"; English if unknown."""
    wanted = language.replace("-", "_") or "en"
    for tag in (wanted, wanted.split("_")[0]):
        try:
            return Locale.parse(tag)
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")


@lru_cache(maxsize=16_384)
def territory(code: str, language: str) -> str | None:
    """Return the name of a country in `language`, or None when CLDR has none."""
    return _text(locale_of(language).territories.get(code))


def tongue(code: str, language: str) -> str | None:
    """Return the name of the language `code` in `language`, or None when CLDR has none."""
    return _text(locale_of(language).languages.get(code))


def _text(name: object) -> str | None:
    return name if isinstance(name, str) and name else None
