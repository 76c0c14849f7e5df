"""A notice is put into words when it leaves, whole or not at all."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace

from markupsafe import Markup

from bot.conversation.notices import render
from bot.conversation.screens import Screen
from bot.conversation.turns import SCREEN
from exchange.work import PARTICIPANTS
from storage.tables import Outbox


class NobodyKnown:
    """A session in which no person is found."""

    def exec(self, _query):
        """Nothing."""
        return SimpleNamespace(one_or_none=lambda: None)


NOW = datetime(2027, 3, 1, 9, 30, tzinfo=UTC)
WORK = SimpleNamespace(session=NobodyKnown())
LONG = Markup("\n".join(f"Line {number} " + "x" * 90 for number in range(60)))


def rendered(kind: str, body: dict, renderers=None):
    """The body that leaves."""
    row = Outbox(bot="participants", chat_id=5, kind=kind, body=body, made_at=NOW)
    return render(WORK, row, renderers or {})


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


def test_a_message_that_may_have_arrived_says_so():
    """With its time, where the reader lives, and a reference; the words follow unchanged."""
    row = Outbox(
        id=12,
        bot=PARTICIPANTS,
        chat_id=5,
        kind=SCREEN,
        body=Screen(Markup("Hello")).body(),
        made_at=NOW,
    )
    row.repeats = 1
    once_more = "Once more, in case it did not reach you: our message of 10:30, reference M-12."
    assert render(WORK, row, {})["text"] == f"{once_more}\n\nHello"
