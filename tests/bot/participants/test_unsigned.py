"""Reminders to sign: each says more than the one before, to people and at the desk."""

from __future__ import annotations

import pytest
from sqlmodel import select

from bot.conversation.notices import Delivery
from bot.conversation.speech import Speech
from bot.desk.notices import RENDERERS as AT_DESK
from bot.participants.notices.agreeing import AGREEING
from bot.participants.notices.staying import STAY
from exchange.visiting.agreements import sign_as_visitor
from storage.tables import Outbox, Person
from tests.builders.records.dues import do_what_is_due
from tests.builders.records.pairs import agree, build_pair, draw_up, sign_all
from tests.builders.records.works import later

SAY = Speech("en")
RENDERERS = {**AT_DESK, **STAY, **AGREEING}


def commitment(work):
    """A paper that waits for the host."""
    pair = build_pair(work)
    agree(work, pair)
    draw_up(work, pair)
    return pair, pair.visitor, "commitment.unsigned", [3, 6, 9]


def agreement(work):
    """An agreement on the money that waits for the visitor."""
    pair = build_pair(work)
    agree(work, pair)
    draw_up(work, pair)
    sign_all(work, pair)
    return pair, pair.visitor, "agreement.unsigned", [3, 7, 14, 30]


def at_the_desk(work):
    """The same, which waits for the desk that pays."""
    pair, _, _, days = agreement(work)
    sign_as_visitor(work, pair.visitor, pair.id, 1)
    officer = pair.vop_officer
    return pair, officer, "desk.agreement.unsigned", days


@pytest.mark.parametrize("begun", [commitment, agreement, at_the_desk])
def test_each_reminder_says_more_than_the_one_before(work, begun):
    """How long it waits, for which day it is needed, and of the last that it is the last."""
    _, _, kind, days = begun(work)
    for day in range(1, days[-1] + 5):
        do_what_is_due(later(work, days=day))
    rows = work.session.exec(select(Outbox).where(Outbox.kind == kind).order_by(Outbox.id)).all()
    chat = rows[0].chat_id
    told = [one.body for one in rows if one.chat_id == chat]
    assert [(one["at"], one["waited"], one["left"]) for one in told] == [
        (at, number, len(days) - 1 - at) for at, number in enumerate(days)
    ]
    texts = [str(RENDERERS[kind](_delivery(work, kind, chat, one)).text) for one in told]
    assert len(set(texts)) == len(days)
    assert "last reminder" in texts[-1]
    assert not any("last reminder" in one for one in texts[:-1])


def _delivery(work, kind, chat, facts):
    reader = work.session.exec(select(Person).where(Person.telegram_id == chat)).one()
    return Delivery(work, SAY, chat, reader, facts)
