"""What of an exchange is online: its half days told as they stand, and told as held, and where it meets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.conversation.screens import Button, Screen, lines, paragraphs
from bot.conversation.sessions import grouped, link_in
from bot.participants import addresses as to
from exchange.errors import NotPossibleNow
from exchange.people import parties
from exchange.states import OVER
from exchange.timing.sessions import ASKABLE, sessions_of
from exchange.visiting import counted, meeting
from exchange.visiting.online import Session
from storage.tables import ExchangeForm

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from bot.conversation.addresses import Family
    from bot.conversation.speech import Speech
    from bot.conversation.talk import Talk
    from exchange.work import Work
    from storage.tables import Exchange, OnlineSession, Person

PLACE = "link"


def listed(say: Speech, reader: Person, sessions: Iterable[Session]) -> list[str]:
    """Half days on the reader's clock, those of the same hours in one line."""
    return grouped(say, [(one.starts, one.ends) for one in sessions], reader.zone)


def time_words(say: Speech, reader: Person, session: Session) -> str:
    """Day and hours of a half day on the reader's clock."""
    zone = ZoneInfo(reader.zone)
    starts, ends = session.starts.astimezone(zone), session.ends.astimezone(zone)
    return say(
        "{day}, {starts}–{ends}",
        day=say.day(starts.date()),
        starts=f"{starts:%H:%M}",
        ends=f"{ends:%H:%M}",
    )


def as_session(row: OnlineSession) -> Session:
    """A half day as it is kept."""
    return Session(row.starts_at, row.ends_at)


def told(say: Speech, work: Work, exchange: Exchange) -> str:
    """What is online about an exchange: half days, those that were held, and where; nothing of a visit."""
    if exchange.form is ExchangeForm.VISIT or exchange.starts_on is None:
        return ""
    rows = sessions_of(work, exchange)
    held = sum(one.held is True for one in rows)
    halves = say.many("{count} half day", "{count} half days", len(rows))
    where = exchange.link or say("no link yet")
    return say("💻 Online: {halves}, {held} held · {link}", halves=halves, held=held, link=where)


def buttons(say: Speech, exchange: Exchange) -> list[tuple[Button, ...]]:
    """The way to the sessions of an exchange online."""
    if exchange.form is ExchangeForm.VISIT or exchange.starts_on is None:
        return []
    return [(Button(say("💻 Sessions"), to.SESSIONS(exchange.id)),)]


def show(talk: Talk, exchange: Exchange) -> None:
    """The sessions, with buttons for those that are over and of which nobody has said whether they were held."""
    say, rows = talk.say, sessions_of(talk.work, exchange)
    lines_ = [_line(talk, row) for row in rows]
    text = paragraphs(
        say("<b>Sessions with {name}</b>", name=_partner(talk, exchange)),
        lines(*lines_),
        exchange.link or say("No link yet: whoever has one tells it here, for both of you."),
    )
    asked = [number for number, row in enumerate(rows) if _is_open(talk, exchange, row)]
    buttons_ = [held_buttons(say, exchange, number, rows[number], talk.person) for number in asked]
    if exchange.state not in OVER:
        buttons_.append((Button(say("🔗 Tell the link"), to.SESSION_LINK(exchange.id)),))
    buttons_.append((Button(say("Open the exchange"), to.EXCHANGE(exchange.id)),))
    talk.show(Screen(text, tuple(buttons_)))


def _line(talk: Talk, row: OnlineSession) -> str:
    sign = {True: "✓", False: "✗", None: "·"}[row.held]
    return f"{sign} {time_words(talk.say, talk.person, as_session(row))}"


def _is_open(talk: Talk, exchange: Exchange, row: OnlineSession) -> bool:
    return row.held is None and row.ends_at <= talk.work.now and exchange.state in ASKABLE


def held_buttons(
    say: Speech, exchange: Exchange, number: int, row: OnlineSession, reader: Person
) -> tuple[Button, ...]:
    """It was held, or not: for the session of that number, from 0."""
    day = say.day(row.starts_at.astimezone(ZoneInfo(reader.zone)).date())
    return (
        Button(say("✓ {day} held", day=day), to.SESSION_HELD(exchange.id, number)),
        Button(say("✗ Not held"), to.SESSION_NOT_HELD(exchange.id, number)),
    )


def _held(talk: Talk, exchange: Exchange, number: int) -> None:
    _tell(talk, exchange, number, held=True)


def _not_held(talk: Talk, exchange: Exchange, number: int) -> None:
    _tell(talk, exchange, number, held=False)


def _tell(talk: Talk, exchange: Exchange, number: int, *, held: bool) -> None:
    rows = sessions_of(talk.work, exchange)
    session_id = rows[number].id if number < len(rows) else None
    counted.tell_held(talk.work, talk.person, exchange.id or 0, session_id or 0, held=held)
    show(talk, exchange)


def _ask_link(talk: Talk, exchange: Exchange) -> None:
    if exchange.state in OVER:
        raise NotPossibleNow
    talk.expect(PLACE, exchange=exchange.id)
    talk.reply(talk.say("🔗 Please send the link at which you meet: I tell it to both of you."))


def typed_link(talk: Talk) -> None:
    """The address that was asked for; words without one are no longer waited for."""
    link, number = link_in(talk.event.text), int(talk.conversation.facts["exchange"])
    talk.expect()
    if not link:
        again = Button(talk.say("🔗 Tell the link"), to.SESSION_LINK(number))
        talk.reply(talk.say("I see no link in that: one begins with https:// ."), (again,))
        return
    meeting.tell_link(talk.work, talk.person, number, link)
    exchange = parties.exchange_for(talk.work, talk.person, number)
    told_ = talk.say(
        "✓ Kept: {link}. It stands in each reminder of a session, and goes to the calendars of both.",
        link=link,
    )
    talk.reply(told_, *buttons(talk.say, exchange))


def _partner(talk: Talk, exchange: Exchange) -> str:
    return parties.partner_name(talk.work, talk.person, exchange)


def _own(act: Callable[..., None]) -> Callable[..., None]:
    """What a button does with an exchange of the person's own; others' are not found."""

    def tapped(talk: Talk, number: int, *values: Any) -> None:
        act(talk, parties.exchange_for(talk.work, talk.person, number), *values)

    return tapped


TAPS: Mapping[Family, Callable[..., None]] = {
    to.SESSIONS: _own(show),
    to.SESSION_HELD: _own(_held),
    to.SESSION_NOT_HELD: _own(_not_held),
    to.SESSION_LINK: _own(_ask_link),
}
