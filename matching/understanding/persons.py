"""Who writes: the name, and the position where it stands beside, in a text about an organisation.

A name is read where somebody introduces themselves, or beside an e-mail address that is made of it:
capitals alone are a firm's as well.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from matching.words.latin import in_latin
from matching.words.names import fold

NAMED = (
    r"my name is|my name['’]s|mein name ist|ich heiße|ich heisse|je m['’]appelle|mon nom est|me llamo|mi nombre es|mi chiamo|"
    r"il mio nome è|chamo-me|o meu nome é|mijn naam is|nazywam się|jmenuji se|volám sa|a nevem|mă numesc|казвам се|με λένε|zovem se|"
    r"jeg hedder|jag heter|mitt namn är|nimeni on|minu nimi on|mani sauc|mano vardas|ime mi je|is mise|jisimni"
)
"""What somebody says before their name and before nothing else, as a pattern; in 24 languages."""
_INTRODUCED = re.compile(rf"\b(?:{NAMED}|i am|i['’]m)\s+", re.IGNORECASE)
_CAPITAL = r"[^\W\d_a-zà-öø-ÿа-яά-ώ][^\W\d_]+(?:['’-][^\W\d_]+)*\.?"
_PARTICLE = r"(?:de la|van der|van den|von der|de|da|do|dos|das|del|della|di|van|von|zu|af)"
_NAME = re.compile(rf"{_CAPITAL}(?: (?:{_PARTICLE} )?{_CAPITAL}){{1,3}}")
_ADDRESS = re.compile(
    r"[<(\[]?(?:e-?mail:? ?)?([^\s@<>()\[\],;:]+)@([^\s@<>()\[\],;:]+)[>)\]]?", re.IGNORECASE
)
_PARTS = re.compile(r"\s*[,;:|·\n()]+\s*|(?<=\w{3})\.\s+")
_SHORTEST = 3  # letters of a name that an address is made of
_LONGEST_POSITION = 6  # words
_LONGEST = 2_000  # characters that are read
_BEFORE = 3  # parts before an address, in which its owner is looked for


class Person(NamedTuple):
    """A name as it was written, and the position; "" where none stands beside it."""

    name: str
    position: str = ""


def person_told(text: str) -> Person | None:
    """Return who writes; None where no name is surely a person's."""
    text = text[:_LONGEST]
    return _beside_the_address(text) or _introduced(text)


def _introduced(text: str) -> Person | None:
    for said in _INTRODUCED.finditer(text):
        if found := _NAME.match(text, said.end()):
            parts = _PARTS.split(text[found.end() :], maxsplit=2)
            beside = parts[1] if len(parts) > 1 and not parts[0] else ""
            return Person(found.group().rstrip("."), _position(beside))
    return None


def _beside_the_address(text: str) -> Person | None:
    address = _ADDRESS.search(text)
    if not address:
        return None
    parts = [one for one in _PARTS.split(text[: address.start()]) if one.strip()][-_BEFORE:]
    for at in range(len(parts) - 1, -1, -1):
        if name := _owner(parts[at], address):
            return Person(name, _position(" ".join(parts[at + 1 : at + 2])))
    after = _PARTS.split(text[address.end() :])
    name = _owner(" ".join(after[:2]), address)
    return Person(name) if name else None


def _owner(part: str, address: re.Match[str]) -> str:
    """Return the name in a part that an address is made of, "" for none; a firm's begins its domain."""
    local, domain = (_latin(one).replace(" ", "") for one in address.groups())
    for found in _NAME.finditer(part):
        words = _latin(found.group()).split()
        own = any(len(one) >= _SHORTEST and one in local for one in words)
        if own and words[0] not in domain:
            return found.group().rstrip(".")
    return ""


def _latin(text: str) -> str:
    return in_latin(fold(text))


def _position(part: str) -> str:
    """Return what somebody is, where a part is no more than that."""
    words = part.strip(" .-–").split()
    plain = words and len(words) <= _LONGEST_POSITION and not any(map(str.isdigit, part))
    return " ".join(words) if plain and "@" not in part and not _ADDRESS.search(part) else ""
