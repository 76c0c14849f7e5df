"""That something is on hold, for whoever asks where they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.conversation.speech import Speech
    from storage.tables import Hold


def line(say: Speech, hold: Hold | None) -> str:
    """Until when something rests, for whoever asks where they are."""
    if hold is None:
        return ""
    return say("⏸ On hold until {until}: nothing is due from you.", until=hold.until)
