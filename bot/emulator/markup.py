"""HTML as Telegram reads it: text and entities, counted in UTF-16 units."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import Any

from bot.emulator.refusals import bad_request

# tdlib, MessageEntity.cpp, parse_html
KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "u": "underline",
    "ins": "underline",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "pre": "pre",
    "code": "code",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
TAG = re.compile(
    r"<(/?)([a-zA-Z][\w-]*)((?:\s+[\w-]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]+))?)*)\s*>"
)
ATTRIBUTE = re.compile(r"([\w-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+)))?")
AUTO = re.compile(
    r"(?<!\S)/[a-zA-Z0-9_]{1,32}(?:@\w{4,32})?(?!\w)|https?://[^\s<>]+|[\w.+-]+@[\w-]+\.[\w.-]*\w"
)


def units(text: str) -> int:
    """Length in UTF-16 code units, which is how Telegram counts."""
    return len(text.encode("utf-16-le")) // 2


@dataclass
class Reading:
    """A text being read: what is plain so far, which tags are open."""

    plain: str = ""
    entities: list[dict[str, Any]] = field(default_factory=list)
    open_tags: list[tuple[str, int, dict[str, Any]]] = field(default_factory=list)

    def begin(self, tag: str, attributes: dict[str, str], at: int) -> None:
        """Open a tag, if Telegram knows it."""
        if tag not in KINDS or (tag == "span" and attributes.get("class") != "tg-spoiler"):
            raise bad_request(
                f'can\'t parse entities: Unsupported start tag "{tag}" at byte offset {at}'
            )
        entity: dict[str, Any] = {"type": KINDS[tag]}
        if tag == "a":
            entity["url"] = attributes.get("href", "")
        if tag == "blockquote" and "expandable" in attributes:
            entity["type"] = "expandable_blockquote"
        self.open_tags.append((tag, units(self.plain), entity))

    def end(self, tag: str, at: int) -> None:
        """Close the innermost tag, which must be this one."""
        if not self.open_tags:
            raise bad_request(f"can't parse entities: Unexpected end tag at byte offset {at}")
        name, offset, entity = self.open_tags.pop()
        if name != tag:
            raise bad_request(
                f"can't parse entities: Unmatched end tag at byte offset {at}, "
                f'expected "</{name}>", found "</{tag}>"'
            )
        length = units(self.plain) - offset
        if length and (entity["type"] != "text_link" or entity["url"]):
            self.entities.append({**entity, "offset": offset, "length": length})


def parse_html(text: str) -> tuple[str, list[dict[str, Any]]]:
    """The plain text and its entities. Raises what Telegram raises."""
    reading, at = Reading(), 0
    while at < len(text):
        bracket = text.find("<", at)
        if bracket < 0:
            reading.plain += html.unescape(text[at:])
            break
        reading.plain += html.unescape(text[at:bracket])
        found = TAG.match(text, bracket)
        position = len(text[:bracket].encode())
        if not found:
            raise bad_request(
                f'can\'t parse entities: Unsupported start tag "" at byte offset {position}'
            )
        closing, tag, rest = found.groups()
        if closing:
            reading.end(tag.lower(), position)
        else:
            reading.begin(tag.lower(), _attributes(rest), position)
        at = found.end()
    if reading.open_tags:
        name = reading.open_tags[-1][0]
        raise bad_request(
            f"can't parse entities: Can't find end tag corresponding to start tag \"{name}\""
        )
    return _stripped(reading)


def _attributes(text: str) -> dict[str, str]:
    return {
        one.group(1).lower(): html.unescape(one.group(2) or one.group(3) or one.group(4) or "")
        for one in ATTRIBUTE.finditer(text)
    }


def _stripped(reading: Reading) -> tuple[str, list[dict[str, Any]]]:
    """Telegram cuts white space at both ends; entities move with the text."""
    front = units(reading.plain) - units(reading.plain.lstrip())
    plain = reading.plain.strip()
    most, kept = units(plain), []
    for one in reading.entities:
        begins = max(one["offset"] - front, 0)
        ends = min(one["offset"] - front + one["length"], most)
        if ends > begins:
            kept.append({**one, "offset": begins, "length": ends - begins})
    return plain, sorted(kept, key=lambda one: (one["offset"], -one["length"]))


def found_in(text: str) -> list[dict[str, Any]]:
    """Commands, addresses and e-mails that Telegram finds by itself."""
    entities = []
    for one in AUTO.finditer(text):
        kind = (
            "bot_command" if one.group()[0] == "/" else "url" if "://" in one.group() else "email"
        )
        place = {"offset": units(text[: one.start()]), "length": units(one.group())}
        entities.append({"type": kind, **place})
    return entities
