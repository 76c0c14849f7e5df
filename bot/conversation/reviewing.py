"""The review page: everything answered, with *change* and *send*; and what is said over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.asking import SHOWN_ANSWER
from bot.conversation.forms import NOTHING
from bot.conversation.kinds.base import CHANGE, FORM, LOOK, ONE, SEND
from bot.conversation.screens import Button, Screen, clip, folded, grid, lines, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.conversation.forms import Filling, Question
    from bot.conversation.screens import Rows

REVIEW = "*"  # the question id of the review page
UNFOLDED, A_ROW = (
    6,
    50,
)  # lines of answers that are shown whole, and marked-up signs of one; of more a tap shows all
HALF_A_ROW = 18  # signs of a label
GUESSED = "≈"  # before what nobody said in so many words


def review_screen(filling: Filling, said: str) -> Screen:
    """Everything answered on one page."""
    say = filling.talk.say
    head = say("<b>{title}: please check</b>", title=say(filling.form.title))
    foot = say("Is everything right? Then tap “{submit}”.", submit=say(filling.form.submit))
    there = filling.reviewed()
    answers = lines(*(_reviewed(filling, one) for one in there))
    guessed = next((one for one in there if filling.assumed(one) not in (None, NOTHING)), None)
    marked = (
        say(
            "{mark} assumed: “{title}: …” changes it.",
            mark=GUESSED,
            title=say(guessed.title),
        )
        if guessed
        else ""
    )
    seen = sum(len(row) // A_ROW + 1 for row in answers.split("\n"))
    shown = folded(answers) if seen > UNFOLDED else answers
    text = paragraphs(said, head, shown, marked, filling.form.declares(filling), foot)
    return Screen(text, review_buttons(filling))


def not_understood(filling: Filling, typed: str) -> Screen:
    """What was not understood over the review page, and what can be typed; not the page once more."""
    say = filling.talk.say
    there = filling.reviewed()
    example = say(there[len(there) // 4].title)
    text = paragraphs(
        say("I did not understand “{typed}”; nothing is changed.", typed=clip(typed, 60)),
        say(
            "To change something, type its name, such as “{title}”, or the new answer with it: “{title}: …”. “{submit}” sends it.",
            title=example,
            submit=say(filling.form.submit),
        ),
    )
    return Screen(text, review_buttons(filling))


def changes_screen(filling: Filling, questions: Iterable[Question], told: str = "") -> Screen:
    """Which answer is to be changed; or which of them is what was `told`."""
    say = filling.talk.say
    buttons = [_button(filling, say(one.title), ONE, one.id) for one in questions]
    back = _button(filling, say("‹ Back"), LOOK)
    asked = say("Which answer would you like to change?")
    if told:
        asked = say("“{told}”: which of these is it?", told=clip(told, 60))
    short = [one for one in buttons if len(one.label) <= HALF_A_ROW]
    alone = [(one,) for one in buttons if len(one.label) > HALF_A_ROW]
    return Screen(asked, (*grid(short), *alone, (back,)))


def review_buttons(filling: Filling) -> Rows:
    """*Send*, and *change*."""
    say = filling.talk.say
    return (
        (_button(filling, say(filling.form.submit), SEND),),
        (_button(filling, say("Change an answer"), CHANGE),),
    )


def _reviewed(filling: Filling, question: Question) -> str:
    answer = filling.answer(question)
    say = filling.talk.say
    there = answer not in (None, NOTHING)
    shown = question.kind.shown(filling.asked(question), answer) if there else say(question.unsaid)
    mark = f"{GUESSED} " if there and filling.assumed(question) is not None else ""
    return say(
        "<b>{title}</b>: {answer}",
        title=say(question.title),
        answer=mark + clip(shown, SHOWN_ANSWER),
    )


def _button(filling: Filling, label: str, verb: str, value: str = "") -> Button:
    return Button(label, FORM(filling.name, REVIEW, verb, value))
