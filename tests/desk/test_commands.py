"""The desk's commands: what is answered, recognised, and listed in the menu."""

from __future__ import annotations

from bot.desk import answers, routes
from bot.gateway.menus import DESK_MENU


def test_every_command_is_recognised_and_answered():
    """One that is missing in a list would be dead."""
    assert set(routes.COMMANDS) == set(answers.COMMANDS)
    assert set(DESK_MENU) <= set(answers.COMMANDS)
