"""The history of a case as a paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.papers import regional
from exchange.papers.report import Report, Table, report_pdf
from exchange.trail.act_words import words_of
from exchange.visiting.kept_files import PDF, drawn_for, language_of, on_paper
from exchange.words import N_, plain_english
from storage.tables import Person

if TYPE_CHECKING:
    from datetime import datetime

    from exchange.trail.history import History
    from exchange.words import Say
    from exchange.work import Work
    from storage.tables import Officer, StoredFile


def history_paper(
    work: Work, officer: Officer, history: History, say: Say = plain_english
) -> StoredFile:
    """A PDF of it, with times on the officer's clocks. Raises TooManyDrawings."""
    reader, words, language = work.load(Person, officer.person_id), on_paper(say), language_of(say)
    return drawn_for(
        work,
        reader,
        f"{words(N_('history'))}-{history.number}.pdf",
        PDF,
        lambda: pages(history, work.now, reader.zone, words, language),
        lambda report: report_pdf(report, words),
    )


def pages(history: History, made_at: datetime, zone: str, say: Say, language: str) -> Report:
    """The history in words: one table, oldest first."""
    title = say(N_("History of {number}"), number=history.number)
    made = regional.moment(made_at, zone, language)
    rows = [
        [
            regional.moment(one.at, zone, language),
            say(words_of(one.act)),
            one.who or say(N_("by itself")),
            " · ".join(one.said(say, language)),
        ]
        for one in history.moments
    ]
    columns = (N_("When"), N_("What"), N_("Who"), N_("Which, and why"))
    table = Table(say(N_("What was done")), [say(one) for one in columns], rows, (24, 32, 24, 30))
    return Report(
        title,
        say(N_("{name}. As of {made}, times of {zone}."), name=history.name, made=made, zone=zone),
        f"{title}, {made}",
        made_at,
        tables=[table],
    )
