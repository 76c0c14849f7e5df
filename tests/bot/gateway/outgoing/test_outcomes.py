"""What a sender learns of a message counts as long as the message is its own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from bot.gateway import errors
from bot.gateway.outgoing.outcomes import SOON, Hooks, Policy, resolve_uncertain, settle
from storage.queues import chats, claiming, outbox, pace
from storage.queues.claiming import Claimant, Held
from storage.queues.outbox import Letter
from storage.queues.pace import Allowance, Rate
from storage.tables import Outbox

NOW = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)
FREELY = Allowance(*(Rate(1000, 1000),) * 4)
HOOKS = Hooks(lambda *_: None, lambda *_: None, lambda _kind: Policy.REPEAT)
LATE_NEWS = [
    errors.NotSent("no line"),
    errors.Throttled(5),
    errors.Uncertain("no answer"),
    errors.Refused("too long"),
    errors.Unreachable("blocked"),
]


@pytest.fixture
def session(database):
    """One transaction that lasts as long as the test."""
    with database.transaction() as found:
        yield found


def claim(session, owner: str, now: datetime) -> Held:
    """The one message, taken."""
    (held,) = claiming.claim(session, Claimant("public", owner, FREELY), now, limit=1)
    return held


def state(session) -> tuple[str, int]:
    """What became of the message, and how often it was repeated."""
    state, repeats = session.exec(select(Outbox.state, Outbox.repeats)).one()
    return str(state), repeats


@pytest.fixture
def hung(session) -> Held:
    """A message in the hands of a sender that hangs, is taken for dead and said once more."""
    outbox.post(session, [Letter("public", 1, "news")], NOW)
    held = claim(session, "hung", NOW)
    outbox.orphan(session, ["hung"], NOW)
    resolve_uncertain(session, "public", NOW + SOON, HOOKS)
    return held


@pytest.mark.parametrize("news", LATE_NEWS, ids=lambda one: type(one).__name__)
def test_late_news_changes_nothing_once_another_has_sent_it(session, hung, news):
    """It stays sent, and leaves no third time."""
    outbox.finish(session, [(claim(session, "other", LATER).id, 7)], LATER)
    settle(session, hung, news, LATER, HOOKS)
    assert state(session) == ("sent", 1)


@pytest.mark.parametrize("news", LATE_NEWS, ids=lambda one: type(one).__name__)
def test_late_news_changes_nothing_while_another_sends_it(session, hung, news):
    """It stays with the other."""
    claim(session, "other", LATER)
    settle(session, hung, news, LATER, HOOKS)
    assert state(session) == ("sending", 1)


def test_telegrams_wish_for_silence_counts_however_late(session, hung):
    """It is about the chat, not about the message; and about the bot if others are refused too."""
    settle(session, hung, errors.Throttled(5), LATER, HOOKS)
    outbox.post(session, [Letter("public", chat, "news") for chat in (1, 2)], LATER)
    (other,) = claiming.claim(session, Claimant("public", "me", FREELY), LATER, limit=9)
    assert other.chat_id == 2
    settle(session, other, errors.Throttled(5), LATER, HOOKS)
    assert pace.room(session, "public", FREELY, LATER.timestamp()) is None


def test_news_that_it_did_not_leave_settles_what_was_uncertain(session):
    """While nobody has said it again, it leaves as if for the first time."""
    outbox.post(session, [Letter("public", 1, "news")], NOW)
    held = claim(session, "hung", NOW)
    outbox.orphan(session, ["hung"], NOW)
    settle(session, held, errors.NotSent("no line"), NOW, HOOKS)
    assert (state(session), claim(session, "other", LATER).repeats) == (("waiting", 0), 0)


@pytest.mark.parametrize(
    ("opened", "told"), [(LATER, ("waiting", True)), (NOW, ("blocked", False))]
)
def test_a_refusal_counts_unless_the_chat_was_opened_since(session, opened, told):
    """Who shut the bot out and lets it in again hears what was refused in between."""
    chats.open_chat(session, "public", 1, NOW)
    chats.block_chat(session, "public", 1, NOW)
    chats.open_chat(session, "public", 1, opened)
    outbox.post(session, [Letter("public", 1, "news")], NOW)
    settle(session, claim(session, "me", NOW), errors.Unreachable("blocked"), LATER, HOOKS)
    assert (state(session)[0], not chats.blocked_among(session, "public", [1])) == told
