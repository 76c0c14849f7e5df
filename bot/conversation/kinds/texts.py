"""Typed answers: free words, e-mail, web address, a number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from stdnum.eu import vat
from stdnum.exceptions import ValidationError

from bot.conversation.addresses import COUNT
from bot.conversation.kinds.base import (
    GIVE,
    Again,
    Asked,
    Given,
    Heard,
    Unsure,
    expected_words,
    no_buttons,
)
from bot.conversation.kinds.written_addresses import email_address, email_addresses, web_address
from bot.conversation.screens import Rows, clip, grid
from bot.conversation.small_words import meaning
from bot.conversation.tidying import one_line, tidy, unquoted
from matching.times.words import in_dozens, number_of
from matching.understanding.denial import denied_in_answer, left
from matching.words.names import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.conversation.events import Event


# What stands before a country's two letters: "VAT number:", "USt-IdNr.".
VAT_LABEL = re.compile(r"^.*?(?=\b[A-Z]{2}[\s-]?[A-Z]?\d)", re.IGNORECASE)
BARE_VAT = re.compile(r"\b[A-Z]?\d[\d .-]{5,12}\d[A-Z]?\b", re.IGNORECASE)
OTHER_LETTERS = {"GR": "EL"}
"""Of VAT numbers, where they are not the country's own."""
NUMBER = re.compile(
    r"(?P<minus>(?<!\d)(?<!\d\s)-)?(?P<whole>\d{1,3}(?:[.,'’\s]\d{3})+(?!\d)|\d+)(?P<part>[.,]\d+)?"
)
LONGEST_NUMBER = 9  # digits
SHOWN = 36  # characters of a suggestion on its button
LINE = 200  # characters; what may be longer may have several lines


def too_long(asked: Asked, text: str, most: int, *, line: bool = False) -> str:
    """By how much a text is longer than fits, and what to do: a page is not shortened a little."""
    over = len(text) - most
    if line:
        reason = "That is {over} characters too long: {most} fit. Only what is asked, please."
    elif over > most // 2:
        reason = "That is {over} characters too long: {most} fit. Only what matters most, please."
    else:
        reason = "That is {over} characters too long: {most} fit. Please shorten it a little."
    return asked.say(reason, over=over, most=most)


@dataclass(frozen=True)
class FreeText:
    """Words between `least` and `most` characters; `suggest` offers some to take by a tap.

    Where they tell `why`, as others will read, “yes” and “ok” are no answer.
    """

    least: int = 1
    most: int = 1000
    suggest: Callable[[Asked], str] | None = None
    needs_letters: bool = True
    why: bool = False

    def hint(self, asked: Asked) -> str:
        """How much to write, where that matters."""
        if self._is_line:
            return asked.say("Please type it.")
        return asked.say("In your own words, up to {most} characters.", most=self.most)

    @property
    def _is_line(self) -> bool:
        return self.most <= LINE

    def _suggested(self, asked: Asked) -> str:
        """What is offered, if it would do as an answer: nobody has looked at it before."""
        text = one_line(self.suggest(asked)) if self.suggest else ""
        return text if text and isinstance(self._judge(asked, text), Given) else ""

    def rows(self, asked: Asked) -> Rows:
        """The suggestion, if there is one; of a long one the beginning."""
        suggested = clip(self._suggested(asked), SHOWN)
        return ((asked.button(suggested, GIVE, "suggested"),),) if suggested else ()

    def hear(self, asked: Asked, event: Event) -> Heard:
        """The words, tidied."""
        if not event.text:
            return expected_words(asked)
        if self._is_line and meaning(event.text):  # nobody is called "ok"
            need = "I need an answer to this one. /cancel stops, and keeps what you have answered."
            return Again(asked.say(need))
        if self.why and meaning(event.text):
            return Again(asked.say("Why, in a few words? Others read it. /cancel stops."))
        return self._judge(
            asked, unquoted(one_line(event.text)) if self._is_line else tidy(event.text)
        )

    def is_told_by(self, text: str) -> bool:
        """Whether words are surely an answer to this, whatever else is asked: an address is."""
        del text
        return False

    @property
    def reads_paragraphs(self) -> bool:
        """Whether an answer may have several lines."""
        return not self._is_line

    def too_long(self, asked: Asked, text: str) -> Again | None:
        """By how much a text is longer than fits; None where it is not."""
        if len(text) <= self.most:
            return None
        return Again(too_long(asked, text, self.most, line=self._is_line))

    def _judge(self, asked: Asked, text: str) -> Heard:
        if long := self.too_long(asked, text):
            return long
        if len(text) < self.least or (self.needs_letters and not any(map(str.isalnum, text))):
            reason = "That is very short. Please write at least {least} characters."
            return Again(asked.say(reason, least=max(self.least, 2)))
        return Given(text)

    def tapped(self, asked: Asked, verb: str, value: str) -> Heard:
        """The suggestion was taken."""
        suggested = self._suggested(asked)
        if verb == GIVE and value == "suggested" and suggested:
            return Given(suggested)
        return no_buttons(asked)

    def shown(self, asked: Asked, value: Any) -> str:
        """The words."""
        del asked
        return str(value)


