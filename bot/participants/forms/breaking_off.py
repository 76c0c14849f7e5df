"""A stay that had to be broken off: on which day, and why; it may be told afterwards, too."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from bot.conversation.calendar import read_dates
from bot.conversation.forms import Form, Question
from bot.conversation.kinds.base import Option
from bot.conversation.kinds.choices import OneOf
from bot.conversation.kinds.texts import FreeText
from bot.participants.ended import unless_exchange
from exchange.access import Thing
from exchange.people import parties
from exchange.visiting import course
from exchange.visiting.course import INTERRUPTIBLE
from exchange.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.conversation.kinds.base import Asked
    from bot.conversation.talk import Talk

EARLY = "early"


def form() -> Form:
    """The last day, by a tap, and what happened."""
    return Form(
        EARLY,
        N_("Broken off"),
        _questions,
        _interrupt,
        review=False,
        ended=unless_exchange(*INTERRUPTIBLE),
        about=Thing.EXCHANGE,
    )


def _questions(talk: Talk, subject: int) -> tuple[Question, ...]:
    starts = parties.exchange_for(talk.work, talk.person, subject).starts_on

    def read(text: str) -> str | None:
        """A day without its year is one of the stay's."""
        found = read_dates(text, starts) if starts else []
        return found[0].isoformat() if found else None

    last = N_("I am sorry to hear that. Which was your last day together?")
    why = N_("What happened? Your Partnership will read it.")
    return (
        Question("day", N_("Last day"), last, OneOf(_days, size=31, read=read)),
        Question("reason", N_("What happened"), why, FreeText(2, 1000, why=True)),
    )


def _days(asked: Asked) -> Sequence[Option]:
    """The days of the stay until today at the host's, the latest first."""
    work, person = asked.talk.work, asked.talk.person
    exchange = parties.exchange_for(work, person, asked.form.subject)
    if exchange.starts_on is None or exchange.ends_on is None:
        return []
    last = min(exchange.ends_on, parties.today_at_host(work, exchange))
    count = (last - exchange.starts_on).days + 1
    days = (last - timedelta(days=back) for back in range(count))
    return [Option(day.isoformat(), str(asked.say.date(day))) for day in days]


def _interrupt(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    day = date.fromisoformat(answers["day"])
    course.interrupt_exchange(talk.work, talk.person, subject, day, answers["reason"])
    talk.reply(
        talk.say(
            "Thank you for telling. Your Partnership knows and will see what can be paid. I ask you for a short report."
        )
    )
