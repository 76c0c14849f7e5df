"""The languages of Europe by ISO 639-1: typed names to ids, and ids to names."""

from __future__ import annotations

import re
from bisect import bisect
from collections import defaultdict
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from babel.languages import get_official_languages
from rapidfuzz.distance import Prefix

from matching.places.babel_names import NAMED_IN, locale_of, tongue
from matching.words.names import NOTHING, Certainty, NameIndex, Resolution, fold, resolve, settled

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    "sk": "slk", "sl": "slv", "sv": "swe", "tr": "tur", "uk": "ukr", "sr": "srp", "sq": "sqi",
    "bs": "bos", "mk": "mkd", "hy": "hye", "is": "isl", "no": "nor", "lb": "ltz", "ca": "cat",
    "eu": "eus", "gl": "glg", "ru": "rus", "ar": "ara",
}  # fmt: skip
_ALSO = {
    "es": ("Castilian", "Castellano", "castellà", "Kastilisch"),
    "nl": ("Flemish", "Vlaams", "dut", "Flämisch", "flamand", "flamenco", "fiammingo", "flamand"),
    "no": ("nb", "nn", "nob", "nno", "Bokmål", "Nynorsk", "riksmål"),
    "ga": ("Gaelic", "Gaeilge", "gaélico irlandés"),
    "ro": ("Moldovan", "rum", "moldavian"),
    "el": ("Greek", "gr", "gre", "Ellinika"),
    "cs": ("cz", "cze"),
    "sl": ("Slovenian",),
    "da": ("dk",),
    "sv": ("se",),
    "de": ("ger",),
    "fr": ("fre",),
    "hy": ("arm",),
    "is": ("ice",),
    "sk": ("slo",),
    "sq": ("alb",),
    "mk": ("mac",),
    "eu": ("baq", "Euskara"),
    "ca": ("Valencian", "Valenciano", "Valencià", "valencien", "Valencianisch", "valenziano"),
    "uk": ("ua",),
}
# As Czechs and Slovaks say that they speak them, and others where the name of the language begins otherwise.
_SPOKEN_SO = {
    "bg": "bulharsky", "cs": "česky čehiski", "da": "dánsky dánul", "de": "německy nemecky vāciski",
    "el": "řecky grécky grško",
    "en": "anglicky enkku", "es": "španělsky španielsky", "et": "estonsky", "fi": "finsky fínsky somiski",
    "fr": "francouzsky francúzsky", "hr": "chorvatsky chorvátsky", "hu": "maďarsky",
    "it": "italsky taliansky", "lt": "litevsky litovsky", "lv": "lotyšsky",
    "nl": "nizozemsky holandsky holandsky", "pl": "polsky poľsky", "pt": "portugalsky",
    "ro": "rumunsky románul", "sk": "slovensky", "sl": "slovinsky", "sr": "srbsky srbsko",
    "sv": "švédsky Isvediż", "ru": "rusky rusko", "uk": "ukrajinsky ukrainietiškai",
    "tr": "turecky turško",
}  # fmt: skip
_FAR_ALSO = {
    "zh": ("Mandarin", "Mandarín", "Mandarino", "mandaryński", "mandarín", "mandarim", "Putonghua"),
    "yue": ("Cantonese", "Kantonesisch"),
    "la": ("Latin", "Latein"),
    "fa": ("Farsi", "Persian", "Dari"),
    "fil": ("Tagalog",),
}
_FLAG = range(0x1F1E6, 0x1F200)
_FAR = "~"
GREETINGS = frozenset(("czesc", "greetings", "servus"))
"""What people say first, and what is near to a name: no Czech, no Greek and no Serbian."""
_SHORTEST_MISTYPED = 4
_SOUND_STEM = 5  # letters, where the language of the text is not known
_SHORTEST_STEM, _LONGEST_ENDING = 4, 5  # letters of a form of a language's name
_LONGEST_NAME = 3  # words
_TWO_LETTERS = 2


