"""The question whether two organisations are one, on the card of a case."""

from __future__ import annotations

import pytest
from sqlmodel import select

from bot.conversation.events import Did, Event
from bot.conversation.speech import Speech
from bot.conversation.talk import Talk, conversation_of
from bot.desk import answers
from bot.desk.cases import cases
from bot.desk.cases.sameness import CLUES
from exchange import desk
from exchange.people.partnerships import seed_partnerships
from exchange.work import DESK
from matching.organisations.clues import Clue
from storage.tables import Person, Resemblance, Sameness
from tests.builders.records.applicants import applicant, officer
from tests.builders.records.works import working

WEAVERS = {"organisation_name": "Ringstrasse Weavers GmbH", "email": "ann@ring.example"}
AGAIN = {"organisation_name": "Ringstraße Weavers", "email": "bo@elsewhere.example"}


@pytest.fixture
def work():
    """Work on a new database with two applicants that look like one."""
    with working() as work:
        seed_partnerships(work)
        yield work


def tapped(work, by, data):
    """A talk in which an officer has tapped a button of a card."""
    person = work.load(Person, by.person_id)
    event = Event(DESK, 1, person.telegram_id, person.telegram_id, Did.TAP, data=data, message_id=5)
    place = conversation_of(work, DESK, event.chat_id, event.user_id)
    talk = Talk(work, person, event, Speech("en"), place, answers.FORMS)
    answers.answer(talk)
    return talk


def buttons(screen):
    """The buttons that answer the question, by their words."""
    found = {str(one.label): one.data for row in screen.rows for one in row}
    return {text: data for text, data in found.items() if data.startswith("s:")}


@pytest.mark.parametrize(
    ("words", "answer", "said"),
    [
        ("🟰 The same", Sameness.SAME, "Noted: the same organisation"),
        ("≠ Different", Sameness.DIFFERENT, "Noted: two organisations"),
    ],
)
def test_an_officer_answers_with_a_button(work, words, answer, said):
    """The card asks, names the other and the clues; after the tap the question is gone."""
    by = officer(work)
    _, first = applicant(work, **WEAVERS)
    _, second = applicant(work, **AGAIN)
    shown = cases.card(Speech("en"), work.scheme, desk.case(work, by, second.id), in_group=False)
    assert f"<b>Ringstrasse Weavers GmbH</b>, Vienna (A-{first.id:04})" in shown.text
    assert "The same city, the same name, another web or mail domain" in shown.text
    talk = tapped(work, by, buttons(shown)[words])
    replied = talk.replies
    assert replied[0].text.startswith(said)
    assert (replied[-1].edits, buttons(replied[-1])) == (5, {})
    assert desk.case(work, by, first.id).question is None
    kept = {one.answer for one in work.session.exec(select(Resemblance))}
    assert kept == {answer}


def test_every_clue_has_words():
    """No clue is shown by its name in the code."""
    assert set(CLUES) == set(Clue)
