"""What a courier carries, and what it promises; one implementation per library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Enclosure:
    """A file that travels with a message."""

    name: str
    content: bytes
    picture: bool = False


@dataclass(frozen=True)
class Message:
    """A message ready to leave."""

    chat_id: int
    text: str
    keyboard: tuple[tuple[dict[str, str], ...], ...] = ()
    enclosure: Enclosure | None = None
    edits: int | None = None
    topic: int | None = None  # of a forum, in which it is said


class Courier(Protocol):
    """Carries messages of one bot to Telegram; raises DeliveryErrors and nothing else."""

    async def deliver(self, message: Message) -> int | None:
        """The id Telegram gave the message."""
        ...

    async def toast(self, callback_id: str, text: str) -> None:
        """Answer a tap; too late is no error."""
        ...

    async def fetch(self, file_id: str) -> bytes:
        """A file somebody sent. Raises NoSuchFile, and what the line raises."""
        ...
