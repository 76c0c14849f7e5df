"""What is told about group visits: somebody joined, a seat is offered, the programme is another, it is cancelled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import Button, Screen, lines, paragraphs
from bot.participants import addresses as to
from bot.participants.group_visits import attendance, cards, talks
from bot.participants.notices.about import reason_of_cancelling
from exchange.finding.group_seats import guest_of, guests_of, seats_of
from exchange.group_visits import attending
from exchange.group_visits.looking import worth
from exchange.notices import Notice
from exchange.timing.group_visits import (
    GROUP_SESSION_HELD,
    GROUP_SESSION_NEAR,
    moment_number,
    moments_of,
)
from exchange.words import N_
from storage.tables import (
    Application,
    GroupGuest,
    GroupVisit,
    GroupVisitState,
    GuestState,
    Organisation,
    Side,
    TalkHost,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.notices import Delivery
    from bot.conversation.speech import Speech
    from exchange.work import Work
    from storage.tables import Proposal


def joined(delivery: Delivery, proposal: Proposal) -> Screen | None:
    """A seat is taken: told to the host, or to the visitor whom the host has chosen; None for other pairs."""
    guest = guest_of(delivery.work, proposal.id)
    if guest is None:
        return None
    say, visit = delivery.say, delivery.work.load(GroupVisit, guest.visit_id)
    if proposal.made_by is Side.VISITOR:
        return _chosen(delivery, visit)
    seats = seats_of(delivery.work, visit)
    text = say(
        "🪑 <b>{name}</b> has joined <b>{title}</b>: {taken} of {all} seats are taken. Nothing to do for you until their paper comes.",
        name=_name(delivery, guest.visitor_id),
        title=visit.title,
        taken=seats.taken,
        all=seats.all,
    )
    return Screen(text, ((Button(say("See the guests"), to.OWN_GROUP(visit.id)),),))


def _chosen(delivery: Delivery, visit: GroupVisit) -> Screen:
    say = delivery.say
    text = say(
        "🎉 <b>{name}</b> has said yes: you have your seat in <b>{title}</b>, {days}. Next comes the Commitment to Quality.",
        name=_name(delivery, visit.host_id),
        title=visit.title,
        days=say.days(visit.starts_on, visit.ends_on),
    )
    write = Button(say("✍️ Write it now"), to.WRITE_COMMITMENT(delivery["exchange"]))
    return Screen(text, ((write,),))


def _name(delivery: Delivery, application_id: int | None) -> str:
    application = delivery.work.load(Application, application_id)
    return delivery.work.load(Organisation, application.organisation_id).name


def _zone(delivery: Delivery) -> str:
    return delivery.reader.zone if delivery.reader else "UTC"


def _of(delivery: Delivery) -> tuple[GroupGuest, GroupVisit]:
    guest = delivery.work.load(GroupGuest, delivery["guest"])
    return guest, delivery.work.load(GroupVisit, guest.visit_id)


def seat_offered(delivery: Delivery) -> Screen | None:
    """Who waited longest may take a seat now; None where they have answered."""
    guest, visit = _of(delivery)
    if guest.state is not GuestState.OFFERED or guest.offered_until is None:
        return None
    say = delivery.say
    visitor = delivery.work.load(Application, guest.visitor_id)
    zone = _zone(delivery)
    text = paragraphs(
        say("🪑 A seat is free for you in <b>{title}</b>!", title=visit.title),
        cards.when(say, visit, worth(delivery.work, visitor, visit)[0], _zone(delivery)),
        say(
            "It is kept until {until}. Then it goes to whoever waits next.",
            until=say.moment(guest.offered_until, zone),
        ),
    )
    take = Button(say("🪑 Take the seat"), to.TAKE_SEAT(visit.id))
    return Screen(text, ((take, Button(say("No, thank you"), to.LEAVE_GROUP(visit.id))),))


def offer_over(delivery: Delivery) -> Screen:
    """The seat went on, as no answer came."""
    _, visit = _of(delivery)
    text = delivery.say(
        "The seat in <b>{title}</b> has gone to whoever waits next, as I did not hear from you. You can join the list again.",
        title=visit.title,
    )
    return Screen(text, ((Button(delivery.say("👥 See the group visit"), to.GROUP(visit.id)),),))


def changed(delivery: Delivery) -> Screen | None:
    """Days or programme are others; what that means for the reader's papers."""
    guest, visit = _of(delivery)
    if guest.state is GuestState.LEFT or visit.state is not GroupVisitState.OPEN:
        return None
    say = delivery.say
    visitor = delivery.work.load(Application, guest.visitor_id)
    text = lines(
        say("🔄 <b>{title}</b> has changed.", title=visit.title),
        cards.when(say, visit, worth(delivery.work, visitor, visit)[0], _zone(delivery)),
        cards.programme(say, visit),
        _follows(say, visit) if guest.state is GuestState.JOINED else "",
    )
    return Screen(text, ((Button(say("👥 See the group visit"), to.GROUP(visit.id)),),))


def _follows(say: Speech, visit: GroupVisit) -> str:
    """What becomes of papers, and who cannot come."""
    if visit.sessions and not visit.slots:
        return say(
            "Signed papers stand, all else follows by itself. You cannot come? Cancel under /exchanges."
        )
    return say(
        "Signed papers are signed anew, all else follows by itself. You cannot come? Cancel under /exchanges."
    )


