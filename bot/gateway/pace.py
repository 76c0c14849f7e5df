"""How fast one bot may speak: about a message a second in a chat, 30 a second in all."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import monotonic


@dataclass
class Bucket:
    """Holds `size` tokens and refills at `rate` a second."""

    size: float
    rate: float
    level: float = field(default=-1.0)
    at: float = 0.0

    def wait(self, now: float) -> float:
        """Seconds until a token is there; 0 when it is there now."""
        full = self.level < 0
        self.level = self.size if full else min(self.size, self.level + (now - self.at) * self.rate)
        self.at = now
        return 0.0 if self.level >= 1 else (1 - self.level) / self.rate

    def take(self) -> None:
        """Use a token."""
        self.level -= 1


@dataclass
class Pace:
    """The allowance of one token. Short bursts pass, as they do at Telegram."""

    overall: Bucket = field(default_factory=lambda: Bucket(size=25, rate=28))
    chats: dict[int, Bucket] = field(default_factory=dict)
    paused_until: float = 0.0

    def busy_chats(self) -> list[int]:
        """Chats that have had their share for now; chats at rest are forgotten."""
        now = monotonic()
        waits = {chat: bucket.wait(now) for chat, bucket in self.chats.items()}
        self.chats = {
            chat: bucket for chat, bucket in self.chats.items() if bucket.level < bucket.size
        }
        return [chat for chat, wait in waits.items() if wait > 0]

    def allowance(self) -> int:
        """How many messages may leave right now."""
        now = monotonic()
        if now < self.paused_until:
            return 0
        self.overall.wait(now)
        return int(self.overall.level)

    def spend(self, chat_id: int) -> None:
        """Count a message that leaves."""
        self.overall.take()
        self.chats.setdefault(chat_id, _fresh(chat_id)).take()

    def pause(self, seconds: float) -> None:
        """Telegram asked for silence."""
        self.paused_until = max(self.paused_until, monotonic() + seconds)


def _fresh(chat_id: int) -> Bucket:
    group = chat_id < 0
    bucket = Bucket(size=5, rate=20 / 60) if group else Bucket(size=6, rate=1)
    bucket.wait(monotonic())
    return bucket
