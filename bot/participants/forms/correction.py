"""Name, e-mail and CV put right: whatever is skipped stays as it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.conversation.forms import Form, Question
from bot.conversation.kinds.files import Pdf
from bot.conversation.kinds.texts import Email, FreeText
from exchange.applying.corrections import correct_application
from exchange.words import N_

if TYPE_CHECKING:
    from bot.conversation.talk import Talk

KEY = "fix"
QUESTIONS = (
    Question(
        "person_name",
        N_("Your name"),
        N_("Your name, as it should stand in the papers?"),
        FreeText(2, 80),
    ),
    Question("email", N_("E-mail"), N_("Your e-mail address at work?"), Email(3, 254)),
    Question("cv", N_("CV"), N_("Please send the CV of the person who travels."), Pdf()),
)


def form() -> Form:
    """The form of what may be put right."""
    return Form(KEY, N_("What to correct"), _questions, _finish, review=False)


def _questions(talk: Talk, subject: int) -> tuple[Question, ...]:
    del talk, subject
    return tuple(replace(question, optional=True) for question in QUESTIONS)


def _finish(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    del subject
    correct_application(
        talk.work,
        talk.person,
        person_name=answers.get("person_name"),
        email=answers.get("email"),
        cv_id=answers.get("cv"),
    )
    talk.reply(talk.say("Thank you: that is how it stands now. What you skipped stays as it was."))
