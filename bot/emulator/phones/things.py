"""What people send besides words: files, stickers, voices, contacts, places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.emulator.phones.deeds import own_contact, write
from bot.emulator.text.entities import found_in
from bot.emulator.world.pictures import photo_sizes
from bot.emulator.world.refusals import bad_request
from bot.emulator.world.values import number

if TYPE_CHECKING:
    from bot.emulator.world.changes import Json
    from bot.emulator.world.world import World

STICKER = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}


def send_file(world: World, person_id: int, given: Json) -> Json:
    """A document, or with `as=photo` a picture; `caption` if wanted."""
    if not isinstance(given.get("file"), tuple):
        raise bad_request("send the file as the form's part `file`")
    name, mime, content = given["file"]
    stored = world.shelf.keep(content, name, mime)
    caption = str(given.get("caption") or "")
    more: Json = {"caption": caption, "caption_entities": found_in(caption)} if caption else {}
    if given.get("as") == "photo":
        return write(world, person_id, given, photo=photo_sizes(stored), **more)
    return write(world, person_id, given, document=stored.shown(), **more)


def send_sticker(world: World, person_id: int, given: Json) -> Json:
    """A sticker with an `emoji`."""
    file = world.shelf.keep(b"RIFF", "sticker.webp", "image/webp").shown()
    emoji = str(given.get("emoji") or "👍")
    known = {key: file[key] for key in ("file_id", "file_unique_id", "file_size")}
    return write(world, person_id, given, sticker={**known, **STICKER, "emoji": emoji})


def send_voice(world: World, person_id: int, given: Json) -> Json:
    """A voice message of some `seconds`."""
    file = world.shelf.keep(b"OggS", "voice.ogg", "audio/ogg").shown()
    del file["file_name"]
    return write(
        world, person_id, given, voice={**file, "duration": number(given.get("seconds"), 3)}
    )


def send_contact(world: World, person_id: int, given: Json) -> Json:
    """The person's own contact, or another one given as `contact`."""
    return write(
        world, person_id, given, contact=given.get("contact") or own_contact(world, person_id)
    )


def send_location(world: World, person_id: int, given: Json) -> Json:
    """A place: `latitude` and `longitude` in degrees."""
    place = {name: float(given[name]) for name in ("latitude", "longitude")}
    return write(world, person_id, given, location=place)
