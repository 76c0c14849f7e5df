"""Which part of the staff bot answers what an officer did. Strangers learn nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import filling
from bot.conversation.addresses import StaleButton, parse
from bot.conversation.events import Did
from bot.desk import (
    cases,
    cohort,
    colleagues,
    entrance,
    exchanges,
    figures,
    labels,
    learning,
    queue,
    quotas,
    shortage,
    together,
    troubles,
    what_if,
)
from bot.desk.forms import FORMS
from bot.participants import languages
from exchange import officers
from exchange.work import DESK
from storage import chats

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.addresses import Family
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

TAPS: Mapping[Family, Callable[..., None]] = {
    **filling.TAPS,
    **entrance.TAPS,
    **languages.TAPS,
    **cases.TAPS,
    **exchanges.TAPS,
    **cohort.TAPS,
    **quotas.TAPS,
    **together.TAPS,
    **colleagues.TAPS,
    **troubles.TAPS,
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
    try:
        address = parse(talk.event.data, TAPS)
        TAPS[address.family](talk, *address.values)
    except StaleButton:
        talk.toast(talk.say("That button is from an older version. /queue shows what waits."))


def _words(talk: Talk) -> None:
    if filling.hear(talk):
        return
    if talk.event.private and talk.event.text:
        cases.find(talk)
    elif talk.event.private:
        talk.reply(talk.say("I can only read typed words. /help shows what I can do."))
