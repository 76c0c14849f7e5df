"""The emulated Telegram: people, bots, chats, messages, files, and what happens to them."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.emulator.world.changes import Feed
from bot.emulator.world.faults import Faults
from bot.emulator.world.hands import Hands
from bot.emulator.world.inbox import Inbox
from bot.emulator.world.refusals import ApiError, bad_request, forbidden
from bot.emulator.world.shelf import Shelf
from bot.emulator.world.values import chat_number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from bot.emulator.world.changes import Json
    from bot.emulator.world.inbox import BotAccount

KEPT_CALLS = 20_000
KEPT_QUERIES = 5_000


@dataclass
class Chat:
    """A private chat of one person with one bot, or a group."""

    id: int
    kind: str
    title: str = ""
    members: list[int] = field(default_factory=list)
    bots: list[str] = field(default_factory=list)
    admins: list[int] = field(default_factory=list)
    messages: dict[int, Json] = field(default_factory=dict)
    next_message: int = 1
    opened: bool = False
    blocked: bool = False
    keyboard: Json | None = None
    last_bot: str = ""
    moved_to: int = 0  # the supergroup that a group became

    @property
    def key(self) -> str:
        """`PERSON:BOT` for a private chat, the id for a group."""
        return f"{self.id}:{self.bots[0]}" if self.private else str(self.id)

    @property
    def private(self) -> bool:
        """Whether it is one person's chat with one bot."""
        return self.kind == "private"


@dataclass
class Query:
    """A tap that waits for its answer."""

    id: str
    bot: str
    at: int
    chat: Chat
    message: Json
    person: int
    answered: bool = False


class World:
    """Everything that exists; one per emulator."""

    def __init__(self, bots: Sequence[BotAccount], clock: Callable[[], datetime]) -> None:
        self.clock = clock
        self.bots = {one.token: Inbox(one) for one in bots}
        self.by_name = {one.account.username: one for one in self.bots.values()}
        self.people: dict[int, Json] = {}
        self.deactivated: set[int] = set()
        self.chats: dict[tuple[str, int], Chat] = {}
        self.groups: dict[int, Chat] = {}
        self.queries: dict[str, Query] = {}
        self.asked = 0
        self.shelf = Shelf()
        self.feed = Feed()
        self.calls: deque[Json] = deque(maxlen=KEPT_CALLS)
        self.faults = Faults()
        self.hands = Hands()

    def now(self) -> int:
        """The date of a message."""
        return int(self.clock().timestamp())

    def add_person(self, given: Json) -> Json:
        """A person with a telephone; `talks_to` names bots that they have opened before."""
        names = ("first_name", "last_name", "username", "language_code")
        number = int(given["id"])
        person: Json = {"id": number, "is_bot": False, "language_code": "en"}
        person |= {name: str(given[name]) for name in names if given.get(name)}
        person.setdefault("first_name", f"Person {number}")
        self.people[number] = person
        for bot in given.get("talks_to", ()):
            self.private(str(bot), number).opened = True
        self.feed.note(str(number), "person", {}, person=person)
        return person

    def private(self, bot: str, person_id: int) -> Chat:
        """The chat of a person with a bot, opened or not."""
        found = self.chats.get((bot, person_id))
        if found is None:
            found = Chat(person_id, "private", members=[person_id], bots=[bot])
            self.chats[bot, person_id] = found
        return found

    def chat_for(self, bot: Inbox, chat_id: Any) -> Chat:
        """Where a bot wants to write. Raises what Telegram raises."""
        number, name = chat_number(chat_id) or 0, bot.account.username
        group = self.groups.get(number)
        if group:
            if group.moved_to:
                reason = "Bad Request: group chat was upgraded to a supergroup chat"
                raise ApiError(400, reason, migrate_to_chat_id=group.moved_to)
            if name not in group.bots:
                raise forbidden("bot is not a member of the group chat")
            return group
        if number in self.deactivated:
            raise forbidden("user is deactivated")
        chat = self.chats.get((name, number))
        if chat and chat.blocked:
            raise forbidden("bot was blocked by the user")
        if chat and chat.opened:
            return chat
        if number in self.people:
            raise forbidden("bot can't initiate conversation with a user")
        raise bad_request("chat not found")

    def public(self, chat: Chat) -> Json:
        """A chat as the Bot API shows it."""
        if not chat.private:
            return {"id": chat.id, "type": chat.kind, "title": chat.title}
        person = self.people.get(chat.id, {})
        names = ("first_name", "last_name", "username")
        return {
            "id": chat.id,
            "type": "private",
            **{one: person[one] for one in names if one in person},
        }

    def keep_message(self, chat: Chat, sender: Json, **content: Any) -> Json:
        """A new message in a chat."""
        number = chat.next_message
        chat.next_message += 1
        message = {
            "message_id": number,
            "from": sender,
            "chat": self.public(chat),
            "date": self.now(),
            **{key: value for key, value in content.items() if value not in (None, [])},
        }
        chat.messages[number] = message
        return message

    def show(self, chat: Chat, kind: str, message: Json, **more: Any) -> None:
        """Note a change for everybody who looks at the chat."""
        self.feed.note(chat.key, kind, message, **more)

    def ask(self, bot: Inbox, chat: Chat, message: Json, person_id: int) -> Query:
        """A tap, waiting for the bot's answer."""
        self.asked += 1
        query = Query(str(self.asked), bot.account.username, self.now(), chat, message, person_id)
        self.queries[query.id] = query
        if len(self.queries) > KEPT_QUERIES:
            del self.queries[next(iter(self.queries))]
        return query
