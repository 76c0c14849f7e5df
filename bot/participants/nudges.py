"""A kind of nudges is stopped by one tap, and wanted again by another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import Button
from bot.participants import addresses as to
from exchange import nudging

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.addresses import Family
    from bot.conversation.talk import Talk


def _no_more(talk: Talk, kind: str) -> None:
    nudging.stop(talk.work, talk.person, kind)
    again = Button(talk.say("🔔 Do remind me"), to.NUDGES_AGAIN(kind))
    talk.reply(talk.say("🔕 Done: I nudge you no more about this."), [again])


def _again(talk: Talk, kind: str) -> None:
    nudging.stop(talk.work, talk.person, kind, again=True)
    talk.settle(talk.say("🔔 All right: I nudge you again when it helps."))


TAPS: Mapping[Family, Callable[..., None]] = {to.NO_NUDGES: _no_more, to.NUDGES_AGAIN: _again}
