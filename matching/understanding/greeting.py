"""How people begin to write: “Hello, I am Ana and …”, which tells nothing of what they do."""

from __future__ import annotations

import re

_HELLO = (
    r"hello|hi|hey|dear [^,!.\n]{1,40}|good (?:morning|day|afternoon|evening)|greetings|hallo|guten (?:tag|morgen|abend)|grüß gott|moin|servus|"
    r"sehr geehrte[^,!.\n]{0,40}|liebe[rs]? [^,!.\n]{1,40}|bonjour|bonsoir|salut|hola|buenos días|buenas(?: tardes| noches)?|ciao|salve|buongiorno|buonasera|"
    r"olá|bom dia|boa tarde|boa noite|goedendag|goedemorgen|goedemiddag|dag|cześć|dzień dobry|witam|dobrý den|dobrý deň|ahoj|bună(?: ziua)?|salutare|"
    r"здравейте|добър ден|γεια σας|καλημέρα|hej|god dag|hyvää päivää|hei|moi|tere|tere päevast|labdien|sveiki|laba diena|labas|jó napot(?: kívánok)?|szia|"
    r"üdvözlöm|zdravo|dobar dan|dober dan|pozdravljeni|bongu|merħba|dia dhuit"
)
_GREETING = re.compile(
    rf"^\W*(?:{_HELLO})(?:\s+(?:all|everybody|everyone|zusammen|a todos|à tous|a tutti|a todos|allemaal))?\s*(?:[,!.:–-]+\s*|$)",
    re.IGNORECASE,
)
_WHO = (
    r"i am|i['’]m|my name is|this is|ich bin|mein name ist|ich heiße|ich heisse|je suis|je m['’]appelle|soy|me llamo|mi nombre es|sono|mi chiamo|sou|"
    r"chamo-me|o meu nome é|ik ben|mijn naam is|jestem|nazywam się|jmenuji se|jsem|volám sa|som|mă numesc|sunt|казвам се|аз съм|με λένε|είμαι|jag heter|"
    r"jag är|jeg hedder|jeg er|olen|nimeni on|minu nimi on|mani sauc|mano vardas|zovem se|ja sam|ime mi je|a nevem"
)
_NAME = r"(?-i:[A-ZÀ-ÞĀ-ŽΑ-ΩА-Я])[\w.'’-]*"
_INTRODUCED = re.compile(
    rf"^(?:{_WHO})\s+{_NAME}(?:\s+{_NAME}){{0,3}}\s*(?:[,.;!–-]+\s*|$)?(?:(?:and|und|et|y|e|en|i|a|och|og|ja|si|și|és)\s+)?",
    re.IGNORECASE,
)


def without_greeting(sentence: str) -> str:
    """Return a sentence without the hello and the name that it may begin with; "" if that is all of it."""
    left = _GREETING.sub("", sentence)
    if left == sentence:
        return sentence
    return _INTRODUCED.sub("", left)
