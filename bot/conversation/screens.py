"""What a bot shows: a text, rows of buttons, perhaps a file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from bot.conversation.addresses import Data

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

TEXT_LIMIT = 4096  # after entity parsing; ours is before, which is stricter
CAPTION_LIMIT = 1024
ROW_LIMIT = 8
NO_DATA = Data("")
DATA_LIMIT = 64  # bytes


@dataclass(frozen=True)
class Button:
    """Something to tap: `data`, an address, comes back to us; `url` opens in the browser."""

    label: str
    data: Data = NO_DATA
    url: str = ""


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True)
class Screen:
    """One message. With `edits` it takes the place of a message that is there already."""

    text: Markup
    rows: Rows = ()
    file_id: int | None = None  # of storage.tables.StoredFile
    picture: bool = False
    edits: int | None = None

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
        return {**body, "picture": self.picture, "edits": self.edits}

    def in_one(self) -> Screen:
        """The screen as one message: a notice's text that is too long ends with an ellipsis."""
        limit = CAPTION_LIMIT if self.file_id else TEXT_LIMIT
        if len(self.text) <= limit:
            return self
        return replace(self, text=Markup(cut(str(self.text), limit - 1)[0] + "…"))

    def parts(self) -> list[Screen]:
        """The screen cut at paragraphs into messages Telegram takes; buttons under the last."""
        limit = CAPTION_LIMIT if self.file_id else TEXT_LIMIT
        if len(self.text) <= limit:
            return [self]
        *firsts, last = cut(str(self.text), limit)
        ahead = cut("\n".join(firsts), TEXT_LIMIT)  # what does not fit under a file goes before it
        return [
            *(Screen(Markup(text)) for text in ahead),
            replace(self, text=Markup(last), edits=None),
        ]


def _button_body(button: Button) -> dict[str, str]:
    if button.url:
        return {"text": button.label, "url": button.url}
    return {"text": button.label, "callback_data": button.data}


def cut(text: str, limit: int) -> list[str]:
    """The text in pieces of at most `limit`, cut between lines, in a long line between words."""
    pieces = [""]
    for line in _short_lines(text, limit):
        if pieces[-1] and len(pieces[-1]) + len(line) > limit:
            pieces.append("")
        pieces[-1] += line
    return [piece.strip("\n") for piece in pieces]


def _short_lines(text: str, limit: int) -> Iterator[str]:
    for whole in text.splitlines(keepends=True):
        line = whole
        while len(line) > limit:
            at = line.rfind(" ", 1, limit) + 1 or limit
            yield line[:at]
            line = line[at:]
        yield line


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
    """The text, shortened with an ellipsis if it is longer than `limit`."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


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
