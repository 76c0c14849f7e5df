"""What somebody has acted on already: one line of what it is, where it stands, and by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import Button, Screen, clip, lines
from bot.desk import addresses as to
from bot.desk.officer import officer_of
from exchange import desk
from exchange.life.cards import last_actor
from exchange.life.stands import APPLICATION_STATES, EXCHANGE_STATES
from exchange.people.parties import parties
from storage.tables import (
    Application,
    ApplicationState,
    Enquiry,
    Exchange,
    ExchangeState,
    Organisation,
    Partnership,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from markupsafe import Markup

    from bot.conversation.speech import Speech
    from bot.conversation.talk import Talk
    from exchange.work import Work
    from storage.tables import Officer


def application_settled(
    say: Speech, work: Work, number: int, by: Officer | None, *, reader: int | None = None
) -> Screen:
    """An application's name and state, who brought it there, and the way to all of it.

    To the desk `reader` that has passed it on: to which Partnership, and no way to what is not its any more.
    """
    application = work.load(Application, number)
    name = work.load(Organisation, application.organisation_id).name
    if reader not in {None, application.partnership_id}:
        to_ = work.load(Partnership, application.partnership_id).name
        passed = say("➡️ <b>{name}</b>: passed on to {partnership}", name=name, partnership=to_)
        return Screen(lines(passed, _by(say, by)))
    text = lines(
        say(
            "✔️ <b>{name}</b>: {state}", name=name, state=say(APPLICATION_STATES[application.state])
        ),
        _by(say, by),
    )
    return Screen(text, ((Button(f"A-{number:04}", to.CASE(number)),),))


def exchange_settled(say: Speech, work: Work, number: int, by: Officer | None) -> Screen:
    """An exchange's pair and state, who brought it there, and the way to all of it."""
    exchange = work.load(Exchange, number)
    sides = parties(work, exchange)
    text = lines(
        say(
            "✔️ <b>{visitor}</b> → <b>{host}</b>: {state}",
            visitor=sides.visitor_organisation.name,
            host=sides.host_organisation.name,
            state=say(EXCHANGE_STATES[exchange.state]),
        ),
        _by(say, by),
    )
    return Screen(text, ((Button(f"HX-{number:04}", to.EXCHANGE(number)),),))


def question_settled(say: Speech, work: Work, number: int, by: Officer | None) -> Screen:
    """A question that is answered, by whom, and the way to all of it."""
    enquiry = work.load(Enquiry, number)
    text = lines(say("✔️ “{question}”: answered", question=clip(enquiry.question, 80)), _by(say, by))
    return Screen(text, ((Button(say("❓ The question"), to.QUESTION(number)),),))


def _by(say: Speech, officer: Officer | None) -> Markup | str:
    return say("{officer} has acted on it.", officer=officer.name) if officer else ""


def unless_application(*states: ApplicationState) -> Callable[[Talk, int], Screen | None]:
    """For a form about an application: what has become of one that is in no such state any more."""

    def ended(talk: Talk, number: int) -> Screen | None:
        if desk.case(talk.work, officer_of(talk), number).application.state in states:
            return None
        by = last_actor(talk.work, "application", number)
        return application_settled(talk.say, talk.work, number, by)

    return ended


def unless_exchange(*states: ExchangeState) -> Callable[[Talk, int], Screen | None]:
    """For a form about an exchange: what has become of one that is in no such state any more."""

    def ended(talk: Talk, number: int) -> Screen | None:
        if desk.exchange_card(talk.work, officer_of(talk), number).exchange.state in states:
            return None
        by = last_actor(talk.work, "exchange", number)
        return exchange_settled(talk.say, talk.work, number, by)

    return ended
