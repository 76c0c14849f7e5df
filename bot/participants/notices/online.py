"""What both sides of an exchange online hear: that a session is near, and whether it was held."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.conversation.screens import Button, Screen, lines
from bot.participants import addresses as to
from bot.participants.notices.about import exchange_of, partner_of, reader_of
from bot.participants.visiting.online import as_session, held_buttons, time_words
from exchange.states import OVER
from exchange.timing.sessions import ASKABLE, SESSION_HELD, SESSION_NEAR, of_that_day, sessions_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.notices import Delivery
    from storage.tables import OnlineSession


def session_near(delivery: Delivery) -> Screen | None:
    """When it is, with whom and where."""
    found, exchange, say = _session(delivery), exchange_of(delivery), delivery.say
    if found is None or exchange.state in OVER:
        return None
    reader = reader_of(delivery)
    same_day = of_that_day(sessions_of(delivery.work, exchange), found[1], reader.zone)
    text = lines(
        say("💻 Your next session with <b>{name}</b>:", name=partner_of(delivery)),
        *(time_words(say, reader, as_session(row)) for row in same_day),
        exchange.link or say("No link yet: whoever has one tells it here, for both of you."),
    )
    return Screen(text, ((Button(say("💻 Sessions"), to.SESSIONS(exchange.id)),),))


def session_held(delivery: Delivery) -> Screen | None:
    """One tap of one of the two; None once somebody has said."""
    found, exchange, say = _session(delivery), exchange_of(delivery), delivery.say
    if found is None or found[1].held is not None or exchange.state not in ASKABLE:
        return None
    number, row = found
    day = row.starts_at.astimezone(ZoneInfo(reader_of(delivery).zone)).date()
    text = say(
        "💻 Was your session of {day} with <b>{name}</b> held? What was held counts. One tap of either of you is enough.",
        day=say.day(day),
        name=partner_of(delivery),
    )
    return Screen(text, (held_buttons(say, exchange, number, row, reader_of(delivery)),))


def _session(delivery: Delivery) -> tuple[int, OnlineSession] | None:
    """The session that it is about, with its number; None where others were agreed since."""
    rows = enumerate(sessions_of(delivery.work, exchange_of(delivery)))
    return next((one for one in rows if one[1].id == delivery["session"]), None)


ONLINE: Mapping[str, Callable[[Delivery], Screen | None]] = {
    SESSION_NEAR: session_near,
    SESSION_HELD: session_held,
}
