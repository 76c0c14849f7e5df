"""How much the proofs try: enough for every run, or as much as before a release.

`CXC_CRASH=release` makes the crash tests kill and send more, and the state machines try a thousand
series of fifty steps each.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

RELEASE = os.environ.get("CXC_CRASH") == "release"


def of_a_machine(examples: int) -> settings:
    """How long a state machine is let run; the same series each time, but before a release."""
    return settings(
        max_examples=1000 if RELEASE else examples,
        stateful_step_count=50,
        deadline=None,
        derandomize=not RELEASE,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
