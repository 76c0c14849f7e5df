"""What is away is told once, asked again with growing pauses, and told once when it is back."""

from __future__ import annotations

from storage.engine.away import Away


def test_it_is_told_once_and_asked_ever_more_seldom(caplog):
    """However long it is away, and whatever the reasons are; then from the beginning again."""
    line = Away("the line", first=1, longest=8)
    line.back()
    assert [line.gone(f"reason {n}") for n in range(6)] == [1, 2, 4, 8, 8, 8]
    line.back()
    line.back()
    assert line.gone("again") == 1
    assert [one.getMessage() for one in caplog.records] == [
        "the line is away (reason 0): trying again, with growing pauses",
        "the line is back",
        "the line is away (again): trying again, with growing pauses",
    ]


def test_who_asks_for_a_longer_pause_is_given_it():
    """Telegram knows how long it wants to be left alone."""
    assert Away("the line", first=1).gone("flood", asked=30) == 30
