"""A telephone in code: what a person can do in a chat, over HTTP only."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import aiohttp

from bot.emulator.phones.heard import Button, FileInfo, Heard, read

__all__ = ["Button", "FileInfo", "Heard", "NoSuchButton", "NotDone", "NotHeard", "Phone"]

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import Self

    from bot.emulator.world.changes import Json

    Finder = Callable[[], tuple[Heard, Button] | None]

PATIENCE = 10.0  # seconds that something may take to be said
PATIENCE_OF_A_LINE = 120.0  # seconds that the emulator may take to answer
NAP = 1.0  # seconds of listening at a time while waiting for something
RECENT = 12


class NoSuchButton(AssertionError):
    """No message in the chat has that button."""


class NotHeard(AssertionError):
    """The bot did not say it in time."""


class NotDone(AssertionError):
    """A person cannot do that here."""


@dataclass
class Phone:
    """One person's chat with one bot, or with a group.

    Use it as `async with Phone(address, person, bot)`, or `close` it in the end. `shown` is what
    is on the screen now, `log` is all that was heard.
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
    session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Hang up."""
        if self.session:
            await self.session.close()
            self.session = None

    @property
    def http(self) -> aiohttp.ClientSession:
        """The connection, opened when first used."""
        if self.session is None:
            self.session = aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=PATIENCE_OF_A_LINE)
            )
        return self.session

    @property
    def _where(self) -> Json:
        return {"bot": self.bot} if self.bot else {"chat": self.chat}

    def _url(self, deed: str) -> str:
        return f"{self.address}/user/people/{self.person_id}/{deed}"

    async def do(self, deed: str, **given: Any) -> Any:
        """Any deed of the user side; its result. Raises NotDone with the reason."""
        body = {**self._where, **given}
        async with self.http.post(self._url(deed), json=body) as answer:
            return _result(await answer.json())

    async def start(self, payload: str | None = None) -> None:
        """Open the bot, perhaps by a deep link."""
        self.sent += 1
        await self.do("start", payload=payload or "")

    async def say(self, text: str, *, reply_to: int | None = None) -> int:
        """Write; the message's id."""
        self.sent += 1
        more = {"reply_to": reply_to} if reply_to else {}
        message: Json = await self.do("messages", text=text, **more)
        return int(message["message_id"])

    async def press(self, label: str) -> int:
        """Press a key of the reply keyboard; the id of the message that it sends."""
        self.sent += 1
        message: Json = await self.do("keys", text=label)
        return int(message["message_id"])

    async def send_document(
        self, name: str, content: bytes, mime: str = "application/pdf", caption: str = ""
    ) -> int:
        """Send a file; the message's id."""
        return await self._upload(name, content, mime, caption=caption)

    async def send_photo(self, content: bytes, mime: str = "image/png", caption: str = "") -> int:
        """Send a picture; the message's id."""
        return await self._upload("photo", content, mime, caption=caption, **{"as": "photo"})

    async def _upload(self, name: str, content: bytes, mime: str, **more: str) -> int:
        self.sent += 1
        words = {key: str(value) for key, value in {**self._where, **more}.items() if value}
        form = aiohttp.FormData(words, quote_fields=False)
        form.add_field("file", content, filename=name, content_type=mime)
        async with self.http.post(self._url("documents"), data=form) as answer:
            message: Json = _result(await answer.json())
        return int(message["message_id"])

    async def send_sticker(self, emoji: str = "👍") -> None:
        """Send a sticker."""
        await self.do("stickers", emoji=emoji)

    async def send_voice(self) -> None:
        """Send a voice message."""
        await self.do("voices")

    async def send_contact(self, contact: Json | None = None) -> None:
        """Send the own contact card, or another one."""
        await self.do("contacts", **({"contact": contact} if contact else {}))

    async def send_location(self, latitude: float, longitude: float) -> None:
        """Send a place, in degrees."""
        await self.do("locations", latitude=latitude, longitude=longitude)

    async def edit(self, message_id: int, text: str) -> None:
        """Correct an own message."""
        await self.do("edits", message_id=message_id, text=text)

    async def delete(self, message_id: int) -> None:
        """Delete a message."""
        await self.do("deletions", message_id=message_id)

    async def block(self) -> None:
        """Block the bot."""
        await self.do("block")

    async def unblock(self) -> None:
        """Let the bot write again."""
        await self.do("unblock")

    async def tap(self, label: str, timeout: float | None = None) -> Heard:  # noqa: ASYNC109 - a person's patience
        """Tap the latest button with that label, or containing it; the message it was on."""
        return await self._tap_found(lambda: self._by_label(label), label, timeout)

    async def tap_data(self, prefix: str, timeout: float | None = None) -> Heard:  # noqa: ASYNC109 - patience
        """Tap the latest button whose data begins so; the message it was on."""
        return await self._tap_found(lambda: self._by_data(prefix), prefix, timeout)

    async def _tap_found(self, find: Finder, wanted: str, limit: float | None) -> Heard:
        patience = limit or PATIENCE
        until = time.monotonic() + patience
        while True:
            found = find()
            if found:
                with suppress(NotDone):  # it went away, and this telephone has not noticed yet
                    await self.tap_on(*found)
                    return found[0]
            if time.monotonic() > until:
                raise NoSuchButton(f"{wanted!r}\n{self.transcript()}")
            await self.hear(min(NAP, patience), quiet=True)

    async def tap_on(self, message: Heard, button: Button, *, stale: bool = False) -> str:
        """Tap one button of one message, `stale` if it may be gone; the tap's id."""
        self.tapped += 1
        query = await self.do("taps", message_id=message.message_id, data=button.data, stale=stale)
        return str(query)

    def _buttons(self) -> list[tuple[Heard, Button]]:
        newest = [self.shown[number] for number in sorted(self.shown, reverse=True)]
        return [(one, it) for one in newest for row in one.buttons for it in row if it.data]

    def _by_label(self, label: str) -> tuple[Heard, Button] | None:
        there = self._buttons()
        exact = [pair for pair in there if pair[1].label == label]
        near = [pair for pair in there if label.lower() in pair[1].label.lower()]
        return next(iter(exact or near), None)

    def _by_data(self, prefix: str) -> tuple[Heard, Button] | None:
        return next((pair for pair in self._buttons() if pair[1].data.startswith(prefix)), None)

    async def hear(
        self,
        timeout: float | None = None,  # noqa: ASYNC109 - a person's patience
        *,
        quiet: bool = False,
    ) -> list[Heard]:
        """What the bot said since last time; waits for something, unless nothing comes."""
        until = time.monotonic() + (timeout or PATIENCE)
        found: list[Heard] = []
        while not found and time.monotonic() < until:
            for change in await self._changes(
                min(until - time.monotonic(), PATIENCE_OF_A_LINE / 2)
            ):
                self.seen = change["seq"]
                found += self._note(change)
        if not found and not quiet:
            raise NotHeard(self.transcript())
        return found

    async def _changes(self, wait: float) -> list[Json]:
        query = {**self._where, "after": str(self.seen), "wait": f"{max(wait, 0.0):.3f}"}
        async with self.http.get(self._url("messages"), params=query) as answer:
            found = await answer.json()
        if isinstance(found, dict):
            raise NotDone(found["description"])
        changes: list[Json] = found
        return changes

    def _note(self, change: Json) -> list[Heard]:
        kind, message = change["kind"], change["message"]
        if kind == "delete":
            self.shown.pop(message["message_id"], None)
        if kind not in {"message", "edit", "toast"}:
            return []
        if not message.get("from", {}).get("is_bot"):
            return []
        heard = read(change)
        if kind == "toast":
            mine = change["person"] == self.person_id
            return self._keep(change["seq"], heard) if heard.toast and mine else []
        self.shown[heard.message_id] = heard
        return self._keep(change["seq"], heard)

    def _keep(self, seq: int, heard: Heard) -> list[Heard]:
        self.log.append((seq, heard))
        return [heard]

    async def expect(self, text: str, timeout: float | None = None) -> Heard:  # noqa: ASYNC109 - patience
        """The next thing heard that contains the text. Raises NotHeard with the whole chat."""
        until = time.monotonic() + (timeout or PATIENCE)
        while True:
            for seq, heard in self.log:
                if seq > self.expected and text in (heard.toast or heard.text):
                    self.expected = seq
                    return heard
            if time.monotonic() > until:
                raise NotHeard(f"{text!r} was not said:\n{self.transcript()}")
            await self.hear(min(NAP, timeout or PATIENCE), quiet=True)

    async def download(self, file_id: str) -> bytes:
        """The bytes of a file that the bot sent."""
        async with self.http.get(f"{self.address}/user/files/{file_id}") as answer:
            answer.raise_for_status()
            return await answer.read()

    def transcript(self) -> str:
        """What was heard, newest last, with the buttons."""
        lines = [f"  {one.said()}" for _, one in self.log[-RECENT:]]
        return "\n".join(lines) or "  (nothing was said)"


def _result(body: Json) -> Any:
    if not body["ok"]:
        raise NotDone(body["description"])
    return body["result"]
