"""What a bot shows: a text, rows of buttons, perhaps a file."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from bot.conversation.addresses import Data

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

A_WORD = 14  # signs of a word that is not cut in two
TEXT_LIMIT = 4096  # UTF-16 units after entity parsing; ours is before, which is stricter
CAPTION_LIMIT = 1024  # the same of what stands under a file
ROW_LIMIT = 8
NO_DATA = Data("")
DATA_LIMIT = 64  # bytes
ATOM = re.compile(r"<[^<>]*>|&#?\w+;|.", re.DOTALL)  # what is never cut in two
WORTH = {"\n": 2, " ": 1}  # of cutting after it


@dataclass(frozen=True)
class Button:
    """Something to tap: `data`, an address, comes back to us; `url` opens in the browser."""

    label: str
    data: Data = NO_DATA
    url: str = ""


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True)
class MadeNow:
    """A file that is made as its message leaves, and kept nowhere."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Screen:
    """One message. With `edits` it takes the place of a message that is there already.

    Its file is one that is kept (`file_id`), or, of a notice alone, one that is `made_now`.
    """

    text: Markup
    rows: Rows = ()
    file_id: int | None = None  # of storage.tables.StoredFile
    picture: bool = False
    edits: int | None = None
    made_now: MadeNow | None = None

    def instead_of(self, message_id: int | None) -> Screen:
        """The same screen, shown in place of a message."""
        return replace(self, edits=message_id)

    def with_rows(self, *rows: Sequence[Button]) -> Screen:
        """The same screen with more rows of buttons below."""
        return replace(self, rows=(*self.rows, *(tuple(row) for row in rows if row)))

    def body(self) -> dict[str, Any]:
        """The screen as JSON for the outbox."""
        keyboard = [[_button_body(button) for button in row] for row in self.rows]
        body = {"text": str(self.text), "keyboard": keyboard, "file": self.file_id}
        made = {"made_now": self.made_now} if self.made_now else {}
        return {**body, "picture": self.picture, "edits": self.edits, **made}

    def in_one(self) -> Screen:
        """The screen as one message: a notice's text that is too long ends with an ellipsis."""
        limit = CAPTION_LIMIT if self.file_id or self.made_now else TEXT_LIMIT
        if units(self.text) <= limit:
            return self
        return replace(self, text=Markup(cut(str(self.text), limit - 1)[0] + "…"))

    def parts(self) -> list[Screen]:
        """The screen cut at paragraphs into messages Telegram takes; buttons under the last."""
        limit = CAPTION_LIMIT if self.file_id else TEXT_LIMIT
        if units(self.text) <= limit:
            return [self]
        *firsts, last = cut(str(self.text), limit)
        ahead = cut("\n".join(firsts), TEXT_LIMIT)  # what does not fit under a file goes before it
        return [
            *(Screen(Markup(text)) for text in ahead),
            replace(self, text=Markup(last), edits=None),
        ]


def _button_body(button: Button) -> dict[str, str]:
    label = plain(button.label)
    if button.url:
        return {"text": label, "url": button.url}
    return {"text": label, "callback_data": button.data}


def plain(text: str) -> str:
    """Words for a place without markup, such as a button: `A &amp; B` is `A & B` there."""
    return text.unescape() if isinstance(text, Markup) else text


def units(text: str) -> int:
    """The length of a text as Telegram counts it: in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def cut(text: str, limit: int) -> list[str]:
    """The marked-up text in pieces of at most `limit` units, each marked up soundly by itself.

    It is cut between lines, in a long line between words, never within a tag or an entity; what
    is bold at the end of one piece is bold at the beginning of the next.
    """
    pieces, rest = [], text
    while units(rest) > limit:
        head, rest = _divided(rest, limit)
        pieces.append(head)
    return [piece.strip("\n") for piece in (*pieces, rest)]


def _divided(text: str, limit: int) -> tuple[str, str]:
    """The most that fits into a piece, and what is left for the next ones."""
    best, worth = None, 0
    for place in _places(text, limit):
        if place.worth >= worth:
            best, worth = place, place.worth
    if best is None:
        return text, ""
    ends = "".join(f"</{_name(tag)}>" for tag in reversed(best.open))
    return text[: best.at] + ends, "".join(best.open) + text[best.at :]


@dataclass(frozen=True)
class _Place:
    """Where a text may be cut: between lines (2), words (1) or signs (0), and the tags open there."""

    at: int
    worth: int
    open: tuple[str, ...]


def _places(text: str, limit: int) -> Iterator[_Place]:
    """Every place at which what is before it fits; the first sign is always taken."""
    open_, closing, used, taken = list[str](), 0, 0, False
    for atom in ATOM.finditer(text):
        sign = atom.group()
        used += units(sign)
        if sign.startswith("</"):
            closing -= len(_name(open_.pop())) + len("</>")
        elif sign.startswith("<"):
            open_.append(sign)
            closing += len(_name(sign)) + len("</>")
            continue  # an empty pair of tags would be of no use
        if taken and used + closing > limit:
            return
        taken = taken or not sign.startswith("<")
        if taken:
            yield _Place(atom.end(), WORTH.get(sign, 0), tuple(open_))


def _name(tag: str) -> str:
    return tag.strip("<>").partition(" ")[0]


def folded(text: str) -> Markup:
    """A long text of which three lines are seen until it is tapped; nothing of none."""
    return Markup("<blockquote expandable>{}</blockquote>").format(text) if text else Markup()


def paragraphs(*parts: str) -> Markup:
    """Parts joined by an empty line, without the empty ones."""
    return Markup("\n\n").join(part for part in parts if part)


def lines(*parts: str) -> Markup:
    """Parts joined by line breaks, without the empty ones."""
    return Markup("\n").join(part for part in parts if part)


def grid(buttons: Sequence[Button], width: int = 2) -> Rows:
    """The buttons in rows of `width`."""
    return tuple(tuple(buttons[at : at + width]) for at in range(0, len(buttons), width))


def clip(text: str, limit: int) -> str:
    """The text, shortened with an ellipsis if it is longer than `limit`: after a word, where one ends near."""
    if len(text) <= limit:
        return text
    cut_off = text[: limit - 1]
    whole, _, rest = cut_off.rpartition(" ")
    ends = text[limit - 1].isspace() or len(rest) > A_WORD or len(whole) < limit // 3
    return (cut_off if ends else whole).rstrip(" \n,;:–-") + "…"


@dataclass
class Pages:
    """A long list cut into pages, with the buttons to turn them; one beyond the end is the last."""

    total: int
    size: int
    page: int
    turn: Callable[[int], Data]  # the address of a page

    def __post_init__(self) -> None:
        self.page = min(self.page, max(0, self.total - 1) // self.size)

    @property
    def offset(self) -> int:
        """Where this page begins."""
        return self.page * self.size

    def buttons(self) -> tuple[Button, ...]:
        """Back and forth, each only where there is something."""
        found = []
        if self.page > 0:
            found.append(Button("‹", self.turn(self.page - 1)))
        if self.offset + self.size < self.total:
            found.append(Button("›", self.turn(self.page + 1)))
        return tuple(found)
