"""Groups of people and bots."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.emulator.phones.deeds import moved
from bot.emulator.world.refusals import bad_request
from bot.emulator.world.world import Chat

if TYPE_CHECKING:
    from bot.emulator.world.changes import Json
    from bot.emulator.world.world import World

FIRST = -1_000_000_000_001


def add_group(world: World, given: Json) -> int:
    """A new group's id; its first member made it. `admins` may name bots too. Bots are told."""
    ids = {one.account.username: one.account.user_id for one in world.bots.values()}
    members, bots = [int(one) for one in given["members"]], list(given.get("bots") or [])
    if not members or not set(members) <= set(world.people) or not set(bots) <= set(ids):
        raise bad_request("a group has people and bots that there are")
    group_id = int(given.get("id") or FIRST - len(world.groups))
    title = str(given.get("title") or "Group")
    group = Chat(group_id, str(given.get("type") or "supergroup"), title, members, bots)
    group.admins = [int(ids.get(one, 0) or one) for one in given.get("admins") or []]
    group.opened = True
    world.groups[group_id] = group
    for name in bots:
        _welcome_bot(world, group, name)
    return group_id


def shown(world: World, group: Chat) -> Json:
    """A group with who is in it."""
    return {**world.public(group), "members": group.members, "bots": group.bots}


def _group(world: World, group_id: int) -> Chat:
    if group_id not in world.groups:
        raise bad_request("there is no such group")
    return world.groups[group_id]


def join(world: World, group_id: int, given: Json) -> Json:
    """One more in a group: a `person` by id or a `bot` by name."""
    group = _group(world, group_id)
    if given.get("bot"):
        name = str(given["bot"])
        if name not in world.by_name:
            raise bad_request(f"there is no bot {name}")
        group.bots.append(name)
        _welcome_bot(world, group, name)
        return shown(world, group)
    person = world.people.get(int(given["person"]))
    if person is None:
        raise bad_request("there is no such person")
    group.members.append(person["id"])
    _notice(world, group, person, new_chat_members=[person])
    return shown(world, group)


def remove_bot(world: World, group_id: int, given: Json) -> Json:
    """Somebody puts a bot out of a group."""
    group, name = _group(world, group_id), str(given["bot"])
    if name not in group.bots:
        raise bad_request("that bot is not in the group")
    group.bots.remove(name)
    moved(world, group, world.by_name[name], world.people[group.members[0]], ("member", "left"))
    return shown(world, group)


def upgrade(world: World, group_id: int, _given: Json) -> int:
    """The id of the supergroup that a group becomes: everybody moves there, the old id is no more.

    Bots hear it in both, as Telegram says it: where to, and where from.
    """
    old = _group(world, group_id)
    if old.moved_to:
        raise bad_request("that group is a supergroup already")
    new_id = FIRST - len(world.groups)
    new = Chat(new_id, "supergroup", old.title, old.members, old.bots, old.admins, opened=True)
    world.groups[new_id] = new
    host = world.people[old.members[0]]
    _notice(world, old, host, migrate_to_chat_id=new_id)
    old.moved_to = new_id
    _notice(world, new, host, migrate_from_chat_id=group_id)
    return new_id


def _welcome_bot(world: World, group: Chat, name: str) -> None:
    bot, host = world.by_name[name], world.people[group.members[0]]
    status = "administrator" if bot.account.user_id in group.admins else "member"
    _notice(world, group, host, new_chat_members=[bot.account.user()])
    if status == "member":
        moved(world, group, bot, host, ("left", "member"))


def _notice(world: World, group: Chat, sender: Json, **content: Any) -> None:
    message = world.keep_message(group, sender, **content)
    world.show(group, "message", message)
    for name in group.bots:
        world.by_name[name].update("message", message)
