"""Short talks of a group visit: asked for by its host, who sees first whom that asks; answered by hosts near by, read by everybody who has some."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import Button, Screen, clip, lines, paragraphs
from bot.participants import addresses as to
from exchange.applying.applications import active_application
from exchange.errors import NotFound
from exchange.finding.group_seats import guests_of
from exchange.group_visits import talks
from exchange.group_visits.errors import NoGuestsYet
from exchange.group_visits.rules import guest_in, own_visit
from exchange.rows import row_id
from exchange.words import N_
from storage.tables import (
    Application,
    GroupVisit,
    GroupVisitState,
    GuestState,
    Organisation,
    TalkHost,
    TalkHostState,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from markupsafe import Markup

    from bot.conversation.addresses import Family
    from bot.conversation.speech import Speech
    from bot.conversation.talk import Talk
    from exchange.group_visits.talks import Meeting
    from exchange.work import Work
    from storage.tables import GroupGuest

NAMED, NAME = 200, 34  # signs of the names in a line, and of one of them


def _show(talk: Talk, number: int) -> None:
    """How the talks stand; before there are any, whom one tap would ask, and nobody is asked yet."""
    talk.show(_screen(talk, own_visit(talk.work, talk.person, number)))


def _ask(talk: Talk, number: int) -> None:
    """Hosts near by are asked, and the talks are planned; a second tap asks nobody again."""
    talks.ask(talk.work, talk.person, number)
    _show(talk, number)


def _screen(talk: Talk, visit: GroupVisit) -> Screen:
    say, work = talk.say, talk.work
    asked = talks.hosts_of(work, visit)
    others = [one for one in asked if one.host_id != visit.host_id]
    guests = guests_of(work, visit, GuestState.JOINED)
    near = talks.to_be_asked(work, visit) if guests else []
    text = paragraphs(
        lines(
            say("🗣 <b>Short talks</b> at <b>{title}</b>, {when}", **_when(say, work, visit)),
            *_answers(talk, others),
        ),
        lines(_near(talk, near, asked) if guests else "", say(_what_next(asked, guests))),
    )
    label = say("✅ Ask them too") if asked else say("✅ Yes, plan short talks")
    may_ask = guests and (near or not asked)
    ask = ((Button(label, to.ASK_TALKS(visit.id)),),) if may_ask else ()
    return Screen(text, (*ask, (Button(say("See the guests"), to.OWN_GROUP(visit.id)),)))


def _near(talk: Talk, near: Sequence[Application], asked: Sequence[TalkHost]) -> str:
    """Who would be asked, or that nobody is near."""
    names = clip(", ".join(_name(talk.work, row_id(one)) for one in near), NAMED)
    if near:
        return talk.say("I would ask: {names}", names=names)
    alone = len(asked) <= 1  # the host itself
    return talk.say("No other host is near: your guests meet you alone.") if alone else ""


def _what_next(asked: Sequence[TalkHost], guests: Sequence[GroupGuest]) -> str:
    if not guests:
        return NoGuestsYet().template
    if asked:
        return N_(
            "Everybody gets a timetable of their own, and a new one when somebody comes or leaves. Nobody is in two places."
        )
    return N_(
        "Your guests meet you, and hosts near by who say yes, one after the other. I plan who meets whom, and tell everybody."
    )


def _answers(talk: Talk, asked: Sequence[TalkHost]) -> Iterator[str]:
    """Who was asked, and what they said, in a line each."""
    say = talk.say
    for state, line in (
        (TalkHostState.COMING, say("Coming")),
        (TalkHostState.ASKED, say("Asked")),
        (TalkHostState.DECLINED, say("Not this time")),
    ):
        names = [_name(talk.work, one.host_id) for one in asked if one.state is state]
        if names:
            shown = clip(", ".join(names), NAMED)
            yield say("{state}: {names}", state=line, names=shown)


def _name(work: Work, application_id: int) -> str:
    there = work.load(Application, application_id).organisation_id
    return work.load(Organisation, there).name


def _when(say: Speech, work: Work, visit: GroupVisit) -> dict[str, object]:
    """The title, and the first day with the hour on the host's clocks."""
    rules = work.scheme.group_visits
    when = say(
        "{day}, from {hour}:00",
        day=say.days(visit.starts_on, visit.starts_on),
        hour=rules.talk_from_hour,
    )
    return {"title": visit.title, "when": when}


