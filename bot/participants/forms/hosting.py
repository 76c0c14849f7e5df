"""A host changes places, months and texts; or has another number of places in some months."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.conversation.forms import Form, Question
from bot.conversation.kinds import options
from bot.conversation.kinds.texts import FreeText, Whole
from bot.conversation.screens import Button
from bot.participants import addresses as to
from bot.participants.hosting import BY_MONTH, CHANGE
from exchange.applying import hosting
from exchange.words import N_, N_many
from matching.understanding.travelling import party_of

if TYPE_CHECKING:
    from bot.conversation.kinds.choices import SomeOf
    from bot.conversation.talk import Talk

MOST = 20  # places
PEOPLE = N_many("{count} person", "{count} people")


def forms() -> tuple[Form, ...]:
    """Both."""
    return (
        Form(CHANGE, N_("You as a host"), _questions, _change, review=False),
        Form(BY_MONTH, N_("Places by month"), _by_month, _set, review=False),
    )


def _questions(talk: Talk, subject: int) -> tuple[Question, ...]:
    del subject
    text = talk.work.scheme.limits.text
    return (
        Question(
            "capacity",
            N_("Places"),
            N_("How many people could you receive at the same time?"),
            Whole(1, MOST, (1, 2, 3, 4, 5), PEOPLE, read=party_of),
            optional=True,
        ),
        Question(
            "months",
            N_("Months"),
            N_("In which months could you receive somebody?"),
            _months(anything=True),
            optional=True,
        ),
        Question(
            "host_programme",
            N_("What a visitor sees"),
            N_("What would a visitor see and do at your place?"),
            FreeText(10, text),
            optional=True,
        ),
        Question(
            "offers",
            N_("What you offer"),
            N_("What can a partner learn or get from you? Write as you would say it."),
            FreeText(10, text),
            optional=True,
        ),
    )


def _months(*, anything: bool) -> SomeOf:
    return options.which_months(N_("Any time") if anything else "")


def _by_month(talk: Talk, subject: int) -> tuple[Question, ...]:
    del talk, subject
    return (
        Question(
            "months", N_("Months"), N_("In which months is it different?"), _months(anything=False)
        ),
        Question(
            "places",
            N_("Places"),
            N_("How many people could come at the same time then? 0 for none."),
            Whole(0, MOST, (0, 1, 2, 3, 4)),
        ),
    )


def _change(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    del subject
    hosting.change_hosting(
        talk.work,
        talk.person,
        capacity=answers.get("capacity"),
        months=answers.get("months"),
        host_programme=answers.get("host_programme"),
        offers=answers.get("offers"),
    )
    _thanks(talk)


def _set(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    del subject
    hosting.set_months(talk.work, talk.person, answers["months"], answers["places"])
    _thanks(talk)


def _thanks(talk: Talk) -> None:
    text = talk.say("Thank you: that is how it stands now. What you skipped stays as it was.")
    talk.reply(text, [Button(talk.say("🏠 You as a host"), to.HOSTING())])
