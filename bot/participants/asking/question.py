"""A question to one's Partnership, typed where nothing was asked just before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.conversation.forms import Form, Question
from bot.conversation.kinds.texts import FreeText
from bot.participants.asking.screens import FORM, pass_on
from exchange.words import N_

if TYPE_CHECKING:
    from bot.conversation.talk import Talk


def form() -> Form:
    """The form of one question."""
    return Form(FORM, N_("Your question"), _questions, _finish, review=False)


def _questions(talk: Talk, subject: int) -> tuple[Question, ...]:
    del subject
    most = talk.work.scheme.limits.text
    prompt = N_("What would you like to ask your Partnership?")
    return (Question("text", N_("Question"), prompt, FreeText(2, most)),)


def _finish(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    del subject
    pass_on(talk, answers["text"])
