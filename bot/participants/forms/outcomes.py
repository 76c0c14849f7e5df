"""What came of an exchange, months after the stay; the questions stand in the scheme file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.conversation.forms import Form, Question
from bot.participants.ended import outcomes_over
from bot.participants.forms.scheme_questions import as_questions
from bot.participants.visiting.closing import OUTCOMES
from exchange.access import Thing
from exchange.people import parties
from exchange.visiting import outcomes
from exchange.words import N_

if TYPE_CHECKING:
    from bot.conversation.talk import Talk


def questions(talk: Talk, subject: int) -> tuple[Question, ...]:
    """The questions for this side of this exchange."""
    exchange = parties.exchange_for(talk.work, talk.person, subject)
    side = parties.side_in(talk.work, talk.person, exchange)
    return as_questions(outcomes.outcomes_form(talk.work, side))


def finish(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    """Hand it in. Raises what tell_outcomes raises."""
    outcomes.tell_outcomes(talk.work, talk.person, subject, answers)
    talk.reply(
        talk.say("Thank you! This is what the programme is for. Nothing more is asked of you now.")
    )


def form() -> Form:
    """What came of it as a form."""
    return Form(
        OUTCOMES,
        N_("What came of it"),
        questions,
        finish,
        review=False,
        ended=outcomes_over,
        about=Thing.EXCHANGE,
    )
