"""Whatever senders, lines, clocks and people do: nothing is said twice in silence, or lost."""

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

from bot.gateway import errors
from bot.gateway.outgoing.outcomes import Hooks, Policy, resolve_uncertain, settle
from storage.care.clock_repair import set_right
from storage.queues import chats, claiming, instances, outbox
from storage.queues.claiming import Claimant, Held
from storage.queues.outbox import Letter
from storage.queues.pace import Allowance, Rate
from storage.tables import Chat, Instance, Outbox, OutboxState, Pace, Urgency
from tests.builders.databases import IN_MEMORY
from tests.machines import try_machine
from tests.sizes import of_a_machine

if TYPE_CHECKING:
    from storage.engine.database import Database

BOT = "public"
FREELY = Allowance(Rate(1000, 1000), Rate(1000, 1000), Rate(1000, 1000))
BEGIN = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
HOOKS = Hooks(lambda *_: None, lambda *_: None, {"news": Policy.REPEAT, "word": Policy.DROP}.get)
SENDERS = st.sampled_from(["a", "b", "c"])
CHATS = st.sampled_from([1, 2])
OPEN = {OutboxState.WAITING, OutboxState.SENDING}
FAULTS = st.sampled_from(
    [
        errors.Uncertain("no answer"),
        errors.NotSent("no line"),
        errors.Throttled(7),
        errors.Unreachable("blocked"),
        errors.Refused("too long"),
    ]
)

pytestmark = pytest.mark.proofs


