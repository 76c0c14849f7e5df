"""What an update is to us: a number, the chat it belongs to, and its body."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exchange.people.officers import veil
from storage.queues import inbox
from storage.queues.inbox import Arrived

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from storage.engine.database import Database

WANTED = ["message", "edited_message", "callback_query", "my_chat_member"]
NOWHERE = 0


def chat_of(update: dict[str, Any]) -> int:
    """The chat an update belongs to, or 0; updates of one chat are worked in order."""
    for kind in WANTED:
        found = update.get(kind)
        if found:
            place = found.get("message", found)
            chat = place.get("chat") or found.get("from") or {}
            return int(chat.get("id", NOWHERE))
    return NOWHERE


def veiled(part: Any) -> Any:
    """A part of an update in which every secret of an invitation is replaced by its digest."""
    if isinstance(part, str):
        return veil(part)
    if isinstance(part, dict):
        return {name: veiled(value) for name, value in part.items()}
    return [veiled(one) for one in part] if isinstance(part, list) else part


async def keep(
    database: Database, bot: str, updates: Sequence[dict[str, Any]], now: datetime
) -> int:
    """How many of the updates were new; when this returns they are safe, and may be acknowledged.

    Secrets of invitations are not kept, wherever in an update they stand. Raises what the database
    raises.
    """
    arrived = [Arrived(int(one["update_id"]), chat_of(one), veiled(one)) for one in updates]
    return await database.perform(lambda session: inbox.store(session, bot, arrived, now))
