"""Whatever Telegram, workers and clocks do: every update is done once, in the order of its chat."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)
from sqlmodel import select

from storage.care.clock_repair import set_right
from storage.queues import inbox
from storage.queues.inbox import Arrived
from storage.tables import Inbox
from tests.builders.databases import IN_MEMORY
from tests.machines import try_machine
from tests.sizes import of_a_machine

if TYPE_CHECKING:
    from storage.engine.database import Database

BOT = "public"
BEGIN = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
WORKERS = st.sampled_from(["a", "b", "c"])

pytestmark = pytest.mark.proofs


class Deliver(RuleBasedStateMachine):
    """Three workers, three chats, and a Telegram that delivers again what it may have delivered."""

    database: Database

    def __init__(self) -> None:
        super().__init__()
        self.now = BEGIN
        self.chats: dict[int, int] = {}  # the chat of each update that was ever sent
        self.hands: dict[str, list[Arrived]] = defaultdict(list)
        self.ghosts: list[Arrived] = []  # in the hands of workers that were taken for dead
        self.done: list[int] = []
        self.given_up: set[int] = set()

    @initialize()
    def empty(self) -> None:
        """No updates yet."""
        with self.database.transaction() as session:
            session.execute(sa.delete(Inbox))

    @rule(
        chats=st.lists(st.sampled_from([0, 10, 20]), min_size=1, max_size=3),
        again=st.integers(0, 3),
    )
    def deliver(self, chats, again):
        """New updates, and the last ones once more."""
        known = sorted(self.chats)[-again:] if again else []
        fresh = {len(self.chats) + n: chat for n, chat in enumerate(chats, 1)}
        self.chats |= fresh
        updates = [Arrived(n, self.chats[n], {"update_id": n}) for n in (*known, *fresh)]
        with self.database.transaction() as session:
            assert inbox.store(session, BOT, updates, self.now) == len(fresh)

    @rule(worker=WORKERS, limit=st.integers(1, 3))
    def claim(self, worker, limit):
        """A worker takes what nobody works on."""
        with self.database.transaction() as session:
            self.hands[worker] += inbox.claim(session, BOT, worker, self.now, limit=limit)

    def take(self, data) -> Arrived:
        """Something that a worker has in hand."""
        worker = data.draw(st.sampled_from(sorted(one for one, held in self.hands.items() if held)))
        held = self.hands[worker]
        return held.pop(data.draw(st.integers(0, len(held) - 1)))

    @precondition(lambda self: any(self.hands.values()))
    @rule(data=st.data())
    def finish(self, data):
        """It is done, together with what it changes."""
        self.end(self.take(data))

    def end(self, update: Arrived) -> None:
        """What it changes is kept only if it was not done before."""
        with self.database.transaction() as session:
            if inbox.finish(session, BOT, update.update_id, self.now):
                self.done.append(update.update_id)

    @precondition(lambda self: any(self.hands.values()))
    @rule(data=st.data())
    def fail(self, data):
        """It could not be done; after five times it is set aside."""
        update = self.take(data)
        with self.database.transaction() as session:
            if inbox.fail(session, BOT, update.update_id, self.now, "boom"):
                self.given_up.add(update.update_id)

    @precondition(lambda self: any(self.hands.values()))
    @rule(data=st.data())
    def give_back(self, data):
        """The database was away: it was not begun."""
        update = self.take(data)
        with self.database.transaction() as session:
            inbox.give_back(session, BOT, update.update_id)

    @rule(worker=WORKERS, lives=st.booleans())
    def take_for_dead(self, worker, lives):
        """What a dead worker held is free; one that only hung may still end what it began."""
        held = self.hands.pop(worker, [])
        with self.database.transaction() as session:
            assert inbox.release(session, [worker]) == len(held)
        if lives:
            self.ghosts += held

    @precondition(lambda self: self.ghosts)
    @rule()
    def ghost_ends(self):
        """A worker that was taken for dead ends what it began."""
        self.end(self.ghosts.pop(0))

    @precondition(lambda self: self.given_up)
    @rule(data=st.data())
    def try_again(self, data):
        """Somebody mended the reason."""
        number = data.draw(st.sampled_from(sorted(self.given_up)))
        with self.database.transaction() as session:
            assert inbox.try_again(session, BOT, number)
        self.given_up.remove(number)

    @rule(seconds=st.sampled_from([0.3, 1, 5, 3600, -1, -3600, 400 * 86400, -400 * 86400]))
    def clock_goes(self, seconds):
        """Or jumps; the next tick sees it."""
        self.now += timedelta(seconds=seconds)
        with self.database.transaction() as session:
            set_right(session, self.now)

    @invariant()
    def accounts_balance(self):
        """Everything that came is open, done or set aside; nothing is done twice."""
        with self.database.transaction() as session:
            rows = session.exec(select(Inbox)).all()
        assert {row.update_id: row.chat_id for row in rows} == self.chats
        assert max(Counter(self.done).values(), default=0) <= 1
        ended = {row.update_id for row in rows if row.done_at}
        assert ended == set(self.done) | self.given_up
        assert {row.update_id for row in rows if row.set_aside} == self.given_up

    @invariant()
    def one_at_a_time_in_a_chat(self):
        """Two workers never work for one chat at once, and none on what is not its first."""
        held = [one for hands in self.hands.values() for one in hands]
        assert max(Counter(one.chat_id for one in held).values(), default=0) <= 1

    def teardown(self):
        """When the trouble is over everything is done, chat by chat in order."""
        for worker in "abc":
            self.take_for_dead(worker, lives=False)
        self.now += timedelta(hours=2)
        begin = len(self.done)
        for _ in range(len(self.chats) + 1):
            self.claim("a", 3)
            for update in self.hands.pop("a", []):
                self.end(update)
        drained = [(self.chats[number], number) for number in self.done[begin:]]
        by_chat = sorted(drained, key=lambda pair: pair[0])
        assert (by_chat, set(self.done) | self.given_up) == (sorted(drained), set(self.chats))


def test_inbox_machine_on_sqlite():
    """In memory, for many series."""
    try_machine(Deliver, IN_MEMORY, of_a_machine(30))


def test_inbox_machine_on_postgresql(server):
    """A few series; its rows are locked otherwise."""
    try_machine(Deliver, server.database(), settings(of_a_machine(6), max_examples=6))