def official_languages(country: str) -> tuple[str, ...]:
    """Return the ids of a country's official languages; none of what is no country."""
    return tuple(one for one in get_official_languages(country) if one in LANGUAGES)


def find_language(typed: str | None, *, limit: int = 4) -> Resolution:
    """Return which language `typed` names, in any language of the scheme, as a code or a flag.

    How well it is spoken may stand around it. A language that is none of ours is nothing here, not
    a misspelt one of Europe.
    """
    typed = typed or ""
    folded = fold(typed)
    exact = language_names().exact(folded) or _of_flags(typed)
    if exact or folded in _elsewhere():
        return settled(exact, limit=limit)
    told = tuple(dict.fromkeys(languages_in(typed)))
    return settled(told, limit=limit) if told else _mistyped(typed, limit)


def languages_in(text: str) -> Iterator[str]:
    """Yield the languages that stand written out among the words of `text`, in any of their forms.

    The words have to be about languages: "polish" is a word and "Romania" a language's name, too.
    """
    words = fold(text).split()
    at = 0
    while at < len(words):
        length, found = _named_at(words, at)
        yield from found
        at += length


def _named_at(words: list[str], at: int) -> tuple[int, tuple[str, ...]]:
    """Return how many words a name of a language takes there, and whose it is."""
    for length in range(min(_LONGEST_NAME, len(words) - at), 0, -1):
        run = " ".join(words[at : at + length])
        exact = language_names().exact(run) if len(run) >= _SHORTEST_MISTYPED else ()
        if len(exact) == 1 or run in _elsewhere():
            return length, exact
    return 1, language_forms(words[at])


