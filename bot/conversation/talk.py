"""One turn of a conversation: who did what, what is answered, what is expected next."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from markupsafe import escape
from sqlmodel import select

from bot.conversation.screens import Rows, Screen, plain
from exchange import access
from storage.tables import Conversation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.conversation.addresses import Address
    from bot.conversation.events import Event
    from bot.conversation.screens import Button
    from bot.conversation.speech import Speech
    from exchange.access import Asker, Thing
    from exchange.work import Work
    from storage.tables import Officer, Person


ALBUM = "album"
"""Which files sent together were looked at last, whatever is expected next."""


@dataclass
class Talk:
    """What a handler works with. It answers by `reply`, `show` and `toast`, and never sends."""

    work: Work
    person: Person
    event: Event
    say: Speech
    conversation: Conversation
    forms: Mapping[str, object]  # by key; each is a form, and knows talks itself
    officer: Officer | None = None
    replies: list[Screen] = field(default_factory=list)
    toasted: str = ""

    def check(self, address: Address) -> None:
        """Nothing, if whatever a tap names is this person's own. Raises NotFound.

        Both bots ask this before a handler gets the address; nobody else needs to know whose.
        """
        for thing, number in address.things():
            access.check(self.work, self.asker, thing, number)

    def may_name(self, thing: Thing | None, number: int) -> bool:
        """Whether that one is this person's own; what is of nothing has no number."""
        if thing is None:
            return not number
        return access.may_name(self.work, self.asker, thing, number)

    @property
    def asker(self) -> Asker:
        """As whom they ask: at the desk as its officer."""
        return self.officer or self.person

    def reply(
        self, text: str, *rows: Sequence[Button], file_id: int | None = None, picture: bool = False
    ) -> None:
        """Answer with a new message."""
        keyboard: Rows = tuple(tuple(row) for row in rows if row)
        self.replies.append(Screen(escape(text), keyboard, file_id, picture))

    def send(self, screen: Screen) -> None:
        """Answer with a screen as a new message."""
        self.replies.append(screen)

    def show(self, screen: Screen) -> None:
        """Put a screen in place of the tapped message; where nothing was tapped, send it."""
        self.replies.append(screen.instead_of(self._tapped()))

    def settle(self, text: str, rows: tuple[tuple[Button, ...], ...] = ()) -> None:
        """Turn the tapped message into a plain text: its buttons have done their work, but for these `rows`.

        Where it cannot be edited any more, say it; to whoever typed instead, say nothing.
        """
        if self.event.data:
            self.replies.append(Screen(escape(text), rows, edits=self._tapped()))

    def _tapped(self) -> int | None:
        """The tapped message, if a text can take its place."""
        return self.event.message_id if self.event.data and not self.event.on_file else None

    def toast(self, text: str) -> None:
        """A short word over the chat, in answer to a tap; otherwise a message."""
        if self.event.callback_id:
            self.toasted = plain(text)
        else:
            self.reply(text)

    def expect(self, place: str = "", **facts: Any) -> None:
        """What the next words or files of this person will be taken for."""
        album = self.conversation.facts.get(ALBUM)
        self.conversation.place = place
        self.conversation.facts = {**({ALBUM: album} if album else {}), **facts}
        self.conversation.updated_at = self.work.now
        self.work.session.add(self.conversation)

    def goes_on_with_album(self) -> bool:
        """Whether this file came together with one that was looked at before; from now on it did."""
        album = self.event.album
        if album and self.conversation.facts.get(ALBUM) != album:
            self.remember(**{ALBUM: album})
            return False
        return bool(album)

    def remember(self, **facts: Any) -> None:
        """Add facts to what is expected next."""
        self.expect(self.conversation.place, **{**self.conversation.facts, **facts})


_CONVERSATION = select(Conversation).where(  # told once: it is asked at every update
    Conversation.bot == sa.bindparam("of"),
    Conversation.chat_id == sa.bindparam("chat"),
    Conversation.user_id == sa.bindparam("who"),
)


def conversation_of(work: Work, bot: str, chat_id: int, user_id: int) -> Conversation:
    """Where this person's conversation in this chat stands; a new one if there was none."""
    whose = {"of": bot, "chat": chat_id, "who": user_id}
    found = work.session.exec(_CONVERSATION, params=whose).one_or_none()
    return found or work.add(
        Conversation(bot=bot, chat_id=chat_id, user_id=user_id, updated_at=work.now)
    )
