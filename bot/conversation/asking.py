"""How a question of a form is shown: its place, what is proposed, what it expects, its buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.forms import NOTHING
from bot.conversation.kinds.base import BACK, GIVE, KEEP, LEAVE, SKIP
from bot.conversation.screens import Button, Screen, clip, lines, paragraphs

if TYPE_CHECKING:
    from bot.conversation.forms import Filling, Question
    from bot.conversation.kinds.base import Asked
    from bot.conversation.screens import Rows

SHOWN_ANSWER = 160  # characters of an answer on a screen
SO_FAR = 100  # of an answer above its own question


def question_screen(
    filling: Filling, asked: Asked, question: Question, said: str, *, again: bool = False
) -> Screen:
    """A question with its place in the form, what it expects, and its buttons.

    One that is asked `again` at once does not show once more what it is about: that stands just above.
    """
    say = filling.talk.say
    ids = [
        one.id
        for one in filling.open_questions()
        if filling.assumed(one) is None or one == question
    ]
    place = ids.index(question.id) + 1, len(ids)
    head = _head(filling, question, *place)
    wanted = question.kind.hint(asked)
    hint = say("<i>{hint}</i>", hint=wanted) if wanted else ""
    text = paragraphs(
        said,
        lines(head, say(question.prompt)),
        "" if again else question.shows(asked),
        _answer_so_far(asked, question),
        hint,
    )
    return Screen(text, buttons(filling, asked, question))


def _head(filling: Filling, question: Question, place: int, total: int) -> str:
    """The title, and the place in the form, where there is more than one."""
    say = filling.talk.say
    if total == 1:
        return say("<b>{title}</b>", title=say(question.title))
    return say("<b>{n} of {total} · {title}</b>", n=place, total=total, title=say(question.title))


def buttons(filling: Filling, asked: Asked, question: Question) -> Rows:
    """What may be tapped, or typed instead."""
    ends = _navigation(filling, asked, question)
    return (*_proposal(asked, question), *question.kind.rows(asked), *([ends] if ends else []))


def _proposal(asked: Asked, question: Question) -> Rows:
    """A button that confirms what was read elsewhere; of several answers each has a tick."""
    if not asked.proposed or not isinstance(asked.answer, str):
        return ()
    shown = clip(question.kind.shown(asked, asked.answer), 40)
    return ((asked.button(asked.say("✓ Yes, {answer}", answer=shown), GIVE, asked.answer),),)


def _answer_so_far(asked: Asked, question: Question) -> str:
    if asked.proposed and asked.answer:
        shown = clip(question.kind.shown(asked, asked.answer), SHOWN_ANSWER)
        return asked.say("I understood: {answer}. Is that right?", answer=shown)
    given = asked.answers.get(question.id, None if question.assume is None else asked.answer)
    if given in (None, NOTHING):
        return ""
    shown = clip(question.kind.shown(asked, given), SO_FAR)
    return asked.say("Your answer so far: {answer}", answer=shown)


def _navigation(filling: Filling, asked: Asked, question: Question) -> tuple[Button, ...]:
    say = filling.talk.say
    ends = []
    if filling.before(question.id):
        ends.append(asked.button(say("‹ Back"), BACK))
    else:
        ends.append(asked.button(say("✕ Not now"), LEAVE))
    if question.id in filling.answers or filling.assumed(question) is not None:
        ends.append(asked.button(say("Keep it"), KEEP))
    in_the_making = asked.answer and not asked.proposed and question.id not in filling.answers
    if question.optional and not in_the_making:  # what was chosen or sent is not to be lost
        label = say(question.put_off) if question.put_off else say("Skip ›")
        ends.append(asked.button(label, SKIP))
    return tuple(ends)


def confirmation(filling: Filling, question: Question, shown: str) -> str:
    """`✓ Country: Germany`."""
    say = filling.talk.say
    return say("✓ <b>{title}</b>: {answer}", title=say(question.title), answer=clip(shown, 300))
