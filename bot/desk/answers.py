"""Which part of the staff bot answers what an officer did. Strangers learn nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import filling, languages
from bot.conversation.events import Did
from bot.desk import colleagues, entrance, exchanges, figures, troubles
from bot.desk.cases import cases, labels, queue
from bot.desk.forms import FORMS
from bot.desk.matching import cohort, learning, quotas, shortage, together, what_if
from exchange.people import officers
from exchange.work import DESK
from storage.queues import chats

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.talk import Talk

__all__ = ["FORMS", "answer"]

COMMANDS: Mapping[str, Callable[[Talk], None]] = {
    "start": entrance.greet,
    "help": entrance.help_,
    "queue": queue.show,
    "find": cases.find,
    "case": cases.show_typed,
    "exchanges": exchanges.overview,
    "exchange": exchanges.show_typed,
    "cohort": cohort.show,
    "stats": figures.stats,
    "survey": figures.survey,
    "export": figures.export,
    "troubles": troubles.show,
    "shortage": shortage.show,
    "whatif": what_if.ask,
    "learn": learning.show,
    "label": labels.label,
    "quota": quotas.quota,
    "together": together.typed,
    "invite": colleagues.invite,
    "bind": colleagues.bind_group,
    "language": languages.choose,
    "cancel": entrance.cancel,
}

TAPS: Mapping[str, Callable[[Talk, str], None]] = {
    "f": filling.tapped,
    "d": entrance.tapped,
    "l": languages.tapped,
    "a": cases.tapped,
    "s": cases.said_of_sameness,
    "e": exchanges.tapped,
    "k": cohort.tapped,
    "q": quotas.tapped,
    "g": together.tapped,
    "o": colleagues.tapped,
    "t": troubles.tapped,
}


def answer(talk: Talk) -> None:
    """Answer one thing that somebody did."""
    talk.officer = officers.officer_of(talk.work, talk.event.user_id)
    if talk.event.did is Did.BLOCKED:
        chats.block_chat(talk.work.session, DESK, talk.event.chat_id, talk.work.now)
    elif talk.event.did is Did.MOVED:
        colleagues.follow_group(talk)
    elif talk.officer is None:
        entrance.stranger(talk)
    elif talk.event.did is Did.COMMAND:
        COMMANDS[talk.event.command](talk)
    elif talk.event.text.startswith("/") and talk.event.private:
        entrance.unknown(talk)
    elif talk.event.did is Did.TAP:
        _tap(talk)
    elif talk.event.did in {Did.TEXT, Did.OTHER, Did.FILE}:
        _words(talk)


def _tap(talk: Talk) -> None:
    handler = TAPS.get(talk.event.data.partition(":")[0])
    if handler is None:
        talk.toast(talk.say("That button is from an older version. /queue shows what waits."))
    else:
        handler(talk, talk.event.data)


def _words(talk: Talk) -> None:
    if filling.hear(talk):
        return
    if talk.event.private and talk.event.text:
        cases.find(talk)
    elif talk.event.private:
        talk.reply(talk.say("I can only read typed words. /help shows what I can do."))
