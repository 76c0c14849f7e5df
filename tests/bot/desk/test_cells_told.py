"""What officers are told that a cell of their table may say is read when they write it there."""

from __future__ import annotations

import pytest

from bot.conversation.speech import Speech, in_all_languages, languages
from exchange.spreadsheets.cells import cell_readers
from storage.tables import ANSWERS
from tests.builders.records.works import scheme

OFFERED = [one for one in ANSWERS if one.of and hasattr(scheme(), one.of)]
NAMES = [one.name for one in OFFERED]


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("answer", OFFERED, ids=lambda one: one.name)
def test_every_choice_is_read_as_it_is_told(language, answer):
    """In the words of the catalogue, not by our names for it."""
    readers, say = cell_readers(scheme(), NAMES, in_all_languages), Speech(language)
    for option in getattr(scheme(), answer.of):
        found = readers[answer.name](str(say(option.label)))
        assert found == ((option.id,) if answer.several else option.id)
