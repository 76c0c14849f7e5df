"""HTML as Telegram reads it: text and entities, counted in UTF-16 units.

The rules and refusals are those of tdlib, MessageEntity.cpp, parse_html.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.emulator.text.links import web_link
from bot.emulator.world.refusals import ApiError, bad_request

if TYPE_CHECKING:
    from bot.emulator.world.changes import Json

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
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
SIGN = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot));?")
TOKEN = re.compile(r"[A-Za-z0-9.\-]*")
LAST_CODE_POINT = 0x10FFFF
SURROGATES = range(0xD800, 0xE000)


def units(text: str) -> int:
    """Length in UTF-16 code units, which is how Telegram counts."""
    return len(text) + sum(sign > "\uffff" for sign in text)


def unescaped(text: str) -> str:
    """Text with the four named and all numeric references replaced; others stay as they are."""
    return SIGN.sub(_sign, text) if "&" in text else text


def _sign(found: re.Match[str]) -> str:
    hexadecimal, decimal, name = found.groups()
    if name:
        return NAMED[name]
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return found.group() if code > LAST_CODE_POINT or code in SURROGATES or not code else chr(code)


@dataclass
class OpenTag:
    """A tag that waits for its end."""

    name: str
    attributes: dict[str, str]
    offset: int
    begin: int


@dataclass
class HtmlReader:
    """Reads a text from front to back."""

    text: str
    at: int = 0
    plain: list[str] = field(default_factory=list)
    length: int = 0
    entities: list[Json] = field(default_factory=list)
    open_tags: list[OpenTag] = field(default_factory=list)

    def read(self) -> tuple[str, list[Json]]:
        """The plain text and its entities."""
        while self.at < len(self.text):
            bracket = self.text.find("<", self.at)
            self._take(self.text[self.at : bracket if bracket >= 0 else None])
            if bracket < 0:
                break
            self.at = bracket + 1
            if self._here() == "/":
                self._end_tag(bracket)
            else:
                self._start_tag(bracket)
        if self.open_tags:
            raise unparsed(
                f'Can\'t find end tag corresponding to start tag "{self.open_tags[-1].name}"'
            )
        return "".join(self.plain), self.entities

    def _take(self, raw: str) -> None:
        words = unescaped(raw)
        self.plain.append(words)
        self.length += units(words)

    def _here(self) -> str:
        return self.text[self.at : self.at + 1]

    def _word(self, stops: str) -> str:
        begin = self.at
        while self.at < len(self.text) and not (self._here().isspace() or self._here() in stops):
            self.at += 1
        return self.text[begin : self.at]

    def _skip_spaces(self) -> None:
        while self._here().isspace():
            self.at += 1

    def _place(self, begin: int) -> str:
        return f"at byte offset {len(self.text[:begin].encode())}"

    def _start_tag(self, begin: int) -> None:
        name = self._word(">").lower()
        if not self._here():
            raise unparsed(f"Unclosed start tag {self._place(begin)}")
        if name not in KINDS:
            raise unparsed(f'Unsupported start tag "{name}" {self._place(begin)}')
        attributes = self._attributes(name, begin)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise unparsed(f'Tag "span" must have class "tg-spoiler" {self._place(begin)}')
        self.open_tags.append(OpenTag(name, attributes, self.length, len(self.plain)))

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        found: dict[str, str] = {}
        while True:
            self._skip_spaces()
            if self._here() == ">":
                self.at += 1
                return found
            name = self._word("=>")
            if not name:
                place = self._place(begin)
                raise unparsed(f'Empty attribute name in the tag "{tag}" {place}')
            self._skip_spaces()
            if self._here() == "=":
                self.at += 1
                found[name.lower()] = self._value(begin)
            elif (tag, name) == ("blockquote", "expandable"):
                found[name] = ""
            else:
                raise unparsed(
                    "Expected equal sign in declaration of an attribute of the tag "
                    f'"{tag}" {self._place(begin)}'
                )

    def _value(self, begin: int) -> str:
        self._skip_spaces()
        quote = self._here()
        if quote and quote in "'\"":
            end = self.text.find(quote, self.at + 1)
            if end < 0:
                raise unparsed(f"Unclosed start tag {self._place(begin)}")
            value = unescaped(self.text[self.at + 1 : end])
            self.at = end + 1
            return value
        token = TOKEN.match(self.text, self.at)
        first, self.at = self.at, token.end() if token else self.at
        if not self._here():
            raise unparsed(f"Unclosed start tag {self._place(begin)}")
        if not (self._here().isspace() or self._here() == ">"):
            raise unparsed(f"Unexpected end of name token {self._place(first)}")
        return self.text[first : self.at].lower()

    def _end_tag(self, begin: int) -> None:
        if not self.open_tags:
            raise unparsed(f"Unexpected end tag {self._place(begin)}")
        self.at += 1
        name = self._word(">").lower()
        self._skip_spaces()
        if self._here() != ">":
            raise unparsed(f"Unclosed end tag {self._place(begin)}")
        self.at += 1
        tag = self.open_tags.pop()
        if name and name != tag.name:
            raise unparsed(
                f"Unmatched end tag {self._place(begin)}, "
                f'expected "</{tag.name}>", found "</{name}>"'
            )
        if self.length > tag.offset:
            self._close(tag)

    def _close(self, tag: OpenTag) -> None:
        entity: Json = {"type": KINDS[tag.name], "offset": tag.offset}
        entity["length"] = self.length - tag.offset
        if tag.name == "a":
            address = tag.attributes.get("href") or "".join(self.plain[tag.begin :])
            link = web_link(address)
            if link is None:
                return  # Telegram drops a link that it cannot read
            entity["url"] = link
        elif tag.name == "blockquote" and "expandable" in tag.attributes:
            entity["type"] = "expandable_blockquote"
        elif tag.name == "tg-emoji":
            entity["custom_emoji_id"] = _emoji_id(tag.attributes.get("emoji-id", ""))
        elif tag.name in {"pre", "code"}:
            self._close_code(tag, entity)
            return
        self.entities.append(entity)

    def _close_code(self, tag: OpenTag, entity: Json) -> None:
        """`<pre><code class="language-x">` is one entity with a language."""
        last = self.entities[-1] if self.entities else {}
        same = all(last.get(key) == entity[key] for key in ("offset", "length"))
        language = tag.attributes.get("class", "").removeprefix("language-")
        if tag.name == "pre" and same and last["type"] == "code":
            last["type"] = "pre"
            return
        inside_pre = any(one.name == "pre" for one in self.open_tags)
        self.entities.append(
            {**entity, "language": language} if language and inside_pre else entity
        )


def _emoji_id(given: str) -> str:
    if not given.isdecimal() or not 0 < int(given) < 1 << 63:
        raise unparsed("Invalid custom emoji identifier specified")
    return given


def unparsed(reason: str) -> ApiError:
    """The refusal of a text that does not follow its parse mode."""
    return bad_request(f"can't parse entities: {reason}")


def parse_html(text: str) -> tuple[str, list[Json]]:
    """The plain text and its entities, untrimmed. Raises what Telegram raises."""
    return HtmlReader(text).read()