@dataclass(frozen=True)
class _Line(FreeText):
    """One short line of a known form."""

    @property
    def reads_paragraphs(self) -> bool:
        """It has no room for any."""
        return False

    def too_long(self, asked: Asked, text: str) -> Again | None:
        """Its form says what is wrong with it."""
        del asked, text
        return None

    def read(self, text: str) -> str | None:
        """The answer in the typed line, or None."""
        raise NotImplementedError

    def wrong(self, asked: Asked) -> str:
        """What is expected instead."""
        raise NotImplementedError

    def _judge(self, asked: Asked, text: str) -> Heard:
        found = self.read(text)
        return Given(found) if found else Again(self.wrong(asked))


class Email(_Line):
    """An e-mail address, also inside a sentence."""

    def hint(self, asked: Asked) -> str:
        """An example."""
        return asked.say("For example: name@example.eu")

    def read(self, text: str) -> str | None:
        """The address, its domain in small letters."""
        return email_address(text)

    def _judge(self, asked: Asked, text: str) -> Heard:
        """The first of several, which is then shown."""
        found = email_addresses(text)
        return Given(found[0], interpreted=len(found) > 1) if found else Again(self.wrong(asked))

    def is_told_by(self, text: str) -> bool:
        """Nothing else has an @ in it."""
        return "@" in text and self.read(text) is not None

    def wrong(self, asked: Asked) -> str:
        """An example."""
        return asked.say(
            "That does not look like an e-mail address. It should be like name@example.eu."
        )


class Website(_Line):
    """A web address, with or without https."""

    def hint(self, asked: Asked) -> str:
        """An example."""
        return asked.say("For example: www.example.eu")

    def read(self, text: str) -> str | None:
        """The address with https in front."""
        return web_address(text)

    def is_told_by(self, text: str) -> bool:
        """What begins as nothing but an address does."""
        begins = text.strip().casefold().startswith(("www.", "http://", "https://"))
        return begins and self.read(text.split(maxsplit=1)[0]) is not None

    def wrong(self, asked: Asked) -> str:
        """An example."""
        return asked.say("That does not look like a web address. It should be like www.example.eu.")


class VatNumber(_Line):
    """A European VAT number with its country's letters and a right check digit."""

    def read(self, text: str) -> str | None:
        """The number without spaces, or None."""
        try:
            return str(vat.validate(VAT_LABEL.sub("", text)))
        except ValidationError:
            return None

    def _judge(self, asked: Asked, text: str) -> Heard:
        """The number; the letters of the country that is told may be left out."""
        if found := self.read(text):
            return Given(found)
        country = str(asked.answers.get("country") or "")
        bare_ones = map("".join, map(str.split, BARE_VAT.findall(text)))
        told = (self.read(OTHER_LETTERS.get(country, country) + one) for one in bare_ones)
        number = next(filter(None, told), None) if country else None
        return Given(number, interpreted=True) if number else Again(self.wrong(asked))

    def hint(self, asked: Asked) -> str:
        """An example."""
        return asked.say("For example: PT 501 442 600")

    def wrong(self, asked: Asked) -> str:
        """What to look for."""
        return asked.say(
            "That is not a European VAT number. It begins with two letters for the country; please check it, or skip it."
        )


