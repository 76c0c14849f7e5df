"""How large a picture is, read from its first bytes."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from bot.emulator.world.refusals import bad_request

if TYPE_CHECKING:
    from bot.emulator.world.changes import Json
    from bot.emulator.world.shelf import StoredFile

PNG, GIF, JPEG = b"\x89PNG\r\n\x1a\n", b"GIF8", b"\xff\xd8"
NO_SIZE_MARKERS = {0xC4, 0xC8, 0xCC}
SIDES, RATIO = 10_000, 20  # Bot API, sendPhoto
THUMB = 90


def picture_size(content: bytes) -> tuple[int, int]:
    """Width and height in pixels. Refuses what is no picture or has an odd shape."""
    width, height = _measured(content)
    if min(width, height) < 1:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if width + height > SIDES or max(width, height) > RATIO * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return width, height


def _measured(content: bytes) -> tuple[int, int]:
    try:
        if content.startswith(PNG):
            width, height = struct.unpack(">II", content[16:24])
        elif content.startswith(GIF):
            width, height = struct.unpack("<HH", content[6:10])
        elif content.startswith(JPEG):
            return _jpeg(content)
        else:
            return 0, 0
    except struct.error:
        return 0, 0
    return int(width), int(height)


def _jpeg(content: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:  # noqa: PLR2004 - a marker's first byte
        marker = content[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in NO_SIZE_MARKERS:  # noqa: PLR2004 - JPEG, SOFn
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return int(width), int(height)
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return 0, 0


def photo_sizes(file: StoredFile) -> list[Json]:
    """A photo as Telegram gives it: small first, the largest last."""
    width, height = picture_size(file.content)
    scale = THUMB / max(width, height, THUMB)
    shown = {key: value for key, value in file.shown().items() if key.startswith("file_")}
    del shown["file_name"]
    small = {**shown, "file_unique_id": f"{shown['file_unique_id']}s"}
    return [
        {**small, "width": max(1, int(width * scale)), "height": max(1, int(height * scale))},
        {**shown, "width": width, "height": height},
    ]
