"""However senders ask and clocks jump: the pace is kept over any time, and nobody is held for ever."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
)

from storage.care.clock_repair import LONGEST_SILENCE, set_right
from storage.queues import claiming, outbox, pace
from storage.queues.claiming import Claimant
from storage.queues.outbox import Letter
from storage.queues.pace import Allowance
from storage.tables import Outbox, Pace, Urgency
from tests.builders.databases import IN_MEMORY, migrated_database
from tests.machines import try_machine
from tests.sizes import of_a_machine

if TYPE_CHECKING:
    from storage.engine.database import Database

BOT = "public"
ALLOWED = Allowance()
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
BEGIN = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
PEOPLE, GROUPS = range(1, 31), (-1, -2)
EVERYBODY = 0

pytestmark = pytest.mark.proofs


class Speak(RuleBasedStateMachine):
    """A bot with many people to write to and two groups, and what left to whom and when."""

    database: Database

    def __init__(self) -> None:
        super().__init__()
        self.now = BEGIN
        self.left: dict[int, list[datetime]] = defaultdict(list)
        self.silent_until = LONG_AGO

    @initialize()
    def many_messages(self) -> None:
        """Notices for everybody, more than may leave in a minute."""
        with self.database.transaction() as session:
            session.execute(sa.delete(Outbox))
            session.execute(sa.delete(Pace))
        self.post(8)

    @rule(each=st.integers(1, 5))
    def post(self, each):
        """More notices for everybody."""
        letters = [Letter(BOT, chat, "k") for _ in range(each) for chat in (*PEOPLE, *GROUPS)]
        with self.database.transaction() as session:
            outbox.post(session, letters, self.now - timedelta(minutes=1))

    @rule(limit=st.integers(1, 60))
    def send(self, limit):
        """A sender takes what may leave, and it leaves."""
        self.claim(limit)

    def claim(self, limit: int) -> int:
        """How many left."""
        with self.database.transaction() as session:
            who = Claimant(BOT, "me", ALLOWED)
            rows = claiming.claim(session, who, self.now, limit=limit)
            outbox.finish(session, [(row.id, 1) for row in rows], self.now)
        for row in rows:
            assert self.now >= self.silent_until
            self.left[row.chat_id].append(self.now)
            self.left[EVERYBODY].append(self.now)
        return len(rows)

    @rule(steps=st.integers(5, 30), milliseconds=st.sampled_from([7, 33, 100, 450]))
    def send_busily(self, steps, milliseconds):
        """A sender that asks again and again."""
        for _ in range(steps):
            self.time_passes(milliseconds)
            self.claim(10)

    @rule(milliseconds=st.sampled_from([1, 20, 333, 1000, 4000, 20_000]))
    def time_passes(self, milliseconds):
        """Moments or seconds."""
        self.now += timedelta(milliseconds=milliseconds)

    @rule(seconds=st.sampled_from([1, 5, 30]))
    def telegram_asks_for_silence(self, seconds):
        """429: nothing leaves until then, and a shorter silence does not end a longer one."""
        until = self.now + timedelta(seconds=seconds)
        with self.database.transaction() as session:
            pace.room(session, BOT, ALLOWED, self.now.timestamp())
            pace.pause(session, BOT, until.timestamp())
        self.silent_until = max(self.silent_until, until)

    @rule(seconds=st.sampled_from([-0.5, -20, -3600, -90 * 86400, 3600, 90 * 86400]))
    def clock_jumps(self, seconds):
        """What left before is no measure for what leaves after; the next tick sees the jump."""
        self.now += timedelta(seconds=seconds)
        self.left.clear()
        if self.silent_until > self.now + LONGEST_SILENCE:
            self.silent_until = LONG_AGO
        with self.database.transaction() as session:
            set_right(session, self.now)

    @invariant()
    def never_beyond_what_is_allowed(self):
        """Over any time: a burst, and so many a second."""
        for chat, times in self.left.items():
            rate = ALLOWED.everyone if chat == EVERYBODY else ALLOWED.of(chat)
            for begin in range(max(0, len(times) - 120), len(times)):
                seconds = (times[-1] - times[begin]).total_seconds()
                assert len(times) - begin <= rate.burst + rate.a_second * seconds + 0.01

    def teardown(self):
        """Nobody is held for ever: when silence and the doubt about a clock are over, it speaks."""
        self.post(1)
        self.now = max(self.now, self.silent_until) + timedelta(seconds=pace.ASTRAY + 1)
        assert self.claim(100) >= ALLOWED.everyone.burst


def test_pace_machine():
    """In memory; the arithmetic is the same on each database."""
    try_machine(Speak, IN_MEMORY, of_a_machine(10))


def test_replies_pass_a_pace_that_is_used_up():
    """A person who taps is not made to wait for our caution."""
    database = migrated_database()
    with database.transaction() as session:
        letters = [Letter(BOT, chat, "k", urgency=Urgency.REPLY) for chat in range(1, 101)]
        outbox.post(session, letters, BEGIN)
        who = Claimant(BOT, "me", ALLOWED)
        taken = [len(claiming.claim(session, who, BEGIN, limit=50)) for _ in range(3)]
    database.close()
    assert taken == [50, 50, 0]
