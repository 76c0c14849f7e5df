"""What a person did, in words that both bots share."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Did(StrEnum):
    """Kinds of event."""

    COMMAND = "command"
    TEXT = "text"
    TAP = "tap"
    FILE = "file"
    EDIT = "edit"
    OTHER = "other"
    BLOCKED = "blocked"
    UNBLOCKED = "unblocked"
    MOVED = "moved"  # a group got another id, which is in `data`


@dataclass(frozen=True)
class Upload:
    """A file somebody sent; `content` is None when it was too big to fetch."""

    name: str
    mime: str
    size: int
    content: bytes | None = None


@dataclass(frozen=True)
class Event:
    """One thing one person did in one chat."""

    bot: str
    update_id: int
    user_id: int
    chat_id: int
    did: Did
    language: str | None = None
    first_name: str = ""
    private: bool = True
    text: str = ""
    command: str = ""
    data: str = ""
    message_id: int | None = None
    callback_id: str | None = None
    upload: Upload | None = None
    chat_title: str = ""