def _session(delivery: Delivery) -> tuple[GroupVisit, int] | None:
    """The half day that the host reads of, with its number; None where it is not held then any more."""
    visit = delivery.work.load(GroupVisit, delivery["group"])
    starts, told = [moment_number(one) for one, _ in moments_of(visit)], delivery["session"]
    open_ = visit.state is GroupVisitState.OPEN
    return (visit, starts.index(told)) if open_ and told in starts else None


def session_near(delivery: Delivery) -> Screen | None:
    """To the host: when it is, how many come, and where it meets."""
    if (found := _session(delivery)) is None:
        return None
    (visit, number), say = found, delivery.say
    joined = len(guests_of(delivery.work, visit, GuestState.JOINED))
    text = lines(
        say("💻 The next session of <b>{title}</b>:", title=visit.title),
        attendance.session_words(say, moments_of(visit)[number], _zone(delivery)),
        say.many("{count} guest has a seat.", "{count} guests have a seat.", joined),
        visit.link or say("No link yet: tell it here, and everybody has it."),
    )
    tell = Button(say("🔗 Tell the link"), to.GROUP_LINK(visit.id))
    see = Button(say("See the guests"), to.OWN_GROUP(visit.id))
    return Screen(text, ((see,) if visit.link else (tell, see),))


def session_held(delivery: Delivery) -> Screen | None:
    """To the host: who was there; None once that is said of everybody."""
    found = _session(delivery)
    if found is None or not attending.open_in(delivery.work, *found):
        return None
    return attendance.of_session(delivery.say, delivery.work, *found, _zone(delivery))


def cancelled(delivery: Delivery) -> Screen:
    """It does not take place; told to whoever waited for a seat."""
    _, visit = _of(delivery)
    say = delivery.say
    text = lines(
        say(
            "<b>{name}</b> had to cancel the group visit <b>{title}</b>. Your place on the list is gone.",
            name=_name(delivery, visit.host_id),
            title=visit.title,
        ),
        reason_of_cancelling(say, delivery.work.scheme, visit.reason),
    )
    return Screen(text, ((Button(say("See other hosts"), to.BEST_HOSTS(0)),),))


def list_over(delivery: Delivery) -> Screen:
    """It is too late for papers, and the reader still waited."""
    _, visit = _of(delivery)
    text = delivery.say(
        "No seat became free in <b>{title}</b>, and it is too late for papers now, so the waiting list is over. /group shows others.",
        title=visit.title,
    )
    return Screen(text, ((Button(delivery.say("👥 All group visits"), to.GROUPS()),),))


def _attendance(delivery: Delivery, words: str) -> Screen | None:
    """What the host says of who was there; None where the exchange is gone since."""
    guest, visit = _of(delivery)
    exchange = attending.exchange_of(delivery.work, guest)
    if exchange is None:
        return None
    text = delivery.say(words, name=_name(delivery, visit.host_id), title=visit.title)
    see = Button(delivery.say("Open the exchange"), to.EXCHANGE(exchange.id))
    return Screen(text, ((see,),))


def attended(delivery: Delivery) -> Screen | None:
    """The host has said it, and it is among the proofs."""
    told = N_(
        "☑️ <b>{name}</b> has confirmed that you were at <b>{title}</b>. Their word is among the proofs of your stay."
    )
    return _attendance(delivery, told)


def not_attended(delivery: Delivery) -> Screen | None:
    """The host has taken it back, and the proof is gone."""
    told = N_(
        "<b>{name}</b> has taken back that you were at <b>{title}</b>, so it is no proof any more. You were there? Tell them; other proofs of your stay count as well."
    )
    return _attendance(delivery, told)


def _talks_of_guest(delivery: Delivery) -> Screen | None:
    """A visitor's own timetable; None for whoever has left since."""
    guest, _ = _of(delivery)
    if guest.state is not GuestState.JOINED:
        return None
    return talks.of_guest(delivery.say, delivery.work, guest)


def _talk_host(delivery: Delivery) -> tuple[Speech, Work, TalkHost]:
    return delivery.say, delivery.work, delivery.work.load(TalkHost, delivery["talk_host"])


NOTICES: Mapping[str, Callable[[Delivery], Screen | None]] = {
    Notice.GROUP_SEAT_OFFERED: seat_offered,
    Notice.GROUP_OFFER_OVER: offer_over,
    Notice.GROUP_CHANGED: changed,
    Notice.GROUP_CANCELLED: cancelled,
    Notice.GROUP_LIST_OVER: list_over,
    Notice.GROUP_ATTENDED: attended,
    Notice.GROUP_NOT_ATTENDED: not_attended,
    GROUP_SESSION_NEAR: session_near,
    GROUP_SESSION_HELD: session_held,
    Notice.TALKS_ASKED: lambda delivery: talks.asked_for(*_talk_host(delivery)),
    Notice.TALKS_OF_GUEST: _talks_of_guest,
    Notice.TALKS_OF_HOST: lambda delivery: talks.of_host(*_talk_host(delivery)),
}
