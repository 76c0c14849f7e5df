"""What a command shows is called by its name: “show me my invitations”; nothing is asked first."""

from __future__ import annotations

import pytest

from bot.conversation.commands import named_by
from bot.participants.commands import COMMANDS

ALWAYS_ASKED = {"start", "apply", "partner", "withdraw", "deletemydata", "cancel", "help"}
"""They begin or change something, or are small words."""


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("show me hosts", "hosts"),
        ("I would like to see the hosts again, please", None),  # too much is told
        ("Zeig mir bitte die Gastgeber", "hosts"),
        ("my invitations", "invitations"),
        ("Zeige meine Einladungen!", "invitations"),
        ("my exchange", "exchanges"),
        ("Status?", "status"),
        ("open my data", "mydata"),
        ("Sprache ändern", "language"),
        ("funding", "opportunities"),
        ("show me the moon", None),
        ("please", None),
    ],
)
def test_words_name_what_is_shown(words, name):
    """In English and in German, with what people say around it."""
    found = named_by(words, COMMANDS)
    assert (found.name if found else None) == name


def test_every_command_that_only_shows_has_words():
    """A new one is called by words from its first day on."""
    assert {one.name for one in COMMANDS if not one.words} == ALWAYS_ASKED


def test_no_word_names_two_commands():
    """Nobody is shown something else than what they named."""
    words = [word for one in COMMANDS for word in one.words]
    assert len(words) == len(set(words))
