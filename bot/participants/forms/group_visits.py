"""A host publishes a group visit from one paragraph as far as it goes, changes what stands, or cancels it."""

from __future__ import annotations

from dataclasses import asdict, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.conversation.calendar import read_dates, tells_one_stay
from bot.conversation.forms import Form, Question
from bot.conversation.kinds import options
from bot.conversation.kinds.base import Given, Option
from bot.conversation.kinds.choices import OneOf, SomeOf
from bot.conversation.kinds.days import TWO
from bot.conversation.kinds.texts import FreeText, Whole
from bot.conversation.kinds.times import Times, times_of, times_told
from bot.conversation.screens import Button, Screen, lines
from bot.conversation.sessions import LINK, link_in
from bot.participants import addresses as to
from bot.participants.group_visits import own
from exchange.access import Thing
from exchange.applying.hosting import hosting_of
from exchange.errors import CxcError
from exchange.finding.group_seats import guests_of
from exchange.group_visits import changing, publishing
from exchange.group_visits.publishing import FEWEST, Programme
from exchange.group_visits.rules import own_visit, today_there
from exchange.group_visits.times import when
from exchange.words import N_
from matching.understanding.group_told import programme_told, seats_told, title_told
from matching.understanding.online import tells_online, wants_half_days
from matching.understanding.reading import understand
from storage.tables import GroupVisitState

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.conversation.events import Event
    from bot.conversation.kinds.base import Asked, Heard
    from bot.conversation.talk import Talk
    from storage.tables import GroupVisit

ABOUT = "about"
TITLE, LINK_LONGEST = 80, 300  # characters


def forms() -> tuple[Form, ...]:
    """All four."""
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
            own.LINK,
            N_("Link"),
            _asked_for_link,
            _tell_link,
            review=False,
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
    return (*_when(talk, number), *_what(talk))


def _when(talk: Talk, number: int) -> tuple[Question, ...]:
    """What it is called, on which days it is, and where online."""
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
            Times(talk.say.on(talk.work.now)),
            check=partial(_days_wrong, number),
            called=N_("dates, date"),
        ),
        Question(
            "link",
            N_("Link"),
            N_("At which link do you meet? It goes to everybody who has a seat."),
            FreeText(8, LINK_LONGEST),
            optional=True,
            applies=lambda answers: isinstance(answers.get("days"), dict),
            check=_link_wrong,
            put_off=N_("Later"),
            unsaid=N_("follows"),
        ),
    )


def _what(talk: Talk) -> tuple[Question, ...]:
    """For how many it is, what they see, and who may come."""
    scheme = talk.work.scheme
    return (
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
    days = _days_told(asked, text)
    told = {
        "title": title_told(text),
        "days": days,
        "link": link_in(text) if isinstance(days, dict) else "",
        "seats": _seats_told(asked, text),
        "programme": programme_told(LINK.sub(" ", text).strip(), today),
        "ecosystems": _themes(asked, text),
        "chooses": "first",
    }
    return {name: value for name, value in told.items() if value}


def _days_told(asked: Asked, text: str) -> Any:
    """Two dates in the paragraph, or half days of one that is online, if such a stay is possible."""
    talk, near = asked.talk, asked.say.on(asked.talk.work.now)
    if talk.work.scheme.online and (wants_half_days(text) or tells_online(text) or link_in(text)):
        days: Any = times_told(asked, text, near)
    else:
        found = read_dates(text, near) if tells_one_stay(text) else []
        days = [one.isoformat() for one in found] if len(found) == TWO else None
    return days if days and not _days_wrong(0, talk, asked.answers, days) else None


def _days_wrong(but: int, talk: Talk, answers: Mapping[str, Any], value: Any) -> str:
    """Why those days are no stay at this host's, or not free, `but` for that group visit; nothing where they are."""
    del answers
    host = hosting_of(talk.work, talk.person)
    try:
        told = when(talk.work, host, *times_of(value))
        publishing.check_days(talk.work, host, told)
        publishing.check_free(talk.work, host, told, but=but)
    except CxcError as error:
        said = str(talk.say(error.template, **error.facts))
        return said.partition(". ")[0].rstrip(".") + "."
    return ""


def _link_wrong(talk: Talk, answers: Mapping[str, Any], value: str) -> str:
    """That there is no link in what was typed; nothing where there is one."""
    del answers
    return "" if link_in(value) else talk.say("I see no link in that: one begins with https:// .")


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
    told = Programme(
        **_times_in(talk, answers),
        title=answers["title"],
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


def _times_in(talk: Talk, answers: Mapping[str, Any]) -> dict[str, Any]:
    """When it is, as it is kept, and at which link."""
    told = when(talk.work, hosting_of(talk.work, talk.person), *times_of(answers["days"]))
    link = link_in(answers.get("link") or "")
    return {**asdict(told), "link": link if told.sessions else ""}


def _change(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    changes = changing.Changes(
        **_times_in(talk, answers),
        title=answers["title"],
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


def _asked_for_link(talk: Talk, subject: int) -> tuple[Question, ...]:
    own_visit(talk.work, talk.person, subject)
    prompt = N_("At which link do you meet? It goes to everybody who has a seat.")
    return (Question("link", N_("Link"), prompt, FreeText(8, LINK_LONGEST), check=_link_wrong),)


def _tell_link(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    visit = changing.tell_link_to_all(talk.work, talk.person, subject, link_in(answers["link"]))
    talk.reply(
        talk.say("✓ Kept: it stands in each reminder, and goes to the calendars of your guests.")
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
