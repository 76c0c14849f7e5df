"""An application or an exchange is put on hold, with a day and a reason, and taken off by one tap."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from bot.conversation import filling
from bot.conversation.calendar import read_dates
from bot.conversation.forms import Form, Question
from bot.conversation.kinds.base import Option
from bot.conversation.kinds.choices import OneOf
from bot.conversation.kinds.texts import FreeText
from bot.desk import addresses as to
from bot.desk import exchanges
from bot.desk.cases import cases
from bot.desk.headed import headed
from bot.desk.officer import officer_of
from exchange import desk, holding
from exchange.access import Thing
from exchange.people.officers import Right, require
from exchange.words import N_
from storage.tables import Application, Exchange

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.conversation.addresses import Family
    from bot.conversation.kinds.base import Asked
    from bot.conversation.notices import Delivery
    from bot.conversation.screens import Screen
    from bot.conversation.talk import Talk

WEEKS = (1, 2, 4, 8, 13)


def forms() -> tuple[Form, ...]:
    """Until when, and why: of an application, of an exchange."""
    shared: dict[str, Any] = {"submit": N_("Put it on hold")}
    return (
        Form("hold", N_("On hold"), _questions, _hold_case, about=Thing.APPLICATION, **shared),
        Form("pause", N_("On hold"), _questions, _hold_exchange, about=Thing.EXCHANGE, **shared),
    )


def _questions(talk: Talk, subject: int) -> tuple[Question, ...]:
    del subject
    today = talk.say.on(talk.work.now)

    def read(text: str) -> str | None:
        """A day without its year is the next one."""
        found = read_dates(text, today)
        return found[0].isoformat() if found else None

    until = N_(
        "Until which day? Reminders and what expires rest till then; those it is about are told."
    )
    why = N_("Why? Your desk reads this on the card.")
    return (
        Question("until", N_("Until"), until, OneOf(_days, width=1, size=len(WEEKS), read=read)),
        Question("reason", N_("Reason"), why, FreeText(3, 500, why=True)),
    )


def _days(asked: Asked) -> Sequence[Option]:
    """Some weeks from now; a typed day that is to come is one as well."""
    today = asked.say.on(asked.talk.work.now)
    longest = asked.talk.work.scheme.deadlines.hold_days
    offered = [today + timedelta(weeks=one) for one in WEEKS]
    rest = (today + timedelta(days=one) for one in range(1, longest + 1))
    return [
        Option(day.isoformat(), str(asked.say.date(day)))
        for day in dict.fromkeys((*offered, *rest))
    ]


def _hold_case(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    until, why = date.fromisoformat(answers["until"]), answers["reason"]
    holding.hold_application(talk.work, officer_of(talk), subject, until, why)
    _said(talk, until)


def _hold_exchange(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    until, why = date.fromisoformat(answers["until"]), answers["reason"]
    holding.hold_exchange(talk.work, officer_of(talk), subject, until, why)
    _said(talk, until)


def _said(talk: Talk, until: date) -> None:
    text = "⏸ On hold until {until}. It goes on by itself then, or by a tap on its card."
    talk.reply(talk.say(text, until=until))


def _begin_case(talk: Talk, number: int) -> None:
    require(officer_of(talk), Right.DECIDE)
    if desk.case(talk.work, officer_of(talk), number).hold:
        raise holding.OnHoldAlready
    filling.begin(talk, "hold", number)


def _begin_exchange(talk: Talk, number: int) -> None:
    require(officer_of(talk), Right.DECIDE)
    if desk.exchange_card(talk.work, officer_of(talk), number).hold:
        raise holding.OnHoldAlready
    filling.begin(talk, "pause", number)


def _go_on_case(talk: Talk, number: int) -> None:
    application = talk.work.load(Application, number)
    holding.take_off(talk.work, officer_of(talk), application)
    talk.toast(talk.say(GOES_ON))
    cases.show_anew(talk, number)


def _go_on_exchange(talk: Talk, number: int) -> None:
    exchange = talk.work.load(Exchange, number)
    holding.take_off(talk.work, officer_of(talk), exchange)
    exchanges.done(talk, number, talk.say(GOES_ON))


GOES_ON = N_("▶️ It goes on. Those it is about are told.")


def ended(delivery: Delivery) -> Screen | None:
    """The day of a hold has come: the card as it stands now."""
    head = delivery.say("▶️ On hold no more: its day has come, and reminders go on.")
    return headed(delivery, head)


TAPS: Mapping[Family, Callable[..., None]] = {
    to.HOLD_CASE: _begin_case,
    to.HOLD_EXCHANGE: _begin_exchange,
    to.GO_ON_CASE: _go_on_case,
    to.GO_ON_EXCHANGE: _go_on_exchange,
}
