"""What an organisation is called in a text: with its legal form, behind a label, or as somebody says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from matching.places.cities import places_called
from matching.places.countries import country_called
from matching.understanding.greeting import after_somebody
from matching.understanding.houses import says_what_it_is
from matching.understanding.legal_names import legal_names
from matching.words.legal_forms import leading_forms
from matching.words.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

_UPPER = "".join(one for one in map(chr, range(0xC0, 0x590)) if one.isupper())
_CAPITAL = rf"(?:(?:[dl]['’])?[A-Z0-9{_UPPER}Ș-ȚḀ][\w&+.'’-]*)"
_OPEN, _CLOSED = '[„“”"«]', '[“”"»]'
_FORM_FIRST = re.compile(
    rf"(?<!\w)((?:{leading_forms()}|MB|IK)[ \t]+{_OPEN}[^„“”\"«»\n]{{2,60}}{_CLOSED}|"
    rf"(?:SIA|UAB|MB|VšĮ)\s+{_CAPITAL}(?:\s+{_CAPITAL})*(?:\s+[^\W\d_]{{3,}}){{0,2}}?(?:(?=[,.;\n]|$)|(?=\s[^\W\d_]{{1,3}}\s))|"
    rf"(?:SIA|UAB|MB|VšĮ)\s+{_CAPITAL}(?:\s+{_CAPITAL})*|(?:Osaühing|Aktsiaselts|Tulundusühistu)\s+{_CAPITAL}(?:\s+{_CAPITAL})*)"
)
_FORM_BEFORE = re.compile(rf"(?<!\w)((?:{leading_forms()})[ \t]+{_CAPITAL}(?:[ \t]+{_CAPITAL})*)")
"""The same where a form may as well end the name before it: "OÜ Metsa Hääl", "ЕТ Иван"."""
_QUOTED = re.compile(r"[„“”\"«»]([^„“”\"«»\n]{2,60})[“”\"«»]")
_CALLED = re.compile(
    rf"(?:\b(?:we are|we're|this is|my company is|our company|company called|firm called|called|named|heißt|heißen|namens|"
    rf"nous sommes|société|s'appelle|appelée|somos|se llama|llamada|siamo|si chiama|chiamata|somos a|chama-se|wij zijn|heet|genaamd|"
    rf"jesteśmy|nazywa się|jsme|jmenuje se|sme|volá sa|mi smo|zove se|smo|imenuje se|suntem|se numește|ние сме|казва се|се казва|είμαστε η|λέγεται|"
    rf"vi är|heter|vi er|hedder|olemme|nimeltään|oleme|esam|esame|is muid|aħna|hier ist|ici)\s+)"
    rf"((?-i:{_CAPITAL})(?:\s+(?-i:{_CAPITAL}|&)){{0,4}}(?:\s(?-i:[а-я]){{4,}})?)(?=\s*(?:,|\(|–|-|\s(?:from|aus|de|of|in|z|ze|iz|from|fra|från|din|от|από|di|da|do|uit|e|et|y|und|and|en)\s))",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"(?:\b(?:called|named|we call ourselves|wir heißen|wir nennen uns|nous nous appelons|nos llamamos|ci chiamiamo|chamamo-nos|"
    rf"wij heten|we heten|nazywamy się|jmenujeme se|voláme sa|zovemo se|imenujemo se|a nevünk|ne numim|казваме се|λεγόμαστε|"
    rf"ονομαζόμαστε|vi heter|vi hedder|nimemme on|meie nimi on|vadinamės|mūs sauc|jisimna|siamo (?:la|il|lo|i|gli|l')|"
    rf"somos (?:la|el|los|las|a|o|os|as)|nous sommes (?:la|le|les|l')|wir sind (?:die|der|das)|we are the|wij zijn (?:de|het))\s*)"
    rf"((?-i:{_CAPITAL})(?:\s+(?:(?-i:{_CAPITAL})|&|do|da|de|del|du|of|und|and)){{1,4}})(?=\s*(?:[,.(;:!–-]|$|\s(?:from|aus|de|of|in|z|ze|iz|"
    rf"fra|från|din|от|από|di|da|do|uit|en|e|et|y|und|and|og|och)\s))",
    re.IGNORECASE,
)
"""A name of several words after a word that calls them so, or "we are the"."""
_MY_FIRM = re.compile(
    rf"\b(?:my|our|meine|unsere|mon|notre|mi|nuestra|la mia|la nostra|a minha|a nossa|mijn|ons|onze|moja|nasza|naše|naša|min|vår|vores|firma noastră|mea|mūsų|mūsu) "
    rf"(?:company|firm|business|firma|entreprise|société|empresa|azienda|impresa|bedrijf|společnost|spoločnosť|tvrtka|podjetje|företag|virksomhed|įmonė|uzņēmums)\s+"
    rf"((?-i:{_CAPITAL})(?:\s+(?:(?-i:{_CAPITAL})|&)){{0,4}})(?=\s|[,.;]|$)",
    re.IGNORECASE,
)
"""“My company Lumen & Loop makes lamps.”"""
_PLAIN = r"[A-ZÀ-ÞĀ-ŽΑ-ΩА-Я0-9][\w&+'’-]*"
_BY_SOMEBODY = re.compile(
    rf"{_PLAIN}(?:[ \t]+(?:(?:&|of|de|do|da|du|di|del)[ \t]+)?{_PLAIN}){{0,4}}"
)
"""A name without a legal form: no stop belongs to it."""
_LABELLED = re.compile(
    r"^(?:organi[sz]ation|company|employer|firma|unternehmen|arbeitgeber|société|entreprise|employeur|empresa|empleador|empregador|azienda|"
    r"datore di lavoro|bedrijf|werkgever|organizacja|pracodawca|společnost|zaměstnavatel|zamestnávateľ|poslodavac|delodajalec|munkáltató|angajator|"
    r"arbetsgivare|arbejdsgiver|yritys|työnantaja|tööandja|darbdavys|darba devējs|работодател|εργοδότης)\s*[:=]\s*(.{2,80})$",
    re.IGNORECASE | re.MULTILINE,
)
_LABELLED_NAME = re.compile(r"^name\s*[:=]\s*(.{2,80})$", re.IGNORECASE | re.MULTILINE)
_OF_A_PERSON = re.compile(
    r"^(?:curriculum|cv\b|r[ée]sum[ée]|lebenslauf|životopis|życiorys|önéletrajz|position|job|role|funktion|fonction|beruf|puesto|cargo|ruolo|functie|"
    r"stanowisko|pozice|date of birth|birth|born|geb(?:oren|urtsdatum)|né|nationality)",
    re.IGNORECASE | re.MULTILINE,
)
"""Lines of a person's own papers: a "Name:" beside them is theirs."""
_OF_A_FIRM = re.compile(
    r"^(?:(?:die|der|das|la|le|el|a|o|the|il|de|het)\s+)?(?:[^\W\d_]+er\s+)?(?:firma|unternehmen|company|entreprise|empresa|azienda|bedrijf|tvrtka|podjetje|"
    r"společnost|spoločnosť|spółka|företaget|virksomheden|yritys|ettevõte|il-kooperattiva|il-kumpanija|familjeföretaget|familienbetrieb|familienunternehmen|familiebedrijf|familievirksomheden|perheyritys)\s+(?:rodzinna\s+|rodinná\s+|familiale\s+|familiar\s+)?(?=[^\W\d_])",
    re.IGNORECASE,
)
"""Words before a name that only say that it is a firm's: "die Rosenheimer Firma Klangholz"."""
_THE = frozenset("die der das la le il el the a o".split())
_NEVER_ITS_OWN = frozenset("Ο Η Το Οι Τα".split())
"""Greek articles, which stand before every name."""
_CERTAIN, _LIKELY, _MAYBE = 0.95, 0.8, 0.7


