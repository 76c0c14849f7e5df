"""What became of a message, by what came back; the same whichever library carried it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.gateway.api import answer_in, code_of, number_in
from bot.gateway.errors import (
    CannotEdit,
    DeliveryError,
    Migrated,
    NothingNew,
    NotSent,
    Refused,
    Throttled,
    Uncertain,
    Unreachable,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

WELL = range(200, 300)
TOO_LARGE, TOO_MANY = 413, 429
NOT_MODIFIED = "message is not modified"
GONE = (
    "message to edit not found",
    "message can't be edited",
    "message is not found",
    "there is no text in the message to edit",
)


def taken(status: int, body: bytes) -> Any:
    """The result of a call that Telegram carried out.

    Raises the DeliveryError that says what became of the message: what nobody knows is uncertain.
    """
    answer = answer_in(body)
    if answer is None:
        raise _of_a_proxy(status)
    if not answer["ok"]:
        raise _refusal(code_of(status, answer), answer)
    if status in WELL and "result" in answer:
        return answer["result"]
    raise Uncertain(f"{status}, without a result")


def number_of(result: object) -> int:
    """The number that Telegram gave a message. Raises Uncertain where it is not told."""
    number = number_in(result, "message_id")
    if number is None:
        raise Uncertain("the message has no number")
    return int(number)


def _of_a_proxy(status: int) -> DeliveryError:
    """No words of Telegram's: only two statuses say that it was not asked."""
    if status == TOO_LARGE:
        return Refused(f"{status}, not from Telegram: too large for what is between us")
    if status == TOO_MANY:
        return NotSent(f"{status}, not from Telegram: too many calls for what is between us")
    return Uncertain(f"{status}, and no answer of Telegram in it")


def _refusal(code: int, answer: Mapping[str, Any]) -> DeliveryError:
    """Telegram says no, and so has not got it; but for its own troubles, and what is unheard of."""
    reason = f"{code} {answer.get('description', '')}"
    pause = number_in(answer.get("parameters"), "retry_after")
    if pause is not None:
        return Throttled(pause)
    moved = (answer.get("parameters") or {}).get("migrate_to_chat_id")
    if isinstance(moved, int):
        return Migrated(moved)
    return BY_CODE.get(code, Uncertain)(reason)


def _bad_request(reason: str) -> DeliveryError:
    lowered = reason.lower()
    if NOT_MODIFIED in lowered:
        return NothingNew(reason)
    if any(gone in lowered for gone in GONE):
        return CannotEdit(reason)
    return Unreachable(reason) if "chat not found" in lowered else Refused(reason)


# 401 and 404 are about our token, 409 and 429 about the pace: never about the person.
BY_CODE: Mapping[int, Callable[[str], DeliveryError]] = {
    400: _bad_request,
    401: NotSent,
    403: Unreachable,
    404: NotSent,
    409: NotSent,
    413: Refused,
    429: NotSent,
}
