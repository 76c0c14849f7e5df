"""A telephone in code: what a person can do in a chat, over HTTP only."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import aiohttp

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self


class NoSuchButton(AssertionError):
    """No message in the chat has that button."""


class NotHeard(AssertionError):
    """The bot did not say it in time."""


@dataclass(frozen=True)
class Button:
    """A button below a message."""

    label: str
    data: str = ""
    url: str = ""


@dataclass(frozen=True)
class FileInfo:
    """A file in a message."""

    file_id: str
    name: str
    mime: str
    size: int


@dataclass(frozen=True)
class Heard:
    """Something a bot said, changed or answered to a tap."""

    message_id: int
    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    document: FileInfo | None = None
    photo: FileInfo | None = None
    edited: bool = False
    toast: str = ""
    entities: tuple[dict[str, Any], ...] = ()

    def labels(self) -> list[str]:
        """The labels of its buttons."""
        return [one.label for row in self.buttons for one in row]


@dataclass
class Phone:
    """One person's chat with one bot, or with a group.

    Use it as `async with Phone(address, person, bot=...)`.
    """

    address: str
    person_id: int
    bot: str = ""
    chat: int = 0
    seen: int = 0
    expected: int = 0
    shown: dict[int, Heard] = field(default_factory=dict)
    log: list[tuple[int, Heard]] = field(default_factory=list)
    sent: int = 0
    tapped: int = 0

    async def __aenter__(self) -> Self:
        self.http = aiohttp.ClientSession()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.http.close()

    @property
    def _where(self) -> dict[str, Any]:
        return {"bot": self.bot} if self.bot else {"chat": self.chat}

    async def _do(self, deed: str, **given: Any) -> Any:
        url = f"{self.address}/user/people/{self.person_id}/{deed}"
        async with self.http.post(url, json={**self._where, **given}) as answer:
            body = await answer.json()
        if not body["ok"]:
            raise AssertionError(body["description"])
        return body["result"]

    async def start(self, payload: str = "") -> None:
        """Open the bot, perhaps by a deep link."""
        await self.say(f"/start {payload}".strip())

    async def say(self, text: str) -> int:
        """Write; the message's id."""
        self.sent += 1
        message: dict[str, Any] = await self._do("messages", text=text)
        return int(message["message_id"])

    async def send_document(self, name: str, content: bytes, mime: str = "application/pdf") -> None:
        """Send a file."""
        self.sent += 1
        form = aiohttp.FormData({key: str(value) for key, value in self._where.items()})
        form.add_field("file", content, filename=name, content_type=mime)
        url = f"{self.address}/user/people/{self.person_id}/documents"
        async with self.http.post(url, data=form) as answer:
            answer.raise_for_status()

    async def send_sticker(self) -> None:
        """Send a sticker."""
        await self._do("stickers")

    async def send_voice(self) -> None:
        """Send a voice message."""
        await self._do("voices")

    async def edit(self, message_id: int, text: str) -> None:
        """Correct an own message."""
        await self._do("edits", message_id=message_id, text=text)

    async def block(self) -> None:
        """Block the bot."""
        await self._do("block")

    async def unblock(self) -> None:
        """Let the bot write again."""
        await self._do("unblock")

    async def tap(self, label: str, timeout: float = 10.0) -> Heard:  # noqa: ASYNC109 - a person's patience
        """Tap the latest button with that label, or containing it; the message it was on."""
        until = time.monotonic() + timeout
        while True:
            found = self._find(label)
            if found:
                await self.tap_on(*found)
                return found[0]
            if time.monotonic() > until:
                raise NoSuchButton(f"{label!r}\n{self.transcript()}")
            await self.hear(min(1.0, timeout), quiet=True)

    async def tap_on(self, message: Heard, button: Button, *, stale: bool = False) -> None:
        """Tap one button of one message."""
        self.tapped += 1
        await self._do("taps", message_id=message.message_id, data=button.data, stale=stale)

    def _find(self, label: str) -> tuple[Heard, Button] | None:
        newest = [self.shown[number] for number in sorted(self.shown, reverse=True)]
        on = [
            (one, button) for one in newest for row in one.buttons for button in row if button.data
        ]
        exact = [pair for pair in on if pair[1].label == label]
        near = [pair for pair in on if label.lower() in pair[1].label.lower()]
        return next(iter(exact or near), None)

    async def hear(
        self,
        timeout: float = 10.0,  # noqa: ASYNC109 - a person's patience
        *,
        quiet: bool = False,
    ) -> list[Heard]:
        """What the bot said since last time; waits for something, unless nothing comes."""
        until = time.monotonic() + timeout
        found: list[Heard] = []
        while not found and time.monotonic() < until:
            for change in await self._changes(until - time.monotonic()):
                self.seen = change["seq"]
                found += self._note(change)
        if not found and not quiet:
            raise NotHeard(self.transcript())
        return found

    async def _changes(self, wait: float) -> list[dict[str, Any]]:
        url = f"{self.address}/user/people/{self.person_id}/messages"
        query = {**self._where, "after": str(self.seen), "wait": str(max(wait, 0.0))}
        async with self.http.get(url, params=query) as answer:
            changes: list[dict[str, Any]] = await answer.json()
            return changes

    def _note(self, change: dict[str, Any]) -> list[Heard]:
        message = change["message"]
        if change["kind"] == "delete":
            self.shown.pop(message["message_id"], None)
            return []
        if not message["from"]["is_bot"]:
            return []
        heard = _heard(message, change)
        if change["kind"] == "toast":
            mine = change["person"] == self.person_id
            return self._keep(change["seq"], heard) if heard.toast and mine else []
        self.shown[heard.message_id] = heard
        return self._keep(change["seq"], heard)

    def _keep(self, seq: int, heard: Heard) -> list[Heard]:
        self.log.append((seq, heard))
        return [heard]

    async def expect(self, text: str, timeout: float = 10.0) -> Heard:  # noqa: ASYNC109 - patience
        """The next thing heard that contains the text. Raises NotHeard with the whole chat."""
        until = time.monotonic() + timeout
        while True:
            for seq, heard in self.log:
                if seq > self.expected and text in (heard.toast or heard.text):
                    self.expected = seq
                    return heard
            if time.monotonic() > until:
                raise NotHeard(f"{text!r} was not said:\n{self.transcript()}")
            await self.hear(min(1.0, timeout), quiet=True)

    async def download(self, file_id: str) -> bytes:
        """The bytes of a file that the bot sent."""
        async with self.http.get(f"{self.address}/user/files/{file_id}") as answer:
            return await answer.read()

    def transcript(self) -> str:
        """What was heard, newest last, with the buttons."""
        lines = [
            f"  {one.toast and '[toast] ' + one.toast or one.text} {one.labels()}"
            for _, one in self.log
        ]
        return "\n".join(lines[-12:])


def _heard(message: dict[str, Any], change: dict[str, Any]) -> Heard:
    rows = (message.get("reply_markup") or {}).get("inline_keyboard", [])
    return Heard(
        message_id=message["message_id"],
        text=message.get("text") or message.get("caption") or "",
        buttons=tuple(
            tuple(
                Button(one["text"], one.get("callback_data", ""), one.get("url", "")) for one in row
            )
            for row in rows
        ),
        document=_info(message.get("document")),
        photo=_info((message.get("photo") or [None])[-1]),
        edited=change["kind"] == "edit",
        toast=change.get("text", "") if change["kind"] == "toast" else "",
        entities=tuple(message.get("entities") or message.get("caption_entities") or ()),
    )


def _info(file: dict[str, Any] | None) -> FileInfo | None:
    if file is None:
        return None
    return FileInfo(file["file_id"], file["file_name"], file["mime_type"], file["file_size"])
