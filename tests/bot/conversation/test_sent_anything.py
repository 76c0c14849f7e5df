"""Whatever people send to a question of any form of both bots is answered, and nothing given before is lost.

A photo, a voice message, a place, a page of words, an edit, a command: each question is tried with some of them,
others at the next question; `CXC_EXAMPLES=1` tries all at each.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any
from zlib import crc32

import pytest

from bot.conversation.events import Did, Upload
from bot.conversation.kinds.base import FORM, GIVE
from bot.conversation.stepping import PLACE
from bot.participants.addresses import GO_ON
from exchange.people import people
from tests.bot.conversation import test_every_question as every
from tests.bot.conversation.test_every_question import buttons
from tests.sizes import SHARE

if TYPE_CHECKING:
    from bot.conversation.talk import Talk
    from tests.bot.conversation.test_every_question import Scene

world, scene, pytest_generate_tests = every.world, every.scene, every.pytest_generate_tests

PICTURE = Upload("photo.jpg", "image/jpeg", 90, content=b"\x89PNG\r\n\x1a\n" + b"\0" * 64)
UNDER_IT = "This is our hall."
LETTER = (
    "Fwd: Dear all,\nour next meeting is on Tuesday at ten. Please bring your figures.\nBest, Jo"
)
PAGE = "We make warm wool things and look for partners in Austria. " * 85
TRIED, EVERY = (12, 1) if SHARE >= 1 else (2, 3)
"""So much of what can be sent at each question; each how manieth question with buttons."""
NUMBERS = count(5000, 10)
"""Of messages: each has its own."""
LONG = 6
"""Letters of a label that has room for a slip."""
FIRST, SECOND = "We learned to weave wool by hand.", "We learned to dye wool with herbs."
MOST = 1800
"""Characters of an answer: what was sent does not come back as a page."""


@dataclass(frozen=True)
class Sent:
    """Something that is sent: what it is, and whether the question may take it for its answer."""

    name: str
    did: Did = Did.TEXT
    may_answer: bool = False
    more: dict[str, Any] = field(default_factory=dict)


SENT = (
    Sent("a photo", Did.FILE, more={"upload": PICTURE}),
    Sent("a photo with words", Did.FILE, True, {"upload": PICTURE, "caption": UNDER_IT}),
    Sent("a voice message, a place, a contact", Did.OTHER),
    Sent("a letter", may_answer=True, more={"text": LETTER}),
    Sent("a page", may_answer=True, more={"text": PAGE}),
    Sent("an edit of something else", Did.EDIT, more={"text": "Porto", "message_id": 999_999}),
)
COMMANDS = {"participants": ("start", "status", "help"), "desk": ("start", "queue", "help")}


def take(scene: Scene, key: str, did: Did, **more: Any) -> Talk:
    """Say or send something to the whole bot; its answer is never silence."""
    scene.handed.clear()
    talk = scene.talk(key, did, **more)
    talk.forms = {**scene.kit.forms, key: scene.form(key)}
    scene.kit.answer(talk)
    assert talk.replies or talk.toasted or scene.handed, f"{key}: silence on {more}"
    return talk


def given_before(scene: Scene, key: str) -> dict[str, Any]:
    """What stands in the draft; what it keeps of messages is no answer."""
    answers = scene.outcome(key, scene.talk(key))[0]
    return {name: value for name, value in answers.items() if not name.startswith("@")}


def wrong_with(scene: Scene, key: str, question: str, sent: Sent) -> list[str]:
    """What is wrong with the answer to something that was sent."""
    scene.asked(key, question)
    before = given_before(scene, key)
    talk = take(scene, key, sent.did, **sent.more)
    after, told = given_before(scene, key), "\n".join(str(one.text) for one in talk.replies)
    faults = []
    if not sent.may_answer and (after != before or scene.handed):
        faults.append("something is kept")
    # What was read out of a paragraph is read anew when there is more of it.
    if sent.may_answer and not scene.handed and not set(before) - {question, "read"} <= set(after):
        faults.append(f"lost: {set(before) - set(after)}")
    if len(told) > MOST:
        faults.append("very long")
    if talk.conversation.place == PLACE and not any(one.rows for one in talk.replies):
        faults += ["nothing to tap, and nothing said"] * (not told)
    return [f"{question}, {sent.name}: {one}" for one in faults]


def some(things: tuple[Any, ...], key: str, question: str, most: int = TRIED) -> list[Any]:
    """Some of them, others at each question."""
    first = crc32(f"{key}.{question}".encode())
    return [things[(first + at) % len(things)] for at in range(min(most, len(things)))]


@pytest.fixture(autouse=True)
def let_in(scene):
    """They agreed to what is kept about them."""
    people.give_consent(scene.work, scene.person)


def test_whatever_is_sent_is_answered(scene, bot, key):
    """Nothing that was given before is lost, and what is no answer is kept as none."""
    wrong = []
    for question in scene.questions(key):
        for sent in some(SENT, key, question):
            wrong += wrong_with(scene, key, question, sent)
    assert wrong == []


def test_whoever_stops_or_looks_elsewhere_goes_on_where_they_were(scene, bot, key):
    """After /cancel, /start, a list: all is kept, and what the next words would answer is in sight."""
    wrong = []
    for question in scene.questions(key):
        for command in some((*COMMANDS[bot], "cancel"), key, question, 1):
            scene.asked(key, question)
            before = given_before(scene, key)
            talk = take(scene, key, Did.COMMAND, command=command)
            told = "\n".join(str(one.text) for one in talk.replies)
            waits = talk.conversation.place == PLACE
            shown = any(goes_on(one.data) for one in every_button(talk))
            if given_before(scene, key) != before or (waits and not shown) or not told:
                wrong.append((question, command, told[-200:]))
    assert wrong == []


def goes_on(data: str) -> bool:
    """Whether a button answers the open question, or leads back to it."""
    return FORM.read(data) is not None or GO_ON.read(data) is not None


def every_button(talk: Talk) -> list[Any]:
    """All that can be tapped in the answers."""
    return [one for screen in talk.replies for row in screen.rows for one in row]


def slipped(label: str) -> str:
    """A label with two letters in each other's place, in capitals."""
    middle = len(label) // 2
    return f"{label[: middle - 1]}{label[middle]}{label[middle - 1]}{label[middle + 1 :]}".upper()


