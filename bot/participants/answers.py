"""Which part of the public bot answers what somebody did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import filling, languages
from bot.conversation.events import Did
from bot.participants import home, leaving, welcome
from bot.participants.finding import arranging, hosts, inviting
from bot.participants.forms import application, invitation, papers, survey, words
from bot.participants.visiting import closing, commitments, visits
from exchange.people import people
from exchange.work import PARTICIPANTS
from storage.queues import chats

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.forms import Form
    from bot.conversation.talk import Talk

FORMS: Mapping[str, Form] = {
    form.key: form
    for form in (
        application.form(),
        invitation.form(),
        *words.forms(),
        *papers.forms(),
        survey.form(),
    )
}

COMMANDS: Mapping[str, Callable[[Talk], None]] = {
    "start": welcome.start,
    "apply": welcome.start,
    "help": home.help_,
    "status": home.status,
    "hosts": hosts.best_hosts,
    "search": hosts.search,
    "invitations": inviting.overview,
    "exchanges": visits.overview,
    "partner": arranging.begin,
    "language": languages.choose,
    "privacy": home.privacy,
    "withdraw": leaving.ask,
    "cancel": home.cancel,
}

# The first word of a button's data; the rest belongs to the part that made the button.
TAPS: Mapping[str, Callable[[Talk, str], None]] = {
    "f": filling.tapped,
    "w": welcome.tapped,
    "h": home.tapped,
    "l": languages.tapped,
    "m": hosts.tapped,
    "i": inviting.tapped,
    "p": arranging.tapped,
    "x": visits.tapped,
    "c": commitments.tapped,
    "r": closing.tapped,
    "q": leaving.tapped,
    "n": home.nothing,
}

# What typed words are taken for outside a form.
PLACES: Mapping[str, Callable[[Talk], None]] = {
    "search": hosts.searched,
    "partner": arranging.named,
    "dates": visits.typed_dates,
}

ALWAYS_OPEN = {"start", "apply", "help", "language", "cancel", "privacy"}


def answer(talk: Talk) -> None:
    """Answer one thing that somebody did."""
    match talk.event.did:
        case Did.BLOCKED:
            chats.block_chat(talk.work.session, PARTICIPANTS, talk.event.chat_id, talk.work.now)
            people.unreachable(talk.work, PARTICIPANTS, talk.event.chat_id)
        case Did.UNBLOCKED:
            return
        case Did.COMMAND:
            _command(talk)
        case Did.TAP:
            _tap(talk)
        case Did.EDIT:
            talk.reply(
                talk.say(
                    "I saw that you edited a message. I keep your first version: to "
                    "change an answer, use “Back” or the review page."
                )
            )
        case _:
            _words(talk)


def _command(talk: Talk) -> None:
    command = COMMANDS.get(talk.event.command, _unknown)
    if talk.event.command not in ALWAYS_OPEN and not people.consent_given(talk.work, talk.person):
        welcome.start(talk)
        return
    command(talk)


def _unknown(talk: Talk) -> None:
    """A command with a slip of the finger: say so, and ask the open question again."""
    text = talk.say(
        "I do not know /{command}. /help lists what I can do.", command=talk.event.command[:32]
    )
    talk.reply(text)
    filling.resume(talk)


def _tap(talk: Talk) -> None:
    kind = talk.event.data.partition(":")[0]
    handler = TAPS.get(kind)
    if handler is None:
        talk.toast(talk.say("That button is from an older version. /start shows where you are."))
    elif kind not in "wlhn" and not people.consent_given(talk.work, talk.person):
        welcome.start(talk)
    else:
        handler(talk, talk.event.data)


def _words(talk: Talk) -> None:
    if not people.consent_given(talk.work, talk.person):
        welcome.start(talk)
        return
    if filling.hear(talk):
        return
    listener = PLACES.get(talk.conversation.place)
    if listener and talk.event.text:
        listener(talk)
    else:
        home.lost(talk)