@lru_cache(maxsize=8_192)
def language_forms(word: str, spoken: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Return the language that a folded word names in any form (angličtina, anglicky), if one.

    By the names that the languages `spoken` have, if one of theirs is like it: "slovensko" is Slovak
    or Slovenian.
    """
    if len(word) < _SHORTEST_MISTYPED or word in GREETINGS or word in _elsewhere():
        return ()
    exact = language_names().exact(word)
    if len(exact) == 1:
        return exact
    own = _alike(word, _names_in(spoken), _SHORTEST_STEM) if spoken else ()
    own = own or (_alike(_bare(word), _names_in(spoken), _SHORTEST_STEM) if "de" in spoken else ())
    if own or exact:
        return own
    return _alike(word, tuple(_by_beginning().get(word[:_SHORTEST_STEM], ())), _SOUND_STEM)


def _bare(word: str) -> str:
    """Return a German word as it is folded with its own vowels: "daenisch" is dänisch."""
    return word.replace("ae", "a").replace("oe", "o").replace("ue", "u")


def is_language_in(word: str, language: str) -> bool:
    """Return whether a folded word is what a language calls one of them, letter by letter."""
    return any(name == word for name, _ in _names_in(frozenset({language})))


def shared_with_a_language(word: str, spoken: frozenset[str]) -> int:
    """Return how many letters of its beginning a folded word shares with a language's name."""
    names = _in_order(spoken)
    at = bisect(names, word)  # who shares most of a beginning stands next in the order of letters
    return max(
        (int(Prefix.similarity(name, word)) for name in names[max(at - 1, 0) : at + 1]), default=0
    )


@lru_cache(maxsize=256)
def _in_order(spoken: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(name for name, _ in _names_in(spoken)))


@lru_cache(maxsize=256)
def _names_in(spoken: frozenset[str]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (fold(tongue(code, language) or code), code)
        for language in sorted(spoken)
        for code in LANGUAGES
    )


def _alike(word: str, begun: tuple[tuple[str, str], ...], least: int) -> tuple[str, ...]:
    """Return the language of the name that shares most of its beginning with a word, if one does."""
    least = max(least, len(word) - _LONGEST_ENDING)
    alike = [
        (shared, one)
        for name, one in begun
        if (shared := Prefix.similarity(name, word)) >= len(name) - _LONGEST_ENDING
    ]
    most = max(alike, default=(0, ""))[0]
    near = (
        {one for shared, one in alike if shared >= max(least, most)}
        if len(word) > _SHORTEST_STEM
        else set()
    )
    return (*near,) if len(near) == 1 and _FAR not in next(iter(near)) else ()


def language_name(code: str, in_language: str = "en") -> str:
    """Return the name of language `code` in another one; in English or the code failing that."""
    return tongue(code, in_language) or tongue(code, "en") or code


@cache
def language_names() -> NameIndex:
    """Return every spelling of every language, read once."""
    return NameIndex({code: spellings_of(code) for code in LANGUAGES})


def spellings_of(code: str) -> tuple[str, ...]:
    """Return how a language is called in all of them, and its codes."""
    three = (_CODES3[code],) if code in _CODES3 else ()
    return (code, *three, *_written(code))


def _written(code: str) -> tuple[str, ...]:
    names = (tongue(code, language) for language in (*NAMED_IN, code))
    spoken_so = _SPOKEN_SO.get(code, "").split()
    return (*_ALSO.get(code, ()), *spoken_so, *(name for name in names if name))


def _mistyped(typed: str, limit: int) -> Resolution:
    """Return the language that a name with slips in it means, if no other of the world's does."""
    if len(fold(typed)) < _SHORTEST_MISTYPED:
        return NOTHING
    found = resolve(typed, language_names(), limit=limit)
    if not found.best:
        return NOTHING
    alike = _world().alike(typed)
    far = next((hit.slips for hit in alike if hit.found[0] == _FAR), None)
    near = next((hit.slips for hit in alike if hit.found[0] != _FAR), 0.0)
    if far is None or far > near:
        return found
    return NOTHING if far < near else Resolution(Certainty.UNSURE, found.best, found.candidates)


def _of_flags(typed: str) -> tuple[str, ...]:
    """Return the languages of the countries whose flags were typed."""
    signs = [chr(ord(one) - _FLAG.start + ord("A")) for one in typed if ord(one) in _FLAG]
    pairs = re.findall("..", "".join(signs))
    official = (get_official_languages(pair) for pair in pairs)
    first = (next((one for one in spoken if one in LANGUAGES), None) for spoken in official)
    return tuple(dict.fromkeys(one for one in first if one))


@cache
def _by_beginning() -> dict[str, list[tuple[str, str]]]:
    """Return every name of a language with its code, by the first letters."""
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    named = {code: spellings_of(code) for code in LANGUAGES}
    far = {_FAR + code: tuple(names) for code, names in _far_names().items()}
    for code, names in (named | far).items():
        for name in map(fold, names):
            found[name[:_SHORTEST_STEM]].append((name, code))
    return dict(found)


@cache
def _world() -> NameIndex:
    far = {_FAR + code: names for code, names in _far_names().items()}
    return NameIndex({**{code: _written(code) for code in LANGUAGES}, **far})


@cache
def _elsewhere() -> frozenset[str]:
    """Return the names of languages that are none of ours."""
    far = {fold(name) for names in _far_names().values() for name in names}
    return frozenset(name for name in far if not language_names().exact(name))


@cache
def _far_names() -> dict[str, list[str]]:
    """Return how the languages of two letters that are none of ours are called, and a few others."""
    found: dict[str, list[str]] = defaultdict(list)
    for language in NAMED_IN:
        for code, name in locale_of(language).languages.items():
            wanted = len(code) == _TWO_LETTERS or code in _FAR_ALSO
            if wanted and code not in LANGUAGES and code not in {"nb", "nn", "sh", "mo"}:
                found[code].append(name)
    for code, names in _FAR_ALSO.items():
        found[code].extend(names)
    return dict(found)
