"""An application passed on to another Partnership: to which, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.conversation.forms import Form, Question
from bot.conversation.kinds.base import Option
from bot.conversation.kinds.choices import OneOf
from bot.conversation.kinds.texts import FreeText
from bot.desk.officer import officer_of
from bot.desk.settled import unless_application
from exchange import desk
from exchange.access import Thing
from exchange.applying.transfers import seeker_at, transfer_application
from exchange.people.choosing import choices
from exchange.words import N_
from storage.tables import ApplicationState, Partnership

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.conversation.kinds.base import Asked
    from bot.conversation.talk import Talk


def form() -> Form:
    """To which Partnership, the most fitting first, and the reason that it reads."""
    return Form(
        "move",
        N_("To another Partnership"),
        _questions,
        _finish,
        submit=N_("Pass it on"),
        ended=unless_application(ApplicationState.SUBMITTED, ApplicationState.INFO_REQUESTED),
        about=Thing.APPLICATION,
    )


def _questions(talk: Talk, subject: int) -> tuple[Question, ...]:
    del talk, subject
    return (
        Question(
            "to",
            N_("Partnership"),
            N_("To which Partnership? It reviews the application; the applicant is told."),
            OneOf(_others, width=1),
        ),
        Question("why", N_("Reason"), N_("Why? This stays on record."), FreeText(3, 500, why=True)),
    )


def _others(asked: Asked) -> Sequence[Option]:
    talk = asked.talk
    found = desk.case(talk.work, officer_of(talk), asked.form.subject)
    own = found.application.partnership_id
    fitting = choices(talk.work, seeker_at(talk.work, found.application))
    return [
        Option(str(one.partnership.id), one.partnership.name)
        for one in fitting
        if one.partnership.id != own
    ]


def _finish(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    number = int(answers["to"])
    transfer_application(talk.work, officer_of(talk), subject, number, answers["why"])
    talk.reply(
        talk.say(
            "➡️ Passed on to <b>{partnership}</b>, which reviews it now. The applicant is told.",
            partnership=talk.work.load(Partnership, number).name,
        )
    )
