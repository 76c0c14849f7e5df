"""Entities given by a bot or found by Telegram itself, and the texts that they belong to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bot.emulator.text.links import check_link
from bot.emulator.text.markup import parse_html, units, unparsed
from bot.emulator.world.refusals import bad_request
from bot.emulator.world.values import decoded

if TYPE_CHECKING:
    from bot.emulator.world.changes import Json

TEXT, CAPTION, MOST_ENTITIES = 4096, 1024, 100
NEEDS = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id"}
GIVEN = [
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "spoiler",
    "blockquote",
    "expandable_blockquote",
    "code",
    "pre",
    "text_link",
    "text_mention",
    "custom_emoji",
    "date_time",
]
FOUND = [
    "mention",
    "hashtag",
    "cashtag",
    "bot_command",
    "url",
    "email",
    "phone_number",
    "bank_card_number",
]
SOLID = ("code", "pre")
AUTO = re.compile(
    r"(?P<bot_command>(?<![\w/<>])/[a-zA-Z0-9_]{1,64}(?:@[A-Za-z]\w{2,31})?(?![\w/]))"
    r"|(?P<url>https?://[^\s<>\"]*[^\s<>\".,;:!?)\]'])"
    r"|(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<mention>(?<![\w@])@[A-Za-z]\w{3,31})"
    r"|(?P<hashtag>(?<![\w#])#\w*[^\W\d]\w*)"
)


def formatted(
    given: Json, name: str = "text", limit: int = TEXT, *, needed: bool = False
) -> tuple[str, list[Json]]:
    """The text of a message and its entities, trimmed and within the limit."""
    raw, mode = str(given.get(name) or ""), str(given.get("parse_mode") or "").lower()
    if needed and not raw:
        raise bad_request("message text is empty")
    plain, entities = _parsed(raw, mode, given, name)
    plain, entities = _trimmed(plain, entities)
    if needed and not plain:
        raise bad_request("text must be non-empty")
    if units(plain) > limit:
        raise bad_request("message is too long" if limit == TEXT else "message caption is too long")
    return plain, settled(plain, entities)


def _parsed(raw: str, mode: str, given: Json, name: str) -> tuple[str, list[Json]]:
    if mode == "html":
        return parse_html(raw)
    if mode in {"markdown", "markdownv2"}:
        raise unparsed("the emulator reads HTML only")
    if mode and mode != "none":
        raise bad_request("unsupported parse_mode")
    key = "entities" if name == "text" else "caption_entities"
    return raw, given_entities(given.get(key), raw)


def given_entities(value: Any, text: str) -> list[Json]:
    """Entities as a bot gave them, each checked against the text."""
    found = decoded(value, "entities") or []
    if not isinstance(found, list):
        raise bad_request("can't parse entities JSON object")
    kept = [_checked(one, text) for one in found]
    return [one for one in kept if one["type"] in GIVEN and one["length"]]


def _checked(one: Json, text: str) -> Json:
    kind = one.get("type")
    if kind not in GIVEN and kind not in FOUND:
        raise bad_request("can't parse MessageEntity: Unsupported type specified")
    needed = NEEDS.get(str(kind))
    if needed and needed not in one:
        raise bad_request(f"can't parse MessageEntity: Can't find field \"{needed}\"")
    if kind == "text_link":
        check_link("entity URL", str(one["url"]))
    _check_bounds(int(one.get("offset", 0)), int(one.get("length", 0)), text)
    return dict(one)


def _check_bounds(offset: int, length: int, text: str) -> None:
    if offset < 0:
        raise bad_request(f"receive an entity with incorrect offset {offset}")
    if length < 0:
        raise bad_request(f"receive an entity with incorrect length {length}")
    most = units(text)
    if offset > most or (offset == most and length):
        raise bad_request(f"entity begins after the end of the text at UTF-16 offset {offset}")
    if offset + length > most:
        raise bad_request(
            f"entity beginning at UTF-16 offset {offset} ends after the end of the text "
            f"at UTF-16 offset {offset + length}"
        )
    for edge, verb in ((offset, "begins"), (offset + length, "ends")):
        if _splits_a_symbol(text, edge):
            raise bad_request(
                f"entity {verb} in a middle of a UTF-16 symbol at UTF-16 offset {edge}"
            )


def _splits_a_symbol(text: str, edge: int) -> bool:
    encoded = text.encode("utf-16-le")
    return edge * 2 + 1 < len(encoded) and 0xDC <= encoded[edge * 2 + 1] <= 0xDF  # noqa: PLR2004 - low half


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Telegram cuts white space at both ends; entities move with the text."""
    plain = text.strip()
    if plain == text:
        return plain, entities
    front, most = units(text) - units(text.lstrip()), units(plain)
    return plain, [
        {**one, "offset": begins, "length": ends - begins}
        for one in entities
        for begins in [max(one["offset"] - front, 0)]
        for ends in [min(one["offset"] - front + one["length"], most)]
        if ends > begins
    ]


def settled(plain: str, entities: list[Json]) -> list[Json]:
    """Given entities and those found in the text, in order; at most a hundred."""
    solid = [one for one in entities if one["type"] in SOLID]
    loose = [piece for one in entities if one not in solid for piece in _around(one, solid)]
    kept = [*solid, *loose]
    closed = [one for one in kept if one["type"] in {*SOLID, "text_link", "text_mention"}]
    found = [one for one in found_in(plain) if not any(_touch(one, other) for other in closed)]
    ordered = sorted([*kept, *found], key=lambda one: (one["offset"], -one["length"]))
    return ordered[:MOST_ENTITIES]


def _around(one: Json, solid: list[Json]) -> list[Json]:
    """An entity without the parts that are code: nothing else can be there."""
    pieces = [one]
    for block in solid:
        pieces = [part for piece in pieces for part in _without(piece, block)]
    return pieces


def _without(piece: Json, block: Json) -> list[Json]:
    if not _touch(piece, block):
        return [piece]
    begin, end = piece["offset"], piece["offset"] + piece["length"]
    edges = ((begin, block["offset"]), (block["offset"] + block["length"], end))
    return [{**piece, "offset": a, "length": b - a} for a, b in edges if b > a]


def _touch(one: Json, other: Json) -> bool:
    return bool(
        one["offset"] < other["offset"] + other["length"]
        and other["offset"] < one["offset"] + one["length"]
    )


def found_in(text: str) -> list[Json]:
    """Commands, addresses, e-mails, mentions and hashtags that Telegram finds by itself."""
    if not any(sign in text for sign in "/@#"):
        return []
    return [
        {
            "type": one.lastgroup,
            "offset": units(text[: one.start()]),
            "length": units(one.group()),
        }
        for one in AUTO.finditer(text)
    ]
