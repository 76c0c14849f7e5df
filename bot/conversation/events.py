"""What a person did, in words that both bots share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable


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


class FileWanted(Exception):
    """Somebody's file is asked for, and has yet to be fetched."""


@dataclass(frozen=True)
class Upload:
    """A file somebody sent.

    `content` is None until it was fetched, and after it if Telegram does not hand it out; `fetch`
    is None once it was tried, and for a file that is too big.
    """

    name: str
    mime: str
    size: int
    content: bytes | None = None
    fetch: Callable[[], Awaitable[bytes | None]] | None = None

    async def fetched(self) -> Upload:
        """The same with its content, if Telegram hands it out. Raises what the line raises."""
        content = await self.fetch() if self.fetch else self.content
        return replace(self, content=content, fetch=None)


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
    on_file: bool = False  # the tapped message bears a file: no text can take its place
    callback_id: str | None = None
    upload: Upload | None = None
    chat_title: str = ""
    topic: int | None = None  # of a forum, in which the answer belongs
    answers: str = ""  # the data of the first button of our message that this one replies to
    caption: str = ""  # what is written under a file
    album: str = ""  # files that were sent together
    sticker: bool = False  # `text` is the sign on one: it answers, and commits to nothing
    anonymous: bool = False  # an admin of a group who writes in the group's name
