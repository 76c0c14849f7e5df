"""How fast a bot may send, when the emulator is told to mind it.

Telegram gives no hard figures: about one message a second in a chat (short bursts pass), thirty a
second over all chats, twenty a minute in a group (core.telegram.org/bots/faq).
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, field

from bot.emulator.world.refusals import too_many_requests

PACED = ("send", "edit", "copy", "forward")
FREE = ("sendChatAction",)
BURST, A_SECOND = 5.0, 1.0
GROUP_BURST, GROUP_A_SECOND = 20.0, 20 / 60
ALL_BURST, ALL_A_SECOND = 30.0, 30.0


@dataclass
class Bucket:
    """Holds so many messages, and fills up again with time."""

    size: float
    rate: float
    level: float = field(init=False)
    at: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self.level = self.size

    def missing(self) -> float:
        """Seconds until one more message fits."""
        now = time.monotonic()
        self.level = min(self.size, self.level + (now - self.at) * self.rate)
        self.at = now
        return max(0.0, (1 - self.level) / self.rate)

    def take(self) -> None:
        """One message goes out."""
        self.level -= 1


class Pace:
    """The buckets of one bot."""

    def __init__(self) -> None:
        self._all = Bucket(ALL_BURST, ALL_A_SECOND)
        self._chats: dict[int, Bucket] = {}

    def mind(self, method: str, chat_id: int | None) -> None:
        """Let a message through. Raises 429 when the bot is too fast."""
        if not method.startswith(PACED) or method in FREE or chat_id is None:
            return
        figures = (GROUP_BURST, GROUP_A_SECOND) if chat_id < 0 else (BURST, A_SECOND)
        chat = self._chats.setdefault(chat_id, Bucket(*figures))
        seconds = max(self._all.missing(), chat.missing())
        if seconds > 0:
            raise too_many_requests(math.ceil(seconds))
        self._all.take()
        chat.take()
