"""What can be only one answer, told over the last page without its name: days, hours, “3 seats please”."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation.kinds.base import Given
from bot.conversation.kinds.days import OneDay, SomeDays, StayDays
from bot.conversation.kinds.hours import Hours
from bot.conversation.kinds.texts import Whole
from bot.conversation.naming import names_of, without_wait
from bot.conversation.small_words import bare, without_courtesy

if TYPE_CHECKING:
    from bot.conversation.forms import Filling, Question

A_LINE = 12
"""Words; who writes more tells a story."""
DATED = (StayDays, SomeDays, OneDay, Hours)


def told_by_kind(filling: Filling, typed: str) -> tuple[Question, Given] | None:
    """The one question that the words answer by what they are, with the answer; None where none does, or several do."""
    told = without_courtesy(without_wait(typed) or typed)
    if len(told.split()) > A_LINE:
        return None
    words = set(bare(told).split())
    meant = [one for one in filling.reviewed() if _may_be(filling, one, words)]
    heard = [(one, _heard(filling, one, told)) for one in meant]
    found = [(one, given) for one, given in heard if given]
    return found[0] if len(found) == 1 else None


def _may_be(filling: Filling, question: Question, words: set[str]) -> bool:
    """Whether nothing but its kind has to be told: a number comes with what it counts."""
    if isinstance(question.kind, Whole):
        names = names_of(filling.talk.say, [question])
        return any(set(one.split()) <= words for one in names)
    return isinstance(question.kind, DATED)


def _heard(filling: Filling, question: Question, told: str) -> Given | None:
    event = replace(filling.talk.event, text=told)
    heard = question.hear(filling.asked(question), event)
    return replace(heard, interpreted=True) if isinstance(heard, Given) else None
