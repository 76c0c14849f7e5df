"""Which messages are said once more when nobody knows whether they arrived."""

from __future__ import annotations

from bot.gateway.outgoing.outcomes import Policy
from exchange.timing.families import SAID_AGAIN


def policy_of(kind: str) -> Policy:
    """What to do when nobody knows whether a message of this kind arrived."""
    return Policy.DROP if kind in SAID_AGAIN else Policy.REPEAT
