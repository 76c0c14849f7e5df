"""Everything that happened, numbered, for those who watch."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from itertools import islice
from typing import Any

Json = dict[str, Any]

KEPT = 50_000  # changes remembered for the whole house
KEPT_A_CHAT = 5_000
EVERYWHERE = ""


class Feed:
    """Changes in order; `seq` counts from 1 without a gap."""

    def __init__(self) -> None:
        self.last = 0
        self._all: deque[Json] = deque(maxlen=KEPT)
        self._by_chat: dict[str, deque[Json]] = {}
        self._wakeups: dict[str, asyncio.Event] = {}

    def note(self, chat: str, kind: str, message: Json, **more: Any) -> Json:
        """Remember a change and wake who waits for it."""
        self.last += 1
        change = {"seq": self.last, "kind": kind, "chat": chat, "message": dict(message), **more}
        self._all.append(change)
        self._by_chat.setdefault(chat, deque(maxlen=KEPT_A_CHAT)).append(change)
        for key in (chat, EVERYWHERE):
            wakeup = self._wakeups.pop(key, None)
            if wakeup:
                wakeup.set()
        return change

    def after(self, seq: int, chat: str = EVERYWHERE) -> list[Json]:
        """The changes later than `seq`, of one chat or of all."""
        if chat == EVERYWHERE:
            first = self.last - len(self._all) + 1
            return list(islice(self._all, max(0, seq - first + 1), None))
        found: list[Json] = []
        for change in reversed(self._by_chat.get(chat, ())):
            if change["seq"] <= seq:
                break
            found.append(change)
        return found[::-1]

    async def wait(self, seq: int, chat: str, seconds: float) -> list[Json]:
        """The changes later than `seq`, waiting for the first up to `seconds`."""
        until = time.monotonic() + seconds
        while True:
            found, left = self.after(seq, chat), until - time.monotonic()
            if found or left <= 0:
                return found
            wakeup = self._wakeups.setdefault(chat, asyncio.Event())
            try:
                async with asyncio.timeout(left):
                    await wakeup.wait()
            except TimeoutError:
                return self.after(seq, chat)
