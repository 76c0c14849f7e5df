"""The countries that a text names, in any form, and whether they are wished for, denied or others'."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import Prefix

from matching.places.babel_names import territory
from matching.places.countries import COUNTRIES, also_called, country_called
from matching.places.lands import land_at, part_at
from matching.places.languages import (
    GREETINGS,
    is_language_in,
    language_forms,
    language_names,
    shared_with_a_language,
)
from matching.times.words import month_of
from matching.understanding.clauses import (
    begins_with_one,
    listed,
    stems_in,
    tells_of_wishing,
)
from matching.understanding.leading import led
from matching.understanding.tongues import lists_languages
from matching.words.names import fold
from matching.words.terms import stopwords
from matching.words.word_forms import WordForms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from matching.understanding.clauses import Sentence, Word

_LONGEST_NAME = 4  # words
_LONGEST_LAND = 5  # words
_SHORTEST_NAME = 4  # letters; codes and short names are words of some language
_ADJECTIVES = 4  # words in which a partner comes after the adjectives
_JOINS = 5  # letters of a word that joins two adjectives
_GENITIVES = frozenset(("et",))
"""Languages that call a language as its country has it in the genitive."""
_SPOKEN_AT = {
    one: one.upper() for one in "de fr it es pt nl pl sk hr hu ro bg fi lv lt mt no is".split()
} | {"cs": "CZ", "sl": "SI", "el": "GR", "sv": "SE", "da": "DK", "et": "EE", "ga": "IE"}
"""Languages with the country that the same adjective belongs to."""
OR = frozenset(
    map(
        fold,
        "or oder ou o u of lub albo czy nebo alebo vagy sau или ή ali ili eller tai või vai arba jew nó".split(),
    )
)
"""With these one of several countries is meant: nobody tells so where they are."""
_SAYING_PO = frozenset(("cs", "sk"))
_ON = frozenset(("on", "pa", "auf", "na", "sur", "op"))
"""With these somebody is on an island."""
_IN_BY_ENDING = frozenset(("et", "fi", "hu", "lt", "lv"))
_BESIDE = 1  # words between a country and another
DECLINING = frozenset(
    {"cs", "el", "et", "fi", "ga", "hr", "hu", "lt", "lv", "pl", "sk", "sl", "uk", "sr"}
)
"""Languages in which a place has other endings where one is from, or in it."""
_LATIN_AND_WORDS = frozenset(
    fold(word)
    for word in "island turkey polen malta jordan georgia chad mali norge niger cuba oman".split()
)


class Mention(NamedTuple):
    """A country that is named, where it stands in the text's sentences, and how it is told."""

    code: str
    said: str
    sentence: int
    at: int
    wished: bool
    denied: bool
    theirs: bool
    of_a_land: bool = False
    """Whether a land of several countries is named: nobody says so of where they are."""
    part: bool = False
    """Whether only a part of it is named: Bavaria."""


def countries_named(sentences: Sequence[Sentence]) -> list[Mention]:
    """Return the countries named in any form, in their order; languages and codes are none."""
    return [
        mention
        for number, sentence in enumerate(sentences)
        if not lists_languages(sentence)
        for mention in _countries_in(sentence, number)
    ]


def _countries_in(sentence: Sentence, number: int) -> Iterator[Mention]:
    words, at, last = sentence.words, 0, -_LONGEST_NAME
    folded = [word.folded for word in words]
    while at < len(words):
        codes, length = _part_at(words, folded[at : at + _LONGEST_LAND], at, sentence.spoken)
        if codes:
            yield _mention(codes[0], words[at : at + length], number, at)._replace(part=True)
            at += length
            continue
        if (
            words[at].speaking
            and language_forms(words[at].folded, sentence.spoken)
            and not is_no_language(words[at].folded, sentence.spoken)
        ) or (
            is_rather_a_language(words[at], sentence.spoken)
            and not _listed_with_a_country(words, at, sentence.spoken)
            and not _is_sought(sentence, at)
        ):
            at += 1  # "soome keelt" is Finnish
            continue
        codes, length = land_at(folded[at : at + _LONGEST_LAND])
        if codes:
            last = at + length
            yield from (_mention(one, words[at:last], number, at, land=True) for one in codes)
            at = last
            continue
        near = led(words, at, sentence.spoken) or at - last <= _BESIDE
        near = near or (at > 0 and tells_of_wishing([words[at - 1].folded]))
        code, length = _country_at(words, at, sentence.spoken, near=near)
        if code:
            last = at + length
            yield _mention(code, words[at:last], number, at)
        at += length


