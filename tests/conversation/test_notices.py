"""A notice is put into words when it leaves, whole or not at all."""

from __future__ import annotations

from types import SimpleNamespace

from markupsafe import Markup

from bot.conversation.notices import render
from bot.conversation.screens import Screen
from bot.conversation.turns import SCREEN


class NobodyKnown:
    """A session in which no person is found."""

    def exec(self, _query):
        """Nothing."""
        return SimpleNamespace(one_or_none=lambda: None)


WORK = SimpleNamespace(session=NobodyKnown())
LONG = Markup("\n".join(f"Line {number} " + "x" * 90 for number in range(60)))


def rendered(kind: str, body: dict, renderers=None):
    """The body that leaves."""
    return render(WORK, kind, 5, body, renderers or {})


def test_a_reply_leaves_as_it_was_rendered():
    """Its words are kept."""
    body = Screen(Markup("Hello")).body()
    assert rendered(SCREEN, body) == body


def test_a_notice_is_made_from_its_ids():
    """In English where nobody is known."""
    notices = {"hello": lambda one: Screen(one.say("Hello {n}", n=one["visit"]))}
    assert rendered("hello", {"visit": 7}, notices) == Screen(Markup("Hello 7")).body()


def test_a_notice_without_a_reason_does_not_leave():
    """What it told is no longer so."""
    assert rendered("hello", {}, {"hello": lambda _: None}) is None


def test_a_long_notice_keeps_its_beginning():
    """Nothing is dropped in silence."""
    body = rendered("long", {}, {"long": lambda _: Screen(LONG)})
    assert body["text"].startswith("Line 0 ")
