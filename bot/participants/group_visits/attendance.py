"""Who was there: a host ticks guests off, on the spot once, and online session by session."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.conversation.screens import Button, Screen, clip, lines
from bot.participants import addresses as to
from exchange.finding.group_seats import guests_of
from exchange.group_visits import attending
from exchange.group_visits.rules import own_visit
from exchange.timing.group_visits import moments_of
from storage.tables import Application, GroupGuest, GroupVisit, GuestState, Organisation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from bot.conversation.addresses import Family
    from bot.conversation.speech import Speech
    from bot.conversation.talk import Talk
    from exchange.work import Work


def _who(talk: Talk, number: int) -> None:
    talk.send(_attendance(talk, own_visit(talk.work, talk.person, number)))


def _attendance(talk: Talk, visit: GroupVisit) -> Screen:
    """A button for each session that is over, and for each guest whose stay on the spot has begun."""
    say, work = talk.say, talk.work
    joined = guests_of(work, visit, GuestState.JOINED)
    there = [one for one in joined if attending.can_be_confirmed(work, one)]
    online = [(one,) for one in _session_buttons(talk, visit)]
    back = Button(say("See the guests"), to.OWN_GROUP(visit.id))
    if not there and not online:
        none = say("No stay has begun yet: papers are still being signed, or it is over.")
        return Screen(none, ((back,),))
    head = say("☑️ <b>{title}</b>: who was there?", title=visit.title)
    if not there:
        each = say("Each session has a list of its own: what somebody attended counts for them.")
        return Screen(lines(head, each), (*online, (back,)))
    text = lines(
        head,
        say(
            "One tap each. Your word is among the proofs of their stay; one more tap takes it back."
        ),
    )
    ticks = [
        (_tick(one, name_of(work, one), there=attending.is_confirmed(work, one)),) for one in there
    ]
    return Screen(text, (*online, *ticks, (Button(say("✓ Done"), to.OWN_GROUP(visit.id)),)))


def _session_buttons(talk: Talk, visit: GroupVisit) -> list[Button]:
    over = attending.sessions_over(talk.work, visit)
    return [
        Button(
            talk.say("💻 {when}", when=session_words(talk.say, one, talk.person.zone)),
            to.GROUP_SESSION(visit.id, number),
        )
        for number, one in enumerate(over)
    ]


def session_words(say: Speech, session: tuple[datetime, datetime], zone: str) -> str:
    """Day and hours of a half day on the clock of a zone."""
    starts, ends = (one.astimezone(ZoneInfo(zone)) for one in session)
    return say(
        "{day}, {starts}–{ends}",
        day=say.day(starts.date()),
        starts=f"{starts:%H:%M}",
        ends=f"{ends:%H:%M}",
    )


def name_of(work: Work, guest: GroupGuest) -> str:
    """A guest's organisation."""
    return work.load(Organisation, work.load(Application, guest.visitor_id).organisation_id).name


def _tick(guest: GroupGuest, name: str, *, there: bool) -> Button:
    """A tap that comes twice does the same once: ticking and taking back are two addresses."""
    if there:
        return Button(f"✅ {clip(name, 32)}", to.WAS_NOT_THERE(guest.id))
    return Button(f"▫️ {clip(name, 32)}", to.WAS_THERE(guest.id))


def _was(talk: Talk, number: int, *, there: bool) -> None:
    """Noted, or taken back; the list shows it."""
    attending.confirm(talk.work, talk.person, number, talk.say, there=there)
    visit = talk.work.load(GroupVisit, talk.work.load(GroupGuest, number).visit_id)
    talk.show(_attendance(talk, visit))


def of_session(say: Speech, work: Work, visit: GroupVisit, number: int, zone: str) -> Screen:
    """The guests of the session of that number, from 0: a sign before each of whom it is said, and a tap that says it."""
    session = moments_of(visit)[number]
    text = lines(
        say("☑️ <b>{title}</b>: who was there?", title=visit.title),
        say("💻 {when}", when=session_words(say, session, zone)),
        say("One tap each: ✅ was there, ❌ was not. What somebody attended counts for them."),
    )
    rows = [
        (_mark(work, one, number, session[0]),)
        for one in guests_of(work, visit, GuestState.JOINED)
        if attending.session_of(work, one, session[0])
    ]
    back = (Button(say("✓ Done"), to.WHO_WAS_THERE(visit.id)),)
    if not rows:
        return Screen(say("Nobody's papers are signed, or their reports are in."), (back,))
    return Screen(text, (*rows, back))


def _mark(work: Work, guest: GroupGuest, number: int, starts: datetime) -> Button:
    """A tap says that a guest was there; one more, that they were not."""
    session = attending.session_of(work, guest, starts)
    held = session.held if session else None
    sign = {True: "✅", False: "❌", None: "▫️"}[held]
    told = to.WAS_NOT_ONLINE if held else to.WAS_ONLINE
    return Button(f"{sign} {clip(name_of(work, guest), 32)}", told(guest.id, number))


def _session(talk: Talk, number: int, session: int) -> None:
    visit = own_visit(talk.work, talk.person, number)
    if session >= len(attending.sessions_over(talk.work, visit)):
        talk.send(_attendance(talk, visit))  # it was moved since
        return
    talk.send(of_session(talk.say, talk.work, visit, session, talk.person.zone))


def _was_online(talk: Talk, number: int, session: int, *, there: bool) -> None:
    """Noted; the list shows it."""
    attending.tell_there(talk.work, talk.person, number, session, there=there)
    visit = talk.work.load(GroupVisit, talk.work.load(GroupGuest, number).visit_id)
    talk.show(of_session(talk.say, talk.work, visit, session, talk.person.zone))


TAPS: Mapping[Family, Callable[..., None]] = {
    to.WHO_WAS_THERE: _who,
    to.WAS_THERE: partial(_was, there=True),
    to.WAS_NOT_THERE: partial(_was, there=False),
    to.GROUP_SESSION: _session,
    to.WAS_ONLINE: partial(_was_online, there=True),
    to.WAS_NOT_ONLINE: partial(_was_online, there=False),
}
