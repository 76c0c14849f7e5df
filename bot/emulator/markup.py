"""HTML as Telegram reads it: text and entities, counted in UTF-16 units."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from bot.emulator.refusals import ApiError, bad_request

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
    "tg-time": "date_time",
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}  # the only names Telegram knows
CHARACTER = re.compile(r"&(?:#x([0-9a-fA-F]{1,8})|#([0-9]{1,8})|([a-zA-Z]+));?")
TAG_NAME = re.compile(r"[^\s>]*")
ATTRIBUTE = re.compile(r"\s*([^\s=>]*)(\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([\w.-]*)))?\s*")
AUTO = re.compile(
    r"(?<!\S)/[a-zA-Z0-9_]{1,32}(?:@\w{4,32})?(?!\w)|https?://[^\s<>]+|[\w.+-]+@[\w-]+\.[\w.-]*\w"
)


def units(text: str) -> int:
    """Length in UTF-16 code units, which is how Telegram counts."""
    return len(text.encode("utf-16-le")) // 2


def _unparsable(reason: str) -> ApiError:
    return bad_request(f"can't parse entities: {reason}")


def _unescaped(text: str) -> str:
    return CHARACTER.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    sixteen, ten, name = found.groups()
    if name:
        return NAMED.get(name, found.group())
    code = int(sixteen, 16) if sixteen else int(ten)
    return chr(code) if 0 < code < 0x10FFFF else found.group()


@dataclass
class Reading:
    """An HTML text being read: where we are, what is plain so far, which tags are open."""

    source: str
    at: int = 0
    plain: str = ""
    entities: list[dict[str, Any]] = field(default_factory=list)
    open_tags: list[tuple[str, int, dict[str, Any]]] = field(default_factory=list)

    def run(self) -> None:
        """Read to the end. Raises what Telegram raises."""
        while self.at < len(self.source):
            bracket = self.source.find("<", self.at)
            ends = len(self.source) if bracket < 0 else bracket
            self.plain += _unescaped(self.source[self.at : ends])
            self.at = ends
            if self.source.startswith("</", ends):
                self._end()
            elif bracket >= 0:
                self._begin()
        if self.open_tags:
            name = self.open_tags[-1][0]
            raise _unparsable(f'Can\'t find end tag corresponding to start tag "{name}"')

    def _place(self) -> str:
        return f"at byte offset {len(self.source[: self.at].encode())}"

    def _name(self, begins: int, what: str) -> tuple[str, int]:
        found = TAG_NAME.match(self.source, begins)
        ends = found.end() if found else begins
        if ends == len(self.source):
            raise _unparsable(f"Unclosed {what} tag {self._place()}")
        return self.source[begins:ends].lower(), ends

    def _begin(self) -> None:
        tag, ends = self._name(self.at + 1, "start")
        if tag not in KINDS:
            raise _unparsable(f'Unsupported start tag "{tag}" {self._place()}')
        attributes, ends = self._attributes(tag, ends)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _unparsable(f'Tag "span" must have class "tg-spoiler" {self._place()}')
        self.open_tags.append((tag, units(self.plain), _entity(tag, attributes)))
        self.at = ends + 1

    def _attributes(self, tag: str, ends: int) -> tuple[dict[str, str], int]:
        found: dict[str, str] = {}
        while ends < len(self.source) and self.source[ends] != ">":
            one = ATTRIBUTE.match(self.source, ends)
            if one is None or one.end() == ends or (not one[1] and one[2]):
                raise _unparsable(f'Empty attribute name in the tag "{tag}" {self._place()}')
            if one[1]:
                found[one[1].lower()] = _unescaped(one[3] or one[4] or one[5] or "")
            ends = one.end()
        if ends >= len(self.source):
            raise _unparsable(f"Unclosed start tag {self._place()}")
        return found, ends

    def _end(self) -> None:
        tag, ends = self._name(self.at + 2, "end")
        if not self.open_tags:
            raise _unparsable(f"Unexpected end tag {self._place()}")
        name, offset, entity = self.open_tags.pop()
        if tag not in {name, ""}:
            raise _unparsable(
                f'Unmatched end tag {self._place()}, expected "</{name}>", found "</{tag}>"'
            )
        while self.source[ends] != ">":
            ends += 1
            if ends == len(self.source):
                raise _unparsable(f"Unclosed end tag {self._place()}")
        self.at = ends + 1
        length = units(self.plain) - offset
        if entity["type"] == "text_link" and not entity["url"]:
            entity["url"] = self.plain[-length:] if length else ""
        if length and _complete(entity):
            self.entities.append({**entity, "offset": offset, "length": length})


def _entity(tag: str, attributes: dict[str, str]) -> dict[str, Any]:
    entity: dict[str, Any] = {"type": KINDS[tag]}
    if tag == "a":
        entity["url"] = attributes.get("href", "")
    if tag == "blockquote" and "expandable" in attributes:
        entity["type"] = "expandable_blockquote"
    if tag == "tg-emoji":
        entity["custom_emoji_id"] = attributes.get("emoji-id", "")
    if tag == "tg-time":
        entity["unix_time"] = int(attributes.get("unix") or 0)
    return entity


def _complete(entity: dict[str, Any]) -> bool:
    """A link needs an address that can be one; others are complete."""
    url = entity.get("url")
    return url is None or bool(re.match(r"(https?|tg|mailto|tel):|[\w-]+\.\w", url))


def parse_html(text: str) -> tuple[str, list[dict[str, Any]]]:
    """The plain text and its entities. Raises what Telegram raises."""
    reading = Reading(text)
    reading.run()
    return _stripped(reading)


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