def _part_at(
    words: tuple[Word, ...], told: list[str], at: int, spoken: frozenset[str]
) -> tuple[tuple[str, ...], int]:
    """Return the country of a part that is named there, where somebody is in it or goes there: "in Tirol", not "Tiroler Loden"."""
    if not words[at].capital and country_called(words[at].folded):
        return (), 0
    codes, length = part_at(told)
    there = codes and (
        led(words, at, spoken, length)
        or (at > 0 and words[at - 1].folded in _ON)
        or bool(spoken & _IN_BY_ENDING)
    )
    return (codes, length) if there else ((), 0)


def _listed_with_a_country(words: tuple[Word, ...], at: int, spoken: frozenset[str]) -> bool:
    """Return whether nothing but an "or" is between a country's name and a country that is no language: "belgia tai tšekki"."""
    if not country_called(words[at].folded) or words[at].speaking:
        return False
    beside = [(at - 1, at - 2), (at + 1, at + 2)]
    near = [(words[j], words[c]) for j, c in beside if min(j, c) >= 0 and max(j, c) < len(words)]
    dated = any(month_of(one.folded, spoken) for one in words[at + 1 : at + 1 + _LONGEST_LAND])
    return any(
        joint.folded in OR
        and bool(country_called(one.folded))
        and (dated or not any(is_language_in(one.folded, each) for each in spoken))
        for joint, one in near
    )


@lru_cache(maxsize=4_096)
def is_no_language(folded: str, spoken: frozenset[str]) -> bool:
    """Return whether a word is what these languages call a country, and no language of theirs."""
    named = any(folded in _usual_names(one) for one in spoken) or folded in _also_names()
    return named and not any(is_language_in(folded, one) for one in spoken)


@cache
def _also_names() -> frozenset[str]:
    return frozenset(fold(name) for code in COUNTRIES for name in also_called(code))


def _is_sought(sentence: Sentence, at: int) -> bool:
    """Return whether a country's name stands in a stretch between commas that tells of a wish: "kiinnostaa viro ja puola"."""
    word = sentence.words[at]
    if "fi" not in sentence.spoken or not country_called(word.folded):
        return False
    start = max(sentence.text.rfind(sign, 0, word.start) for sign in ",;:(")
    return not word.speaking and any(
        one.start > start and tells_of_wishing([one.folded]) for one in sentence.words[:at]
    )


def _mention(
    code: str, words: Sequence[Word], number: int, at: int, *, land: bool = False
) -> Mention:
    said, first = " ".join(word.written for word in words), words[0]
    others = first.theirs or first.once
    return Mention(code, said, number, at, first.wished, first.denied, others, land)


def is_rather_a_language(word: Word, spoken: frozenset[str]) -> bool:
    """Return whether a word has more of the name of a language than of any country's: "anglicky".

    In Finnish what is both is a language in small letters: "englanti".
    """
    if country_called(word.folded) and (
        word.capital or not any(is_language_in(word.folded, one) for one in spoken)
    ):
        return False
    if spoken & _SAYING_PO and word.folded.endswith("ky") and language_names().exact(word.folded):
        return True  # "nemecky" is in German, and near to Germany
    spoken -= _GENITIVES
    tongue_part = shared_with_a_language(word.folded, spoken)
    whole = "fi" in spoken and not word.capital and tongue_part == len(word.folded)
    more = tongue_part - shared_with_a_country(word.folded, spoken)
    return tongue_part >= _SHORTEST_NAME and (more > 0 or (whole and more == 0))


@cache
def _usual_names(language: str) -> frozenset[str]:
    named = {fold(territory(code, language) or "") for code in COUNTRIES}
    return frozenset(named | {_bare(one) for one in named} if language == "ga" else named)


@lru_cache(maxsize=4_096)
def shared_with_a_country(word: str, spoken: frozenset[str]) -> int:
    """Return how many letters of its beginning a folded word shares with a country's name."""
    names = (name for language in spoken for name in _usual_names(language))
    return max((int(Prefix.similarity(name, word)) for name in names), default=0)


