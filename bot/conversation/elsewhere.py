"""Words about another answer than the one that is asked for: by its name, after “wait,”, or what only it can be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation import drafts
from bot.conversation.asking import confirmation
from bot.conversation.forms import A_LOT
from bot.conversation.kinds.base import ONE, Again, Given, Noted
from bot.conversation.kinds.choices import OneOf
from bot.conversation.kinds.files import WordsOrFile
from bot.conversation.kinds.texts import LINE, FreeText
from bot.conversation.naming import (
    Named,
    denied_by_name,
    led_by_a_name,
    named_in,
    wants_change,
    without_wait,
)
from bot.conversation.reviewing import changes_screen
from bot.conversation.stepping import ask, go_on, keep_answers, take
from bot.conversation.tapping import TOLD, ask_which, tapped_review

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.conversation.forms import Filling, Question

A_LINE = 12
"""Words of what may be about another answer than the one that is asked for."""


def others(filling: Filling, question: Question) -> list[Question]:
    """The questions whose answers words may be about, while this one is asked for.

    A story may begin with "Goals: …"; who asks for a change, or says "wait", means one even there.
    """
    typed = filling.talk.event.text
    plain = not (wants_change(typed) or without_wait(typed))
    if (
        len(typed) > A_LOT
        or len(typed.split()) > A_LINE
        or "\n" in typed.strip()
        or (plain and is_a_story(question))
    ):
        return []
    done = (one for one in filling.open_questions() if one != question)
    return [one for one in done if filling.answer(one) is not None]


def is_a_story(question: Question) -> bool:
    """Whether a question takes several sentences, which may begin with whatever they like."""
    kind = question.kind
    if isinstance(kind, WordsOrFile):  # a message to somebody is passed on as it was written
        kind = kind.words
    return isinstance(kind, FreeText) and kind.most > LINE


def told_early(filling: Filling, question: Question) -> bool:
    """Whether an address came where a name is asked for: it is kept where it belongs, and the name asked again."""
    talk, kind = filling.talk, question.kind
    names = isinstance(kind, OneOf) or (isinstance(kind, FreeText) and kind.most <= LINE)
    story = len(talk.event.text.split()) > A_LINE  # which is read as a whole where one is asked for
    if story or not names or _is_told_by(question, talk.event.text):
        return False
    open_ones = [one for one in filling.open_questions() if one.id not in filling.answers]
    if _has_none(filling, open_ones, question):
        return True
    meant = next((one for one in open_ones if _is_told_by(one, talk.event.text)), None)
    heard = meant.hear(filling.asked(meant), talk.event) if meant else None
    if meant is None or not isinstance(heard, Given):
        return False
    take(filling, meant, replace(heard, interpreted=True))
    return True


def _has_none(filling: Filling, open_ones: Sequence[Question], question: Question) -> bool:
    """Whether words say of another answer that there is none: “we have no website”, where the cluster is asked."""
    say, typed = filling.talk.say, filling.talk.event.text
    if denied_by_name(say, question, typed):
        return False
    none = [one for one in open_ones if one.optional and denied_by_name(say, one, typed)]
    if none:
        keep_answers(filling, {none[0].id: None})
        go_on(filling, said=confirmation(filling, none[0], say("skipped")))
    return bool(none)


def _is_told_by(question: Question, typed: str) -> bool:
    return isinstance(question.kind, FreeText) and question.kind.is_told_by(typed)


def heard_of_another(
    filling: Filling, typed: str, questions: list[Question], here: Question | None
) -> bool:
    """Whether words were about an answer given before: by its name, or after “wait,”."""
    told = without_wait(typed) if len(typed) <= A_LOT else None
    if len(typed) > A_LOT or (here and not told and _names(filling, here, typed)):
        return False
    named = named_in(filling.talk.say, questions, told or typed, alone=here is None)
    if named is None and here is None:
        named = led_by_a_name(
            filling.talk.say, [one for one in questions if not is_a_story(one)], typed
        )
    if named and named.alone and named.value:
        if _take_named(filling, named.alone, named.value):
            return True
    elif named:
        _ask_named(filling, named)
        return True
    if not (told or here is None):
        return False
    heard = filling.correct(told or typed)
    if heard is None or (isinstance(heard, Again) and here and _hears(filling, here)):
        return False
    drafts.note_message(filling.talk, filling.draft, drafts.BY_THE_WAY)
    take(filling, here, heard)
    return True


def _hears(filling: Filling, here: Question) -> bool:
    """Whether the question that is asked makes something of the words itself."""
    return isinstance(here.hear(filling.asked(here), filling.talk.event), Given | Noted)


def _names(filling: Filling, question: Question, typed: str) -> bool:
    """Whether words name the question that is asked: “my name is …”, where the name is asked for."""
    return named_in(filling.talk.say, [question], typed, alone=False) is not None


def _ask_named(filling: Filling, named: Named) -> None:
    """“Change the city”: it is asked; of several that are called so, which of them, with what was told."""
    if named.alone and named.alone.id in (filling.talk.conversation.facts.get(TOLD) or {}):
        tapped_review(filling, ONE, named.alone.id)
    elif named.alone:
        ask(filling, named.alone)
    elif named.value:
        ask_which(filling, named.questions, named.value)
    else:
        filling.talk.send(changes_screen(filling, named.questions))


def _take_named(filling: Filling, question: Question, value: str) -> bool:
    """“City: Porto”: what follows the name is the answer. False for a sentence that only begins so."""
    event = filling.talk.event
    heard = question.hear(filling.asked(question), replace(event, text=value))
    if isinstance(heard, Again) and not any(sign in event.text for sign in ":="):
        return False
    drafts.note_message(filling.talk, filling.draft, question.id)
    take(filling, question, replace(heard, interpreted=True) if isinstance(heard, Given) else heard)
    return True
