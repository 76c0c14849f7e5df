"""Typed answers: free words, e-mail, web address, a number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from stdnum.eu import vat
from stdnum.exceptions import ValidationError

from bot.conversation.addresses import COUNT
from bot.conversation.kinds.base import GIVE, Again, Asked, Given, Heard, expected_words, no_buttons
from bot.conversation.kinds.written_addresses import email_address, web_address
from bot.conversation.screens import Rows, grid
from bot.conversation.small_words import meaning
from bot.conversation.tidying import one_line, tidy

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.conversation.events import Event


# What stands before a country's two letters: "VAT number:", "USt-IdNr.".
VAT_LABEL = re.compile(r"^.*?(?=\b[A-Z]{2}[\s-]?[A-Z]?\d)", re.IGNORECASE)
NUMBER = re.compile(
    r"(?P<minus>-)?(?P<whole>\d{1,3}(?:[.,'’\s]\d{3})+(?!\d)|\d+)(?P<part>[.,]\d+)?"
)
LONGEST_NUMBER = 9  # digits
LINE = 200  # characters; what may be longer may have several lines


@dataclass(frozen=True)
class FreeText:
    """Words between `least` and `most` characters; `suggest` offers some to take by a tap."""

    least: int = 1
    most: int = 1000
    suggest: Callable[[Asked], str] | None = None
    needs_letters: bool = True

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
        """The suggestion, if there is one."""
        suggested = self._suggested(asked)
        return ((asked.button(suggested, GIVE, "suggested"),),) if suggested else ()

    def hear(self, asked: Asked, event: Event) -> Heard:
        """The words, tidied."""
        if not event.text:
            return expected_words(asked)
        if self._is_line and meaning(event.text):  # nobody is called "ok"
            return Again(self.hint(asked))
        return self._judge(asked, (one_line if self._is_line else tidy)(event.text))

    def _judge(self, asked: Asked, text: str) -> Heard:
        if len(text) > self.most:
            over = len(text) - self.most
            return Again(
                asked.say(
                    "That is {over} characters too long: {most} fit. Please shorten it a little.",
                    over=over,
                    most=self.most,
                )
            )
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

    def hint(self, asked: Asked) -> str:
        """An example."""
        return asked.say("For example: PT 501 442 600")

    def wrong(self, asked: Asked) -> str:
        """What to look for."""
        return asked.say(
            "That is not a European VAT number. It begins with two letters for the country; please check it, or skip it."
        )


def whole_number(text: str) -> int | None:
    """The first number in typed words, `51,000` as a whole; None for one with a part after a point.

    One with more digits than anything here may have is None as well.
    """
    found = NUMBER.search(text)
    if found is None or found["part"]:
        return None
    digits = "".join(filter(str.isdecimal, found["whole"])).lstrip("0") or "0"
    if len(digits) > LONGEST_NUMBER:
        return None
    return -int(digits) if found["minus"] else int(digits)


@dataclass(frozen=True)
class Whole:
    """A whole number from `least` to `most`; `offered` are on buttons."""

    least: int
    most: int
    offered: tuple[int, ...] = ()
    unit: tuple[str, str] | None = None

    def hint(self, asked: Asked) -> str:
        """The range."""
        return asked.say(
            "Tap or type a number from {least} to {most}.", least=self.least, most=self.most
        )

    def rows(self, asked: Asked) -> Rows:
        """The offered numbers."""
        return grid([asked.button(self.shown(asked, n), GIVE, n) for n in self.offered], 5)

    def hear(self, asked: Asked, event: Event) -> Heard:
        """The first number in the words."""
        if not event.text:
            return expected_words(asked)
        return self._judge(asked, whole_number(event.text))

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
