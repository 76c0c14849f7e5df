"""Names that end with a legal form, read from the form backwards: "Melħ u Xemx Ltd", "Officine Verdiani srl".

What stands before the form belongs to the name as far as it has capitals, joints between them, or, next
to the form, a few plain words; a verb, a preposition or an article ends it.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from matching.places.cities import around_words
from matching.understanding.organising import kinds_called
from matching.words.language_guess import languages_of
from matching.words.legal_forms import ending_forms
from matching.words.names import fold
from matching.words.terms import stopwords

if TYPE_CHECKING:
    from collections.abc import Iterator

_FORMS = (
    r"GmbH(?:\s*&\s*Co\.?\s*KG)?|gGmbH|AG|SE|KG|OHG|UG|GbR|e\.\s?V\.|eG|e\.\s?K\.|SARL|S\.A\.R\.L\.|SAS|SASU|SCOP|S\.A\.|SA|e\.\s?U\.|S\.?r\.?l\.?s?|SRL|S\.?p\.?A\.?|"
    r"S\.L\.U?\.?|SLU?|S\.?\s?Coop\.?|Lda\.?|B\.?V\.?|N\.?V\.?|BVBA|[Ss]p\.?\s?z\s?o\.?\s?o\.?|S\.?K\.?A\.?|s\.?\s?r\.?\s?o\.?|a\.\s?s\.|z\.\s?s\.|"
    r"d\.?o\.?o\.?|d\.d\.|j\.d\.o\.o\.|Kft\.?|Zrt\.?|Nyrt\.?|Bt\.?|Oyj?|Ky|OÜ|SIA|UAB|AB|Ab|VšĮ|ApS|A/S|ASA?|Ltd\.?|Limited|PLC|plc|DAC|CLG|LLP|Teo\.?|"
    r"MTÜ|TÜ|ekonomisk förening|[Aa]\.?[Mm]\.?[Bb]\.?[Aa]\.?|I/S|P/S|K/S|Tmi|r\.?y\.|v\.o\.s\.|k\.s\.|d\.n\.o\.|z\.ú\.|o\.p\.s\.|CRL|EIRL|EURL|"
    r"SNC|SCIC|SCA|ASBL|VZW|VOF|S\.?A\.?T\.|ЕООД|ООД|АД|ЕАД|EOOD|OOD|AD|ΕΠΕ|Α\.?Ε\.?|ΙΚΕ|Ι\.Κ\.Ε\.|E\.E\.|S\.C\.|GIE|Inc\.?"
)
_IN_SMALL = r"gmbh|srl|srls|s\.r\.l\.|ltd\.?|sarl|lda\.?|kft\.?|zrt\.?|bv|b\.v\.|aps|llp"
_FORM = re.compile(rf"(?<=[\s,])(?:{ending_forms()}|{_FORMS}|{_IN_SMALL})(?=[\s,.;:)!?]|$)")
_ENDS = re.compile(r"[,;:()|•„“”\"«»!?]|(?<=\w{3})\.\s|\s[-–—]\s")
"""What ends a name that goes on before it; the stop of a sentence, not of "Dr."."""
_JOINTS = frozenset(
    map(
        fold,
        "& + and und et y e i a u és agus ir un de des du of für di do da dos del della dei la le van von der pod na z ja och og și si и και".split(),
    )
)
_ARTICLES = frozenset(
    map(
        fold,
        "the die der das la le les l' el il lo het a az o η ο firma société azienda empresa firm we company cég yritys "
        "tvrtka podjetje společnost spoločnosť spółka фирма η".split(),
    )
)
_OF_THEIR_OWN = frozenset(("de", "la", "le", "el", "il", "the"))
"""Articles that may belong to a name of several words: De Groene Haven BV."""
_WE_ARE = frozenset(
    map(
        fold,
        "we are this is tá táimid jsme sme smo mi my jesteśmy suntem noi somos sou soy siamo sono olemme oleme meie esam mēs esame mes είμαστε ние сме vi är er "
        "wij zijn wir sind ich bin nous sommes je suis aħna jien vagyunk muid sinne hello hi hallo hej bonjour hola ciao olá".split(),
    )
)
_OF_A_TOWN = ("lainen", "läinen")
"""How a Finnish word ends that says of which town somebody is: Kuopiolainen Savon Sahaus Oy."""
_LONGEST = 7  # words
_AT_WORK = frozenset(
    map(
        fold,
        "work working arbeite travaille trabajo trabalho lavoro pracuję pracuji pracujem radim delam dolgozom lucrez arbetar arbejder työskentelen töötan strādāju dirbu".split(),
    )
)
"""What somebody says before the name of their employer."""
_WITH_SMALL = frozenset({"cs", "hr", "sk", "sl"})
"""Languages that give a capital to the first word of a name alone."""
_PLAIN = 3  # words in small letters next to the form: Sunčev val d.o.o.
_WHOLE = 4  # words, of which an article is the first of a name's own


def legal_names(text: str, start: int = 0) -> Iterator[str]:
    """Yield the names in a text that end with a legal form, each with it, from a place in the text on."""
    small = not any(map(str.isupper, text))
    with_small = bool(languages_of(text) & _WITH_SMALL)
    for form in _FORM.finditer(text):
        first = max(text.rfind("\n", 0, form.start()) + 1, start if start < form.start() else 0)
        before = text[first : form.start()].rstrip()
        comma = before.endswith(",")
        words = _ENDS.split(before.rstrip(","))[-1].split()
        name = _in_small(words) if small else _with_capitals(words)
        if name and with_small and _is_all_of_it(words, name):
            name = words
        if name:
            yield f"{' '.join(name)}{',' * comma} {form.group()}"


def _is_all_of_it(words: list[str], name: list[str]) -> bool:
    """Return whether a clause is a name from its beginning on: "Tvornica čarapa Bijela vuna d.d."."""
    before = words[: len(words) - len(name)]
    folded = [fold(word) for word in before]
    other = stopwords() | around_words() | _WE_ARE | _ARTICLES | _AT_WORK
    return (
        1 < len(before) < _LONGEST
        and before[0][0].isupper()
        and not any(one in other or kinds_called(one) for one in folded)
    )


def _with_capitals(words: list[str]) -> list[str]:
    """Return the words at the end that are a name: none where they have no capital."""
    name: list[str] = []
    plain = 0
    for word in reversed(words[-_LONGEST:]):
        folded = fold(word)
        capital = _is_own(word)
        if (folded in _WE_ARE and not (capital and name and len(folded) <= 1)) or (
            not capital and not _joins(word, folded, name)
        ):
            plain += 1
            if folded in _WE_ARE or plain > _PLAIN or not _is_plain(folded, name):
                break
        name.insert(0, word)
    while name and not _is_own(name[0]):
        name = name[1:]
    if len(name) > 1 and name[0].endswith(_OF_A_TOWN):
        name = name[1:]
    if len(name) > 2 and fold(name[0]) in _AT_WORK:  # noqa: PLR2004 - it, a small word, and the name
        name = name[1 + (not _is_own(name[1])) :]
    return _without_article(name)


def _is_own(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit() or word == "&"


def _joins(word: str, folded: str, name: list[str]) -> bool:
    """Return whether a word joins two parts of a name of which the later one is known."""
    return (folded in _JOINTS or word in {"&", "+"}) and bool(name)


def _is_plain(folded: str, name: list[str]) -> bool:
    """Return whether a word in small letters may belong to a name: next to the form, and no small word."""
    inside = not any(_is_own(one) for one in name)
    return inside and folded not in stopwords() and folded not in around_words()


def _without_article(name: list[str]) -> list[str]:
    folded = [fold(word) for word in name]
    if len(name) == _WHOLE - 1 and folded[0] in _OF_THEIR_OWN:
        return name  # its own: De Groene Haven BV
    return name[1:] if len(name) > 1 and folded[0] in _ARTICLES else name


def _in_small(words: list[str]) -> list[str]:
    """Return the words at the end that are a name in a text without any capital."""
    told = takewhile(
        lambda word: not ({fold(word)} & (stopwords() | around_words() | _WE_ARE | _ARTICLES)),
        reversed(words[-_PLAIN:]),
    )
    return [*told][::-1]