def whole_numbers(text: str) -> tuple[int, ...]:
    """The numbers in typed words, each once: `51,000` as a whole, `2-3` as two.

    None of those with a part after a point, or with more digits than anything here may have.
    """
    found: dict[int, None] = {}
    for one in NUMBER.finditer(text):
        digits = "".join(filter(str.isdecimal, one["whole"])).lstrip("0") or "0"
        if not one["part"] and len(digits) <= LONGEST_NUMBER:
            found[-int(digits) if one["minus"] else int(digits)] = None
    return tuple(found)


def numbers_in(text: str) -> tuple[int, ...]:
    """The numbers in typed words, in digits, or in words where there are no digits: "three or four"."""
    if found := whole_numbers(text):
        return found
    words = in_dozens(fold(text).split())
    told = [int(one) if one.isdecimal() else number_of(one) for one in words]
    return tuple(dict.fromkeys(one for one in told if one and (one > 1 or len(words) == 1)))


@dataclass(frozen=True)
class Whole:
    """A whole number from `least` to `most`; `offered` are on buttons.

    `read` is tried first: the numbers that words such as "a week" may mean, none where they are none.
    """

    least: int
    most: int
    offered: tuple[int, ...] = ()
    unit: tuple[str, str] | None = None
    read: Callable[[str], tuple[int, ...]] | None = None

    def hint(self, asked: Asked) -> str:
        """The range; nothing where it is asked which of two is meant."""
        if asked.candidates:
            return ""
        return asked.say(
            "Tap or type a number from {least} to {most}.", least=self.least, most=self.most
        )

    def rows(self, asked: Asked) -> Rows:
        """The offered numbers, or those that we ask back about."""
        offered = [int(one) for one in asked.candidates] or self.offered
        return grid([asked.button(str(n), GIVE, n) for n in offered], 5)

    def hear(self, asked: Asked, event: Event) -> Heard:
        """The number in the words; where they tell several, which of them."""
        if not event.text:
            return expected_words(asked)
        denied = denied_in_answer(event.text)
        typed = left(event.text, denied) if denied else event.text
        found = self._told(typed) or numbers_in(typed)
        if denied and not whole_numbers(typed):
            return Again(self.hint(asked))
        fitting = [one for one in found if self.least <= one <= self.most]
        if len(found) > 1 and fitting:
            return Unsure(tuple(map(str, fitting)), event.text)
        heard = self._judge(asked, found[0] if len(found) == 1 else None)
        plain = typed.strip().isdecimal()
        return (
            heard if plain or not isinstance(heard, Given) else Given(heard.value, interpreted=True)
        )

    def _told(self, typed: str) -> tuple[int, ...]:
        """The numbers that words mean; none where there is one below zero: it means what it says."""
        below = any(one < 0 for one in whole_numbers(typed))
        return self.read(typed) if self.read and typed and not below else ()

    def tapped(self, asked: Asked, verb: str, value: str) -> Heard:
        """The number on the button."""
        return self._judge(asked, COUNT.read(value)) if verb == GIVE else no_buttons(asked)

    def _judge(self, asked: Asked, found: int | None) -> Heard:
        if found is None or not self.least <= found <= self.most:
            return Again(self.hint(asked))
        return Given(found)

    def shown(self, asked: Asked, value: Any) -> str:
        """The number, with its unit if there is one."""
        return str(asked.say.many(*self.unit, int(value)) if self.unit else value)
