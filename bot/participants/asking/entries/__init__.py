"""What is answered to which question: a file for each time at which it is asked, in the order of the way.

The id of an entry is that of its phrasings (`matching.questions`). `own` adds what is true of the
person who asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.participants.asking.entries.around import AROUND
from bot.participants.asking.entries.before import BEFORE
from bot.participants.asking.entries.money import MONEY
from bot.participants.asking.entries.pairing import PAIRING
from bot.participants.asking.entries.visiting import VISITING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.participants.asking.entries.entry import Entry

ENTRIES: Mapping[str, Entry] = {**BEFORE, **MONEY, **PAIRING, **VISITING, **AROUND}
