"""What a button of a form does, tapped or typed: an answer, a step back, *Skip*, *Keep it*, *Not now*, *Send*."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation import drafts, listening
from bot.conversation.asking import confirmation
from bot.conversation.kinds.base import BACK, CHANGE, KEEP, LEAVE, ONE, SEND, SKIP, Given
from bot.conversation.reviewing import changes_screen
from bot.conversation.screens import Screen
from bot.conversation.stepping import (
    PLACE,
    ask,
    ask_without_proposal,
    go_on,
    hand_in,
    keep_answers,
    take,
)
from exchange.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.conversation.forms import Filling, Question
    from bot.conversation.kinds.base import Heard
    from bot.conversation.talk import Talk


TOLD = "told"
"""What was told without saying which of several answers it is, by each of them."""


def outdated(talk: Talk) -> None:
    """Say that the form of a button is handed in, or dropped."""
    talk.toast(talk.say("That form is finished. /start shows where you are."))


def tapped_earlier(filling: Filling, question: Question | None) -> None:
    """Say that another question is asked now."""
    say = filling.talk.say
    if question is None or question.id in filling.answers:
        text = say("You have answered that already. You can change it on the review page.")
    else:
        text = say("One moment – this question comes first.")
    filling.talk.toast(text)
    if filling.talk.conversation.place != PLACE:
        go_on(filling)


def do_as_typed(filling: Filling, question: Question, deed: listening.Deed) -> None:
    """What typed words stand for on this screen."""
    say = filling.talk.say
    if deed == listening.NOT_THAT:
        ask_without_proposal(filling, question)
    elif deed == listening.FIRST:
        said = say("From the beginning. What you answered is kept: change it, or keep it.")
        ask(filling, filling.asked_for()[0], said=said)
    elif deed == listening.NEAREST:
        said = say(
            "That is fine: take what comes nearest, you can change it until you send. /cancel stops, and keeps your answers."
        )
        ask(filling, question, said=said)
    elif deed == listening.PUZZLED:
        ask(filling, question, said=say("In your own words, or “not sure”."))
    elif deed == listening.GREETED:
        ask(filling, question, said=say("🙂 I am here. My question is still this one:"))
    elif deed == listening.NEEDED:
        said = say("I need an answer to this one. /cancel stops, and keeps what you have answered.")
        ask(filling, question, said=said)
    else:
        tapped_question(filling, question, *deed)


def tapped_question(filling: Filling, question: Question, verb: str, value: str) -> None:
    """Do what a button of the question that is asked says."""
    if filling.talk.event.data:
        drafts.forget_message(filling.talk, filling.draft, question.id)
    if verb == BACK:
        before = filling.before(question.id)
        ask(filling, before or question, in_place=True)
    elif verb == LEAVE:
        leave(filling)
    elif verb == KEEP and (question.id in filling.answers or filling.assumed(question) is not None):
        say = filling.talk.say
        keep_answers(filling, {question.id: filling.answer(question)})
        _done_with(filling, say("✓ <b>{title}</b>", title=say(question.title)))
    elif verb == SKIP and question.optional:
        keep_answers(filling, {question.id: None})
        left_out = question.unsaid if question.put_off else N_("skipped")
        _done_with(filling, confirmation(filling, question, filling.talk.say(left_out)))
    else:
        take(filling, question, _tapped_choice(filling, question, verb, value))


def _tapped_choice(filling: Filling, question: Question, verb: str, value: str) -> Heard:
    """What a tap answers; of words that stand for one it is said what they were taken for."""
    heard = question.kind.tapped(filling.asked(question), verb, value)
    typed = not filling.talk.event.data
    return replace(heard, interpreted=True) if typed and isinstance(heard, Given) else heard


def _done_with(filling: Filling, said: str) -> None:
    """Say what became of a question: in the tapped message, or over the next one."""
    filling.talk.settle(said)
    go_on(filling, said="" if filling.talk.event.data else said)


def leave(filling: Filling) -> None:
    """Stop here; the draft stays."""
    talk = filling.talk
    talk.expect()
    said = talk.say("Stopped. What you answered is kept. /start shows where you are.")
    talk.show(Screen(said))


def ask_which(filling: Filling, questions: Sequence[Question], words: str) -> None:
    """Which of several answers words are: they are kept until one is chosen."""
    filling.talk.remember(**{TOLD: dict.fromkeys((one.id for one in questions), words)})
    filling.talk.send(changes_screen(filling, questions, words))


def _take_told(filling: Filling, question: Question, words: str) -> None:
    event = replace(filling.talk.event, text=words)
    heard = question.hear(filling.asked(question), event)
    if isinstance(heard, Given):  # what was tapped says it
        heard = replace(heard, interpreted=not filling.talk.event.data)
    take(filling, question, heard)


def tapped_review(filling: Filling, verb: str, value: str) -> None:
    """Do what a button of the last page says."""
    told = filling.talk.conversation.facts.get(TOLD) or {}
    if told:
        filling.talk.remember(**{TOLD: {}})
    if verb == CHANGE:
        filling.talk.show(changes_screen(filling, filling.reviewed()))
    elif verb == ONE and (question := filling.question(value)):
        if words := told.get(question.id):
            _take_told(filling, question, words)
        else:
            ask(filling, question, in_place=True)
    elif verb == SEND and filling.next_question() is None:
        hand_in(filling)
    else:
        go_on(filling)
