"""Why a host fits, and what does not: a matcher's reasons in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.conversation.speech import Speech
    from exchange.scheme import Scheme
    from matching.rank import Match


def good(say: Speech, scheme: Scheme, match: Match) -> Sequence[str]:
    """The three strongest reasons."""
    del say, scheme, match
    return ()
