"""What a call brought along: by address, JSON, form or multipart."""

from __future__ import annotations

import asyncio
import json
import mimetypes
from typing import TYPE_CHECKING

from aiohttp import MultipartReader

from bot.emulator.world.refusals import ApiError, bad_request
from bot.emulator.world.shelf import UPLOAD_LIMIT

if TYPE_CHECKING:
    from aiohttp import BodyPartReader, web

    from bot.emulator.world.changes import Json

CHUNK = 1 << 16
PATIENCE = 60.0  # seconds for everything that a call brings along
UNKNOWN = "application/octet-stream"


async def parameters(request: web.Request) -> Json:
    """The parameters of a call; an uploaded file is (name, MIME type, bytes).

    Refuses what does not arrive in time.
    """
    try:
        async with asyncio.timeout(PATIENCE):
            return await _parameters(request)
    except TimeoutError as error:
        raise ApiError(408, "Request Timeout") from error


async def _parameters(request: web.Request) -> Json:
    given: Json = dict(request.query)
    if request.content_type == "application/json":
        return given | from_json(await request.text())
    if request.content_type == "multipart/form-data":
        return given | await from_multipart(await request.multipart())
    if request.method == "POST":
        given |= {key: str(value) for key, value in (await request.post()).items()}
    return given


def from_json(text: str) -> Json:
    """A JSON body. Refuses what is no object."""
    try:
        found = json.loads(text) if text.strip() else {}
    except (ValueError, RecursionError) as error:
        raise bad_request("can't parse JSON object") from error
    if not isinstance(found, dict):
        raise bad_request("request body must be a JSON object")
    return {key: value for key, value in found.items() if value is not None}


async def from_multipart(reader: MultipartReader) -> Json:
    """The parts of a form."""
    given: Json = {}
    while part := await reader.next():
        if isinstance(part, MultipartReader):
            raise bad_request("a form inside a form")
        name, content = str(part.name), await _bytes(part)
        if part.filename is None:
            given[name] = content.decode()
        else:
            given[name] = (part.filename, _mime(part, part.filename), content)
    return given


def _mime(part: BodyPartReader, filename: str) -> str:
    """The type of a file; Telegram looks at the name as well."""
    said = part.headers.get("Content-Type", UNKNOWN).partition(";")[0].strip()
    return said if said != UNKNOWN else mimetypes.guess_type(filename)[0] or UNKNOWN


async def _bytes(part: BodyPartReader) -> bytes:
    pieces, size = [], 0
    while piece := await part.read_chunk(CHUNK):
        size += len(piece)
        if size > UPLOAD_LIMIT:
            raise ApiError(413, "Request Entity Too Large")
        pieces.append(piece)
    return b"".join(pieces)
