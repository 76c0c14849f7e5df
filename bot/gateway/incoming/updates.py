"""What an update is to us: a number, the chat it belongs to, and its body."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.conversation.events import Did, Event
from bot.conversation.small_words import said_by_sign
from bot.gateway.errors import Unanswered
from exchange.people.secrets import veil
from storage.queues import inbox
from storage.queues.inbox import Arrived

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from storage.engine.database import Database

    Json = dict[str, Any]

WANTED = ["message", "edited_message", "callback_query", "my_chat_member"]
NOWHERE = 0
GONE = {"kicked", "left"}


MESSAGE = (
    "message_id date edit_date chat from text document photo migrate_to_chat_id migrate_from_chat_id "
    "message_thread_id is_topic_message media_group_id sender_chat reply_to_message caption"
).split()
SERVICE = frozenset(
    "pinned_message message_auto_delete_timer_changed new_chat_members left_chat_member new_chat_title new_chat_photo "
    "delete_chat_photo group_chat_created supergroup_chat_created channel_chat_created connected_website "
    "write_access_allowed proximity_alert_triggered boost_added chat_background_set checklist_tasks_done "
    "checklist_tasks_added direct_message_price_changed forum_topic_created forum_topic_edited forum_topic_closed "
    "forum_topic_reopened general_forum_topic_hidden general_forum_topic_unhidden giveaway_created giveaway "
    "giveaway_winners giveaway_completed paid_message_price_changed video_chat_scheduled video_chat_started "
    "video_chat_ended video_chat_participants_invited gift unique_gift refunded_payment".split()
)
"""What Telegram itself says in a chat: nobody wrote it, and nobody waits for an answer."""
FIELDS: Mapping[str, Sequence[str]] = {
    "message": [*MESSAGE, "entities"],
    "edited_message": [*MESSAGE, "entities"],
    "callback_query": ["id", "from", "message", "chat_instance", "data"],
}
CHAT = ("id", "type", "title", "username")
PERSON = ("id", "is_bot", "first_name", "last_name", "username", "language_code")
A_STICKER: dict[str, Any] = {
    "file_id": "-",
    "file_unique_id": "-",
    "type": "regular",
    "width": 1,
    "height": 1,
    "is_animated": False,
    "is_video": False,
}
"""That there was one: of the picture itself nothing is read, and a library refuses one of which a part is missing."""
FILE = ("file_id", "file_unique_id", "file_name", "mime_type", "file_size", "width", "height")


def chat_of(update: Json) -> int:
    """The chat an update belongs to, or 0; updates of one chat are worked in order."""
    for kind in WANTED:
        found = update.get(kind)
        if isinstance(found, dict) and found:
            message = found.get("message")
            place = message if isinstance(message, dict) else found
            chat = place.get("chat") or found.get("from")
            number = chat.get("id", NOWHERE) if isinstance(chat, dict) else NOWHERE
            return number if isinstance(number, int) else NOWHERE
    return NOWHERE


def veiled(part: Any) -> Any:
    """A part of an update in which every secret of a link is replaced by its digest."""
    if isinstance(part, str):
        return veil(part)
    if isinstance(part, dict):
        return {name: veiled(value) for name, value in part.items()}
    return [veiled(one) for one in part] if isinstance(part, list) else part


def updates_in(result: object) -> list[Json]:
    """The updates in an answer. Raises Unanswered for what are none."""
    found: list[Any] = result if isinstance(result, list) else [None]
    if all(is_update(one) for one in found):
        return found
    raise Unanswered("what came are no updates")


def is_update(found: object) -> bool:
    """Whether that can be kept as an update: it has a number."""
    return isinstance(found, dict) and type(found.get("update_id")) is int


def is_wanted(update: Json) -> bool:
    """Whether there is anything in it that a library has to read for us."""
    return any(
        isinstance(update.get(kind), dict) and not SERVICE & set(update[kind]) for kind in FIELDS
    )


def someone_waits(update: Json) -> bool:
    """Whether a person wrote or tapped in a private chat, and looks for an answer."""
    return chat_of(update) > NOWHERE and ("message" in update or "callback_query" in update)


def needed(update: Json) -> Json:
    """An update without what we do not read.

    A library refuses a whole update for one part that it does not know, or misses, because the
    Bot API server is older or newer than the library.
    """
    parts = {
        kind: _message(update[kind]) if "message" in kind else _only(update[kind], fields)
        for kind, fields in FIELDS.items()
        if isinstance(update.get(kind), dict)
    }
    tap = parts.get("callback_query")
    if tap:
        tap["from"] = _only(tap.get("from"), PERSON)
        if isinstance(tap.get("message"), dict):
            tap["message"] = _message(tap["message"])
    return {"update_id": update["update_id"], **parts}


def _message(found: Json) -> Json:
    message = _only(found, FIELDS["message"])
    sticker = found.get("sticker")
    if isinstance(sticker, dict) and (sign := said_by_sign(sticker.get("emoji"))):
        message |= {"text": sign, "sticker": A_STICKER}  # a thumb on a sticker is a thumb
    message["chat"] = _only(message.get("chat"), CHAT)
    if "from" in message:
        message["from"] = _only(message["from"], PERSON)
    if "document" in message:
        message["document"] = _only(message["document"], FILE)
    if "photo" in message:
        message["photo"] = [_only(one, FILE) for one in message["photo"]]
    message |= _beside(message.pop("sender_chat", None), message.pop("reply_to_message", None))
    if "entities" in message:
        commands = [one for one in message["entities"] if one.get("type") == "bot_command"]
        message["entities"] = [_only(one, ("type", "offset", "length")) for one in commands]
    return message


def _beside(sender: Any, replied: Any) -> Json:
    """In whose name it was written, and what it replies to; what a library would refuse is left out."""
    chat, answered = _only(sender, CHAT), _replied(replied)
    told = {"sender_chat": chat} if {"id", "type"} <= set(chat) else {}
    whole = {"message_id", "date"} <= set(answered) and {"id", "type"} <= set(answered["chat"])
    return told | ({"reply_to_message": answered} if whole else {})


def _replied(found: Any) -> Json:
    """What a message replies to: its buttons tell what it was about."""
    replied = _only(found, ("message_id", "date", "chat", "from"))
    replied["chat"] = _only(replied.get("chat"), CHAT)
    if "from" in replied:
        replied["from"] = _only(replied["from"], PERSON)
    board = _only(_only(found, ["reply_markup"]).get("reply_markup"), ["inline_keyboard"])
    rows = board.get("inline_keyboard")
    kept = [[_only(one, ("text", "callback_data")) for one in row] for row in rows or ()]
    return replied | ({"reply_markup": {"inline_keyboard": kept}} if kept else {})


def _only(found: Any, fields: Sequence[str]) -> Json:
    given = found if isinstance(found, dict) else {}
    return {name: given[name] for name in fields if name in given}


def membership(bot: str, update: Json) -> Event | None:
    """That somebody blocked the bot, or opened it again; None for anything else.

    Read by hand: of a member the libraries want to know everything that a server may tell.
    """
    change = update.get("my_chat_member")
    if not isinstance(change, dict):
        return None
    chat, who = _only(change.get("chat"), CHAT), _only(change.get("from"), PERSON)
    if chat.get("type") != "private" or "id" not in chat or "id" not in who:
        return None
    gone = _only(change.get("new_chat_member"), ["status"]).get("status") in GONE
    return Event(
        bot=bot,
        update_id=update["update_id"],
        user_id=who["id"],
        chat_id=chat["id"],
        did=Did.BLOCKED if gone else Did.UNBLOCKED,
        language=who.get("language_code"),
        first_name=" ".join(who[name] for name in ("first_name", "last_name") if who.get(name)),
    )


async def keep(database: Database, bot: str, updates: Sequence[Json], now: datetime) -> int:
    """How many of the updates were new; when this returns they are safe, and may be acknowledged.

    Secrets of invitations are not kept, wherever in an update they stand. Raises what the database
    raises.
    """
    arrived = [Arrived(int(one["update_id"]), chat_of(one), veiled(one)) for one in updates]
    return await database.perform(
        lambda session: inbox.store(session, bot, arrived, now), ahead=True
    )
