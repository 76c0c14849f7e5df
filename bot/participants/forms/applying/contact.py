"""Several answers in one line: name, position and e-mail; a website and the VAT number."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.conversation.kinds.base import Again, Given, Noted
from bot.conversation.kinds.texts import FreeText, VatNumber, Website
from bot.conversation.kinds.written_addresses import email_address
from bot.conversation.tidying import one_line, without_pictures
from matching.understanding.persons import NAMED
from matching.understanding.speaking_up import is_sentence
from matching.words.names import fold

if TYPE_CHECKING:
    from bot.conversation.events import Event
    from bot.conversation.kinds.base import Asked, Heard

_PARTS = re.compile(r"\s*[,;\n|·]+\s*")
_WITH_AT = re.compile(r"(?<![^\s,;|·])[^\s,;|·]+@[^\s,;|·]+")
_VAT = re.compile(r"\b[A-Z]{2}[\s-]?[A-Z]?\d[\dA-Z .-]{5,14}\b")
_INTRODUCED = re.compile(
    rf"^\s*(?:(?:hi|hello|hallo)\W+)?(?:{NAMED}|i am|i['’]m|this is|ich bin|je suis|soy|sono|sou|ik ben|jestem|jsem|som|sunt|"
    r"аз съм|είμαι|ja sam|jag är|olen|es esmu|aš esu)\s+(?=\S)",
    re.IGNORECASE,
)
_LONGEST = 80  # characters of a position


@dataclass(frozen=True)
class Called(FreeText):
    """What an organisation is called: a sentence about it is no name."""

    def _judge(self, asked: Asked, text: str) -> Heard:
        """“We want to learn how to dye” is what somebody wants; “We Are Wool” may be called so."""
        if is_sentence(text):
            why = "That reads like a sentence, not like a name. Please type the name alone."
            return Again(asked.say(why))
        return super()._judge(asked, text)


@dataclass(frozen=True)
class Contact(FreeText):
    """A person's name; what else stands in the line is their position and their e-mail address.

    Who gives name and e-mail in one line is not asked for what they left out between them.
    """

    def is_told_by(self, text: str) -> bool:
        """A name beside an e-mail address."""
        found = _WITH_AT.search(text)
        return bool(found and any(map(str.isalpha, _WITH_AT.sub("", text))))

    def _judge(self, asked: Asked, text: str) -> Heard:
        """Nobody has figures in their name, nor pictures, nor a sentence."""
        text = without_pictures(text)
        if any(map(str.isdecimal, text)):
            why = "That does not look like a name: it has figures in it. Please type your first and last name."
            return Again(asked.say(why))
        if is_sentence(text) or ":" in text:  # “Fwd: Dear all”
            why = (
                "That reads like a sentence, not like a name. Please type your first and last name."
            )
            return Again(asked.say(why))
        return super()._judge(asked, text)

    def hear(self, asked: Asked, event: Event) -> Heard:
        """The name, and what was told with it."""
        email = email_address(found.group()) if (found := _WITH_AT.search(event.text)) else None
        event = replace(event, text=_INTRODUCED.sub("", event.text))
        without = _WITH_AT.sub(",", event.text) if email else event.text
        parts = [one_line(one) for one in _PARTS.split(without) if one.strip()]
        if not parts or not (email or _has_position(parts)):
            return super().hear(asked, event)
        heard = self._judge(asked, parts[0])
        if not isinstance(heard, Given):
            return heard
        position = ", ".join(parts[1:])[:_LONGEST] or None
        also = {"position": position} | ({"email": email} if email else {})
        return Given(heard.value, interpreted=True, also=also)


@dataclass(frozen=True)
class Position(FreeText):
    """What somebody does there; their name, which is known, and their e-mail address may stand around it."""

    def is_told_by(self, text: str) -> bool:
        """Something beside an e-mail address."""
        found = _WITH_AT.search(text)
        return bool(found and any(map(str.isalpha, _WITH_AT.sub("", text))))

    def hear(self, asked: Asked, event: Event) -> Heard:
        """The position, and the address that was told with it; a name alone is none."""
        email = email_address(found.group()) if (found := _WITH_AT.search(event.text)) else None
        if not email:
            return super().hear(asked, event)
        parts = [
            one_line(one) for one in _PARTS.split(_WITH_AT.sub(",", event.text)) if one.strip()
        ]
        parts = parts[1:] if parts and _is_name(asked, parts[0]) else parts
        if not parts:
            note = asked.say("✓ <b>{title}</b>: {answer}", title=asked.say("E-mail"), answer=email)
            return Noted({"email": email}, note=note)
        heard = self._judge(asked, ", ".join(parts))
        return (
            replace(heard, interpreted=True, also={"email": email})
            if isinstance(heard, Given)
            else heard
        )


def _is_name(asked: Asked, told: str) -> bool:
    """Whether that is the name that was given, or more or less of it."""
    return bool(
        set(fold(told).split()) & set(fold(str(asked.answers.get("person_name") or "")).split())
    )


def _has_position(parts: list[str]) -> bool:
    """Whether what follows a comma is a position: "Pop, Ana" is a name."""
    return len(parts) > 1 and len(parts[0].split()) > 1


class WebsiteAndVat(Website):
    """A web address, and the VAT number where it stands in the same line."""

    def hear(self, asked: Asked, event: Event) -> Heard:
        """The address, and the number."""
        found = _VAT.search(event.text)
        number = VatNumber().read(found.group()) if found else None
        if not found or not number:
            return super().hear(asked, event)
        left = one_line(event.text[: found.start()] + " " + event.text[found.end() :]).strip(" ,;")
        heard = super().hear(asked, replace(event, text=left))
        if isinstance(heard, Given):
            return Given(heard.value, interpreted=True, also={"vat": number})
        return Given(None, interpreted=True, also={"vat": number}) if not left else heard
