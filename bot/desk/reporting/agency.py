"""`/report 2027-01 2027-06`: what the agency is told of a period, as PDF and as a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import Button, Screen, lines
from bot.desk import addresses as to
from bot.desk.officer import note_reading, officer_of, whose
from exchange.people.officers import Right, require
from exchange.people.partnerships import today_at
from exchange.reporting.agency.paper import report_files
from exchange.reporting.agency.periods import Period, period_in, usual

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from bot.conversation.addresses import Family
    from bot.conversation.talk import Talk


def report(talk: Talk) -> None:
    """The report of the period that was typed; without one, which is wanted."""
    typed = talk.event.text.strip()
    if typed:
        _make(talk, period_in(typed))
        return
    officer, say = officer_of(talk), talk.say
    require(officer, Right.READ)
    today = today_at(talk.work, officer.partnership_id)
    text = lines(
        whose(talk),
        say("Of which period shall I make the report to the agency?"),
        say("Any other: /report 2027-01 2027-06"),
    )
    talk.show(
        Screen(
            text,
            tuple(
                (Button(say.days(one.first, one.last), to.REPORT(one.first, one.last)),)
                for one in usual(today)
            ),
        )
    )


def _tapped(talk: Talk, first: date, last: date) -> None:
    _make(talk, Period(first, max(first, last)))


def _make(talk: Talk, period: Period) -> None:
    officer, say = officer_of(talk), talk.say
    paper, book = report_files(talk.work, officer, period, say)
    note_reading(talk, "export", f"partnership:{officer.partnership_id}")
    days = say.days(period.first, period.last)
    talk.reply(say("The report of {days}, to read and to print.", days=days), file_id=paper.id)
    talk.reply(
        say(
            "All of it as a spreadsheet, a sheet for each thing. It holds personal data: keep it safe."
        ),
        file_id=book.id,
    )


TAPS: Mapping[Family, Callable[..., None]] = {to.REPORT: _tapped}
