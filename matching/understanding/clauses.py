"""A text as its words with what is said about each: told of oneself, wished for, or taken back."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from matching.places.cities import around_words
from matching.understanding.denial import denied_in
from matching.words.language_guess import languages_of
from matching.words.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_DATA = Path(__file__).parent / "data"
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
# The end of a sentence, not of "St." or of a letter.
_SENTENCES = re.compile(
    r"(?<=\w{3})[.!?;]+\s+|\n+|\s+[•·|]\s+|"
    r"(?<=\s(?!st|dr|nr|ul|co|sp|no|mr|ms|av|pl|al|sv|bd|bl|ca|St|Dr|Nr|Ul|Co|Sp|No|Mr|Ms|Av|Sv)[^\W\d_]{2})\.\s+(?=[A-ZÀ-ÖØ-ÞĀ-ŽΑ-ΩА-Я])"
)
_SEGMENTS = re.compile(
    r"[,;:()\n]|\s[-–—]\s|\.\s|\.$|\b(?:but|aber|mais|pero|però|ma|maar|ale|mas|ali|dar|но|αλλά|men|mutta|aga|bet)\b"
)
_YEARS_OVER = re.compile(r"\b(?:19|20)\d\d\s*[-–—]\s*(?:19|20)\d\d\b")
_LABEL_OVER = re.compile(
    r"^\W*(?:education|studies|training|ausbildung|studium|bildung|formation|études|diplômes?|formación|estudios|formazione|istruzione|studi|formação|estudos|"
    r"opleiding(?:en)?|studie|wykształcenie|studia|vzdělání|studium|vzdelanie|izobrazba|obrazovanje|végzettség|tanulmányok|educație|studii|formare|"
    r"образование|εκπαίδευση|σπουδές|uddannelse|utbildning|koulutus|haridus|izglītība|išsilavinimas|oideachas|edukazzjoni|born|geboren|clients?|customers?|"
    r"partners?|references|kunden|referenzen|références|clientes|clienti|referencias|referenze|klanten|klienci|zákazníci|vevők|kunder|asiakkaat|kliendid|klienti|klientai)"
    r"\s*:",
    re.IGNORECASE,
)
"""What a line is about that tells nothing of where somebody is: "Education: Master, Manchester"."""
_WE_ARE_HERE = re.compile(
    r"[,;]\s*(?:and |und |et |y |e |i |a |en |och |og )?(?:we are|we're|i am|i'm|wir sind|wir sitzen|ich bin|nous sommes|on est|je suis|somos|estamos|soy|siamo|sono|"
    r"wij zijn|we zijn|we zitten|ik ben|jesteśmy|jestem|jsme|jsem|sme|som|smo|mi smo|suntem|sunt|ние сме|аз съм|είμαστε|είμαι|vi är|jag är|vi er|jeg er|olemme|oleme|"
    r"esam|esame|a[ħh]na|táimid)\s",
    re.IGNORECASE,
)
"""Where a clause begins that tells what they are, after one that tells a wish."""
_VERB_LAST = 7  # words between an auxiliary and its verb
_WAS = frozenset("wurde wurden werd werden bin ist war is wordt ben blev".split())
_SHORTEST_WORD = 3  # letters of what an article may be bound to


@dataclass(frozen=True, slots=True)
class Word:
    """A word where it stands, folded; what is told with it is wished for, denied, spoken, or of others.

    `theirs` comes after customers, partners and whom one sells to, and is all that is told of years
    that are over: what is said there is not oneself, until one tells where one is based. `once` comes
    after where one was founded or born.
    """

    written: str
    folded: str
    start: int
    end: int
    wished: bool
    denied: bool
    speaking: bool
    theirs: bool = False
    once: bool = False

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return not self.written[0].islower()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its words, and the languages that the whole text seems to be in."""

    text: str
    words: tuple[Word, ...]
    spoken: frozenset[str]

    @property
    def wishes(self) -> bool:
        """Whether somebody or something is wished for in it."""
        return any(word.wished for word in self.words)


