"""A bot's side: who it is, the updates that wait for it, what it calls itself."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from bot.emulator.world.pace import Pace
from bot.emulator.world.shelf import seen_by

if TYPE_CHECKING:
    from bot.emulator.world.changes import Json

REMEMBERED = 2_000  # delivered updates that can be delivered again
# Bot API, getUpdates: kinds that come only when asked for by name
ON_DEMAND = {"chat_member", "message_reaction", "message_reaction_count"}


@dataclass(frozen=True)
class BotAccount:
    """A bot as BotFather made it; `reads_all` turns its privacy mode in groups off."""

    token: str
    user_id: int
    username: str
    first_name: str
    reads_all: bool = False

    def user(self) -> Json:
        """The bot as a Telegram `User`."""
        return {
            "id": self.user_id,
            "is_bot": True,
            "first_name": self.first_name,
            "username": self.username,
        }


@dataclass
class Webhook:
    """Where updates are brought to."""

    url: str = ""
    secret: str = ""
    error: str = ""
    error_date: int = 0
    connections: int = 40


@dataclass
class Inbox:
    """One bot and its queue."""

    account: BotAccount
    updates: deque[Json] = field(default_factory=deque)
    repeats: deque[Json] = field(default_factory=deque)
    history: dict[int, Json] = field(default_factory=dict)
    next_update: int = 1
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    poll: int = 0
    stopped_by: str = ""
    webhook: Webhook = field(default_factory=Webhook)
    allowed: set[str] | None = None
    commands: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    menu_buttons: dict[int, Json] = field(default_factory=dict)
    pace: Pace = field(default_factory=Pace)

    def update(self, kind: str, content: Json) -> int:
        """Give the bot an update; its number, or 0 when the bot does not want that kind."""
        wanted = kind in self.allowed if self.allowed else kind not in ON_DEMAND
        if not wanted:
            return 0
        number = self.next_update
        self.next_update += 1
        self.enqueue({"update_id": number, kind: self.seen(content)})
        return number

    def seen(self, content: Any) -> Any:
        """A Telegram object as this bot sees it: a copy, with its own file ids."""
        return seen_by(self.account.user_id, content)

    def enqueue(self, update: Json) -> None:
        """Put an update into the queue."""
        self.history[update["update_id"]] = update
        if len(self.history) > REMEMBERED:
            del self.history[next(iter(self.history))]
        self.updates.append(update)
        self.arrived.set()

    def repeat(self, update: Json) -> None:
        """Deliver an update once more, though it may have been confirmed."""
        (self.updates if self.webhook.url else self.repeats).append(update)
        self.arrived.set()

    def waiting(self, limit: int) -> list[Json]:
        """The updates to give now; repeated ones go first, and only this time."""
        first = [self.repeats.popleft() for _ in range(min(limit, len(self.repeats)))]
        return [*first, *islice(self.updates, limit - len(first))]

    def confirm(self, offset: int) -> None:
        """Forget updates before `offset`; a negative one keeps that many of the last."""
        if offset < 0:
            while len(self.updates) > -offset:
                self.updates.popleft()
        elif offset:
            self.updates = deque(one for one in self.updates if one["update_id"] >= offset)
