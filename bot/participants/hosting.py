"""A host's own page: places, who is booked when, and what can be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import filling
from bot.conversation.screens import Button, Screen, lines, paragraphs
from bot.participants import addresses as to
from exchange.applying import hosting
from exchange.finding.places import bookings_at
from storage.tables import Application, Exchange, Organisation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.addresses import Family
    from bot.conversation.talk import Talk
    from exchange.finding.places import Booking, Bookings

CHANGE, BY_MONTH = "host", "hostm"  # the two forms
SHOWN = 6  # stays


def show(talk: Talk) -> None:
    """The page. Raises NoHost."""
    talk.send(_screen(talk))


def _screen(talk: Talk) -> Screen:
    say, host = talk.say, hosting.hosting_of(talk.work, talk.person)
    bookings = bookings_at(talk.work, host)
    months = say.join(say.month(one) for one in host.months)
    text = paragraphs(
        lines(
            say("<b>You as a host</b>"),
            say("⏸ You pause: nobody finds you.") if host.paused_at else "",
            say.many("{count} place at once", "{count} places at once", host.capacity),
            say("Months: {months}", months=months or say("any time")),
            *_by_month(talk, bookings),
        ),
        lines(*(_booked(talk, one) for one in bookings.booked[:SHOWN])),
    )
    rest = (
        Button(say("▶️ Receive again"), to.RESUME())
        if host.paused_at
        else Button(say("⏸ Pause"), to.PAUSE())
    )
    return Screen(
        text,
        (
            (Button(say("✏️ Change places, months, texts"), to.CHANGE_HOSTING()),),
            (Button(say("📅 Other places in some months"), to.PLACES_BY_MONTH()),),
            (rest,),
        ),
    )


def _by_month(talk: Talk, bookings: Bookings) -> list[str]:
    say = talk.say
    this = f"{talk.work.now:%Y-%m}"
    return [
        say(
            "{month}: {places}",
            month=say.month(month),
            places=say.many("{count} place", "{count} places", places) if places else say("none"),
        )
        for month, places in bookings.months
        if month >= this
    ]


def _booked(talk: Talk, one: Booking) -> str:
    """`12–16 Apr 2027: Weavers (1 person)`."""
    say, work = talk.say, talk.work
    visitor = work.load(Application, work.load(Exchange, one.exchange_id).visitor_id)
    when = say.days(one.first, one.last) if one.first and one.last else say("no dates yet")
    return say(
        "{when}: <b>{name}</b>, {people}",
        when=when,
        name=work.load(Organisation, visitor.organisation_id).name,
        people=say.many("{count} person", "{count} people", one.people),
    )


def _pause(talk: Talk) -> None:
    hosting.pause(talk.work, talk.person, paused=True)
    talk.show(_screen(talk))


def _resume(talk: Talk) -> None:
    hosting.pause(talk.work, talk.person, paused=False)
    talk.show(_screen(talk))


def _begin(form: str) -> Callable[[Talk], None]:
    def tapped(talk: Talk) -> None:
        hosting.hosting_of(talk.work, talk.person)
        filling.begin(talk, form, 0)

    return tapped


TAPS: Mapping[Family, Callable[..., None]] = {
    to.HOSTING: show,
    to.PAUSE: _pause,
    to.RESUME: _resume,
    to.CHANGE_HOSTING: _begin(CHANGE),
    to.PLACES_BY_MONTH: _begin(BY_MONTH),
}
