"""How people begin to write: “Hello, I am Ana and …”, which tells nothing of what they do."""

from __future__ import annotations

import re

_HELLO = (
    r"hello|hi|hey|dear [^,!.\n]{1,40}|good (?:morning|day|afternoon|evening)|greetings|hallo|guten (?:tag|morgen|abend)|grüß gott|moin|servus|"
    r"sehr geehrte[^,!.\n]{0,40}|liebe[rs]? [^,!.\n]{1,40}|bonjour|bonsoir|salut|hola|buenos días|buenas(?: tardes| noches)?|ciao|salve|buongiorno|buonasera|"
    r"olá|bom dia|boa tarde|boa noite|goedendag|goedemorgen|goedemiddag|dag|cześć|dzień dobry|witam|dobrý den|dobrý deň|ahoj|bună(?: ziua)?|salutare|"
    r"здравейте|добър ден|γεια σας|καλημέρα|hej|god dag|hyvää päivää|hei|moi|tere|tere päevast|labdien|sveiki|laba diena|labas|jó napot(?: kívánok)?|szia|"
    r"üdvözlöm|zdravo|dobar dan|dober dan|pozdravljeni|bongu|merħba|dia dhuit|hiya|hoi|slt|boas|czesc|dzien dobry|dobry den|ahojte|čau|cau|buna|"
    r"jo napot|sziasztok|pozdrav|živjo|zivjo|здрасти|γεια|καλησπέρα|tjena|hejsan|goddag|tervehdys|tervist|tere paevast|sveikas|sveikinu|dia daoibh"
)
_WHO = (
    r"i am|i['’]?m|my name is|this is|ich bin|mein name ist|ich heiße|ich heisse|je suis|je m['’]appelle|soy|me llamo|mi nombre es|sono|mi chiamo|sou|"
    r"chamo-me|o meu nome é|ik ben|mijn naam is|jestem|nazywam się|jmenuji se|jsem|volám sa|som|mă numesc|sunt|казвам се|аз съм|με λένε|είμαι|jag heter|"
    r"jag är|jeg hedder|jeg er|olen|nimeni on|minu nimi on|mani sauc|mano vardas|zovem se|ja sam|ime mi je|a nevem"
)
_NAME = r"(?-i:[A-ZÀ-ÞĀ-ŽΑ-ΩА-Я])[\w.'’-]*"
_GREETING = re.compile(
    rf"^\W*(?:{_HELLO})(?:\s+(?:all|everybody|everyone|zusammen|a todos|à tous|a tutti|a todos|allemaal))?(?:\s*[,!.:–-]+\s*|\s*$|\s+(?=(?:{_WHO})\s))",
    re.IGNORECASE,
)
_OF = r"from|of|at|with|von|vom|bei|beim|aus|de|du|da|do|del|della|di|d['’]|van|bij|z|ze|od|från|fra|din|de la|chez|en"
_THE = r"der|dem|den|die|das|the|la|le|les|l['’]|el|o|a|het"
_SOMEBODY = re.compile(
    rf"(?:\b(?:{_WHO})\s+)(?:(?:the|a|o|der|die|el|la)\s+)?(?:{_NAME}|[^\W\d_]{{2,12}}(?=\s+(?:from|with|von|bei)\s))(?:\s+{_NAME}){{0,3}}?\s*,?\s+(?:{_OF})\s+(?:(?:{_THE})\s+)?",
    re.IGNORECASE,
)
"""“I am Ana Pop from the …”, “im ana from …”, which come before the name of an organisation."""
_INTRODUCED = re.compile(
    rf"^(?:{_WHO})\s+(?:{_NAME}|[^\W\d_]{{2,12}}(?=\s+from\s))(?:\s+{_NAME}){{0,3}}(?:\s+(?:{_OF})\s+(?:(?:{_THE})\s+)?{_NAME}(?:\s+{_NAME}){{0,3}}(?=\s*[,.;!–-]))?\s*(?:[,.;!–-]+\s*|$)?(?:(?:and|und|et|y|e|en|i|a|och|og|ja|si|și|és)\s+)?",
    re.IGNORECASE,
)


_PART = r"(?-i:[A-ZÀ-ÞĀ-ŽΑ-ΩА-Я])(?:\.|[\w'’-]+)"
_MY_NAME = re.compile(rf"\b(?:{_WHO})\s+({_PART}(?:[ \t]+{_PART}){{1,3}})", re.IGNORECASE)
_OFFICE = re.compile(
    r"direct|manag|chief|head|founder|owner|ceo|cto|geschäfts|leiter|inhaber|chef|gérant|responsable|gerente|président|president|sales",
    re.IGNORECASE,
)
"""Words of an office, which is no name: "I am Managing Director of …"."""


def own_name(text: str) -> str:
    """Return what somebody is called who says so, by more than one name; "" where nobody does."""
    found = _MY_NAME.search(text)
    name = found[1] if found else ""
    return "" if _OFFICE.search(name) else name


def without_greeting(sentence: str) -> str:
    """Return a sentence without the hello and the name that it may begin with; "" if that is all of it."""
    left = _GREETING.sub("", sentence)
    if left == sentence:
        return sentence
    return _INTRODUCED.sub("", left)


def after_somebody(text: str) -> int:
    """Where in a text that begins with somebody's name that of their organisation begins; 0 where it does not."""
    found = _SOMEBODY.search(text)
    return found.end() if found else 0
