"""Whatever somebody types, and wherever: reading it keeps nobody else waiting for long.

Telegram lets people type 4,096 characters. What is made of signs over and over drives a rule that looks at
each part of a text from each of its places to look millions of times; so each such text is tried at
each question of the application, and where nothing is asked.
"""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import replace

import pytest

from bot.conversation.events import Did, Event
from bot.conversation.speech import Speech
from bot.conversation.stepping import PLACE
from bot.conversation.talk import Talk, conversation_of
from bot.conversation.tidying import squeezed, tidy
from bot.desk.answers import KIT as DESK
from bot.participants.answers import KIT as PARTICIPANTS
from exchange.errors import CxcError
from exchange.people import people
from exchange.slow_answers import SlowAnswers, Unanswered
from storage.tables import Draft, Person
from tests.builders.records import rows
from tests.screens.watching import BLINK, slowness

MOST = 4096
SOME_BLINKS = (
    5  # a machine with other things to do is not held to one; ten times that was the fault
)
IN_TURN = 3  # of the few texts each question gets a third; as a proof each gets all of many
TRIES = 4  # what is done for the first time takes longer by itself
FORM = "app"
TOLD = {
    "role": "visitor",
    "organisation_type": "sme",
    "size": "small",
    "cluster": "none",
    "organisation_name": "Mondego Looms",
    "country": "PT",
    "city": "=Porto",
    "seeks": "We want to learn 3D printing and laser cutting for textiles",
}
FEW = {
    "one word": "x" * MOST,
    "blanks": "a" + " " * (MOST - 2) + "a",
    "at": "a@" * (MOST // 2),
    "dots": "a." * (MOST // 2),
    "not": "not " * (MOST // 4),
    "lines": "\n" * (MOST // 2) + "a\n" * (MOST // 4),
}
MANY = {
    **FEW,
    **{
        part: (part * MOST)[:MOST]
        for part in (
            *(
                "1",
                ", ",
                "- ",
                "(",
                "and ",
                "Ab ",
                "1-2 May ",
                "http://",
                "👍",
                "a\u0301",
                "12 ",
                "10% ",
            ),
            *(
                "'",
                "я ",
                "漢",
                "May ",
                "1/2/",
                "from ",
                "until 3 May to ",
                "Portugal, ",
                "we are in Porto ",
                "Portugal or ",
                "in May to Spain ",
            ),
            *(
                "e.V. ",
                "60 people ",
                "change ",
                "the name is ",
                "wait, ",
                "no, ",
                "Ab: ",
                "? ",
                "W. 3 ",
            ),
        )
    },
}


def took(work, kit, person, text, question="", command=""):
    """Seconds of processor for the first try of a turn, at the best of some; nothing is kept."""
    number, best = person.telegram_id, 1e9
    for _ in range(TRIES):
        with work.session.begin_nested() as tried:
            at_once = replace(work, slow=SlowAnswers())
            conversation = conversation_of(at_once, kit.name, number, number)
            if question:
                conversation.place = PLACE
                conversation.facts = {"form": FORM, "subject": 0, "question": question}
                times = {"started_at": work.now, "updated_at": work.now}
                draft = Draft(user_id=number, bot=kit.name, form=FORM, answers=dict(TOLD), **times)
                at_once.add(draft)
            did = Did.COMMAND if command else Did.TEXT
            more = {"text": squeezed(text), "command": command, "message_id": 9}
            event = Event(kit.name, 1, number, number, did, **more)
            talk = Talk(at_once, person, event, Speech("en"), conversation, kit.forms)
            begun = time.thread_time()
            with suppress(Unanswered, CxcError):  # what takes long is done beside the transaction
                kit.answer(talk)
                at_once.session.flush()
            best = min(best, time.thread_time() - begun)
            tried.rollback()
        work.session.expire_all()
        if best <= BLINK:
            break
    return best


def questions(work, person):
    """Every question of the application, and none."""
    number = person.telegram_id
    event = Event(PARTICIPANTS.name, 1, number, number, Did.TEXT)
    conversation = conversation_of(work, PARTICIPANTS.name, number, number)
    talk = Talk(work, person, event, Speech("en"), conversation, PARTICIPANTS.forms)
    return ("", *(one.id for one in PARTICIPANTS.forms[FORM].questions(talk, 0)))


def slow(work, person, texts, kit=PARTICIPANTS, where=None):
    """What took longer than some blinks: by question and kind of text, in milliseconds."""
    limit = SOME_BLINKS * BLINK
    return {
        (question, name): round(1000 * seconds)
        for turn, question in enumerate(where or questions(work, person))
        for at, (name, text) in enumerate(texts.items())
        if texts is not FEW or (turn + at) % IN_TURN == 0
        if (seconds := took(work, kit, person, text, question)) > limit
        and seconds / slowness() > limit
    }


@pytest.mark.parametrize("texts", [FEW, pytest.param(MANY, marks=pytest.mark.proofs)])
def test_what_an_applicant_types_is_read_in_a_blink(work, texts):
    """At each question, and where nothing is asked."""
    person = rows.person(work, "FI")
    people.give_consent(work, person)
    took(work, PARTICIPANTS, person, "We are a weaving mill in Porto, Portugal", "about")
    assert slow(work, person, texts) == {}


def test_what_an_officer_types_is_read_in_a_blink(work):
    """At the desk words stand for buttons."""
    officer = rows.officer(work, rows.partnership(work, "Elsewhere"), "FI")
    reader = work.load(Person, officer.person_id)
    assert slow(work, reader, MANY, DESK, ("",)) == {}


ODD = (
    "-5",
    "1e9",
    "²",
    "٣",
    "9" * 30,
    "-" + "9" * 40,
    "a\x00b",
    "%s%n{0}{x}",
    "\u202e12",
    "/" * 90,
)


@pytest.mark.parametrize("kit", [PARTICIPANTS, DESK], ids=lambda one: one.name)
def test_whatever_follows_a_command_is_read_in_a_blink(work, kit):
    """Long or odd, it is answered, and no number is too large."""
    if kit is DESK:
        officer = rows.officer(work, rows.partnership(work, "Elsewhere"), "FI")
        person = work.load(Person, officer.person_id)
    else:
        person = rows.person(work, "FI")
        people.give_consent(work, person)
    limit = SOME_BLINKS * BLINK
    slow = {
        (one.name, text[:20]): round(1000 * seconds)
        for one in kit.commands
        for text in (*FEW.values(), *ODD)
        if (seconds := took(work, kit, person, text, command=one.name)) > limit
        and seconds / slowness() > limit
    }
    assert slow == {}


@pytest.mark.parametrize("text", MANY.values(), ids=MANY)
def test_squeezing_changes_no_words(text):
    """What is kept of a text is what would have been kept of it."""
    assert tidy(squeezed(text)) == tidy(text)
