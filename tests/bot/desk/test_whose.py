"""Pages with figures say whose they are: the Partnership's own, or those of all together."""

from __future__ import annotations

import pytest

from bot.desk.answers import KIT
from storage.tables import Person
from tests.builders.bots.talks import answered, text
from tests.builders.records.pairs import build_pair
from tests.builders.records.rows import waiting_application


@pytest.mark.parametrize(
    ("command", "whose"),
    [
        ("start", "Loom Ring"),
        ("queue", "🏛 <b>Loom Ring</b>"),
        ("exchanges", "🏛 <b>Loom Ring</b>"),
        ("stats", "🏛 <b>Loom Ring</b>"),
    ],
)
def test_a_page_with_figures_says_whose_they_are(work, command, whose):
    """An officer forwards them, and has forgotten next week at whose desk they were read."""
    pair = build_pair(work)
    waiting_application(work)
    reader = work.load(Person, pair.vop_officer.person_id)
    assert whose in text(answered(work, reader, KIT.answer, command=command))


def test_an_empty_queue_says_whose_it_is(work):
    """Nothing waits there; elsewhere something may."""
    reader = work.load(Person, build_pair(work).vop_officer.person_id)
    assert text(answered(work, reader, KIT.answer, command="queue")).startswith(
        "🏛 <b>Loom Ring</b>"
    )
