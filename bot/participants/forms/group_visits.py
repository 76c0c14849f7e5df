"""A host publishes a group visit from one paragraph as far as it goes, changes what stands, or cancels it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.conversation.calendar import read_dates, tells_one_stay
from bot.conversation.forms import Form, Question
from bot.conversation.kinds import options
from bot.conversation.kinds.base import Given, Option
from bot.conversation.kinds.choices import OneOf, SomeOf
from bot.conversation.kinds.days import TWO, CalendarDays, days_of
from bot.conversation.kinds.texts import FreeText, Whole
from bot.conversation.screens import Button, Screen, lines
from bot.participants import addresses as to
from bot.participants.group_visits import own
from exchange.access import Thing
from exchange.applying.hosting import hosting_of
from exchange.errors import CxcError
from exchange.finding.group_seats import guests_of
from exchange.group_visits import changing, publishing
from exchange.group_visits.publishing import FEWEST, Programme
from exchange.group_visits.rules import own_visit, today_there
from exchange.words import N_
from matching.understanding.group_told import programme_told, seats_told, title_told
from matching.understanding.reading import understand
from storage.tables import GroupVisitState

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.conversation.events import Event
    from bot.conversation.kinds.base import Asked, Heard
    from bot.conversation.talk import Talk
    from storage.tables import GroupVisit

ABOUT = "about"
TITLE = 80  # characters


def forms() -> tuple[Form, ...]:
    """All three."""
    return (
        Form(own.PUBLISH, N_("Group visit"), _publishing, _publish, submit=N_("Publish")),
        Form(
            own.CHANGE,
            N_("Group visit"),
            _changing,
            _change,
            submit=N_("Save the changes"),
            ended=_over,
            about=Thing.OWN_GROUP_VISIT,
        ),
        Form(
            own.CANCEL,
            N_("Cancel the group visit"),
            _why,
            _cancel,
            review=False,
            ended=_over,
            about=Thing.OWN_GROUP_VISIT,
        ),
    )


def _publishing(talk: Talk, subject: int) -> tuple[Question, ...]:
    del subject
    most = talk.work.scheme.limits.text
    prompt = N_(
        "Tell me in a few sentences: what it is called, on which days, how many seats, what visitors will see. I ask what is missing."
    )
    about = Question(
        ABOUT, N_("In one paragraph"), prompt, About(10, most), optional=True, quiet=True
    )
    return (about, *_asked(talk))


def _changing(talk: Talk, subject: int) -> tuple[Question, ...]:
    own_visit(talk.work, talk.person, subject)
    return _asked(talk, subject)


def _asked(talk: Talk, number: int = 0) -> tuple[Question, ...]:
    """What is to be known of the group visit of that number, or a new one; what the paragraph tells is not asked for."""
    scheme, today = talk.work.scheme, talk.say.on(talk.work.now)
    return (
        Question(
            "title",
            N_("Title"),
            N_("What is the group visit called?"),
            FreeText(3, TITLE),
            called=N_("name"),
        ),
        Question(
            "days",
            N_("Days"),
            N_("On which days? Travel days do not count."),
            CalendarDays(today),
            check=partial(_days_wrong, number),
            called=N_("dates, date"),
        ),
        Question(
            "seats",
            N_("Seats"),
            N_("How many people can come?"),
            Whole(FEWEST, scheme.group_visits.most_seats, (6, 8, 10, 12, 20)),
            called=N_("places, people, seat, place"),
        ),
        Question(
            "programme",
            N_("Programme"),
            N_("What will visitors see and do? Day by day, if you know it."),
            FreeText(10, scheme.limits.text),
            called=N_("agenda"),
        ),
        Question(
            "ecosystems",
            N_("Themes"),
            N_("Which ecosystems is it about?"),
            SomeOf(options.scheme_list("ecosystems")),
            assume=lambda _: list(hosting_of(talk.work, talk.person).ecosystems),
        ),
        Question(
            "chooses",
            N_("Who may come"),
            N_("Does a free seat count as your yes, or do you answer each request?"),
            OneOf(_ways, width=1),
            assume=lambda _: "first",
        ),
    )


class About(FreeText):
    """A paragraph, which answers as many of the questions as it tells."""

    def hear(self, asked: Asked, event: Event) -> Heard:
        """The paragraph, and the answers that are read out of it."""
        heard = super().hear(asked, event)
        return replace(heard, also=_read(asked, heard.value)) if isinstance(heard, Given) else heard


def _read(asked: Asked, text: str) -> dict[str, Any]:
    """What a paragraph tells, by the ids of the questions; what it does not tell is asked, or assumed."""
    today = asked.say.on(asked.talk.work.now)
    told = {
        "title": title_told(text),
        "days": _days_told(asked, text),
        "seats": _seats_told(asked, text),
        "programme": programme_told(text, today),
        "ecosystems": _themes(asked, text),
        "chooses": "first",
    }
    return {name: value for name, value in told.items() if value}


def _days_told(asked: Asked, text: str) -> list[str] | None:
    """Two dates in the paragraph, if such a stay is possible."""
    talk = asked.talk
    found = read_dates(text, asked.say.on(talk.work.now)) if tells_one_stay(text) else []
    days = [one.isoformat() for one in found]
    return days if len(days) == TWO and not _days_wrong(0, talk, asked.answers, days) else None


def _days_wrong(but: int, talk: Talk, answers: Mapping[str, Any], value: Sequence[str]) -> str:
    """Why those days are no stay at this host's, or not free, `but` for that group visit; nothing where they are."""
    del answers
    host = hosting_of(talk.work, talk.person)
    try:
        publishing.check_days(talk.work, host, *days_of(value))
        publishing.check_free(talk.work, host, *days_of(value), but=but)
    except CxcError as error:
        said = str(talk.say(error.template, **error.facts))
        return said.partition(". ")[0].rstrip(".") + "."
    return ""