def choices(scene: Scene, key: str, question: str) -> list[tuple[str, str, str]]:
    """The label, the value and the data of what can be chosen, where its name is long enough for a slip."""
    there = buttons(scene.asked(key, question))
    return [
        (label.strip(every.SIGNS), value, data)
        for label, verb, value, data in there
        if verb == GIVE
        and value not in {"*", "suggested"}
        and len(label.strip(every.SIGNS)) >= LONG
    ]


def sampled(scene: Scene, key: str) -> list[str]:
    """Some of a form's questions."""
    return [one for one in scene.questions(key) if crc32(f"{key}.{one}".encode()) % EVERY == 0]


def test_a_button_typed_with_a_slip_is_no_other_button(scene, bot, key):
    """It is taken as what it is, or asked back about."""
    wrong = []
    for question in sampled(scene, key):
        for label, value, data in choices(scene, key, question)[:1]:
            scene.asked(key, question)
            scene.tapped(key, data)
            meant = given_before(scene, key).get(question)
            scene.asked(key, question)
            before = given_before(scene, key).get(question)
            take(scene, key, Did.TEXT, text=slipped(label))
            stands = given_before(scene, key).get(question)
            if not scene.handed and stands not in (before, meant):
                wrong.append((question, slipped(label), value, stands))
    assert wrong == []


def test_the_second_of_two_quick_messages_loses_nothing_of_the_first(scene, bot, key):
    """Such as a word of thanks that was on its way when the next question came."""
    wrong = []
    for question in sampled(scene, key):
        for label, _, data in choices(scene, key, question)[:1]:
            scene.asked(key, question)
            scene.tapped(key, data)
            if scene.handed:
                continue
            kept = given_before(scene, key).get(question)
            take(scene, key, Did.TEXT, text="Thank you!")
            if given_before(scene, key).get(question) != kept:
                wrong.append((question, label))
    assert wrong == []


def test_an_edit_of_the_last_answer_is_the_answer(scene, bot, key):
    """Wherever words are asked for, also when the next question has come."""
    wrong = []
    for question in scene.questions(key):
        if not scene.is_story(key, question):
            continue
        scene.asked(key, question)
        here = {"message_id": next(NUMBERS)}
        take(scene, key, Did.TEXT, text=f"{FIRST} It was so.", **here)
        first = given_before(scene, key).get(question)
        if scene.handed or not isinstance(first, str) or FIRST not in first:
            continue
        take(scene, key, Did.EDIT, text=f"{SECOND} It is so.", **here)
        if not scene.handed and SECOND not in str(given_before(scene, key).get(question)):
            wrong.append((question, given_before(scene, key).get(question)))
    assert wrong == []
