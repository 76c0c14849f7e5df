"""All processes of a token share one pace: short bursts pass, the long run is held."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import col, select

from storage.queues import pace
from storage.queues.pace import Allowance, Rate
from storage.tables import Pace

NOW = 1_800_000_000.0
ALLOWED = Allowance(everyone=Rate(25, 29.5))


def passed(rate: Rate, times: list[float]) -> int:
    """How many messages at these times pass."""
    free_at, count = 0.0, 0
    for now in sorted(times):
        if rate.room(free_at, NOW + now):
            free_at, count = rate.after(free_at, NOW + now), count + 1
    return count


@given(st.lists(st.floats(0, 30), max_size=200), st.integers(1, 20), st.floats(0.5, 30))
def test_no_more_passes_than_the_burst_and_the_rate(times, burst, rate):
    """In any half minute."""
    assert passed(Rate(burst, rate), times) <= burst + rate * 30 + 1


@pytest.mark.parametrize(("chat", "most"), [(7, 63), (-7, 20)])
def test_a_minute_in_one_chat(chat, most):
    """About one a second for a person, twenty a minute for a group, however often one asks."""
    assert passed(ALLOWED.of(chat), [step / 50 for step in range(3000)]) == pytest.approx(
        most, abs=1
    )


def test_everything_together_uses_nearly_all_of_thirty_a_second():
    """And after the burst never more."""
    everyone = Allowance().everyone
    assert 29.4 * 60 <= passed(everyone, [step / 1000 for step in range(60_000)]) <= 30 * 60
    assert passed(everyone, [step / 1000 for step in range(1000)]) <= 33


@pytest.mark.parametrize("astray", [3600.0, 1e9])
def test_a_clock_that_was_set_back_stops_nobody(astray):
    """A moment far in the future cannot come from any burst."""
    assert ALLOWED.everyone.room(NOW + astray, NOW) == 25


def test_room_is_shared_and_spent(session):
    """What one process sends, the other has less."""
    rooms = []
    for _ in range(3):
        rooms.append(pace.room(session, "public", ALLOWED, NOW))
        pace.spend(session, "public", range(1, 11), ALLOWED, NOW)
    assert rooms == [25, 15, 5]
    assert pace.room(session, "public", ALLOWED, NOW) == 0
    assert pace.room(session, "desk", ALLOWED, NOW) == 25


def test_a_pause_is_silence_and_a_shorter_one_does_not_end_it(session):
    """The longest pause that Telegram asked for counts."""
    pace.room(session, "public", ALLOWED, NOW)
    pace.pause(session, "public", NOW + 10)
    pace.pause(session, "public", NOW + 1)
    session.expire_all()
    assert pace.room(session, "public", ALLOWED, NOW + 9.9) is None
    assert pace.room(session, "public", ALLOWED, NOW + 10.1) == 25


def silent(session, *chats: int) -> list[int]:
    """Those of the chats, 0 for all of them, in which the bot is silent now."""
    query = select(Pace.chat_id).where(Pace.paused_until > NOW, col(Pace.chat_id).in_(chats))
    return sorted(session.exec(query))


@pytest.mark.parametrize(
    ("spoken_to", "refused", "quiet"),
    [
        ((), (7,), [7]),
        ((), (7, 7), [7]),
        ((), (7, 8), [0, 7, 8]),
        ((7,) * 5, (7, 8), [7, 8]),  # whoever is spoken to fast is the reason
        ((7,) * 5 + (8,) * 5, (7, 8), [7, 8]),
        ((7,) * 5, (8, 7), [7, 8]),
        ((7,) * 5, (7, 8, 9), [0, 7, 8, 9]),
    ],
)
def test_who_is_refused_is_left_alone_and_all_are_when_others_are_too(
    session, spoken_to, refused, quiet
):
    """One who floods the bot silences it in their own chat."""
    pace.room(session, "public", ALLOWED, NOW)
    for chat in spoken_to:
        pace.spend(session, "public", [chat], ALLOWED, NOW)
    for chat in refused:
        pace.refused(session, "public", chat, NOW + 3, NOW)
    assert silent(session, 0, 7, 8, 9) == quiet
