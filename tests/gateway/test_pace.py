"""Buckets let short bursts pass and hold the long run to the rate."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.gateway import pace
from bot.gateway.pace import Bucket, Pace


class Moved:
    """A clock in seconds."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        """Now."""
        return self.now


@pytest.fixture
def clock(monkeypatch) -> Moved:
    """A clock that stands still until it is moved."""
    found = Moved()
    monkeypatch.setattr(pace, "monotonic", found)
    return found


def passed(bucket: Bucket, times: list[float]) -> int:
    """How many of the calls at these times pass."""
    count = 0
    for now in sorted(times):
        if bucket.wait(now) == 0:
            bucket.take()
            count += 1
    return count


@given(
    st.lists(st.floats(0, 60), max_size=200),
    st.integers(1, 20),
    st.floats(0.1, 30),
)
def test_no_bucket_lets_more_pass_than_its_size_and_rate(times, size, rate):
    """In any minute at most the burst and what flowed in meanwhile."""
    assert passed(Bucket(size, rate), times) <= size + rate * 60 + 1e-6


def test_a_bucket_tells_how_long_to_wait():
    """At two a second an empty bucket has its next token in half a second."""
    bucket = Bucket(size=1, rate=2)
    waits = [bucket.wait(10.0)]
    bucket.take()
    waits += [bucket.wait(10.0), bucket.wait(10.25), bucket.wait(10.5)]
    assert waits == [0.0, 0.5, 0.25, 0.0]


@pytest.mark.parametrize(("chat", "burst"), [(5, 6), (-5, 5)])
def test_a_chat_is_busy_after_its_burst(clock, chat, burst):
    """A person's chat takes six at once, a group five; other chats are free."""
    one = Pace()
    for _ in range(burst - 1):
        one.spend(chat)
    before = one.busy_chats()
    one.spend(chat)
    assert (before, one.busy_chats()) == ([], [chat])


@pytest.mark.parametrize(("chat", "rest"), [(5, 1.0), (-5, 3.0)])
def test_a_busy_chat_is_free_again_after_a_rest(clock, chat, rest):
    """A second for a person, three for a group; at rest it is forgotten."""
    one = Pace()
    for _ in range(6 if chat > 0 else 5):
        one.spend(chat)
    clock.now += rest
    assert one.busy_chats() == []
    clock.now += 60
    assert (one.busy_chats(), one.chats) == ([], {})


def test_all_chats_together_have_an_allowance(clock):
    """Twenty-five at once, then what flows in."""
    one = Pace()
    allowed = [one.allowance()]
    for chat in range(25):
        one.spend(chat)
    allowed.append(one.allowance())
    clock.now += 0.5
    assert [*allowed, one.allowance()] == [25, 0, 14]


def test_a_pause_is_silence_and_a_shorter_one_does_not_end_it(clock):
    """The longest pause that Telegram asked for counts."""
    one = Pace()
    one.pause(10)
    one.pause(1)
    clock.now += 9.9
    during = one.allowance()
    clock.now += 0.2
    assert (during, one.allowance()) == (0, 25)
