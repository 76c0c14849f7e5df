"""One update, one transaction: from what somebody did to what is kept and answered."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from bot.conversation.speech import Speech, languages
from bot.conversation.talk import Talk, conversation_of
from exchange import people
from exchange.errors import CxcError
from exchange.work import Work
from storage import chats, inbox, outbox
from storage.outbox import Letter
from storage.tables import Urgency

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from sqlmodel import Session

    from bot.conversation.events import Event
    from bot.conversation.forms import Form
    from bot.conversation.screens import Screen
    from bot.conversation.speech import Speech as SpeechType
    from exchange.scheme import Scheme
    from storage.database import Database
    from storage.tables import Person

logger = logging.getLogger(__name__)

SCREEN = "screen"


class Guard(Protocol):
    """Says whether this bot talks to somebody at all, and prepares the talk."""

    def __call__(self, talk: Talk) -> bool:
        """True to go on."""
        ...


@dataclass(frozen=True)
class Turns:
    """A bot's way of taking turns: where it keeps things, what it answers with."""

    database: Database
    scheme: Scheme
    clock: Callable[[], datetime]
    answer: Callable[[Talk], None]
    forms: Mapping[str, Form] = field(default_factory=dict)

    async def take(self, event: Event) -> str:
        """Handle one event in one transaction; the toast to answer a tap with.

        A replay of an update that was handled before changes nothing and says nothing.
        """
        try:
            return await self._take(event, self.answer)
        except CxcError as error:
            # The use case refused: its half-made changes are rolled back, the refusal is said.
            return await self._take(event, _refusal(error))

    async def _take(self, event: Event, answer: Callable[[Talk], None]) -> str:
        return await self.database.perform(lambda session: self._turn(session, event, answer))

    def _turn(self, session: Session, event: Event, answer: Callable[[Talk], None]) -> str:
        work = Work(session, self.clock(), self.scheme)
        if not inbox.finish(session, event.bot, event.update_id, work.now):
            return ""
        talk = self._talk(work, event)
        answer(talk)
        _post(talk)
        return talk.toasted

    def _talk(self, work: Work, event: Event) -> Talk:
        person = people.meet(work, event.user_id, event.language, languages=languages())
        if event.private:
            chats.open_chat(work.session, event.bot, event.chat_id, work.now)
        conversation = conversation_of(work, event.bot, event.chat_id, event.user_id)
        return Talk(work, person, event, speech_of(person), conversation, self.forms)


def speech_of(person: Person) -> SpeechType:
    """The words of a person's language."""
    return Speech(person.language)


def _refusal(error: CxcError) -> Callable[[Talk], None]:
    def answer(talk: Talk) -> None:
        text = talk.say(error.template, **error.facts)
        talk.toast(text) if len(text) <= TOAST_LIMIT else talk.reply(text)

    return answer


TOAST_LIMIT = 200


def _post(talk: Talk) -> None:
    letters = [_letter(talk, part) for screen in talk.replies for part in screen.parts()]
    outbox.post(talk.work.session, letters, talk.work.now)


def _letter(talk: Talk, screen: Screen) -> Letter:
    return Letter(talk.event.bot, talk.event.chat_id, SCREEN, screen.body(), urgency=Urgency.REPLY)
