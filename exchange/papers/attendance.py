"""The attendance sheet of a stay: a row a day, with room for both to sign by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exchange.papers import layout, regional
from exchange.papers.layout import Card, Ink

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from exchange.papers.sheet import Paper
    from exchange.words import Say

ROW = 17.0  # millimetres: room for a signature
DAY, SIGN = 34.0, 38.0
HEAD = Ink(7, bold=True, colour=layout.QUIET)
SHORT = Ink(8.5, leading=1.2)
MOST = 170  # characters of a day's agenda: three lines of its column


@dataclass(frozen=True)
class AttendanceSheet:
    """Whose stay it is, and its working days, each with what the agenda says of it.

    On `confirmed_on` the host has said in the chat that the visitor was there: nobody signs it by hand then.
    """

    reference: str
    programme: str
    visitor: str
    visitor_person: str
    host: str
    host_person: str
    place: str
    starts_on: date
    ends_on: date
    days: tuple[tuple[date, str], ...]
    made_at: datetime
    confirmed_on: date | None = None


def attendance_pdf(sheet: AttendanceSheet, say: Say, *, language: str = "en") -> bytes:
    """The sheet as PDF (A4), to be printed; equal input, equal bytes."""
    from exchange.papers.sheet import Paper  # noqa: PLC0415 - loaded by whoever draws

    title = say("Attendance sheet {reference}", reference=sheet.reference)
    pdf = Paper(title, sheet.made_at)
    pdf.add_page()
    layout.write(pdf, layout.clipped(sheet.programme), layout.SMALL)
    pdf.set_y(pdf.y + 2)
    layout.write(pdf, title, layout.HEADLINE)
    pdf.set_y(pdf.y + layout.GAP)
    days = regional.days(sheet.starts_on, sheet.ends_on, language)
    layout.cards(
        pdf,
        [
            Card(say("VISITOR"), sheet.visitor, [sheet.visitor_person]),
            Card(say("HOST"), sheet.host, [sheet.host_person, sheet.place]),
            Card(say("DATES"), days),
        ],
    )
    pdf.set_y(pdf.y + layout.GAP)
    _row(pdf, [say("DAY"), say("WHAT WE DID"), say("VISITOR"), say("HOST")], HEAD, 7.0)
    for day, text in sheet.days:
        layout.keep_together(pdf, ROW)
        told = text if len(text) <= MOST else f"{text[: MOST - 1]}…"
        host = sheet.host_person if sheet.confirmed_on else ""
        _row(pdf, [regional.weekday_date(day, language), told, "", host], SHORT, ROW)
    pdf.set_y(pdf.y + layout.GAP)
    foot = say(
        "Both sign each day by hand. Take a photo of this sheet and send it with your report: it proves the stay."
    )
    if sheet.confirmed_on:
        foot = say(
            "{name} of {host} has confirmed in the programme’s chat on {day} that the visitor was there.",
            name=sheet.host_person,
            host=sheet.host,
            day=sheet.confirmed_on,
        )
    layout.paragraphs(pdf, foot)
    return pdf.content()


def _row(pdf: Paper, cells: Sequence[str], ink: Ink, tall: float) -> None:
    """Four cells beside each other, framed by fine lines."""
    top, left = pdf.y, pdf.l_margin
    pdf.set_draw_color(*layout.QUIET)
    pdf.set_line_width(0.15)
    for text, width in zip(cells, (DAY, pdf.epw - DAY - 2 * SIGN, SIGN, SIGN), strict=True):
        pdf.rect(left, top, width, tall)
        pdf.set_xy(left + 1.5, top + 1.5)
        layout.write(pdf, text, ink, width - 3)
        left += width
    pdf.set_xy(pdf.l_margin, top + tall)
