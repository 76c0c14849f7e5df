"""Who is in a chat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.emulator.world.refusals import bad_request
from bot.emulator.world.values import number

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.emulator.world.changes import Json
    from bot.emulator.world.inbox import Inbox
    from bot.emulator.world.world import Chat, World

RIGHTS = [
    "can_be_edited",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
    "can_manage_topics",
]
GIFTS = [
    "unlimited_gifts",
    "limited_gifts",
    "unique_gifts",
    "premium_subscription",
    "gifts_from_channels",
]


def get_chat(world: World, bot: Inbox, given: Json) -> Json:
    """A chat in full."""
    chat = world.chat_for(bot, given.get("chat_id"))
    full = {"accent_color_id": 0, "max_reaction_count": 11}
    return {**world.public(chat), **full, "accepted_gift_types": dict.fromkeys(GIFTS, False)}


def get_member(world: World, bot: Inbox, given: Json) -> Json:
    """One member and how they stand."""
    chat = world.chat_for(bot, given.get("chat_id"))
    user = _user(world, number(given["user_id"]))
    return standing(chat, user)


def _user(world: World, user_id: int) -> Json:
    bots = {one.account.user_id: one.account.user() for one in world.bots.values()}
    found = world.people.get(user_id) or bots.get(user_id)
    if found is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    return found


def standing(chat: Chat, user: Json) -> Json:
    """A `ChatMember`."""
    bots = user.get("username") in chat.bots and user["is_bot"]
    if not bots and user["id"] not in chat.members:
        return {"status": "left", "user": user}
    if chat.members and user["id"] == chat.members[0] and not chat.private:
        return {"status": "creator", "user": user, "is_anonymous": False}
    if user["id"] in chat.admins:
        rights = dict.fromkeys(RIGHTS, True)
        return {"status": "administrator", "user": user, "is_anonymous": False, **rights}
    return {"status": "member", "user": user}


def get_admins(world: World, bot: Inbox, given: Json) -> list[Json]:
    """Those who run a group, other bots left out."""
    chat = _group(world, bot, given)
    people = [world.people[one] for one in chat.members if one in world.people]
    me = [bot.account.user()]
    found = [standing(chat, one) for one in (*people, *me)]
    return [one for one in found if one["status"] in {"creator", "administrator"}]


def count(world: World, bot: Inbox, given: Json) -> int:
    """How many are in a chat."""
    chat = world.chat_for(bot, given.get("chat_id"))
    return len(chat.members) + len(chat.bots)


def _group(world: World, bot: Inbox, given: Json) -> Chat:
    chat = world.chat_for(bot, given.get("chat_id"))
    if chat.private:
        raise bad_request("there are no administrators in the private chat")
    return chat


def leave(world: World, bot: Inbox, given: Json) -> bool:
    """The bot goes out of a group."""
    chat = world.chat_for(bot, given.get("chat_id"))
    if chat.private:
        raise bad_request("chat member status can't be changed in private chats")
    chat.bots.remove(bot.account.username)
    user = bot.account.user()
    message = world.keep_message(chat, user, left_chat_member=user)
    world.show(chat, "message", message)
    return True


ANSWERS: dict[str, Callable[[World, Inbox, Json], Any]] = {
    "getChat": get_chat,
    "getChatMember": get_member,
    "getChatAdministrators": get_admins,
    "getChatMemberCount": count,
    "leaveChat": leave,
}
