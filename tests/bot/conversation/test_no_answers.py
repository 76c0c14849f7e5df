"""What answers no question, on every question of every form of both bots: it is not taken for an answer.

“What?”, “hello”, “help”, “back”: what is asked stays asked, and nothing goes to anybody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.conversation.elsewhere import is_a_story
from bot.conversation.events import Did
from bot.conversation.kinds.texts import FreeText
from bot.conversation.small_words import WORDS, Meaning
from bot.conversation.stepping import PLACE
from tests.bot.conversation import test_every_question as every
from tests.bot.conversation.test_every_question import one_of

if TYPE_CHECKING:
    from tests.bot.conversation.test_every_question import Scene

world, scene, pytest_generate_tests = every.world, every.scene, every.pytest_generate_tests

SAID = ("What?", "?", "I do not understand", "hello", "Thank you!", "Wie bitte?")


def answered(scene: Scene, key: str, words: str, did: Did = Did.TEXT) -> tuple[Any, ...]:
    """What stands after words to the whole bot, not to its form alone."""
    scene.handed.clear()
    talk = scene.talk(key, did, text=words)
    talk.forms = {**scene.kit.forms, key: scene.form(key)}
    scene.kit.answer(talk)
    assert talk.replies, f"{key}: no answer to {words!r}"
    scene.said = talk.replies[-1]
    return scene.outcome(key, talk)


def goes_to_somebody(scene: Scene, key: str, question: str) -> bool:
    """Whether words are passed on as they are: “what?” may be meant for whoever asked."""
    form = scene.form(key)
    there = form.questions(scene.talk(key), scene.subject(key))
    asked = next(one for one in there if one.id == question)
    return not form.review and is_a_story(asked) and not _tells_why(asked.kind)


def _tells_why(kind: object) -> bool:
    return isinstance(kind, FreeText) and kind.why


def test_what_is_no_answer_is_none(scene, bot, key):
    """Whatever is asked: it is asked once more, and what was answered before stands."""
    wrong = []
    for question in scene.questions(key):
        if goes_to_somebody(scene, key, question):
            continue
        for words in SAID:
            scene.asked(key, question)
            before = scene.outcome(key, scene.talk(key))
            stands = answered(scene, key, words)
            taken = words in map(str, stands[0].values()) or stands[3]
            if taken or stands[:3] != before[:3]:
                wrong.append((question, words, stands[1:]))
    assert wrong == []


def test_help_is_given_anywhere(scene, bot, key):
    """In any language, and for a person as well; what is asked stays asked."""
    wrong = []
    for question in scene.questions(key):
        for meant in (Meaning.HELP, Meaning.HUMAN):
            words = one_of(meant, question)
            scene.asked(key, question)
            stands = answered(scene, key, words)
            if stands[3] or (meant is Meaning.HELP and stands[2] != question):
                wrong.append((question, words, stands[1:]))
    assert wrong == []


def test_back_is_never_an_answer(scene, bot, key):
    """Where nothing comes before, it leaves the form; it goes to nobody."""
    wrong = []
    for question in scene.questions(key):
        scene.asked(key, question)
        words = one_of(Meaning.BACK, question)
        stands = answered(scene, key, words)
        if stands[3] or words in map(str, stands[0].values()) or stands[1] not in {"", PLACE}:
            wrong.append((question, words, stands))
    assert wrong == []


@pytest.mark.parametrize("meant", [Meaning.YES, Meaning.NO, Meaning.DONE])
def test_a_reason_is_more_than_a_small_word(scene, bot, key, meant):
    """Others read it: nobody declines because of “yes”."""
    wrong = []
    there = scene.form(key).questions(scene.talk(key), scene.subject(key))
    for question in [one.id for one in there if _tells_why(one.kind)]:
        for words in sorted(WORDS[meant])[::40]:
            scene.asked(key, question)
            stands = answered(scene, key, words)
            if stands[3] or stands[0].get(question) == words:
                wrong.append((question, words))
    assert wrong == []
