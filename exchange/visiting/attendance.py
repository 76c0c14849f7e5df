"""The sheet that both sign on each day of a stay, by hand: a proof that the call accepts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exchange.errors import CxcError
from exchange.papers.attendance import AttendanceSheet, attendance_pdf
from exchange.people.parties import organisation_on, today_at_host
from exchange.people.signing import current_commitment
from exchange.people.spots import days_on_the_spot
from exchange.states import AMENDABLE, REPORTABLE, last_day
from exchange.visiting.calendars import AGENDA
from exchange.visiting.commitment_papers import takes_part
from exchange.visiting.kept_files import PDF, Drawing, drawn, language_of, on_paper
from matching.times.agendas import by_day
from storage.tables import ExchangeForm, ExchangeState, Side

if TYPE_CHECKING:
    from collections.abc import Collection

    from exchange.words import Say
    from exchange.work import Work
    from storage.tables import Exchange, Person, StoredFile

PRINTED = AMENDABLE | REPORTABLE
"""From the last signature until the report is handed in there is a sheet to print."""


class NoSheetYet(CxcError):
    """The attendance sheet comes when all four have signed: then its days stand."""


def attendance_file(
    work: Work, exchange: Exchange, say: Say, asked_by: Person | None = None
) -> StoredFile:
    """The sheet as a PDF, drawn once for what it shows. Raises NoSheetYet, TooManyDrawings."""
    sheet, language = _sheet(work, exchange, PRINTED), language_of(say)
    drawing = Drawing(f"attendance-{sheet.reference}.pdf", PDF, (sheet, language))
    return _drawn(work, exchange, sheet, drawing, say, asked_by)


def confirmed_file(work: Work, exchange: Exchange, host: Person, say: Say) -> StoredFile:
    """The sheet on which the host has said in the chat that the visitor was there. Raises NoSheetYet, TooManyDrawings."""
    states = PRINTED | {ExchangeState.REPORTED}
    sheet = replace(_sheet(work, exchange, states), confirmed_on=today_at_host(work, exchange))
    drawing = Drawing(name_of_confirmed(exchange), PDF, (sheet, language_of(say)))
    return _drawn(work, exchange, sheet, drawing, say, host)


def name_of_confirmed(exchange: Exchange) -> str:
    """How the file is called: by it the host's word is told from what a visitor has sent."""
    return f"attendance-HX-{exchange.id:04}-host.pdf"


def _drawn(
    work: Work,
    exchange: Exchange,
    sheet: AttendanceSheet,
    drawing: Drawing,
    say: Say,
    asked_by: Person | None,
) -> StoredFile:
    language = language_of(say)
    return drawn(
        work,
        drawing,
        lambda: attendance_pdf(sheet, on_paper(say), language=language),
        asked_by,
        exchange_id=exchange.id,
    )


def _sheet(work: Work, exchange: Exchange, states: Collection[ExchangeState]) -> AttendanceSheet:
    paper = current_commitment(work, exchange)
    starts, ends = exchange.starts_on, last_day(exchange)
    if (
        exchange.form is ExchangeForm.ONLINE
        or exchange.state not in states
        or paper is None
        or starts is None
        or ends is None
    ):
        raise NoSheetYet
    visitor, host = (organisation_on(work, exchange, side) for side in Side)
    days = days_on_the_spot(work, exchange)
    told = dict(by_day(str(paper.answers.get(AGENDA, "")), days, ended=True))
    return AttendanceSheet(
        reference=f"HX-{exchange.id:04}",
        programme=work.scheme.name,
        visitor=visitor.name,
        visitor_person=takes_part(work, exchange, Side.VISITOR),
        host=host.name,
        host_person=takes_part(work, exchange, Side.HOST),
        place=host.city,
        starts_on=starts,
        ends_on=ends,
        days=tuple((day, told.get(day, "")) for day in days),
        made_at=paper.drawn_up_at,
    )
