"""What is told to go wrong, and does."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from bot.emulator.world.refusals import ApiError, bad_request, too_many_requests

if TYPE_CHECKING:
    from aiohttp import web

    from bot.emulator.world.changes import Json

KINDS = ("429", "403", "400", "500", "timeout", "reset", "reset_after")
NOT_ANY = ("getUpdates", "download")  # no method of the API: a file's bytes, fetched by its path
HANG = 120.0  # seconds; longer than any client's patience


@dataclass
class Fault:
    """Something to go wrong with calls of a method (`*`: any but getUpdates; `download`: of a file's bytes).

    It happens `times` times, or with a `probability` from a `seed`; `chat_id` and `bot` narrow it.
    `reset` cuts the connection before the call is carried out, `reset_after` when it was.
    """

    kind: str
    method: str = "*"
    times: int = 1
    chat_id: int | None = None
    bot: str | None = None
    retry_after: int = 1
    probability: float | None = None
    seed: int = 0
    dice: random.Random = field(default_factory=random.Random, repr=False)

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise bad_request(f"a fault is one of {', '.join(KINDS)}")
        self.dice = random.Random(self.seed)  # noqa: S311 - repeatable on purpose

    def shown(self) -> Json:
        """The fault as JSON."""
        return {key: value for key, value in asdict(self).items() if key != "dice"}

    def _fits(self, bot: str, method: str, chat_id: int | None) -> bool:
        any_method = self.method == "*" and method not in NOT_ANY
        named = any_method or self.method.lower() == method.lower()
        return named and self.chat_id in (None, chat_id) and self.bot in (None, bot)

    def strikes(self, bot: str, method: str, chat_id: int | None) -> bool:
        """Whether it goes wrong this time; counts down."""
        if not self._fits(bot, method, chat_id):
            return False
        if self.probability is not None:
            return self.dice.random() < self.probability
        self.times -= 1
        return self.times >= 0


class Faults:
    """All faults that wait."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []
        self.struck: Counter[str] = Counter()  # how often each kind did

    def add(self, given: Json) -> Json:
        """One more; gives it as kept."""
        known = {key: value for key, value in given.items() if key in Fault.__annotations__}
        fault = Fault(**{**known, "kind": str(given.get("kind"))})
        self._waiting.append(fault)
        return fault.shown()

    def clear(self) -> None:
        """Nothing goes wrong any more."""
        self._waiting.clear()

    def list(self) -> list[Json]:
        """Those that still wait."""
        return [one.shown() for one in self._waiting]

    def next(self, bot: str, method: str, chat_id: int | None) -> Fault | None:
        """The fault that strikes this call."""
        struck = next((one for one in self._waiting if one.strikes(bot, method, chat_id)), None)
        self._waiting = [
            one for one in self._waiting if one.probability is not None or one.times > 0
        ]
        if struck:
            self.struck[struck.kind] += 1
        return struck


async def strike(request: web.Request, fault: Fault) -> None:
    """Let a call go wrong; returns for `reset_after`, which comes when all is done."""
    refusals = {
        "429": too_many_requests(fault.retry_after),
        "403": ApiError(403, "Forbidden: bot was blocked by the user"),
        "400": bad_request("chat not found"),
        "500": ApiError(500, "Internal Server Error"),
    }
    if fault.kind in refusals:
        raise refusals[fault.kind]
    if fault.kind == "timeout":
        await asyncio.sleep(HANG)
        raise ApiError(504, "Gateway Timeout")
    if fault.kind == "reset":
        cut(request)


def cut(request: web.Request) -> None:
    """Reset the connection."""
    if request.transport:
        request.transport.abort()
    raise ApiError(500, "connection reset")
