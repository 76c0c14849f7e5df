"""Coverage is held to a floor in every room that has one."""

from __future__ import annotations

import pytest

from tests.floors import room, share

FILES = {
    "bot/desk/cards.py": {
        "covered_lines": 6,
        "num_statements": 8,
        "covered_branches": 0,
        "num_branches": 2,
    },
    "bot/desking.py": {
        "covered_lines": 4,
        "num_statements": 4,
        "covered_branches": 6,
        "num_branches": 6,
    },
}


@pytest.mark.parametrize(
    ("name", "reached"), [("bot/desk", 60.0), ("bot", 80.0), (".", 80.0), ("exchange", 100.0)]
)
def test_a_room_is_its_files_at_any_depth(name, reached):
    """Statements and branches count alike; a name that begins so is no room."""
    assert share(room(FILES, name)) == reached
