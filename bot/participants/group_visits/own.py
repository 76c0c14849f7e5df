"""A host's own group visits: published, seen with their guests, changed, cancelled; and the command for all of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.conversation import filling
from bot.conversation.kinds.times import SESSIONS, SLOTS
from bot.conversation.screens import Button, Screen, clip, lines, paragraphs
from bot.participants import addresses as to
from bot.participants.group_visits import attendance, cards, joining
from bot.words.group_visits import GUESTS, seats_left
from bot.words.posters import as_picture, picture_words
from exchange.applying import applications
from exchange.applying.hosting import hosting_of
from exchange.finding.group_seats import guests_of, seats_of
from exchange.finding.hosts import HOSTING
from exchange.group_visits import posters
from exchange.group_visits.looking import worth
from exchange.group_visits.rules import own_visit, today_there, visits_of
from exchange.proposing.errors import NotAcceptedYet
from exchange.visiting.kept_files import PDF, PNG
from storage.tables import (
    Application,
    ApplicationState,
    GroupVisit,
    GroupVisitState,
    GuestState,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from markupsafe import Markup

    from bot.conversation.addresses import Family
    from bot.conversation.talk import Talk
    from storage.tables import GroupGuest

PUBLISH, CHANGE, CANCEL, LINK = "grp", "grpc", "grps", "grpl"  # the forms
LATELY = timedelta(days=21)
SHOWN, NAMED = 6, 200  # group visits on a list; signs of the names in a line


def home(talk: Talk) -> None:
    """A host's own group visits, and those that a visitor may join. Raises NotAcceptedYet."""
    own = applications.active_application(talk.work, talk.person)
    if own is None or own.state is not ApplicationState.ACCEPTED:
        raise NotAcceptedYet
    if own.role in HOSTING:
        listed(talk)
    if joining.visitor_in(talk):
        joining.listed(talk)


def listed(talk: Talk) -> None:
    """A host's group visits to come, and the way to another. Raises NoHost."""
    talk.send(_list(talk, hosting_of(talk.work, talk.person)))


def _list(talk: Talk, host: Application) -> Screen:
    say = talk.say
    concern = [one for one in visits_of(talk.work, host) if _concerns(talk, one)]
    there = sorted(concern, key=lambda one: one.ends_on < today_there(talk.work, one))[:SHOWN]
    publish = (Button(say("➕ Publish a group visit"), to.PUBLISH_GROUP()),)
    if not there:
        text = say(
            "<b>Your group visits</b>: none to come. You publish dates, seats and a programme; visitors join by one tap, each with papers of their own."
        )
        return Screen(text, (publish,))
    rows = tuple((Button(clip(one.title, 40), to.OWN_GROUP(one.id)),) for one in there)
    text = paragraphs(say("<b>Your group visits</b>"), lines(*(_line(talk, one) for one in there)))
    return Screen(text, (*rows, publish))


def _concerns(talk: Talk, visit: GroupVisit) -> bool:
    """Whether it is to come, or over only lately: who was there is still to be said."""
    over = today_there(talk.work, visit) - visit.ends_on
    return visit.state is GroupVisitState.OPEN and over <= LATELY


def _line(talk: Talk, visit: GroupVisit) -> Markup:
    seats = seats_of(talk.work, visit)
    return talk.say(
        "{days}: <b>{title}</b>, {taken} of {all} seats taken",
        days=talk.say.days(visit.starts_on, visit.ends_on),
        title=clip(visit.title, 40),
        taken=seats.taken,
        all=seats.all,
    )


def show(talk: Talk, number: int) -> None:
    """One of them with its guests, and what the host can do."""
    talk.send(screen(talk, own_visit(talk.work, talk.person, number)))


def screen(talk: Talk, visit: GroupVisit) -> Screen:
    """The host's card of a group visit."""
    say, work = talk.say, talk.work
    guests = guests_of(work, visit)
    days, _ = worth(work, work.load(Application, visit.host_id), visit)
    waiting = len([one for one in guests if one.state is GuestState.WAITING])
    text = paragraphs(
        lines(
            say("👥 <b>{title}</b>", title=visit.title),
            cards.when(say, visit, days, talk.person.zone),
            cards.link(say, visit),
            seats_left(say, visit, seats_of(work, visit), waiting),
            say("You answer each request.") if visit.chooses else "",
        ),
        lines(*_guests(talk, guests)),
        cards.programme(say, visit),
    )
    return Screen(text, _buttons(talk, visit))


