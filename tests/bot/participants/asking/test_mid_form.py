"""A question is answered in the middle of any form where something is chosen; words for somebody stay theirs."""

from __future__ import annotations

from bot.conversation.events import Did, Event
from bot.conversation.speech import Speech
from bot.conversation.talk import Talk, conversation_of
from bot.participants.answers import KIT
from exchange.work import PARTICIPANTS
from tests.builders.bots.talks import answered, buttons, text
from tests.builders.records.pairs import validated_pair


def typed(work, person, words):
    """The talk after somebody has typed something."""
    number = person.telegram_id
    event = Event(PARTICIPANTS, 2, number, number, Did.TEXT, text=words)
    place = conversation_of(work, PARTICIPANTS, number, number)
    talk = Talk(work, person, event, Speech("en"), place, KIT.forms)
    KIT.answer(talk)
    return talk


def test_a_survey_waits_while_a_question_is_answered(work):
    """And goes on by a tap."""
    back, pair = validated_pair(work)
    answered(back, pair.visitor, KIT.answer, forms=KIT.forms, data=f"r:survey:{pair.id}")
    talk = typed(back, pair.visitor, "Who pays first?")
    assert "lump sum" in text(talk)
    assert "y:on" in buttons(talk).values()


def test_what_is_written_to_somebody_is_passed_on(work):
    """Though it is a question that we could answer."""
    back, pair = validated_pair(work)
    answered(back, pair.visitor, KIT.answer, forms=KIT.forms, data=f"x:write:{pair.id}")
    assert "passed" in text(typed(back, pair.visitor, "Who pays first?")).lower()