def _seats_told(asked: Asked, text: str) -> int | None:
    found, most = seats_told(text), asked.talk.work.scheme.group_visits.most_seats
    return found if found and FEWEST <= found <= most else None


def _themes(asked: Asked, text: str) -> list[str]:
    """Of the host's own those that the paragraph tells, else all of them."""
    own_ones = hosting_of(asked.talk.work, asked.talk.person).ecosystems
    told = understand(text).ecosystems
    return [one for one in own_ones if one in told] or list(own_ones)


def _ways(asked: Asked) -> Sequence[Option]:
    return [
        Option("first", asked.say(N_("First come, first served"))),
        Option("choose", asked.say(N_("I answer each request"))),
    ]


def _publish(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    del subject
    starts, ends = days_of(answers["days"])
    told = Programme(
        title=answers["title"],
        starts_on=starts,
        ends_on=ends,
        seats=answers["seats"],
        programme=answers["programme"],
        ecosystems=answers["ecosystems"],
        chooses=answers["chooses"] == "choose",
    )
    visit = publishing.publish(talk.work, talk.person, told)
    talk.reply(
        talk.say("🎉 Published: visitors find it from now on, and I tell you of each who joins.")
    )
    talk.send(own.screen(talk, visit))


def _change(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    starts, ends = days_of(answers["days"])
    changes = changing.Changes(
        title=answers["title"],
        starts_on=starts,
        ends_on=ends,
        seats=answers["seats"],
        programme=answers["programme"],
        ecosystems=answers["ecosystems"],
        chooses=answers["chooses"] == "choose",
    )
    why = talk.say("The group visit changes.").unescape()
    visit = changing.change(talk.work, talk.person, subject, changes, why)
    talk.reply(
        talk.say("✓ Changed. Everybody whom it concerns is told; signed papers are amended.")
    )
    talk.send(own.screen(talk, visit))


def _why(talk: Talk, subject: int) -> tuple[Question, ...]:
    visit = own_visit(talk.work, talk.person, subject)
    shows = partial(_concerned, visit)
    prompt = N_("Why can it not take place? All who joined or wait read it.")
    return (Question("reason", N_("Reason"), prompt, FreeText(3, 300, why=True), shows=shows),)


def _concerned(visit: GroupVisit, asked: Asked) -> str:
    """How many hang on it."""
    count = len(guests_of(asked.talk.work, visit))
    concerned = asked.say.many(
        "{count} guest is concerned.", "{count} guests are concerned.", count
    )
    return concerned if count else ""


def _cancel(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    visit = own_visit(talk.work, talk.person, subject)
    count = len(guests_of(talk.work, visit))
    changing.cancel(talk.work, talk.person, subject, answers["reason"])
    told = talk.say.many(
        "{count} guest is told, and so are the Partnerships.",
        "{count} guests are told, and so are the Partnerships.",
        count,
    )
    talk.reply(
        lines(talk.say("The group visit is cancelled."), told if count else ""),
        [Button(talk.say("👥 Your group visits"), to.OWN_GROUPS())],
    )


def _over(talk: Talk, number: int) -> Screen | None:
    """One that is cancelled, or has begun."""
    visit = own_visit(talk.work, talk.person, number)
    open_ = visit.state is GroupVisitState.OPEN
    if open_ and today_there(talk.work, visit) < visit.starts_on:
        return None
    said = N_("This group visit has begun.") if open_ else N_("This group visit is cancelled.")
    show = Button(talk.say("👥 Your group visits"), to.OWN_GROUPS())
    return Screen(talk.say(said), ((show,),))