def _guests(talk: Talk, guests: Sequence[GroupGuest]) -> Iterator[Markup]:
    """Who they are, in a line for each state."""
    for state, told in GUESTS.items():
        names = [attendance.name_of(talk.work, one) for one in guests if one.state is state]
        if names:
            shown = clip(", ".join(names), NAMED)
            yield talk.say(told, count=len(names), names=shown)


def _buttons(talk: Talk, visit: GroupVisit) -> tuple[tuple[Button, ...], ...]:
    say = talk.say
    if visit.state is not GroupVisitState.OPEN:
        return ()
    today, link = today_there(talk.work, visit), _link_button(talk, visit)
    if today >= visit.starts_on:
        who = (Button(say("☑️ Who was there?"), to.WHO_WAS_THERE(visit.id)),)
        return (who, *(link if today <= visit.ends_on else ()))
    talks = ((Button(say("🗣 Short talks"), to.TALKS(visit.id)),),)
    return (
        (
            Button(say("✏️ Change it"), to.CHANGE_GROUP(visit.id)),
            Button(say("🖨 Poster"), to.GROUP_POSTER(visit.id)),
        ),
        *(link or talks),  # talks are where the host is, on the first day
        (Button(say("Cancel the group visit"), to.CANCEL_GROUP(visit.id)),),
    )


def _link_button(talk: Talk, visit: GroupVisit) -> tuple[tuple[Button, ...], ...]:
    """The way to tell where half days online meet; nothing of a group visit on the spot."""
    tell = Button(talk.say("🔗 Tell the link"), to.GROUP_LINK(visit.id))
    return ((tell,),) if visit.sessions else ()


def _publish(talk: Talk) -> None:
    filling.begin(talk, PUBLISH)


def _change(talk: Talk, number: int) -> None:
    """All that stands is on one page, to be corrected by a tap or in words."""
    visit = own_visit(talk.work, talk.person, number)
    filling.begin(talk, CHANGE, number, told_of(talk, visit))


def told_of(talk: Talk, visit: GroupVisit) -> dict[str, object]:
    """A group visit as answers of its form."""
    return {
        "title": visit.title,
        "days": _times_of(visit),
        "link": visit.link or None,
        "seats": seats_of(talk.work, visit).all,
        "programme": visit.programme,
        "ecosystems": list(visit.ecosystems),
        "chooses": "choose" if visit.chooses else "first",
    }


def _times_of(visit: GroupVisit) -> object:
    """Its days, or its half days with the days on the spot beside them."""
    if visit.sessions:
        return {SLOTS: [*visit.slots], SESSIONS: [*visit.sessions]}
    return [visit.starts_on.isoformat(), visit.ends_on.isoformat()]


def _cancel(talk: Talk, number: int) -> None:
    filling.begin(talk, CANCEL, number)


def _link(talk: Talk, number: int) -> None:
    filling.begin(talk, LINK, number)


def _poster(talk: Talk, number: int) -> None:
    """The poster, whose code opens the group visit."""
    file = posters.poster_file(talk.work, talk.person, number, PDF, talk.say)
    text = talk.say("The poster: its QR code opens the group visit in the chat.")
    talk.reply(text, (as_picture(talk.say, to.GROUP_PICTURE(number)),), file_id=file.id)


def _picture(talk: Talk, number: int) -> None:
    """The same as a picture, for a website or a message."""
    file = posters.poster_file(talk.work, talk.person, number, PNG, talk.say)
    talk.reply(picture_words(talk.say), file_id=file.id)


TAPS: Mapping[Family, Callable[..., None]] = {
    to.OWN_GROUPS: listed,
    to.OWN_GROUP: show,
    to.PUBLISH_GROUP: _publish,
    to.CHANGE_GROUP: _change,
    to.CANCEL_GROUP: _cancel,
    to.GROUP_POSTER: _poster,
    to.GROUP_PICTURE: _picture,
    to.GROUP_LINK: _link,
}