@lru_cache(maxsize=32)  # a text is asked about a dozen things, one after the other
def sentences_of(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a text, with how each of their words is told."""
    spoken = languages_of(text)
    return tuple(
        Sentence(one.strip(), _looking_back([*_words(one, spoken)], one, spoken), spoken)
        for one in _SENTENCES.split(text)
        if one and one.strip()
    )


def segments_of(sentence: str) -> list[str]:
    """Return what stands between the commas of a sentence."""
    return [one.strip() for one in _SEGMENTS.split(sentence) if one and one.strip()]


def _words(sentence: str, spoken: frozenset[str]) -> Iterator[Word]:
    wished, speaking, once = False, False, False
    theirs = over = bool(_YEARS_OVER.search(sentence) or _LABEL_OVER.match(sentence))
    last, denied = _speaking_stretches(sentence), denied_in(sentence, spoken)
    here_again = [one.end() for one in _WE_ARE_HERE.finditer(sentence)]
    for found in _WORD.finditer(sentence):
        for start, written in _parts(found):
            folded = fold(written)
            if not folded:
                continue
            while here_again and here_again[0] <= start:
                wished, _ = False, here_again.pop(0)
            wished = wished or (
                begins_with_one(folded, _wishing()) and folded not in around_words(spoken)
            )
            here = begins_with_one(folded, _at_home(spoken))
            theirs = over or begins_with_one(folded, _others(spoken)) or (theirs and not here)
            once = begins_with_one(folded, _beginning(spoken)) or (once and not here)
            speaking = speaking or folded.startswith(speaking_stems())
            told = speaking or any(first <= start < past for first, past in last)
            back = any(one.start <= start < one.end for one in denied)
            end = start + len(written)
            yield Word(written, folded, start, end, wished, back, told, theirs, once)


def _looking_back(words: list[Word], sentence: str, spoken: frozenset[str]) -> tuple[Word, ...]:
    """Return words with what is said of them by a verb that comes last.

    "wurde 1892 in Innsbruck gegründet" tells where it began; in Hungarian one sells and buys at the end.
    """
    for at, word in enumerate(words):
        if begins_with_one(word.folded, _origins(spoken)) and not _of_oneself(words[:at]):
            words[at:] = [replace(one, theirs=True) for one in words[at:]]
        if begins_with_one(word.folded, _beginning(spoken)):
            near = range(max(at - _VERB_LAST, 0), at)
            first = next((one for one in reversed(near) if words[one].folded in _WAS), at)
            words[first:at] = [replace(one, once=True) for one in words[first:at]]
        if "hu" in spoken and begins_with_one(word.folded, _others(frozenset({"hu"}))):
            first = at
            while first and not _SEGMENTS.search(
                sentence, words[first - 1].end, words[first].start
            ):
                first -= 1
            words[first:at] = [replace(one, theirs=True) for one in words[first:at]]
    return tuple(words)


def _speaking_stretches(sentence: str) -> list[tuple[int, int]]:
    """Return from where to where the parts between commas go in which speaking is told of."""
    ends = [0, *(found.end() for found in _SEGMENTS.finditer(sentence)), len(sentence)]
    return [
        (first, past)
        for first, past in pairwise(ends)
        if tells_of_speaking(fold(word) for word in _WORD.findall(sentence[first:past]))
    ]


def tells_of_speaking(words: Iterable[str]) -> bool:
    """Return whether one of the folded words is about speaking or languages."""
    return any(word.startswith(speaking_stems()) for word in words)


def tells_of_wishing(words: Iterable[str]) -> bool:
    """Return whether one of the folded words tells of a wish."""
    return any(begins_with_one(word, _wishing()) for word in words)


def tells_of_others(folded: str, spoken: frozenset[str]) -> bool:
    """Return whether a folded word is one for customers, suppliers or guests, or for selling to them."""
    return begins_with_one(folded, _others(spoken))


@cache
def speaking_stems() -> tuple[str, ...]:
    """Return how words begin that are about speaking or languages, folded."""
    return stems_in(listed("speaking.txt").values())[1]


def _parts(found: re.Match[str]) -> Iterator[tuple[int, str]]:
    """Yield the word, in its parts where an article is bound to it: l'Italja, bit-Taljan."""
    parts = re.fullmatch(r"([^\W\d_]{1,4}['’-])([^\W\d_].*)", found.group())
    if (
        parts
        and len(parts.group(2)) >= _SHORTEST_WORD
        and (parts.group(1)[-1] != "-" or parts.group(1)[0].islower())
    ):
        yield found.start() + len(parts.group(1)), parts.group(2)
        return
    yield found.start(), found.group()


def begins_with_one(folded: str, stems: tuple[frozenset[str], tuple[str, ...]]) -> bool:
    """Return whether a folded word is one of the whole words or begins with one of the stems."""
    whole, begun = stems
    return folded in whole or folded.startswith(begun)


def stems_in(lines: Iterable[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the whole words and the beginnings of words that lines of a file list."""
    words = [word for line in lines for word in line.split()]
    whole = frozenset(fold(word) for word in words if word.endswith("!"))
    return whole, tuple(dict.fromkeys(fold(word) for word in words if not word.endswith("!")))


def listed(name: str) -> dict[str, str]:
    """Return the lines of a file of words by what stands before their colon."""
    lines = (_DATA / name).read_text(encoding="utf-8").splitlines()
    told = (line.partition(":") for line in lines if line and not line.startswith("#"))
    return {key.strip(): words for key, _, words in told}


def listed_of(name: str, spoken: frozenset[str]) -> list[str]:
    """Return the lines of a file of words in the languages of a text and in English; all where none is known.

    Words of one language are others in the next: "stage", "høst" and host.
    """
    lines = listed(name)
    return [lines[one] for one in sorted((spoken or lines.keys()) | {"en"}) if one in lines]


@cache
def _others(spoken: frozenset[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    return stems_in(listed_of("theirs.txt", spoken))


def _of_oneself(subject: list[Word]) -> bool:
    """Return whether who is told of before a verb are those who write, or a company: "Our firm comes from Graz"."""
    return not subject or any(begins_with_one(one.folded, _themselves()) for one in subject)


@cache
def _origins(spoken: frozenset[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    return stems_in(
        listed("origins.txt")[one]
        for one in sorted(spoken or {"en"})
        if one in listed("origins.txt")
    )


@cache
def _themselves() -> tuple[frozenset[str], tuple[str, ...]]:
    return stems_in([listed("origins.txt")["we"], *listed("kinds.txt").values()])


@cache
def _at_home(spoken: frozenset[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    return stems_in(listed_of("at_home.txt", spoken))


@cache
def _beginning(spoken: frozenset[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    return stems_in(listed_of("once.txt", spoken))


@cache
def _wishing() -> tuple[frozenset[str], tuple[str, ...]]:
    return stems_in(listed("wishing.txt").values())
