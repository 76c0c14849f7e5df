"""A question, wherever it is typed: recognised, answered, and back to where one was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import filling
from bot.conversation.kinds.base import Again, Unsure
from bot.conversation.kinds.choices import OneOf, SomeOf
from bot.conversation.kinds.texts import LINE, FreeText
from bot.conversation.naming import named_in
from bot.conversation.putting_off import puts_off
from bot.conversation.small_words import Meaning, meaning
from bot.participants.asking import screens
from bot.participants.forms.applying.prefill import About
from exchange.asking.finding import find_answer
from matching.questions.asked import LONGEST, is_question

if TYPE_CHECKING:
    from bot.conversation.forms import Filling, Question
    from bot.conversation.talk import Talk

A_STORY = 12
"""Words of what may be told in a paragraph, though it ends as a question."""
SENTENCE = 3
"""Words of something that is worth asking back; fewer are a greeting, or a slip."""


def heard(talk: Talk) -> bool:
    """Whether what was typed was a question to us, and is answered; what it was typed into waits.

    An answer that happens to look like a question stays an answer: where a text is asked for, only
    what we surely know is answered.
    """
    typed = talk.event.text
    if not is_question(typed):
        return False
    form = filling.current(talk)
    question = form.question(str(talk.conversation.facts.get("question", ""))) if form else None
    if form and (meaning(typed) is Meaning.WHAT or _is_for_somebody(form, question)):
        return (
            False  # it is about what is asked, which is told in other words; or asks somebody else
        )
    if form and _names_an_answer(talk, form):
        return False
    if question and question.awaits_a_file and puts_off(typed):
        return False  # “can I send it tomorrow?”: it can
    found = find_answer(talk.work, talk.person, typed)
    if not found.sure and _may_be_an_answer(form, question, talk):
        return False
    screens.answer(talk, typed, found)
    return True


def _is_for_somebody(form: Filling, question: Question | None) -> bool:
    """Whether words are passed on as they are, and may ask something in them."""
    return not form.form.review and not _chooses(question)


def _chooses(question: Question | None) -> bool:
    """Whether one of several answers is chosen, of which none is a question."""
    return question is not None and isinstance(question.kind, OneOf | SomeOf)


def lost(talk: Talk) -> bool:
    """Whether words that nobody asked for, and that are no question by their looks, are answered."""
    typed = talk.event.text
    if not typed or len(typed) > LONGEST:
        return False
    found = find_answer(talk.work, talk.person, typed)
    told = found.sure or (bool(found.entries) and len(typed.split()) >= SENTENCE)
    if told:
        screens.answer(talk, typed, found)
    return told


def _names_an_answer(talk: Talk, form: Filling) -> bool:
    """Whether an answer is told by its name, even one that begins like a question: “Who travels: …”."""
    named = named_in(talk.say, form.open_questions(), talk.event.text)
    return bool(":" in talk.event.text and named and named.value)


def _may_be_an_answer(form: Filling | None, question: Question | None, talk: Talk) -> bool:
    """Whether what is asked now takes these words: any, where a text or a search is asked for."""
    if form is None:
        return bool(talk.conversation.place)
    if question is None:
        return False  # on the last page nothing is asked
    if isinstance(question.kind, About):
        return len(talk.event.text.split()) > A_STORY  # few words with a question mark tell nothing
    if isinstance(question.kind, FreeText):
        return question.kind.most > LINE  # nobody is called “Can my dog come?”
    taken = question.hear(form.asked(question), talk.event)
    return not isinstance(taken, Again | Unsure)