def _country_at(
    words: tuple[Word, ...], at: int, spoken: frozenset[str], *, near: bool
) -> tuple[str | None, int]:
    """Return the country that is named there, and in how many words; `near` is after a preposition."""
    for length in range(min(_LONGEST_NAME, len(words) - at), 0, -1):
        run = " ".join(word.folded for word in words[at : at + length])
        code = country_called(run)
        if code and (length > 1 or _is_country_here(words[at], code, spoken)):
            return code, length
    word = words[at]
    if len(word.folded) >= _SHORTEST_NAME and word.folded not in stopwords() | GREETINGS:
        for language in sorted(spoken):
            if language_forms(word.folded, spoken) and (
                language not in DECLINING or is_language_in(word.folded, language)
            ):
                continue
            like = [one for one in _countries_of(language).of(word.folded) if one.sound or near]
            code = _names_of_countries(language).get(like[0].word) if like else None
            if code and not _is_other_word(words, at):
                return code, 1
    return None, 1


def _is_country_here(word: Word, code: str, spoken: frozenset[str]) -> bool:
    """Return whether the name is one in a language of the text, or stands as no other word would."""
    if not spoken:
        return word.capital or word.folded not in _LATIN_AND_WORDS
    own = {fold(territory(code, one) or "") for one in (*spoken, "en")}
    return word.folded in own or word.folded not in _LATIN_AND_WORDS


def _is_other_word(words: tuple[Word, ...], at: int) -> bool:
    """Return whether a form is that of a language: "po polsku"."""
    return at > 0 and words[at - 1].folded == "po"


@cache
def _names_of_countries(language: str) -> dict[str, str]:
    named = {fold(territory(code, language) or ""): code for code in COUNTRIES}
    also = {fold(name): code for code in COUNTRIES for name in also_called(code)}
    bare = {_bare(name): code for name, code in named.items()} if language == "ga" else {}
    return {name: code for name, code in (also | named | bare).items() if name}


def _bare(name: str) -> str:
    """Return an Irish name without its article and as it is without one: an Fhrainc, Frainc."""
    word = name.removeprefix("an ")
    return word[0] + word[2:] if word[1:2] == "h" else word


@cache
def _countries_of(language: str) -> WordForms:
    """Return the names of countries in a language in all their forms."""
    found = WordForms()
    for name in _names_of_countries(language):
        if len(name) >= _SHORTEST_NAME and " " not in name:
            found.add(name, language)
    return found


def countries_of_partners(sentences: Iterable[Sentence]) -> list[Mention]:
    """Return the countries that adjectives before a wished partner name: "greek or danish yards"."""
    return [
        Mention(code, word.written, number, at, wished=True, denied=False, theirs=False)
        for number, sentence in enumerate(sentences)
        for at, word in enumerate(sentence.words)
        if sentence.wishes and not (word.denied or word.speaking)
        if word.wished or not _asks_for_others(sentence)
        for code in _adjective(word, sentence.spoken)
        if _before_a_partner(sentence, at)
    ]


def _asks_for_others(sentence: Sentence) -> bool:
    """Return whether partners are wished for by name: "a German firm seeks partners" is German itself."""
    return any(word.wished and begins_with_one(word.folded, _partners()) for word in sentence.words)


def _adjective(word: Word, spoken: frozenset[str]) -> Iterator[str]:
    """Yield the country whose language a word is the name of, unless it is a country's itself."""
    told = [code for code, stems in _of_countries().items() if begins_with_one(word.folded, stems)]
    if told:
        yield from told
    elif not country_called(word.folded):
        yield from (
            _SPOKEN_AT[one] for one in language_forms(word.folded, spoken) if one in _SPOKEN_AT
        )


def _before_a_partner(sentence: Sentence, at: int) -> bool:
    """Return whether a partner or a place of work is next to it, other adjectives between at most."""
    words = sentence.words
    sides = words[at + 1 : at + 1 + _ADJECTIVES], words[max(0, at - _ADJECTIVES) : at][::-1]
    return any(_reaches_a_partner(side, sentence.spoken) for side in sides)


def _reaches_a_partner(words: tuple[Word, ...], spoken: frozenset[str]) -> bool:
    for word in words:
        if begins_with_one(word.folded, _partners()):
            return True
        if len(word.folded) > _JOINS and not any(_adjective(word, spoken)):
            return False
    return False


@cache
def _of_countries() -> dict[str, tuple[frozenset[str], tuple[str, ...]]]:
    return {code: stems_in([words]) for code, words in listed("adjectives.txt").items()}


@cache
def _partners() -> tuple[frozenset[str], tuple[str, ...]]:
    return stems_in(listed("partners.txt").values())
