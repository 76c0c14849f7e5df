"""The survey after a stay; its questions stand in the scheme file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.conversation.forms import Form, Question
from bot.participants.ended import survey_over
from bot.participants.forms.scheme_questions import as_questions
from bot.participants.visiting.closing import SURVEY
from exchange.people import parties
from exchange.visiting import surveys
from exchange.words import N_

if TYPE_CHECKING:
    from bot.conversation.talk import Talk


def questions(talk: Talk, subject: int) -> tuple[Question, ...]:
    """The questions for this side of this exchange."""
    exchange = parties.exchange_for(talk.work, talk.person, subject)
    side = parties.side_in(talk.work, talk.person, exchange)
    return as_questions(surveys.survey_form(talk.work, exchange, side))


def finish(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    """Hand the survey in. Raises what submit_survey raises."""
    surveys.submit_survey(talk.work, talk.person, subject, answers)
    talk.reply(
        talk.say(
            "Thank you! Your answers help the next visitors and hosts. That was the last step. 💙"
        )
    )


def form() -> Form:
    """The survey as a form."""
    return Form(SURVEY, N_("Your feedback"), questions, finish, review=False, ended=survey_over)
