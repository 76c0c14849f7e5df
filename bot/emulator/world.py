"""The emulated Telegram: people, bots, chats, messages, files, and what happens to them."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.emulator.refusals import bad_request, forbidden

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

KEPT_CALLS = 20_000


@dataclass(frozen=True)
class BotAccount:
    """A bot as BotFather made it."""

    token: str
    user_id: int
    username: str
    first_name: str

    def user(self) -> dict[str, Any]:
        """The bot as a Telegram `User`."""
        return {
            "id": self.user_id,
            "is_bot": True,
            "first_name": self.first_name,
            "username": self.username,
        }


@dataclass
class Inboxed:
    """A bot's side: the updates that wait for it, how it fetches them, what it calls itself."""

    account: BotAccount
    updates: deque[dict[str, Any]] = field(default_factory=deque)
    history: dict[int, dict[str, Any]] = field(default_factory=dict)
    next_update: int = 1
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    poll: int = 0
    webhook: dict[str, Any] = field(default_factory=dict)
    allowed: set[str] | None = None
    commands: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)


@dataclass
class Chat:
    """A private chat of one person with one bot, or a group."""

    id: int
    kind: str
    title: str = ""
    members: list[int] = field(default_factory=list)
    bots: list[str] = field(default_factory=list)
    messages: dict[int, dict[str, Any]] = field(default_factory=dict)
    next_message: int = 1
    opened: bool = False
    blocked: bool = False

    def public(self, person: dict[str, Any] | None = None) -> dict[str, Any]:
        """The chat as the Bot API shows it."""
        if self.kind != "private" or person is None:
            return {"id": self.id, "type": self.kind, "title": self.title}
        names = {key: person[key] for key in ("first_name", "username") if person.get(key)}
        return {"id": self.id, "type": "private", **names}


@dataclass
class Fault:
    """Something to go wrong, `times` times, for calls of a method (and a chat)."""

    method: str
    kind: str
    times: int = 1
    chat_id: int | None = None
    retry_after: int = 1


class World:
    """Everything that exists; one per emulator."""

    def __init__(self, bots: list[BotAccount], clock: Callable[[], datetime]) -> None:
        self.clock = clock
        self.bots = {one.token: Inboxed(one) for one in bots}
        self.by_name = {one.account.username: one for one in self.bots.values()}
        self.people: dict[int, dict[str, Any]] = {}
        self.chats: dict[tuple[str, int], Chat] = {}
        self.groups: dict[int, Chat] = {}
        self.queries: dict[str, dict[str, Any]] = {}
        self.files: dict[str, dict[str, Any]] = {}
        self.changes: list[dict[str, Any]] = []
        self.by_chat: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
        self.calls: deque[dict[str, Any]] = deque(maxlen=KEPT_CALLS)
        self.faults: list[Fault] = []
        self.moved = asyncio.Event()

    def now(self) -> int:
        """The date of a message."""
        return int(self.clock().timestamp())

    def add_person(self, given: dict[str, Any]) -> dict[str, Any]:
        """A person with a telephone; `talks_to` names bots that they have opened before."""
        given = dict(given)
        for bot in given.pop("talks_to", ()):
            self.private(bot, int(given["id"])).opened = True
        person = {"is_bot": False, "language_code": "en", **given}
        self.people[int(given["id"])] = person
        return person

    def private(self, bot: str, person_id: int) -> Chat:
        """The chat of a person with a bot, opened or not."""
        fresh = Chat(person_id, "private", members=[person_id], bots=[bot])
        return self.chats.setdefault((bot, person_id), fresh)

    def chat_for(self, bot: Inboxed, chat_id: Any) -> Chat:
        """Where a bot wants to write. Raises what Telegram raises."""
        number = int(chat_id) if str(chat_id).lstrip("-").isdigit() else 0
        name = bot.account.username
        group = self.groups.get(number)
        if group and name in group.bots:
            return group
        chat = self.chats.get((name, number))
        if chat and chat.blocked:
            raise forbidden("bot was blocked by the user")
        if chat and chat.opened:
            return chat
        if number in self.people:
            raise forbidden("bot can't initiate conversation with a user")
        raise bad_request("chat not found")

    def public(self, chat: Chat) -> dict[str, Any]:
        """A chat as the Bot API shows it."""
        return chat.public(self.people.get(chat.id))

    def keep_message(self, chat: Chat, sender: dict[str, Any], **content: Any) -> dict[str, Any]:
        """A new message in a chat."""
        number = chat.next_message
        chat.next_message += 1
        given = {key: value for key, value in content.items() if value not in (None, [])}
        message = {
            "message_id": number,
            "from": sender,
            "chat": self.public(chat),
            "date": self.now(),
            **given,
        }
        chat.messages[number] = message
        self.changed(chat, "message", message)
        return message

    def changed(self, chat: Chat, kind: str, message: dict[str, Any], **more: Any) -> None:
        """Note a change for everybody who looks at the chat."""
        where = chat_key(chat)
        change: dict[str, Any] = {"seq": len(self.changes) + 1, "kind": kind, "chat": where, **more}
        change["message"] = dict(message)
        self.changes.append(change)
        self.by_chat[where].append(change)
        self._ring()

    def _ring(self) -> None:
        self.moved.set()
        self.moved = asyncio.Event()

    def update(self, bot: Inboxed, kind: str, content: dict[str, Any]) -> int:
        """Give a bot an update; its number, or 0 when the bot does not want that kind."""
        if bot.allowed and kind not in bot.allowed:
            return 0
        number = bot.next_update
        bot.next_update += 1
        self.enqueue(bot, {"update_id": number, kind: content})
        return number

    def enqueue(self, bot: Inboxed, update: dict[str, Any]) -> None:
        """Put an update (again) into a bot's queue."""
        bot.history[update["update_id"]] = update
        bot.updates.append(update)
        bot.arrived.set()

    def keep_file(self, content: bytes, name: str, mime: str) -> dict[str, Any]:
        """A file as Telegram describes it."""
        number = len(self.files) + 1
        file: dict[str, Any] = {
            "file_id": f"file{number}",
            "file_unique_id": f"u{number}",
            "file_name": name,
            "mime_type": mime,
            "file_size": len(content),
        }
        self.files[file["file_id"]] = {**file, "content": content}
        return file

    def fault_for(self, method: str, chat_id: Any) -> Fault | None:
        """The next thing to go wrong with such a call, counted down."""
        for fault in self.faults:
            fits = fault.method.lower() in {method, "*"} and fault.chat_id in {
                None,
                _number(chat_id),
            }
            if fits and fault.times > 0:
                fault.times -= 1
                return fault
        return None


def _number(value: Any) -> int | None:
    return int(value) if str(value).lstrip("-").isdigit() else None


def chat_key(chat: Chat) -> str:
    """`PERSON:BOT` for a private chat, the id for a group."""
    return f"{chat.id}:{chat.bots[0]}" if chat.kind == "private" else str(chat.id)