def name_told(text: str) -> tuple[str, float] | None:
    """Return what an organisation is called in a text, and how sure that is."""
    found = next(((name, sure) for name, sure in _names(text) if any(map(str.isalpha, name))), None)
    return (re.sub(r"\s+", " ", found[0]), found[1]) if found else _of_somebody(text)


def without_article(name: str, spoken: frozenset[str]) -> str:
    """Return a name without the article before the word for what it is: "Die Gießerei Bachmaier"."""
    name = _OF_A_FIRM.sub("", name) or name
    first, _, rest = name.partition(" ")
    if first in _NEVER_ITS_OWN and rest:
        return rest
    what = fold(rest.partition(" ")[0])
    article = fold(first) in _THE and " " in rest
    return rest if article and says_what_it_is(what, spoken) else name


def _names(text: str) -> Iterator[tuple[str, float]]:
    """Yield what may be its name, the surest first."""
    person = bool(_OF_A_PERSON.search(text))
    labelled = [_found(_LABELLED, text), "" if person else _found(_LABELLED_NAME, text)]
    with_form = list(legal_names(text, after_somebody(text)))
    first, before = _found(_FORM_FIRST, text), _found(_FORM_BEFORE, text)
    for name in labelled:
        yield next(legal_names(name), _without_places(name)), _CERTAIN
    yield from ((name, _CERTAIN) for name in (first, *with_form, before))
    yield from ((_found(one, text), _LIKELY) for one in (_MY_FIRM, _CALLED, _NAMED))
    yield _found(_QUOTED, text), _MAYBE


def _found(pattern: re.Pattern[str], text: str) -> str:
    """Return the name that a pattern finds; after somebody's own name only what comes after it."""
    found = pattern.search(text)
    if found and (at := after_somebody(text)) and found.start() < at < found.end():
        found = pattern.match(text, at) or found  # “I am Ana Pop of the Mill Ltd”
    return " ".join(part for part in found.groups() if part).strip(" ,") if found else ""


def _without_places(name: str) -> str:
    """Return what an employer is called before its town and country: "Institute of Polymers, Trnava"."""
    first, *rest = (one.strip() for one in name.split(","))
    placed = rest and all(places_called(fold(one)) or country_called(fold(one)) for one in rest)
    return first if placed else name


def _of_somebody(text: str) -> tuple[str, float] | None:
    """“I am Ana Pop from Loomtek”, where that is no place."""
    at = after_somebody(text)
    found = _BY_SOMEBODY.match(text, at) if at else None
    name = found.group().strip(" .,") if found else ""
    if not name or places_called(fold(name)) or country_called(fold(name)):
        return None
    return name, _MAYBE
