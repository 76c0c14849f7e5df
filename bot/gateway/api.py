"""Ask the Bot API something: whatever comes back is a result, or one of two errors."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

import aiohttp

from bot.gateway.errors import TokenUnknown, Unanswered

if TYPE_CHECKING:
    from collections.abc import Mapping

CONFLICT = 409
UNKNOWN_TOKEN = {401, 404}


class Answered(NamedTuple):
    """A result, and the answer's `Date` header, empty where there was none."""

    result: Any
    date: str = ""


async def ask(
    http: aiohttp.ClientSession,
    url: str,
    question: Mapping[str, Any] | None = None,
    patience: aiohttp.ClientTimeout | None = None,
) -> Answered:
    """What the Bot API answers to one question. Raises Unanswered, TokenUnknown."""
    try:
        async with http.post(
            url, json=question or {}, timeout=patience or http.timeout
        ) as response:
            body = await response.read()
            date = response.headers.get("Date", "")
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
        raise Unanswered(type(error).__name__) from error
    return Answered(_result(response.status, body), date)


def answer_in(body: bytes) -> dict[str, Any] | None:
    """What a Bot API server said; None for anything else: a proxy's page, a body that was cut."""
    try:
        found = json.loads(body)
    except ValueError:
        return None
    return found if isinstance(found, dict) and isinstance(found.get("ok"), bool) else None


def number_in(found: object, name: str) -> float | None:
    """A number of a JSON object, above 0; None where there is none."""
    value = found.get(name) if isinstance(found, dict) else None
    good = isinstance(value, int | float) and not isinstance(value, bool) and value > 0
    return value if good else None


def code_of(status: int, answer: Mapping[str, Any]) -> int:
    """The error's code: what the answer says, or how it came."""
    return int(number_in(answer, "error_code") or status)


def _result(status: int, body: bytes) -> Any:
    answer = answer_in(body)
    if answer is None:
        raise Unanswered(f"{status}, and no answer of the Bot API in it")
    if answer["ok"] and "result" in answer:
        return answer["result"]
    code = code_of(status, answer)
    if not answer["ok"] and code in UNKNOWN_TOKEN:
        raise TokenUnknown
    why = f"{code} {answer.get('description')}"
    conflict = code == CONFLICT
    if conflict:
        why += ": another program uses this token, stop it or make a new token"
    pause = number_in(answer.get("parameters"), "retry_after") or 0.0
    raise Unanswered(why, pause, conflict=conflict)
