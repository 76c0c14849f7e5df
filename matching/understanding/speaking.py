"""Which languages somebody speaks, told by what stands around their names."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from matching.places.cities import around_words, places_called
from matching.places.countries import country_called
from matching.places.languages import (
    language_forms,
    language_names,
    shared_with_a_language,
)
from matching.times.words import month_of
from matching.understanding.clauses import (
    segments_of,
    tells_of_speaking,
    tells_of_wishing,
)
from matching.understanding.denial import denies
from matching.understanding.nations import (
    is_no_language,
    is_rather_a_language,
    shared_with_a_country,
)
from matching.understanding.tongues import lists_languages, of_a_list
from matching.words.names import fold
from matching.words.terms import stopwords

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matching.understanding.clauses import Sentence

_LONGEST_ARTICLE = 4  # letters of what is bound to a word: bit-Taljan
_OTHER_WORDS = 1  # beside the languages, in a segment that lists them


def languages_spoken(sentences: Sequence[Sentence]) -> dict[str, str]:
    """Return the languages that somebody says to speak, with the words that told so.

    Their names count where speaking is told of, and where a stretch between commas is nothing but a
    list of them: in "a German partner" the word is none.
    """
    found: dict[str, str] = {}
    for sentence in sentences:
        speaking = lists_languages(sentence)
        small = {
            word.folded
            for word in sentence.words
            if not word.capital and is_rather_a_language(word, sentence.spoken)
        }
        for segment in segments_of(sentence.text):
            words = [fold(word) for word in _parts(segment)]
            speaks = tells_of_speaking(words)
            spoken_of = speaks or speaking or tells_of_speaking(w.folded for w in sentence.words)
            told = list(_told(words, sentence, small, speaks=spoken_of))
            others = [word for word in words if not of_a_list(word)]
            named = {word for _, word, _ in told}
            # "nemecky trochu" lists one, "our steel is Swedish" none
            last = len(named) == 1 and bool(others) and others[-1] in named and len(others) > 1
            lists = len(others) - len(named) <= (_OTHER_WORDS if speaking or not last else 0)
            lists = lists and not tells_of_wishing(words) and not _tells_a_month(words)
            if speaks or (told and lists) or (speaking and told and lists):
                for code, word, denied in told:
                    found |= {} if denied else {code: word}
            speaking = speaks or (speaking and lists)
    return found


def _tells_a_month(words: list[str]) -> bool:
    """Return whether some words of a stretch have a month among them: "tanska tai portugali toukokuussa"."""
    return any(len(word) > _LONGEST_ARTICLE and bool(month_of(word)) for word in words)


def _parts(segment: str) -> Iterator[str]:
    for word in segment.replace("’", "'").replace("/", " ").replace("&", " ").split():
        bare = word.rpartition("'")[2] if not word.endswith("'t") else word
        article, _, rest = bare.rpartition("-")
        yield rest if rest and len(article) <= _LONGEST_ARTICLE else bare


def _told(
    words: list[str], sentence: Sentence, small: set[str], *, speaks: bool
) -> Iterator[tuple[str, str, bool]]:
    """Yield the languages that words name, the word, and whether what they are is denied.

    "Romania" is a country, and a language in Finnish where speaking is told of.
    """
    denied, back = False, {word.folded for word in sentence.words if word.denied}
    for before, word in pairwise(["", *words]):
        denied = denied or denies(word, sentence.spoken)
        led = before in around_words(sentence.spoken)
        tongue = (speaks or word in small) and not is_no_language(word, sentence.spoken)
        both = bool(country_called(word)) and not (tongue and not led)
        both = both or (
            before == "an" and "ga" in sentence.spoken and bool(country_called(f"an {word}"))
        )
        land = shared_with_a_country(word, sentence.spoken)
        shared = shared_with_a_language(word, sentence.spoken)
        exact = language_names().exact(
            word
        )  # "v Italijo" is as near to the country as to the language
        both = both or (not speaks and not exact and land >= max(shared, 1))
        like = not exact and (  # "in Porto" is not in Portuguese
            before in around_words(sentence.spoken) or bool(places_called(word))
        )
        if word not in stopwords() and not both and not like:
            yield from (
                (code, word, denied or word in back)
                for code in language_forms(word, sentence.spoken)
            )
