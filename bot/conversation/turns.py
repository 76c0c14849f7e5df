"""One update, one transaction: from what somebody did to what is kept and answered."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from bot.conversation.events import FileWanted
from bot.conversation.screens import Screen
from bot.conversation.speech import Speech, languages
from bot.conversation.talk import Talk, conversation_of
from bot.conversation.tidying import squeezed
from exchange.errors import CxcError, NeverRests
from exchange.people import calls, people
from exchange.slow_answers import SlowAnswers, Unanswered
from exchange.words import N_
from exchange.work import DESK, Work
from storage.queues import chats, inbox, outbox
from storage.queues.outbox import Letter
from storage.tables import Urgency

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from sqlmodel import Session

    from bot.conversation.events import Event
    from bot.conversation.forms import Form
    from bot.conversation.screens import Rows
    from bot.conversation.speech import Speech as SpeechType
    from exchange.scheme.call import Scheme
    from storage.engine.database import Database
    from storage.tables import Person


SCREEN = "screen"
SLOWLY = N_(
    "I read you, but one thing after the other, please: that was faster than I can answer, and some "
    "of it may be lost. /start shows where you are."
)
TRIES = 6
"""Of a turn whose facts change while an answer is worked out, or which asks for several."""
FORGOTTEN = timedelta(minutes=10)
LONG = 2.0
"""Seconds after which somebody who waits wants a word."""


def nothing_to_show(error: CxcError, say: SpeechType) -> Rows:
    """For bots whose refusals say all in words."""
    del error, say
    return ()


@dataclass(frozen=True)
class Turns:
    """A bot's way of taking turns: where it keeps things, what it answers with."""

    database: Database
    scheme: Scheme
    clock: Callable[[], datetime]
    answer: Callable[[Talk], None]
    forms: Mapping[str, Form] = field(default_factory=dict)
    shows: Callable[[CxcError, SpeechType], Rows] = nothing_to_show

    async def take(self, event: Event) -> str:
        """Handle one event in one transaction; the toast to answer a tap with.

        A replay of an update that was handled before changes nothing and says nothing.
        """
        begun = time.monotonic()
        try:
            return await self._answered(event)
        except CxcError as error:
            # The use case refused: its half-made changes are rolled back, the refusal is said.
            refuse = self._refusal(error, late=time.monotonic() - begun > LONG)
        return await self.database.perform(partial(self._turn, event, refuse, None, self.clock()))

    async def _answered(self, event: Event) -> str:
        """Do it; a file is fetched when something asks for it."""
        try:
            return await self._take(event)
        except FileWanted:
            upload = await event.upload.fetched() if event.upload else None
            return await self._take(replace(event, upload=upload))

    async def _take(self, event: Event) -> str:
        """Do it, with what takes long worked out before. Raises NeverRests if the facts never do.

        In the transaction itself, nothing that takes long is worked out: everybody waits for it.
        """
        slow, now = SlowAnswers(), self.clock()  # of one moment: what is written down is, too
        for _ in range(TRIES):
            try:
                turn = partial(self._turn, event, self.answer, slow, now)
                return await self.database.perform(turn)
            except Unanswered as asked:
                await self._work_out(event, slow, asked)
        raise NeverRests

    async def _work_out(self, event: Event, slow: SlowAnswers, asked: Unanswered) -> None:
        """Have it worked out beside the event loop; who waits for long is told so."""
        working = [asyncio.wrap_future(slow.find(asked))]
        done, _ = await asyncio.wait(working, timeout=LONG)
        if not done:
            await self.database.perform(partial(self._ask_patience, event))
        await asyncio.wait(working)

    def _ask_patience(self, event: Event, session: Session) -> None:
        whole = Work(session, self.clock(), self.scheme)
        talk = self._talk(calls.work_of(whole, event.bot, event.user_id), event)
        talk.reply(talk.say("⏳ I am working it out. The answer comes here by itself."))
        _post(talk, key=f"{event.bot}:patience:{event.update_id}")

    def _turn(
        self,
        event: Event,
        answer: Callable[[Talk], None],
        slow: SlowAnswers | None,
        now: datetime,
        session: Session,
    ) -> str:
        tapped = (event.chat_id, event.message_id) if event.data and event.message_id else None
        acting = event.user_id if event.bot == DESK else None
        whole = Work(session, now, self.scheme, slow, tapped, acting)
        work = calls.work_of(whole, event.bot, event.user_id)
        if not inbox.finish(session, event.bot, event.update_id, work.now):
            return ""
        talk = self._talk(work, event)
        answer(talk)
        _post(talk)
        return talk.toasted

    def _refusal(self, error: CxcError, *, late: bool) -> Callable[[Talk], None]:
        """What is said, and where it can be looked at; Telegram takes no toast long after the tap."""

        def answer(talk: Talk) -> None:
            if _forgotten(talk):
                return
            text = talk.say(error.template, **error.facts)
            if talk.event.callback_id and not late and len(text) <= TOAST_LIMIT:
                talk.toast(text)
            else:
                talk.reply(text, *self.shows(error, talk.say))

        return answer

    def _talk(self, work: Work, event: Event) -> Talk:
        person = people.meet(work, event.user_id, event.language, languages=languages())
        if event.private:
            chats.open_chat(work.session, event.bot, event.chat_id, work.now)
        conversation = conversation_of(work, event.bot, event.chat_id, event.user_id)
        event = replace(event, text=squeezed(event.text))
        return Talk(work, person, event, speech_of(person), conversation, self.forms)


def speech_of(person: Person) -> SpeechType:
    """The words of a person's language, and their clock."""
    return Speech(person.language, person.zone)


TOAST_LIMIT = 200


def _forgotten(talk: Talk) -> bool:
    """Whether this was tapped so long ago that nobody waits for a refusal any more.

    An update that was set aside may be taken up again hours later; by then its button is stale.
    """
    event, work = talk.event, talk.work
    came = inbox.received_at(work.session, event.bot, event.update_id) if event.data else None
    return came is not None and work.now - came > FORGOTTEN


def _post(talk: Talk, key: str | None = None) -> None:
    letters = [_letter(talk, part, key) for screen in talk.replies for part in screen.parts()]
    session, now, event = talk.work.session, talk.work.now, talk.event
    talk.work.post(letters)
    if outbox.coalesce(session, event.bot, event.chat_id, now):
        key = f"{event.bot}:slowly:{event.chat_id}:{now:%Y-%m-%dT%H:%M}"
        talk.work.post([_letter(talk, Screen(talk.say(SLOWLY)), key)])


def _letter(talk: Talk, screen: Screen, key: str | None) -> Letter:
    event = talk.event
    met_now = talk.person.first_seen_at == talk.work.now
    urgency = Urgency.WELCOME if met_now else Urgency.REPLY
    body = screen.body() | ({"topic": event.topic} if event.topic else {})
    return Letter(event.bot, event.chat_id, SCREEN, body, key, urgency)
