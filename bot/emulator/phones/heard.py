"""What a telephone shows of a bot's message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.emulator.world.changes import Json


@dataclass(frozen=True)
class Button:
    """A button below a message."""

    label: str
    data: str = ""
    url: str = ""


@dataclass(frozen=True)
class FileInfo:
    """A file in a message; `size` in bytes."""

    file_id: str
    name: str
    mime: str
    size: int


@dataclass(frozen=True)
class Heard:
    """Something a bot said, changed or answered to a tap.

    `keys` are the words of a reply keyboard that came along; `toast` is the answer to a tap, which
    pops up as a window when `alert` is set.
    """

    message_id: int
    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    document: FileInfo | None = None
    photo: FileInfo | None = None
    edited: bool = False
    toast: str = ""
    entities: tuple[Json, ...] = ()
    chat_id: int = 0
    keys: tuple[tuple[str, ...], ...] = ()
    alert: bool = False

    def labels(self) -> list[str]:
        """The labels of its buttons."""
        return [one.label for row in self.buttons for one in row]

    def said(self) -> str:
        """It as one line of a transcript."""
        kind = "[toast] " if self.toast else "[edited] " if self.edited else ""
        file = self.document or self.photo
        attached = f" <{file.name or file.mime}>" if file else ""
        return f"{kind}{self.toast or self.text}{attached} {self.labels() or ''}".rstrip()


def read(change: Json) -> Heard:
    """A change of a chat as what a person perceives."""
    message, toasted = change["message"], change["kind"] == "toast"
    return Heard(
        message_id=message["message_id"],
        chat_id=message["chat"]["id"],
        text=message.get("text") or message.get("caption") or "",
        buttons=_buttons(message),
        document=_file(message.get("document")),
        photo=_file((message.get("photo") or [None])[-1]),
        edited=change["kind"] == "edit",
        toast=change.get("text", "") if toasted else "",
        alert=bool(toasted and change.get("alert")),
        entities=tuple(message.get("entities") or message.get("caption_entities") or ()),
        keys=tuple(
            tuple(str(key["text"]) for key in row)
            for row in (change.get("keyboard") or {}).get("keyboard", [])
        ),
    )


def _buttons(message: Json) -> tuple[tuple[Button, ...], ...]:
    rows = (message.get("reply_markup") or {}).get("inline_keyboard", [])
    return tuple(
        tuple(Button(one["text"], one.get("callback_data", ""), one.get("url", "")) for one in row)
        for row in rows
    )


def _file(file: Json | None) -> FileInfo | None:
    if file is None:
        return None
    return FileInfo(
        file["file_id"],
        file.get("file_name", ""),
        file.get("mime_type", ""),
        file.get("file_size", 0),
    )
