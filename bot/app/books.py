"""Word lists and catalogues are read before somebody waits for them, beside everything else.

Read at the first word that somebody types after a start, they would hold everybody for more than a second of
processor, in a transaction.
"""

from __future__ import annotations

import threading
from datetime import date

from bot.conversation.speech import Speech, languages
from matching.places.gazetteer import gazetteer
from matching.questions.asked import is_question
from matching.times.agendas import by_day
from matching.understanding.reading import understand

SAMPLE = "We weave linen in Porto, and look for three days at a mill in Austria in May."


def open_beside() -> None:
    """Begin to read them; nobody has to wait for the end of it."""
    threading.Thread(target=open_all, name="books", daemon=True).start()


def open_all() -> None:
    """Read all that is kept of them from then on."""
    understand(SAMPLE)
    gazetteer()
    is_question(SAMPLE)
    by_day(f"Day 1: {SAMPLE}", [date.min])
    for language in languages():
        Speech(language)("Thank you")