def _coming(talk: Talk, number: int) -> None:
    asked = talks.answer(talk.work, talk.person, number, coming=True)
    visit = talk.work.load(GroupVisit, asked.visit_id)
    say = talk.say
    text = say(
        "✓ You take part in the short talks at <b>{title}</b>, {when}. Your timetable comes as soon as guests have their seats.",
        **_when(say, talk.work, visit),
    )
    talk.settle(text, ((Button(say("I cannot come"), to.TALKS_NO(number)),),))


def _not_coming(talk: Talk, number: int) -> None:
    talks.answer(talk.work, talk.person, number, coming=False)
    say = talk.say
    text = say(
        "✓ Noted: you take no part in these talks. Whoever would have met you is planned anew."
    )
    talk.settle(text, ((Button(say("I come after all"), to.TALKS_YES(number)),),))


def asked_for(say: Speech, work: Work, asked: TalkHost) -> Screen | None:
    """What a host near by is asked; None where it is answered, or called off."""
    visit = work.load(GroupVisit, asked.visit_id)
    if asked.state is not TalkHostState.ASKED or visit.state is not GroupVisitState.OPEN:
        return None
    rules = work.scheme.group_visits
    text = lines(
        say(
            "🗣 <b>{name}</b> near you receives visitors from abroad: <b>{title}</b>.",
            name=_name(work, visit.host_id),
            title=visit.title,
        ),
        say(
            "Would you meet some of them in short talks of {minutes} minutes there, {when}?",
            minutes=rules.talk_minutes,
            **_when(say, work, visit),
        ),
        say("I plan who meets whom, by how well you fit."),
    )
    yes, no = (
        Button(say("✅ Yes, we come"), to.TALKS_YES(asked.id)),
        Button(say("No, thank you"), to.TALKS_NO(asked.id)),
    )
    return Screen(text, ((yes, no),))


def of_guest(say: Speech, work: Work, guest: GroupGuest) -> Screen:
    """A visitor's own timetable."""
    visit = work.load(GroupVisit, guest.visit_id)
    own = [one for one in talks.meetings_of(work, visit) if one.guest.id == guest.id]
    rows = [_line(say, one, _name(work, one.host.host_id)) for one in own]
    back = ((Button(say("👥 See the group visit"), to.GROUP(visit.id)),),)
    return Screen(_timetable(say, work, visit, rows), back)


def of_host(say: Speech, work: Work, asked: TalkHost) -> Screen:
    """A host's own timetable."""
    visit = work.load(GroupVisit, asked.visit_id)
    own = [one for one in talks.meetings_of(work, visit) if one.host.id == asked.id]
    rows = [_line(say, one, _name(work, one.guest.visitor_id or 0)) for one in own]
    giving = asked.host_id == visit.host_id
    button = (
        Button(say("See the guests"), to.OWN_GROUP(visit.id))
        if giving
        else Button(say("I cannot come"), to.TALKS_NO(asked.id))
    )
    open_ = visit.state is GroupVisitState.OPEN
    return Screen(_timetable(say, work, visit, rows), ((button,),) if open_ else ())


def _my(talk: Talk, number: int) -> None:
    """A visitor's own timetable, asked for. Raises NotFound for whoever is not in the group visit."""
    own = active_application(talk.work, talk.person)
    visit = talk.work.load(GroupVisit, number)
    guest = guest_in(talk.work, visit, own) if own else None
    if guest is None:
        raise NotFound
    talk.show(of_guest(talk.say, talk.work, guest))


def _timetable(say: Speech, work: Work, visit: GroupVisit, rows: Sequence[str]) -> Markup:
    facts = _when(say, work, visit)
    head = say("🗣 Your short talks at <b>{title}</b>, {when}:", **facts)
    if rows:
        return lines(head, *rows)
    if visit.state is not GroupVisitState.OPEN:
        return say(
            "The short talks at <b>{title}</b> are called off: the visit does not take place.",
            **facts,
        )
    return say(
        "You have no short talks at <b>{title}</b> now. I write when there are some again.", **facts
    )


def _line(say: Speech, one: Meeting, name: str) -> str:
    return say(
        "{hour}:{minute} {name}",
        hour=f"{one.minute // 60:02}",
        minute=f"{one.minute % 60:02}",
        name=clip(name, NAME),
    )


TAPS: Mapping[Family, Callable[..., None]] = {
    to.TALKS: _show,
    to.ASK_TALKS: _ask,
    to.MY_TALKS: _my,
    to.TALKS_YES: _coming,
    to.TALKS_NO: _not_coming,
}
