"""Addresses of buttons: what a tap brings back to us, written and read in this one place.

A button's data is `room:verb:argument:…`. Anybody can send any data, so whatever does not read as
a declared address is a stale button, and a handler gets nothing but values of the declared types.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Generic, NewType, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from enum import StrEnum

    from exchange.access import Thing

LIMIT = 64  # bytes, says Telegram
LAST_ROW = 2**31 - 1  # PostgreSQL refuses to be asked for a row beyond its INTEGER
NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")
COUNTED = re.compile(r"0|[1-9][0-9]{0,5}")
CALENDAR = re.compile(r"20[0-9]{2}-[01][0-9]-[0-3][0-9]")  # one whose neighbours exist as well
SLUG = re.compile(r"[A-Za-z0-9_.*+-]{1,40}")
REFERRED = re.compile(r"[A-Z](?:-[a-z]{1,20})?-([0-9]{1,19})")  # M-12, U-desk-7
TYPED_NUMBER = re.compile(r"[0-9]+")

Data = NewType("Data", str)
T = TypeVar("T")
E = TypeVar("E", bound="StrEnum")


class ButtonTooLong(ValueError):
    """A button's data is over Telegram's 64 bytes: put ids into it, never words."""


class NoAddress(ValueError):
    """A button was made with a value that its family of addresses does not take."""


class StaleButton(Exception):
    """What a tap brought is no address that we know."""


@dataclass(frozen=True)
class Argument(Generic[T]):
    """One part of an address. `read` gives its value, or None for what is no such value.

    The number of a row says what it is the `row_of`: before anybody sees it, it is asked whose it is.
    """

    name: str
    read: Callable[[str], T | None]
    write: Callable[[T], str] = str
    row_of: Thing | None = None


def _row(text: str) -> int | None:
    found = int(text) if NUMBER.fullmatch(text) else 0
    return found if 0 < found <= LAST_ROW else None


def _count(text: str) -> int | None:
    return int(text) if COUNTED.fullmatch(text) else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if CALENDAR.fullmatch(text) else None
    except ValueError:
        return None


def matching(name: str, pattern: re.Pattern[str]) -> Argument[str]:
    """An argument that is a word of that pattern."""
    return Argument(name, lambda text: text if pattern.fullmatch(text) else None)


def one_of(name: str, *words: str) -> Argument[str]:
    """An argument that is one of those words."""
    return Argument(name, lambda text: text if text in words else None)


def choice_of(kinds: type[E]) -> Argument[E]:
    """An argument that is a member of an enum."""
    known = {one.value: one for one in kinds}
    return Argument(kinds.__name__, known.get, lambda one: one.value)


def row(of: Thing) -> Argument[int]:
    """An argument that is the number of something that is somebody's."""
    return Argument("row", _row, row_of=of)


ROW = Argument("row", _row)
"""The number of a row that whoever reads it looks up as somebody's own; buttons take `row`."""
COUNT = Argument("count", _count)
DAY = Argument("day", _day)
MONTH = Argument("month", lambda text: _day(f"{text}-01"), lambda first: f"{first:%Y-%m}")
WORD = matching("word", SLUG)
REFERENCE = Argument(
    "reference",
    lambda text: text if (found := REFERRED.fullmatch(text)) and _row(found[1]) else None,
)
REST = Argument("rest", lambda text: text if not text or text.isprintable() else None)
"""Whatever follows, colons too; who takes it compares it with what was offered."""


@dataclass(frozen=True)
class Address:
    """Where a tap leads: a family, and the values in it."""

    family: Family
    values: tuple[Any, ...] = ()

    def things(self) -> Iterator[tuple[Thing, int]]:
        """What it names by a number, and by which."""
        for argument, value in zip(self.family.arguments, self.values, strict=True):
            if argument.row_of is not None:
                yield argument.row_of, value


@dataclass(frozen=True, init=False)
class Family:
    """The addresses of one kind of button. Called with values, it gives the data of a button.

    A tap on one that `looks` shows something and changes nothing: words that mean it need no question first.
    What is done `for_good` cannot be taken back: a mere yes is not enough for it.
    """

    room: str
    verb: str
    arguments: tuple[Argument[Any], ...]
    looks: bool
    for_good: bool

    def __init__(
        self,
        room: str,
        verb: str = "",
        *arguments: Argument[Any],
        looks: bool = False,
        for_good: bool = False,
    ) -> None:
        object.__setattr__(self, "room", room)
        object.__setattr__(self, "verb", verb)
        object.__setattr__(self, "arguments", arguments)
        object.__setattr__(self, "looks", looks)
        object.__setattr__(self, "for_good", for_good)

    def __call__(self, *values: Any) -> Data:
        """The data of a button with those values. Raises NoAddress, ButtonTooLong."""
        written = zip(self.arguments, values, strict=True)
        data = ":".join((*self._head, *(one.write(value) for one, value in written)))
        if self.read(data) is None:
            raise NoAddress(data)
        if len(data.encode()) > LIMIT:
            raise ButtonTooLong(data)
        return Data(data)

    def read(self, data: str) -> Address | None:
        """The address, if that is one of this family."""
        size = len(self._head) + len(self.arguments)
        last = self.arguments[-1] if self.arguments else None
        parts = data.split(":", size - 1) if last is REST else data.split(":")
        if len(parts) != size or tuple(parts[: len(self._head)]) != self._head:
            return None
        texts = parts[len(self._head) :]
        values = tuple(one.read(text) for one, text in zip(self.arguments, texts, strict=True))
        return None if None in values else Address(self, values)

    @property
    def _head(self) -> tuple[str, ...]:
        return (self.room, self.verb) if self.verb else (self.room,)


def parse(data: str, families: Iterable[Family]) -> Address:
    """The address that a tap brought. Raises StaleButton."""
    for family in families:
        address = family.read(data)
        if address is not None:
            return address
    raise StaleButton


def only_looks(data: str, families: Iterable[Family]) -> bool:
    """Whether a tap with that data shows something and changes nothing."""
    return any(family.looks and family.read(data) is not None for family in families)


def is_for_good(data: str, families: Iterable[Family]) -> bool:
    """Whether what a tap with that data does cannot be taken back."""
    return any(family.for_good and family.read(data) is not None for family in families)


def typed_rows(text: str) -> list[int]:
    """The numbers in typed words, like `12` or `A-0012`; one too big for any row is the last."""
    digits = (number.lstrip("0")[:20] or "0" for number in TYPED_NUMBER.findall(text))
    return [min(int(one), LAST_ROW) for one in digits]


NOTHING = Family("n")
"""A heading or an empty day: a tap on it means nothing."""
