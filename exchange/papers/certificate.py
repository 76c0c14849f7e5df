"""The certificate that a visitor takes home, and that of the host who received them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from exchange.papers import layout, regional
from exchange.papers.layout import Ink
from exchange.papers.typeface import TITLE

if TYPE_CHECKING:
    from datetime import date

    from exchange.papers.sheet import Paper
    from exchange.words import Say

_NAME = Ink(34, family=TITLE, bold=True, colour=layout.BLUE, align="C", leading=1.2)
_ORGANISATION = Ink(14, bold=True, align="C")
_TITLE = Ink(22, family=TITLE, colour=layout.INK, align="C")
_WORDS = Ink(11.5, colour=layout.QUIET, align="C")
_HOST = Ink(18, family=TITLE, bold=True, align="C")
_FACT = Ink(11, bold=True, align="C")
_FACT_LABEL = Ink(7, bold=True, colour=layout.QUIET, align="C")


MOST_SLOTS = 2  # whose days there is room for


@dataclass(frozen=True)
class Certificate:
    """Who visited whom, where and when; countries as ISO 3166 alpha-2.

    Of the `working_days` so many were `online_days`; `slots` are the parts of a stay that was in several.
    The `partner` is the host, or on a host's own certificate (`hosted`) the visiting organisation.
    """

    number: str
    programme: str
    person: str
    organisation: str
    country: str
    partner: str
    partner_city: str
    partner_country: str
    starts_on: date
    ends_on: date
    working_days: int
    partnership: str
    issued_on: date
    hosted: bool = False
    online_days: int = 0
    slots: tuple[tuple[date, date], ...] = ()


@dataclass(frozen=True)
class CourseCertificate:
    """Who was in which course, given by whom, for how long; whether they have passed its test."""

    number: str
    programme: str
    person: str
    organisation: str
    country: str
    title: str
    giver: str
    starts_on: date
    ends_on: date
    minutes: int
    passed: bool
    partnership: str
    issued_on: date


def certificate_pdf(certificate: Certificate, say: Say, *, language: str = "en") -> bytes:
    """One landscape A4 page; equal input, equal bytes. Given at the end of every exchange."""
    pdf = _page(certificate, say)
    _who(pdf, certificate, say("Certificate of Exchange"), say, language)
    _where(pdf, certificate, say, language)
    days = regional.number(certificate.working_days, language)
    if 0 < certificate.online_days < certificate.working_days:
        online = regional.number(certificate.online_days, language)
        days = say("{days}, of these {online} online", days=days, online=online)
    _facts(pdf, certificate, (say("WORKING DAYS"), days), say, language)
    return pdf.content()


def course_certificate_pdf(
    certificate: CourseCertificate, say: Say, *, language: str = "en"
) -> bytes:
    """The same of a course: one landscape A4 page; equal input, equal bytes."""
    pdf = _page(certificate, say)
    _who(pdf, certificate, say("Certificate of Attendance"), say, language)
    did = say("took part in, and passed the test of") if certificate.passed else say("took part in")
    _centred(pdf, 101, did, _WORDS)
    _centred(pdf, 109, certificate.title, _HOST)
    _centred(pdf, 120, certificate.giver, _ORGANISATION)
    _centred(pdf, 134, say("a course for the staff of clusters, in"), _WORDS)
    _centred(pdf, 142, certificate.programme, Ink(13, family=TITLE, bold=True, align="C"))
    whole, rest = divmod(certificate.minutes, 60)
    hours = regional.decimal(certificate.minutes / 60, language) if rest else str(whole)
    _facts(pdf, certificate, (say("HOURS"), hours), say, language)
    return pdf.content()


def _page(certificate: Certificate | CourseCertificate, say: Say) -> Paper:
    """An empty page with its frame."""
    from exchange.papers.sheet import Paper  # noqa: PLC0415 - loaded by whoever draws

    title = say("Certificate {number}", number=certificate.number)
    issued = datetime.combine(certificate.issued_on, time(), UTC)
    pdf = Paper(title, issued, landscape=True)
    pdf.set_auto_page_break(False)
    pdf.add_page()
    _frame(pdf)
    _rings(pdf)
    return pdf


def _frame(pdf: Paper) -> None:
    """A double frame, blue outside and a fine gold line inside, with square corners."""
    pdf.set_draw_color(*layout.BLUE)
    pdf.set_line_width(1.1)
    pdf.rect(9, 9, pdf.w - 18, pdf.h - 18)
    pdf.set_draw_color(*layout.GOLD)
    pdf.set_line_width(0.3)
    pdf.rect(12, 12, pdf.w - 24, pdf.h - 24)
    pdf.set_fill_color(*layout.BLUE)
    for left in (9.0, pdf.w - 15):
        for top in (9.0, pdf.h - 15):
            pdf.rect(left, top, 6, 6, style="F")


def _rings(pdf: Paper) -> None:
    """Two linked rings: a visitor and a host."""
    pdf.set_line_width(1.3)
    for offset, colour in ((-5.0, layout.BLUE), (5.0, layout.GOLD)):
        pdf.set_draw_color(*colour)
        pdf.circle(pdf.w / 2 + offset, 32, 7.5)


def _who(
    pdf: Paper,
    certificate: Certificate | CourseCertificate,
    title: str,
    say: Say,
    language: str,
) -> None:
    _centred(pdf, 45, title, _TITLE)
    _centred(pdf, 62, say("This is to certify that"), _WORDS)
    _centred(pdf, 70, certificate.person, _NAME)
    country = regional.country(certificate.country, language)
    _centred(pdf, 87, _joined(certificate.organisation, country), _ORGANISATION)


def _where(pdf: Paper, certificate: Certificate, say: Say, language: str) -> None:
    did = say("received") if certificate.hosted else say("visited")
    did = _both(certificate, say, did)
    _centred(pdf, 101, did, _WORDS)
    _centred(pdf, 109, certificate.partner, _HOST)
    country = regional.country(certificate.partner_country, language)
    _centred(pdf, 120, _joined(certificate.partner_city, country), _ORGANISATION)
    _centred(pdf, 134, say("to learn from each other and work together, in"), _WORDS)
    _centred(pdf, 142, certificate.programme, Ink(13, family=TITLE, bold=True, align="C"))


def _both(certificate: Certificate, say: Say, did: str) -> str:
    """How they met: on the spot, online, or some of the working days online."""
    if not certificate.online_days:
        return did
    if certificate.online_days >= certificate.working_days:
        return say("worked online with")
    return say("{visited}, and worked online with", visited=did)


def _stays(certificate: Certificate | CourseCertificate, language: str) -> str:
    """From the first to the last day; a stay in parts by its first ones and the last, as far as there is room."""
    slots = certificate.slots if isinstance(certificate, Certificate) else ()
    if not 1 < len(slots) <= MOST_SLOTS:
        return regional.days(certificate.starts_on, certificate.ends_on, language)
    return ", ".join(regional.days(*one, language) for one in slots)


def _facts(
    pdf: Paper,
    certificate: Certificate | CourseCertificate,
    length: tuple[str, str],
    say: Say,
    language: str,
) -> None:
    facts = [
        (say("DATES"), _stays(certificate, language)),
        length,
        (say("ISSUED BY"), certificate.partnership),
        (say("DATE OF ISSUE"), regional.day(certificate.issued_on, language)),
        (say("NUMBER"), certificate.number),
    ]
    pdf.set_y(164)
    layout.rule(pdf, layout.GOLD, 0.3)
    width = pdf.epw / len(facts)
    for column, (label, value) in enumerate(facts):
        left = pdf.l_margin + column * width
        _centred(pdf, 171, label, _FACT_LABEL, (left, width))
        _centred(pdf, 176, value, _FACT, (left, width))


def _centred(
    pdf: Paper, top: float, text: str, ink: Ink, column: tuple[float, float] | None = None
) -> None:
    """One line in the middle of the page or of a column (left, width), made to fit."""
    left, width = column or (pdf.l_margin, pdf.epw)
    line, ink = layout.fitted(pdf, text, ink, width - 3, smallest=6.5)
    ink.take(pdf)
    pdf.set_xy(left, top)
    pdf.cell(width, ink.line, line, align="C")


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part.strip())
