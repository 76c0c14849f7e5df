"""`/history 12`, `/history HX-7`, a button of each card: what was done in a case, when and by whom; here and as PDF."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.conversation.addresses import typed_rows
from bot.conversation.screens import Button, Screen, lines, paragraphs
from bot.desk import addresses as to
from bot.desk.officer import note_reading, officer_of
from exchange.trail.act_words import words_of
from exchange.trail.history import history_of_case, history_of_exchange
from exchange.trail.history_paper import history_paper
from storage.tables import Person

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.addresses import Family
    from bot.conversation.talk import Talk
    from exchange.trail.history import History, Moment

SHOWN = 8
AN_EXCHANGE = re.compile(r"\s*hx", re.IGNORECASE)


def typed(talk: Talk) -> None:
    """The history of the case that was typed: an application's number, or HX and an exchange's."""
    numbers = typed_rows(talk.event.text)
    if not numbers:
        talk.reply(
            talk.say("Which one? /history 12 for an application, /history HX-7 for an exchange.")
        )
    elif AN_EXCHANGE.match(talk.event.text):
        _of_exchange(talk, numbers[0])
    else:
        _of_case(talk, numbers[0])


def _of_case(talk: Talk, number: int) -> None:
    """What was done with an application."""
    found = history_of_case(talk.work, officer_of(talk), number)
    note_reading(talk, "card", f"application:{number}")
    _show(talk, found, Button(talk.say("📄 All of it as PDF"), to.CASE_HISTORY_PAPER(number)))


def _of_exchange(talk: Talk, number: int) -> None:
    """What was done in an exchange."""
    found = history_of_exchange(talk.work, officer_of(talk), number)
    note_reading(talk, "card", f"exchange:{number}")
    _show(talk, found, Button(talk.say("📄 All of it as PDF"), to.HISTORY_PAPER(number)))


def _show(talk: Talk, found: History, paper: Button) -> None:
    """The latest acts, oldest of them first."""
    zone = talk.work.load(Person, officer_of(talk).person_id).zone
    earlier = len(found.moments) - SHOWN
    head = talk.say("🕰 <b>{number}</b> {name}", number=found.number, name=found.name)
    more = talk.say.many(
        "{count} act before these: in the PDF.", "{count} acts before these: in the PDF.", earlier
    )
    rows = [_line(talk, one, zone) for one in found.moments[-SHOWN:]]
    text = paragraphs(head, lines(more if earlier > 0 else "", *rows))
    talk.send(Screen(text, ((paper,),)))


def _line(talk: Talk, one: Moment, zone: str) -> str:
    """The act; beneath it what was before and after, or which, and why."""
    say = talk.say
    beside = [Markup(part) for part in one.said(say, say.language)]
    return lines(
        say(
            "{at}: {what}{who}",
            at=say.moment(one.at, zone),
            what=say(words_of(one.act)),
            who=say(" ({who})", who=one.who) if one.who else "",
        ),
        Markup("   {}").format(Markup(" · ").join(beside)) if beside else "",
    )


def _paper_of_case(talk: Talk, number: int) -> None:
    found = history_of_case(talk.work, officer_of(talk), number)
    note_reading(talk, "paper", f"application:{number}")
    _send(talk, found)


def _paper_of_exchange(talk: Talk, number: int) -> None:
    found = history_of_exchange(talk.work, officer_of(talk), number)
    note_reading(talk, "paper", f"exchange:{number}")
    _send(talk, found)


def _send(talk: Talk, found: History) -> None:
    file = history_paper(talk.work, officer_of(talk), found, talk.say)
    talk.reply(talk.say("The history of {number}.", number=found.number), file_id=file.id)


TAPS: Mapping[Family, Callable[..., None]] = {
    to.CASE_HISTORY: _of_case,
    to.HISTORY: _of_exchange,
    to.CASE_HISTORY_PAPER: _paper_of_case,
    to.HISTORY_PAPER: _paper_of_exchange,
}
