"""What twinned clusters do together, in chat: an activity is planned or called off, a project is counted, the page is made."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from bot.conversation import filling
from bot.conversation.forms import Form, Question
from bot.conversation.kinds.base import Given
from bot.conversation.kinds.days import SomeDays
from bot.conversation.kinds.texts import FreeText
from bot.conversation.screens import Button, Screen, clip
from bot.participants import addresses as to
from bot.participants.twinning.twinnings import screen
from exchange.access import Thing
from exchange.errors import NotFound
from exchange.rows import row_id
from exchange.twinning import adding, pages
from exchange.twinning.adding import LONGEST_TITLE, TwinningNotAgreed
from exchange.words import N_
from storage.tables import Twinning, TwinningState

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.addresses import Family
    from bot.conversation.events import Event
    from bot.conversation.kinds.base import Asked, Heard
    from bot.conversation.talk import Talk

PLAN = "act"  # the form
SHOWN = 8


def call_off(talk: Talk, number: int) -> None:
    """It does not take place; the other side is told."""
    one = adding.call_off(talk.work, talk.person, number)
    talk.settle(talk.say("It is called off, and they are told."))
    talk.send(screen(talk, talk.work.load(Twinning, one.twinning_id)))


def choose(talk: Talk, number: int) -> None:
    """Projects of somebody's own that do not count yet."""
    say, one = talk.say, talk.work.load(Twinning, number)
    found = adding.projects_to_add(talk.work, talk.person, one)[:SHOWN]
    back = (Button(say("🤝 Open the twinning"), to.TWINNING(number)),)
    if not found:
        text = say(
            "Projects with members of both clusters count by themselves. You are in no other: /projects begins one."
        )
        talk.send(Screen(text, (back,)))
        return
    rows = tuple(
        (Button(clip(each.title, 38), to.ADD_TO_TWINNING(number, row_id(each))),) for each in found
    )
    talk.send(Screen(say("Which project counts to the twinning?"), (*rows, back)))


def add(talk: Talk, number: int, project: int) -> None:
    """It counts from now on."""
    one = adding.add_project(talk.work, talk.person, number, project)
    talk.settle(talk.say("✓ It counts to the twinning."))
    talk.send(screen(talk, one))


def page(talk: Talk, number: int, year: int) -> None:
    """The page of a year as PDF."""
    made = pages.page_file(talk.work, talk.person, number, year, talk.say)
    talk.reply(
        talk.say("The page of year {year}: what your two clusters did together.", year=year),
        file_id=made.id,
    )


def form() -> Form:
    """An activity in two answers."""
    return Form(
        PLAN,
        N_("A joint activity"),
        _questions,
        _plan,
        review=False,
        about=Thing.TWINNING,
        ended=_over,
    )


def _questions(talk: Talk, subject: int) -> tuple[Question, ...]:
    del subject
    days = SomeDays(talk.say.on(talk.work.now))
    return (
        Question(
            "title",
            N_("Title"),
            N_("What will you do together? A few words, such as: Summer school on dyes."),
            Titled(3, LONGEST_TITLE, days=days),
        ),
        Question("days", N_("Days"), N_("On which day, or from when to when?"), days),
    )


@dataclass(frozen=True)
class Titled(FreeText):
    """A title, with its days where they follow it: “Summer school on dyes, 12-14 May”."""

    days: SomeDays = field(default_factory=lambda: SomeDays(date.max))

    def hear(self, asked: Asked, event: Event) -> Heard:
        """The title, and the days that are told with it; of days that are past it is asked."""
        title, _, told = event.text.rpartition(",")
        heard = self.days.hear(asked, replace(event, text=told)) if title else None
        if not isinstance(heard, Given):
            return super().hear(asked, event)
        named = super().hear(asked, replace(event, text=title))
        return replace(named, also={"days": heard.value}) if isinstance(named, Given) else named


def _plan(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    on, *until = map(date.fromisoformat, answers["days"])
    adding.add_activity(talk.work, talk.person, subject, answers["title"], on, *until)
    talk.reply(talk.say("✓ Planned. They are told, and it is counted."))
    talk.send(screen(talk, talk.work.load(Twinning, subject)))


def _over(talk: Talk, number: int) -> Screen | None:
    """A twinning that holds no more."""
    one = talk.work.load(Twinning, number)
    try:
        return None if one.state is TwinningState.AGREED else screen(talk, one)
    except NotFound:
        return None  # of somebody for whom it is not there


def _begin(talk: Talk, number: int) -> None:
    if talk.work.load(Twinning, number).state is not TwinningState.AGREED:
        raise TwinningNotAgreed
    filling.begin(talk, PLAN, number)


TAPS: Mapping[Family, Callable[..., None]] = {
    to.PLAN_ACTIVITY: _begin,
    to.CALL_OFF_ACTIVITY: call_off,
    to.TWINNING_PROJECTS: choose,
    to.ADD_TO_TWINNING: add,
    to.TWINNING_PAGE: page,
}
