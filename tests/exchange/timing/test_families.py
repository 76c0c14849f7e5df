"""The table of reminders: a family stands in one file, and the call gives it its days."""

from __future__ import annotations

import pytest

from bot.desk.notices import RENDERERS as DESK_WORDS
from bot.participants.notices.applying import RENDERERS as WORDS
from bot.participants.notices.staying import STAY
from exchange.due import TRANSITIONS
from exchange.scheme.call import SCHEMES, SchemeInvalid
from exchange.timing.calls import open_call
from exchange.timing.families import FAMILIES, KINDS, SAID, SAID_AGAIN

SHIPPED = SCHEMES / "clusterxchange.toml"
TEXT = SHIPPED.read_text(encoding="utf-8")


def test_every_kind_is_done_in_one_place():
    """By its family, or as a change of state where the clock works its rows off."""
    assert {name for name, kind in KINDS.items() if kind.do is None} == set(TRANSITIONS)
    assert len(KINDS) == sum(len(family.kinds) for family in FAMILIES)


def test_every_reminder_has_its_words():
    """What a family says is in the words of the bot that says it."""
    assert {str(one) for one in SAID} <= {*WORDS, *STAY, *DESK_WORDS}
    assert {str(one) for one in SAID} >= SAID_AGAIN


@pytest.mark.parametrize("path", sorted(SCHEMES.glob("*.toml")), ids=lambda path: path.stem)
def test_every_call_that_is_shipped_has_days_for_each(path):
    """And each kind knows how long it is worth saying."""
    assert set(open_call(path.stem).reminders) == set(KINDS)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('"draft.waiting" = { days', '"draft.waited" = { days', "reminders: unknown: draft.waited"),
        ('"survey.open" = { days = [1], worth_saying_days = 60 }', "", "no days for survey.open"),
        ('"draft.waiting" = { days = [2]', '"draft.waiting" = { days = [0]', "draft.waiting.days"),
        ("{ days = [7, 1]", "{ days = [7, -1]", "reminders.departure.near.days: a day is"),
        ("{ days = [1],", "{ days = [1, 2],", "reminders.survey.open.days: one day is wanted"),
        ('"report.open" = { ', '"report.open" = { days = [1], ', "no days of its own"),
    ],
)
def test_a_call_whose_reminders_do_not_fit_is_refused(tmp_path, old, new, why):
    """It names the kind, before any bot starts with it."""
    assert old in TEXT
    path = tmp_path / "own.toml"
    path.write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(SchemeInvalid, match=why):
        open_call(path)
