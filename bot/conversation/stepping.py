"""What happens with an answer: it is kept, and the next question is asked, or the review page shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.conversation import drafts
from bot.conversation.addresses import COUNT
from bot.conversation.asking import confirmation, question_screen
from bot.conversation.kinds.base import (
    Again,
    Given,
    Noted,
    Partly,
    Turn,
    Unsure,
    partial_key,
)
from bot.conversation.kinds.fitting import still_fitting
from bot.conversation.reviewing import (
    REVIEW,
    review_buttons,
    review_screen,
)
from bot.conversation.screens import Screen, clip, lines, paragraphs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.conversation.forms import Answers, Filling, Question
    from bot.conversation.kinds.base import Heard
    from bot.conversation.talk import Talk

PLACE = "form"


def go_on(filling: Filling, said: str = "") -> None:
    """Ask the next question; when none is left, show the review page or finish."""
    question = filling.next_question() or _to_be_asked_anew(filling)
    if question:
        ask(filling, question, said=said)
    elif filling.form.review:
        show_review(filling, said=said)
    else:
        hand_in(filling)


def _to_be_asked_anew(filling: Filling) -> Question | None:
    """The first question whose answer is none any more, as the form or its lists have changed since it was given.

    What is left of an answer stays; what is new is asked by itself, as it has none.
    """
    given = [one for one in filling.open_questions() if filling.answers.get(one.id) is not None]
    left = {
        one.id: still_fitting(one.kind, filling.asked(one), filling.answers[one.id])
        for one in given
    }
    gone = tuple(name for name, value in left.items() if value is None)
    kept = {
        name: value for name, value in left.items() if value not in (None, filling.answers[name])
    }
    if gone or kept:
        keep_answers(filling, kept, forget=gone)
    return filling.next_question() if gone else None


def ask(
    filling: Filling,
    question: Question,
    *,
    said: str = "",
    page: int = 0,
    candidates: tuple[str, ...] = (),
    in_place: bool = False,
    typed: str = "",
) -> None:
    """Ask a question, or show it anew in place of the tapped message.

    What was `typed`, where we ask back about it, is kept, and about which `candidates`: a button
    may stand for it, and *yes* for one of them.
    """
    talk = filling.talk
    talk.expect(PLACE, form=filling.form.key, subject=filling.subject, question=question.id)
    if typed or candidates:
        talk.remember(typed=typed, candidates=list(candidates))
    screen = question_screen(filling, filling.asked(question, page, candidates), question, said)
    if in_place:
        talk.show(screen)
    else:
        talk.send(screen)


def ask_again(filling: Filling, question: Question, heard: Again) -> None:
    """Say why that was no answer, without showing once more what the question is about."""
    talk = filling.talk
    talk.expect(PLACE, form=filling.form.key, subject=filling.subject, question=question.id)
    if heard.typed or heard.candidates:
        talk.remember(typed=heard.typed, candidates=list(heard.candidates))
    asked = filling.asked(question, candidates=heard.candidates)
    talk.send(question_screen(filling, asked, question, heard.reason, again=True))


def ask_without_proposal(filling: Filling, question: Question) -> None:
    """Ask again, with what was proposed taken off the table."""
    talk = filling.talk
    talk.expect(PLACE, form=filling.form.key, subject=filling.subject, question=question.id)
    talk.remember(declined=True)
    said = talk.say("All right, not that. What is it then?")
    asked = filling.asked(question).without_proposal()
    talk.send(question_screen(filling, asked, question, said))


def take(filling: Filling, question: Question | None, heard: Heard) -> None:
    """Act on what was understood of a question, or over the review page."""
    tapped = bool(filling.talk.event.data)
    if question is None:
        _take_on_review(filling, heard)
        return
    match heard:
        case Given():
            _take_answer(filling, question, heard)
        case Partly():
            keep_answers(filling, {partial_key(question.id): heard.value})
            page = _page_of(filling.talk) if tapped else 0
            ask(
                filling,
                question,
                said=heard.note,
                page=page,
                candidates=heard.candidates,
                in_place=tapped,
            )
        case Noted():
            keep_answers(filling, {**heard.also}, forget=heard.forget)
            go_on(filling, said=heard.note)
        case Turn():
            ask(filling, question, page=heard.page, in_place=True)
        case Unsure():
            say = filling.talk.say
            said = say("“{typed}” – did you mean one of these?", typed=clip(heard.typed, 60))
            ask(filling, question, said=said, candidates=heard.candidates, typed=heard.typed)
        case Again() if tapped:
            filling.talk.toast(heard.reason)
        case Again():
            ask_again(filling, question, heard)


def _take_on_review(filling: Filling, heard: Heard) -> None:
    if isinstance(heard, Noted):
        keep_answers(filling, {**heard.also}, forget=heard.forget)
        go_on(filling, said=heard.note)
    elif isinstance(heard, Again):
        filling.talk.send(Screen(paragraphs(heard.reason), review_buttons(filling)))


def _page_of(talk: Talk) -> int:
    return COUNT.read(talk.event.data.rpartition(":")[2].partition(".")[0]) or 0


def _take_answer(filling: Filling, question: Question, heard: Given) -> None:
    refusal = question.check(filling.talk, filling.answers, heard.value) if question.check else ""
    if refusal:
        _refuse(filling, question, refusal)
        return
    changed = filling.answers.get(question.id) != heard.value
    known = {question.id: heard.value, **heard.also}
    resets = question.resets if changed else ()
    keep_answers(filling, known, forget=(*resets, *heard.forget))
    told = [one for one in filling.reviewed() if known.get(one.id) is not None]
    if question.quiet and not (filling.talk.event.data and told):
        told = [question]  # all of it stands just above, or it answers nothing else
    said = lines(*(_confirmed(filling, one, known[one.id]) for one in told))
    if filling.talk.event.data:
        filling.talk.settle(said)
    go_on(filling, said=lines(said if heard.interpreted else "", heard.note))


def _refuse(filling: Filling, question: Question, why: str) -> None:
    """Ask again, with the reason, and with the ways on of whoever has no other answer."""
    talk = filling.talk
    talk.expect(PLACE, form=filling.form.key, subject=filling.subject, question=question.id)
    asked = filling.asked(question)
    screen = question_screen(filling, asked, question, why)
    talk.send(screen.with_rows(*question.ways_round(asked)))


def _confirmed(filling: Filling, question: Question, value: Any) -> str:
    return confirmation(filling, question, question.kind.shown(filling.asked(question), value))


def keep_answers(filling: Filling, known: Answers, forget: tuple[str, ...] = ()) -> None:
    """Keep answers, with what hung on the old ones gone; a choice in the making is over."""
    gone = {*forget, *(partial_key(key) for key in (*forget, *known))}
    answers = {name: old for name, old in filling.answers.items() if name not in gone}
    drafts.keep(filling.talk, filling.draft, {**answers, **known})


def is_about(expected: Mapping[str, Any], filling: Filling) -> bool:
    """Whether what is expected next is an answer of this form about this subject."""
    return expected.get("form") == filling.form.key and expected.get("subject") == filling.subject


def leave_place(filling: Filling) -> None:
    """Expect nothing more of this form."""
    conversation = filling.talk.conversation
    if conversation.place == PLACE and is_about(conversation.facts, filling):
        filling.talk.expect()


def show_review(filling: Filling, *, said: str = "", in_place: bool = False) -> None:
    """Everything answered on one page, with *change* and *send*."""
    talk = filling.talk
    talk.expect(PLACE, form=filling.form.key, subject=filling.subject, question=REVIEW)
    screen = review_screen(filling, said)
    if in_place:
        talk.show(screen)
    else:
        talk.send(screen)


def hand_in(filling: Filling) -> None:
    """Give the answers to the form's use case; the draft goes only if it took them.

    Raises what the use case raises: the turn then says so, and the draft stays.
    """
    answers = {one.id: filling.answer(one) for one in filling.open_questions()}
    filling.form.finish(filling.talk, filling.subject, answers)
    drafts.drop(filling.talk, filling.draft)
    leave_place(filling)
