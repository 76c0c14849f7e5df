"""Files in memory. A bot knows a file by an id of its own; the unique id is the same for all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.emulator.world.refusals import bad_request

if TYPE_CHECKING:
    from bot.emulator.world.changes import Json

UPLOAD_LIMIT, PHOTO_LIMIT, DOWNLOAD_LIMIT = 50 << 20, 10 << 20, 20 << 20
NOBODY = 0


@dataclass(frozen=True)
class StoredFile:
    """The bytes of a file and what is known about them."""

    number: int
    name: str
    mime: str
    content: bytes

    def shown(self) -> Json:
        """The file as a Telegram object, before a bot's own id is put in."""
        return {
            "file_id": file_id(NOBODY, self.number),
            "file_unique_id": f"AQ{self.number:06d}",
            "file_name": self.name,
            "mime_type": self.mime,
            "file_size": len(self.content),
        }


def file_id(bot_id: int, number: int) -> str:
    """The id by which one bot knows a file."""
    return f"BQAC{bot_id:x}-{number:06d}"


class Shelf:
    """All files of an emulator."""

    def __init__(self) -> None:
        self._files: dict[int, StoredFile] = {}

    def keep(self, content: bytes, name: str, mime: str) -> StoredFile:
        """A new file."""
        number = len(self._files) + 1
        stored = self._files[number] = StoredFile(number, name, mime, content)
        return stored

    def any(self, wanted: str) -> StoredFile | None:
        """The file behind an id, whosever it is."""
        number = wanted.rpartition("-")[2]
        return self._files.get(int(number)) if number.isdecimal() else None

    def of_bot(self, bot_id: int, wanted: str) -> StoredFile:
        """The file that a bot means. Refuses an id that was given to another bot."""
        found = self.any(wanted)
        if found is None or wanted != file_id(bot_id, found.number):
            raise bad_request("wrong file identifier/HTTP URL specified")
        return found


def seen_by(bot_id: int, content: Any) -> Any:
    """A copy of a Telegram object with the bot's own file ids."""
    if isinstance(content, dict):
        copy = {key: seen_by(bot_id, value) for key, value in content.items()}
        if "file_id" in copy:
            number = str(copy["file_id"]).rpartition("-")[2]
            copy["file_id"] = file_id(bot_id, int(number))
        return copy
    if isinstance(content, list):
        return [seen_by(bot_id, value) for value in content]
    return content
