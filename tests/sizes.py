"""How much is tried: enough while one works, more where it lands, most before a release.

`CXC_EXAMPLES` is how much of the examples each property is tried with: a third unless it is said;
others each time, so that many runs try all. `CXC_CRASH=release` takes all of them, makes the crash tests
kill and send more, and the state machines try a thousand series of fifty steps each.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from hypothesis import HealthCheck, settings

RELEASE = os.environ.get("CXC_CRASH") == "release"
SHARE = float(os.environ.get("CXC_EXAMPLES") or (1 if RELEASE else 0.33))


def examples(whole: int) -> int:
    """How many examples a property is tried with in this run, of those that it is worth."""
    return max(5, round(whole * SHARE))


@dataclass(frozen=True)
class Sizes:
    """How much the crash tests do."""

    kills: int
    people: int
    messages_each: int
    senders: int
    seeds: int
    receiver_kills: int
    updates: int
    server_kills: int
    faulty_messages: int
    stops: int
    any_updates: int
    personas: int
    lives: int
    exchanges: int


EVERY_RUN = Sizes(15, 400, 5, 2, 3, 8, 1_600, 5, 1_000, 1, 3_000, 200, 24, 6)
BEFORE_A_RELEASE = Sizes(
    300, 2_500, 20, 4, 20, 100, 20_000, 50, 10_000, 20, 100_000, 2_000, 1_000, 1_000
)
SIZES = BEFORE_A_RELEASE if RELEASE else EVERY_RUN


def of_a_machine(count: int) -> settings:
    """How long a state machine is let run; the same series each time, but before a release."""
    return settings(
        max_examples=1000 if RELEASE else count,
        stateful_step_count=50,
        deadline=None,
        derandomize=not RELEASE,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
