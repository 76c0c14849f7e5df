"""A stage for plays: both bots on one database, without a network; what is shown is written down.

A play is played once in each language. Everybody speaks that language, and the clock stands still
until the play moves it.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import wait
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlmodel import Session, col, select

from bot.conversation import turns
from bot.conversation.notices import render
from bot.conversation.turns import SCREEN, Turns
from exchange.slow_answers import SlowAnswers, Unanswered
from exchange.work import Work
from scheduler.ticks import work_off_due
from storage.engine.database import Database
from storage.queues import inbox
from storage.queues.inbox import Arrived
from storage.tables import Due, Outbox, OutboxState, StoredFile
from tests.builders.records.works import NOON, scheme
from tests.screens.tables import BOTS
from tests.screens.watching import TRIES, Slowly, Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.conversation.events import Event
    from bot.conversation.screens import MadeNow

FOREVER = 600.0


@dataclass(frozen=True)
class Enclosed:
    """A file that came with a message."""

    name: str
    mime: str
    content: bytes


@dataclass(frozen=True)
class Shown:
    """One message on somebody's screen; a toast has no message number.

    `about` names the kind of screen: a notice's kind, or what was done to get it.
    """

    bot: str
    reader: str
    about: str
    text: str
    rows: tuple[tuple[dict[str, str], ...], ...] = ()
    enclosed: Enclosed | None = None
    edits: bool = False
    toast: bool = False


@dataclass
class Scene:
    """Somebody does something, or time goes by; then this is shown."""

    bot: str
    who: str
    did: str
    shown: list[Shown] = field(default_factory=list)


class InPlace(Database):
    """A database whose deeds are done where they are asked for, each timed by the processor.

    A deed may be done again: one that took long is undone and done again, until it is known what it
    takes by itself.
    """

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.watch: Watch | None = None
        self.doing = ""

    def do(self, act):
        """As any database does it; `doing` is what it is for."""
        for left in reversed(range(TRIES)):
            with suppress(Slowly), self.transaction() as session, self._timed(left):
                return act(session)
        raise AssertionError

    def _timed(self, left: int):
        return self.watch.timed(self.doing, left) if self.watch else nullcontext()

    async def perform(self, act, *, contended: bool = False):
        """As `do`."""
        del contended
        return self.do(act)


@dataclass
class Stage:
    """What a play is played on. `names` tells whose chat is whose."""

    language: str
    now: datetime = NOON
    times: bool = False
    scenes: list[Scene] = field(default_factory=list)
    names: dict[int, str] = field(default_factory=dict)
    screens: dict[tuple[str, int], dict[int, dict[str, Any]]] = field(default_factory=dict)
    typed: dict[str, int] = field(default_factory=dict)
    watch: Watch = field(init=False)
    tapped: set[tuple[str, str]] = field(default_factory=set)
    asked: set[tuple[str, str, str]] = field(default_factory=set)
    database: InPlace = field(default_factory=lambda: InPlace("sqlite://"))
    _updates: int = 0
    _messages: int = 0

    def __post_init__(self) -> None:
        self.loop = asyncio.Runner()
        self.watch = self.database.watch = Watch(times=self.times)
        self.bots = {
            name: Turns(self.database, scheme(), lambda: self.now, one.answer, one.forms, one.shows)
            for name, one in BOTS.items()
        }

    def close(self) -> None:
        """Give everything back."""
        self.loop.close()
        self.database.close()

    @contextmanager
    def work(self) -> Iterator[Work]:
        """Work on the rows, for what is not the play's subject."""
        with self.database.transaction() as session:
            yield Work(session, self.now, scheme())

    def next_update(self) -> int:
        """A number for what somebody does."""
        self._updates += 1
        return self._updates

    def take(self, event: Event, who: str, did: str, about: str) -> None:
        """Somebody does something: what all see then becomes a scene."""
        scene = Scene(event.bot, who, did)
        self.scenes.append(scene)
        arrived = Arrived(event.update_id, event.chat_id, {})
        self.database.do(lambda session: inbox.store(session, event.bot, [arrived], self.now))
        self.database.doing = f"{event.bot}: {who} {did}"
        with self.watch.looking():
            toast = self.loop.run(self.bots[event.bot].take(event))
        if toast:
            scene.shown.append(Shown(event.bot, who, f"{about} toast", toast, toast=True))
        self._deliver(scene, about)

    def tell(self, did: str, deed: Callable[[Work], object]) -> None:
        """Something is done elsewhere; what is told of it becomes a scene."""
        with self.work() as work:
            deed(work)
        self._scene_of_notices(did)

    def pass_time(self, did: str, **time: float) -> None:
        """Let time go by; whatever falls due is done at its hour."""
        until = self.now + timedelta(**time)
        self.database.doing = f"what is due: {did}"
        while self.now < until:
            self.now = self._next_due(until)
            with self.watch.looking():
                work_off_due(self.database, scheme(), self.now)
        self._scene_of_notices(did)

    def _next_due(self, until: datetime) -> datetime:
        """When the next thing falls due, or `until` if that comes first."""
        open_ = select(Due.due_at).where(col(Due.done_at).is_(None), Due.due_at > self.now)
        with self.database.transaction() as session:
            return min(session.exec(open_.order_by(col(Due.due_at))).first() or until, until)

    def _scene_of_notices(self, did: str) -> None:
        scene = Scene("", "", did)
        self._deliver(scene, "")
        if scene.shown:
            self.scenes.append(scene)

    def _deliver(self, scene: Scene, about: str) -> None:
        with self.watch.looking(), self.database.transaction() as session:
            self._put_into_words(session, scene, about)

    def _put_into_words(self, session: Session, scene: Scene, about: str) -> None:
        waiting = select(Outbox).where(Outbox.state == OutboxState.WAITING)
        replies = 0
        for row in session.exec(waiting.order_by(col(Outbox.urgency), col(Outbox.id))).all():
            body = self._in_words(session, row)
            row.state = OutboxState.SENT if body else OutboxState.CANCELLED
            row.ended_at = self.now
            session.add(row)
            if body:
                row.message_id = self._messages + 1
                replies += row.kind == SCREEN
                kind = about + (f" {replies}" if replies > 1 else "")
                kind = _asked(body) or kind if row.kind == SCREEN else row.kind
                self._show(session, scene, row, body, kind)

    def _in_words(self, session: Session, row: Outbox) -> dict[str, Any] | None:
        """As the sender does it: what takes long is worked out beside."""
        slow, left = SlowAnswers(), TRIES
        while True:
            left -= 1
            try:
                with session.begin_nested(), self.watch.timed(f"words of {row.kind}", left):
                    work = Work(session, self.now, scheme(), slow)
                    return render(work, row, BOTS[row.bot].renderers)
            except Unanswered as asked:
                wait([slow.find(asked)])
            except Slowly:
                continue

    def _show(
        self, session: Session, scene: Scene, row: Outbox, body: dict[str, Any], about: str
    ) -> None:
        assert body["text"] or body["file"], f"Telegram takes no empty message: {about}"
        self._messages += 1
        file = session.get(StoredFile, body["file"]) if body["file"] else None
        made = body.pop("made_now", None)
        seen = self.screens.setdefault((row.bot, row.chat_id), {})
        edited = body["edits"] if body["edits"] in seen else None
        seen[edited or self._messages] = body
        scene.shown.append(
            Shown(
                row.bot,
                self.names.get(row.chat_id, str(row.chat_id)),
                about,
                body["text"],
                tuple(tuple(line) for line in body["keyboard"]),
                _enclosed(file, made),
                edited is not None,
            )
        )


def _enclosed(file: StoredFile | None, made: MadeNow | None) -> Enclosed | None:
    if made:
        return Enclosed(made.name, "text/csv", made.content)
    return Enclosed(file.name, file.mime, file.content) if file else None


def _asked(body: dict[str, Any]) -> str:
    """The question that a message asks, by its buttons; nothing if it asks none."""
    data = [one.get("callback_data", "") for line in body["keyboard"] for one in line]
    form, question = next((one.split(":")[1:3] for one in data if one.startswith("f:")), ("", ""))
    return f"question {form.partition('.')[0]}.{question}" if form else ""


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """How long an answer may take before one is told to wait: in a play, for ever or not at all."""
    before, turns.LONG = turns.LONG, seconds
    try:
        yield
    finally:
        turns.LONG = before