class Post(RuleBasedStateMachine):
    """Three senders, two chats, a Telegram that remembers what it was given."""

    database: Database

    def __init__(self) -> None:
        super().__init__()
        self.now = BEGIN
        self.held: dict[str, list[Held]] = defaultdict(list)
        self.names = {one: f"{one}0" for one in "abc"}
        self.silent: set[str] = set()  # senders that live but give no sign of it
        self.delivered: list[tuple[int, int, int]] = []  # chat, message, how often repeated
        self.keys: set[str] = set()
        self.posted = 0
        self.out_of_order: set[int] = set()  # tried again by hand, or met by a clock set back

    @initialize()
    def open_database(self) -> None:
        """An empty outbox, and three senders at work."""
        with self.database.transaction() as session:
            for table in (Outbox, Pace, Chat, Instance):
                session.execute(sa.delete(table))
            for chat in (1, 2):
                chats.open_chat(session, BOT, chat, self.now)
        self.give_signs_of_life()

    def give_signs_of_life(self) -> None:
        """Every sender that does not hang."""
        with self.database.transaction() as session:
            for one, name in self.names.items():
                if one not in self.silent:
                    instances.beat(session, name, ["sender"], self.now)

    @rule(
        chat=CHATS,
        urgency=st.sampled_from(Urgency),
        key=st.none() | st.sampled_from(["x", "y", "z"]),
        kind=st.sampled_from(["news", "word"]),
    )
    def post(self, chat, urgency, key, kind):
        """A fact with a key is posted once; a reply has none."""
        with self.database.transaction() as session:
            letter = Letter(BOT, chat, kind, {"edits": None}, key, urgency)
            outbox.post(session, [letter], self.now)
        self.posted += key not in self.keys
        self.keys |= {key} - {None}

    @rule(sender=SENDERS, limit=st.integers(1, 3))
    def claim(self, sender, limit):
        """What a sender takes nobody else has."""
        with self.database.transaction() as session:
            who = Claimant(BOT, self.names[sender], FREELY)
            rows = claiming.claim(session, who, self.now, limit=limit)
            for row in rows:
                if row.blocked:
                    outbox.close(session, row.id, OutboxState.CANCELLED, "blocked", self.now)
        self.held[sender] += [row for row in rows if not row.blocked]

    @precondition(lambda self: any(self.held.values()))
    @rule(data=st.data(), arrives=st.booleans(), fault=st.none() | FAULTS)
    def send(self, data, arrives, fault):
        """A message arrives or not, and its sender hears of it or of a fault."""
        sender = data.draw(st.sampled_from(sorted(one for one, held in self.held.items() if held)))
        row = self.held[sender].pop(0)
        if fault is None or (arrives and isinstance(fault, errors.Uncertain)):
            self.delivered.append((row.chat_id, row.id, row.repeats))
        with self.database.transaction() as session:
            if fault is None:
                outbox.finish(session, [(row.id, 7)], self.now)
            else:
                settle(session, row, fault, self.now, HOOKS)

    @rule(sender=SENDERS, arrived=st.integers(0, 3))
    def crash(self, sender, arrived):
        """A sender is killed: of what it held some has arrived, and nobody is told."""
        for row in self.held.pop(sender, [])[:arrived]:
            self.delivered.append((row.chat_id, row.id, row.repeats))
        dead = self.names[sender]
        self.names[sender] = f"{sender}{int(dead[1:]) + 1}"
        self.silent.discard(sender)
        with self.database.transaction() as session:
            long_ago = self.now - timedelta(days=1)
            mark = sa.update(Instance).where(Instance.id == dead).values(seen_at=long_ago)
            session.execute(mark)
        self.give_signs_of_life()

    @rule(sender=SENDERS)
    def hang(self, sender):
        """A sender gives no sign of life for a while, and goes on later as if nothing had been."""
        self.silent.add(sender)

    @rule(sender=SENDERS)
    def wake(self, sender):
        """It is back."""
        self.silent.discard(sender)

    @rule()
    def take_over_dead(self):
        """Somebody looks for the dead."""
        self.give_signs_of_life()
        with self.database.transaction() as session:
            instances.take_over_dead(session, self.now)

    @rule()
    def keep_house(self):
        """What may have arrived is said once more, or let be."""
        with self.database.transaction() as session:
            resolve_uncertain(session, BOT, self.now, HOOKS)

    @rule(seconds=st.sampled_from([1, 8, 15, 30, 600, 7200]))
    def time_passes(self, seconds):
        """Seconds or hours."""
        self.now += timedelta(seconds=seconds)
        self.give_signs_of_life()

    @rule(seconds=st.sampled_from([30, 3600, 400 * 86400]), sign=st.sampled_from([1, -1]))
    def clock_jumps(self, seconds, sign):
        """Somebody sets it; the next tick sees it."""
        self.now += sign * timedelta(seconds=seconds)
        with self.database.transaction() as session:
            set_right(session, self.now)
            self.out_of_order |= set(session.exec(select(Outbox.id)))
        self.give_signs_of_life()

    @rule(chat=CHATS, blocks=st.booleans())
    def person_blocks(self, chat, blocks):
        """Or is back."""
        with self.database.transaction() as session:
            if blocks:
                chats.block_chat(session, BOT, chat, self.now)
            else:
                chats.open_chat(session, BOT, chat, self.now)

    @precondition(lambda self: self.posted)
    @rule(data=st.data())
    def try_again(self, data):
        """An officer taps on a message that was given up."""
        with self.database.transaction() as session:
            ids = sorted(session.exec(select(Outbox.id)))
            row_id = data.draw(st.sampled_from(ids))
            if outbox.try_again(session, row_id, self.now):
                self.out_of_order.add(row_id)

    def rows(self) -> list[Outbox]:
        """Every message."""
        with self.database.transaction() as session:
            return list(session.exec(select(Outbox)))

    @invariant()
    def accounts_balance(self):
        """Nothing twice in silence, nothing sent that did not arrive, nothing out of order."""
        rows = self.rows()
        self.nothing_twice_in_silence()
        self.sent_means_delivered(rows)
        self.one_at_a_time_in_a_chat(rows)
        self.order_is_kept(rows)

    def nothing_twice_in_silence(self):
        """A second time is said to be one."""
        assert max(Counter(self.delivered).values(), default=0) <= 1

    def sent_means_delivered(self, rows):
        """And each message that was posted has one state."""
        arrived = {row_id for _, row_id, _ in self.delivered}
        assert {row.id for row in rows if row.state is OutboxState.SENT} <= arrived
        assert len(rows) == self.posted
        assert all((row.ended_at is None) == (row.state in OPEN) for row in rows)

    def one_at_a_time_in_a_chat(self, rows):
        """Or the second might be read first."""
        sending = Counter(row.chat_id for row in rows if row.state is OutboxState.SENDING)
        assert max(sending.values(), default=0) <= 1

    def order_is_kept(self, rows):
        """Within a chat, and among messages as urgent as each other."""
        urgency = {row.id: row.urgency for row in rows}
        read = defaultdict(list)
        for chat, row_id, repeats in self.delivered:
            if not repeats and row_id not in self.out_of_order:
                read[chat, urgency[row_id]].append(row_id)
        assert all(ids == sorted(ids) for ids in read.values())

    def teardown(self):
        """When the trouble is over everything comes to an end."""
        for _ in range(200):
            self.silent.clear()
            self.time_passes(30)
            self.take_over_dead()
            self.claim("a", 3)
            with self.database.transaction() as session:
                for sender in "abc":
                    for row in self.held.pop(sender, []):
                        self.delivered.append((row.chat_id, row.id, row.repeats))
                        outbox.finish(session, [(row.id, 7)], self.now)
            if not any(row.state in OPEN for row in self.rows()):
                break
        self.nothing_twice_in_silence()
        assert {str(row.state) for row in self.rows() if row.state in OPEN} == set()


def test_outbox_machine_on_sqlite():
    """In memory, for many series."""
    try_machine(Post, IN_MEMORY, of_a_machine(40))


def test_outbox_machine_on_postgresql(server):
    """A few series; its rows are locked otherwise."""
    try_machine(Post, server.database(), settings(of_a_machine(6), max_examples=6))
