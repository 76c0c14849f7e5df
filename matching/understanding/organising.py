"""What kind of organisation somebody is, how large, and what it is called."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from matching.places.cities import places_called
from matching.places.countries import country_called
from matching.times.words import number_of
from matching.understanding.clauses import begins_with_one, listed, sentences_of, stems_in
from matching.understanding.greeting import after_somebody
from matching.understanding.hosting import receives
from matching.words.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matching.understanding.clauses import Sentence

_COUNTED = re.compile(
    r"(?<![\d.,/-])(?P<count>\d{1,3}(?:[ .,]\d{3})|\d{1,5})(?![\d/%€$:.]|-(?!il )|,\d)(?:\+|-il)?\s+(?P<words>[^\d\n.;]{2,60})"
)
_WE_ARE = re.compile(
    r"\b(?:we are|we're|we employ|team of|staff of|wir sind|wir beschäftigen|nous sommes|on est|équipe de|somos|equipo de|"
    r"siamo in|siamo|squadra di|equipa de|wij zijn|we zijn|team van|jest nas|je nás|jsme|sme|nas je|smo|suntem|sme|ние сме|είμαστε|"
    r"vi är|vi er|olemme|meitä on|meid on|oleme|esam|mēs esam|esame|aħna)\s+"
    r"(?:now |only |just |about |around |some |ca\.? |circa |etwa |rund |nur |environ |unos |unas |cerca de |ongeveer |około |asi |cirka |omkring )?"
    r"(?P<count>\d{1,3}(?:[ .,]\d{3})|\d{1,5}|[^\W\d_]{3,12})(?=\s*(?:$|[.,;!)]\s|[.,;!)]$|(?:in|at|from|en|à|a|aus|bei|w|v|u|i|em|de|and|und|et|y|e|i|og|och|ja|és|și)\s+[^\W\d]|strong\b))",
    re.IGNORECASE,
)
"""A number of people without the word, and nothing else that is counted after it."""
_TEAM = re.compile(
    r"\b(?:team of|crew of|staff of|équipe de|equipo de|squadra di|equipa de|team von|team van|zespół|zespołem|echipă de|týmu?|tímu?|"
    r"team på|hold på|csapat|komanda)\s+(?P<count>[^\W_]{1,12})(?=\s|$|[.,;!)])|\b(?P<hu>\d{1,5})-[ae]n\s+(?:dolgoz|vagyunk)|"
    r"(?P<us>[^\W_]{1,12})\s+(?:nas je|smo|сме)(?=\s|$|[.,;!)])",
    re.IGNORECASE,
)
"""A number of people who are a team, whatever they are called."""
_BOUND = re.compile(
    r"\b(?P<count>\d{1,5}|[^\W\d_]{3,12})-(?:strong|person|people|man|member|köpfig\w*|koppig\w*|personers|osobow\w*|členn\w*)\b|"
    r"\bsiamo\b[^.;]{0,60}\bin\s+(?P<it>\d{1,5}|[^\W\d_]{3,12})(?=[.,;]|$)",
    re.IGNORECASE,
)
"""The same bound to a word, "a 12-person team", or in Italian: "siamo in nove"."""
_MOST = 500_000  # people: nobody has more
_AHEAD = 3  # words after a number within which its people are named
_NEXT = 2  # the same after a number in words
_MEMBER_OF = 6  # words between a member and what it is a member of
_SHORTEST_NUMBER = 3  # letters of a number in words that is no small word
_SIZES = ((10, "micro"), (50, "small"), (250, "medium"))
_FORMS = (
    r"GmbH(?:\s*&\s*Co\.?\s*KG)?|AG|SE|KG|OHG|UG|e\.\s?V\.|eG|SARL|S\.A\.R\.L\.|SAS|SASU|SCOP|S\.A\.|SA|e\.\s?U\.|S\.?r\.?l\.?s?|SRL|S\.?p\.?A\.?|"
    r"S\.L\.U?\.?|SLU?|S\.?\s?Coop\.?|Lda\.?|B\.?V\.?|N\.?V\.?|BVBA|Sp\.?\s?z\s?o\.?\s?o\.?|S\.?K\.?A\.?|s\.?\s?r\.?\s?o\.?|a\.\s?s\.|z\.\s?s\.|"
    r"d\.?o\.?o\.?|d\.d\.|Kft\.?|Zrt\.?|Nyrt\.?|Bt\.?|Oyj?|Ky|OÜ|SIA|UAB|AB|Ab|VšĮ|ApS|A/S|ASA?|Ltd\.?|Limited|PLC|plc|DAC|CLG|LLP|ЕООД|ООД|АД|"
    r"EOOD|OOD|AD|ΕΠΕ|Α\.?Ε\.?|ΙΚΕ|Ι\.Κ\.Ε\.|E\.E\.|S\.C\.|GIE|Inc\.?"
)
_JOINING = r"&|and|und|et|y|e|i|a|de|des|du|of|für|di|do|da|dos|del|della|dei|la|le|van|von|der|pod|na|z|ja|och|og|și|и"
_ARTICLES = re.compile(
    r"^(?:(?:Somos|Siamo|Sou|Sono)\s+)?(?:The|Die|Der|Das|De|La|Le|Les|L'|El|Il|Lo|Het|A|O|Η|Ο|Firma|Société|Azienda|Empresa|Firm|We|Company)\s+(?=\S+\s)",
    re.IGNORECASE,
)
_CAPITAL = r"(?:[A-ZÀ-ÞĀ-ŽΑ-ΩА-Я0-9][\w&+.'’-]*)"
_WITH_FORM = re.compile(
    rf"({_CAPITAL}(?:[ \t]+(?:{_CAPITAL}|{_JOINING})){{0,6}}?(?:,[ \t]*|[ \t]+)(?:{_FORMS}))(?=[\s,.;:)!?]|$)"
)
_SMALL_WITH_FORM = re.compile(
    rf"(?:^|[.!?\n]\s*)({_CAPITAL}(?:[ \t]+[^\W\d_]+){{1,4}}?[ \t]+(?:{_FORMS}))(?=[\s,.;:)!?]|$)"
)
"""A name of which only the first word has a capital, where a sentence begins: Sunčev val d.o.o."""
_FORM_FIRST = re.compile(
    r"(?<!\w)((?:SIA|UAB|MB|AS|OÜ|VšĮ|IK|ЕООД|ООД)\s+[„“”\"«][^„“”\"«»\n]{2,60}[“”\"»]|"
    rf"(?:SIA|UAB|MB)\s+{_CAPITAL}(?:\s+{_CAPITAL})*(?:\s+[^\W\d_]{{3,}}(?=\s[^\W\d_]{{1,3}}\s|[,.;]))?)"
)
_QUOTED = re.compile(r"[„“”\"«»]([^„“”\"«»\n]{2,60})[“”\"«»]")
_CALLED = re.compile(
    rf"(?:\b(?:we are|we're|this is|my company is|our company|company called|firm called|called|named|heißt|heißen|namens|"
    rf"nous sommes|société|s'appelle|appelée|somos|se llama|llamada|siamo|si chiama|chiamata|somos a|chama-se|wij zijn|heet|genaamd|"
    rf"jesteśmy|nazywa się|jsme|jmenuje se|sme|volá sa|mi smo|zove se|smo|imenuje se|suntem|se numește|ние сме|казва се|είμαστε η|λέγεται|"
    rf"vi är|heter|vi er|hedder|olemme|nimeltään|oleme|esam|esame|is muid|aħna|hier ist|ici)\s+)"
    rf"((?-i:{_CAPITAL})(?:\s+(?-i:{_CAPITAL}|&)){{0,4}})(?=\s*(?:,|\(|–|-|\s(?:from|aus|de|of|in|z|ze|iz|from|fra|från|din|от|από|di|da|do|uit)\s))",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"(?:\b(?:called|named|we call ourselves|wir heißen|wir nennen uns|nous nous appelons|nos llamamos|ci chiamiamo|chamamo-nos|"
    rf"wij heten|we heten|nazywamy się|jmenujeme se|voláme sa|zovemo se|imenujemo se|a nevünk|ne numim|казваме се|λεγόμαστε|"
    rf"ονομαζόμαστε|vi heter|vi hedder|nimemme on|meie nimi on|vadinamės|mūs sauc|jisimna|siamo (?:la|il|lo|i|gli|l')|"
    rf"somos (?:la|el|los|las|a|o|os|as)|nous sommes (?:la|le|les|l')|wir sind (?:die|der|das)|we are the|wij zijn (?:de|het))\s*)"
    rf"((?-i:{_CAPITAL})(?:\s+(?:(?-i:{_CAPITAL})|&|do|da|de|del|du|of|und|and)){{1,4}})(?=\s*(?:[,.(;:!–-]|$|\s(?:from|aus|de|of|in|z|ze|iz|"
    rf"fra|från|din|от|από|di|da|do|uit|en)\s))",
    re.IGNORECASE,
)
"""A name of several words after a word that calls them so, or "we are the"."""
_PLAIN = r"[A-ZÀ-ÞĀ-ŽΑ-ΩА-Я0-9][\w&+'’-]*"
_BY_SOMEBODY = re.compile(
    rf"{_PLAIN}(?:[ \t]+(?:(?:&|of|de|do|da|du|di|del)[ \t]+)?{_PLAIN}){{0,4}}"
)
"""A name without a legal form: no stop belongs to it."""
_TWO_WORDS = re.compile(r"(?:De|La|Le|El|Il|The|A|O)\s+\S+\s+\S+\s+\S+")  # "De Groene Haven BV"
_LABELLED = re.compile(
    r"^(?:name|organisation|organization|company|firma|unternehmen|société|entreprise|empresa|azienda|bedrijf|organizacja|společnost|yritys)\s*[:=]\s*(.{2,80})$",
    re.IGNORECASE | re.MULTILINE,
)


def people_told(sentences: Sequence[Sentence]) -> tuple[int, str] | None:
    """Return how many people somebody says that they are, with the words; None if they do not.

    Where a sentence tells whom they receive, its number counts only if no other sentence has one.
    """
    for sentence in sorted(sentences, key=receives):  # "two people can come" are guests
        told = (*_counted(sentence.text), *_in_words(sentence), *_of_us(sentence.text))
        if found := next((one for one in told if 0 < one[0] < _MOST), None):
            return found
    return None


def _counted(text: str) -> Iterator[tuple[int, str]]:
    """Yield the numbers after which people are named, each with the words."""
    for found in _COUNTED.finditer(text):
        words = [fold(word) for word in re.findall(r"[^\W\d_]+", found["words"])[:_AHEAD]]
        if any(begins_with_one(word, _people()) for word in words if word):
            yield int(re.sub(r"\D", "", found["count"])), found.group().strip()


def _in_words(sentence: Sentence) -> Iterator[tuple[int, str]]:
    """Yield the numbers written as words before people, and words that count people themselves."""
    words = sentence.words
    for at, word in enumerate(words):
        crew = _crews().get(word.folded, 0)
        number = crew or _about().get(word.folded) or number_of(word.folded) or 0
        after = words[at + 1 : at + 1 + _NEXT]
        named = any(begins_with_one(one.folded, _people()) for one in after)
        if number > 1 and (crew or (named and len(word.folded) >= _SHORTEST_NUMBER)):
            yield number, word.written


def _of_us(text: str) -> Iterator[tuple[int, str]]:
    """Yield the numbers that a "we are" or a team comes before, each with the words."""
    for found in (*_WE_ARE.finditer(text), *_TEAM.finditer(text), *_BOUND.finditer(text)):
        told = next(filter(None, found.groups()))
        digits = re.sub(r"\D", "", told)
        count = int(digits) if digits.isascii() and digits else number_of(fold(told)) or 0
        yield count, found.group().strip()


def counts_people(told: str) -> bool:
    """Return whether some words tell how many somebody are: "18 people"."""
    return any(0 < count < _MOST for count, _ in (*_counted(told), *_of_us(told))) or any(
        0 < count < _MOST for sentence in sentences_of(told) for count, _ in _in_words(sentence)
    )


def kinds_called(folded: str) -> bool:
    """Return whether a folded word is what some kind of organisation is called."""
    return any(begins_with_one(folded, stems) for stems in _kinds().values())


def size_of(people: int) -> str:
    """Return the class of size of so many people, by the recommendation 2003/361/EC."""
    return next((size for below, size in _SIZES if people < below), "large")


def kind_told(sentences: Sequence[Sentence]) -> tuple[str, str] | None:
    """Return what kind of organisation somebody says to be, and the word; what is wished for is not.

    Nor is what they deny, what they are a member of, or what their partners are. A large company is no small one.
    """
    for kind, stems in _kinds().items():
        for sentence in sentences:
            for at, word in enumerate(sentence.words):
                if word.wished or word.denied or word.theirs or _belongs(sentence, at):
                    continue
                if begins_with_one(word.folded, stems):
                    large = kind == "sme" and at and sentence.words[at - 1].folded in _large()
                    return "large_company" if large else kind, word.written
    return None


def _belongs(sentence: Sentence, at: int) -> bool:
    """Whether a word tells what somebody is a member of."""
    before = sentence.words[max(at - _MEMBER_OF, 0) : at]
    return any(begins_with_one(one.folded, _members()) for one in before)


def kinds_wished(sentences: Sequence[Sentence]) -> list[tuple[str, str]]:
    """Return the kinds of organisation that somebody wishes for, each with its word."""
    return [
        (kind, word.written)
        for sentence in sentences
        for word in sentence.words
        if word.wished and not word.denied
        for kind, stems in _kinds().items()
        if begins_with_one(word.folded, stems)
    ]


@cache
def _large() -> frozenset[str]:
    return frozenset(fold(word) for word in listed("people.txt")["large"].split())


def name_told(text: str) -> tuple[str, float] | None:
    """Return what an organisation is called in a text, and how sure that is."""
    for pattern, sure in (
        (_LABELLED, 0.95),
        (_FORM_FIRST, 0.95),
        (_WITH_FORM, 0.95),
        (_SMALL_WITH_FORM, 0.8),
        (_CALLED, 0.8),
        (_NAMED, 0.8),
        (_QUOTED, 0.7),
    ):
        found = pattern.search(text)
        if found and (at := after_somebody(text)) and found.start() < at < found.end():
            found = pattern.match(text, at) or found  # “I am Ana Pop of the Mill Ltd”
        name = " ".join(part for part in found.groups() if part).strip(" ,") if found else ""
        if any(map(str.isalpha, name)):
            bare = (
                _ARTICLES.sub("", name)
                if pattern is _WITH_FORM and not _TWO_WORDS.fullmatch(name)
                else name
            )
            return re.sub(r"\s+", " ", bare), sure
    return _of_somebody(text)


def _of_somebody(text: str) -> tuple[str, float] | None:
    """“I am Ana Pop from Loomtek”, where that is no place."""
    at = after_somebody(text)
    found = _BY_SOMEBODY.match(text, at) if at else None
    name = found.group().strip(" .,") if found else ""
    if not name or places_called(fold(name)) or country_called(fold(name)):
        return None
    return name, 0.7


@cache
def _people() -> tuple[frozenset[str], tuple[str, ...]]:
    return stems_in(
        words
        for key, words in listed("people.txt").items()
        if key != "large" and key[0] not in "=~"
    )


@cache
def _crews() -> dict[str, int]:
    return _counting("=")


@cache
def _about() -> dict[str, int]:
    return _counting("~")


def _counting(sign: str) -> dict[str, int]:
    told = [(key, words) for key, words in listed("people.txt").items() if key[0] == sign]
    return {fold(word): int(key[1:]) for key, words in told for word in words.split()}


@cache
def _kinds() -> dict[str, tuple[frozenset[str], tuple[str, ...]]]:
    return {kind: stems_in([words]) for kind, words in listed("kinds.txt").items()}


@cache
def _members() -> tuple[frozenset[str], tuple[str, ...]]:
    return stems_in(listed("members.txt").values())
