"""The languages of Europe by ISO 639-1: typed names to ids, and ids to names."""

from __future__ import annotations

from functools import cache

from matching.places.babel_names import NAMED_IN, tongue
from matching.words.names import NameIndex, Resolution, resolve

EU_LANGUAGES = (
    *("bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "it"),
    *("lt", "lv", "mt", "nl", "pl", "pt", "ro", "sk", "sl", "sv"),
)
LANGUAGES = (
    *EU_LANGUAGES,
    *("tr", "uk", "sr", "sq", "bs", "mk", "hy", "is", "no", "lb", "ca", "eu", "gl", "ru", "ar"),
)

_CODES3 = {
    "bg": "bul", "cs": "ces", "da": "dan", "de": "deu", "el": "ell", "en": "eng", "es": "spa",
    "et": "est", "fi": "fin", "fr": "fra", "ga": "gle", "hr": "hrv", "hu": "hun", "it": "ita",
    "lt": "lit", "lv": "lav", "mt": "mlt", "nl": "nld", "pl": "pol", "pt": "por", "ro": "ron",
    "sk": "slk", "sl": "slv", "sv": "swe",
}  # fmt: skip
_ALSO = {
    "es": ("Castilian", "Castellano"),
    "nl": ("Flemish", "Vlaams"),
    "no": ("nb", "Bokmål", "Nynorsk"),
    "ga": ("Gaelic",),
    "ro": ("Moldovan",),
    "el": ("Greek", "gr", "Ellinika"),
    "cs": ("cz",),
    "sl": ("Slovenian",),
    "da": ("dk",),
    "sv": ("se",),
}


def find_language(typed: str, *, limit: int = 4) -> Resolution:
    """Return which language `typed` names, in any language of the scheme or as a code."""
    return resolve(typed, language_names(), limit=limit)


def language_name(code: str, in_language: str = "en") -> str:
    """Return the name of language `code` in another one; in English or the code failing that."""
    return tongue(code, in_language) or tongue(code, "en") or code


@cache
def language_names() -> NameIndex:
    """Return every spelling of every language, read once."""
    return NameIndex({code: spellings_of(code) for code in LANGUAGES})


def spellings_of(code: str) -> tuple[str, ...]:
    """Return how a language is called in all of them, and its codes."""
    names = (tongue(code, language) for language in (*NAMED_IN, code))
    three = (_CODES3[code],) if code in _CODES3 else ()
    return (code, *three, *_ALSO.get(code, ()), *(name for name in names if name))
