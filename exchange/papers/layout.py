"""The look of our papers: margins, colours, headings, cards and footers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from exchange.papers.typeface import TEXT, TITLE, one_line, printable
from matching.times.agendas import by_head

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fpdf import FPDF

Colour = tuple[int, int, int]

INK: Colour = (32, 36, 44)
QUIET: Colour = (104, 111, 125)
BLUE: Colour = (0, 51, 153)
PALE: Colour = (241, 244, 251)
LINE: Colour = (204, 212, 230)
GOLD: Colour = (222, 168, 0)

SIDE_MARGIN = 22.0  # millimetres, as every length here
TOP_MARGIN = 20.0
BOTTOM_MARGIN = 26.0
GAP = 5.0
LONGEST_LABEL = 24  # "Wednesday, 12 May" stands beside what it belongs to
LONGEST_LINE = 300  # characters in a card; names are shorter where they are stored
_INDENT = 42.0
_DASHES = ("- ", "– ", "• ", "* ")


@dataclass(frozen=True)
class Card:
    """A small heading, a line that stands out, and quieter lines under it."""

    heading: str
    main: str
    lines: Sequence[str] = ()


@dataclass(frozen=True)
class Ink:
    """How words are set: size in points, face, weight, colour, side."""

    size: float
    family: str = TEXT
    bold: bool = False
    colour: Colour = INK
    align: str = "L"
    leading: float = 1.42

    @property
    def line(self) -> float:
        """The height of a line, in millimetres."""
        return self.size * 0.3528 * self.leading

    def take(self, paper: FPDF) -> None:
        """Dip the pen."""
        paper.set_font(self.family, "B" if self.bold else "", self.size)
        paper.set_text_color(*self.colour)


HEADLINE = Ink(25, family=TITLE, bold=True, colour=BLUE, leading=1.15)
SUBTITLE = Ink(10.5, colour=QUIET)
SECTION = Ink(12.5, family=TITLE, bold=True, colour=BLUE)
LABEL = Ink(7, bold=True, colour=QUIET)
BODY = Ink(9.5)
STRONG = Ink(10, bold=True)
SMALL = Ink(8, colour=QUIET)
SIDE_LABEL = Ink(8.5, bold=True, colour=BLUE, leading=BODY.size * BODY.leading / 8.5)


def write(paper: FPDF, text: str, ink: Ink, width: float = 0) -> None:
    """Set words from the pen's place on, wrapped to a width; the pen ends under them."""
    ink.take(paper)
    paper.multi_cell(
        width,
        ink.line,
        printable(text),
        align=ink.align,
        new_x="LEFT",
        new_y="NEXT",
    )


def height(paper: FPDF, text: str, ink: Ink, width: float) -> float:
    """How high the words will be when wrapped to a width."""
    ink.take(paper)
    tall = paper.multi_cell(width, ink.line, printable(text), dry_run=True, output="HEIGHT")
    return float(tall) if isinstance(tall, int | float) else ink.line


def rule(paper: FPDF, colour: Colour, thickness: float) -> None:
    """A line across the page at the pen's height."""
    paper.set_draw_color(*colour)
    paper.set_line_width(thickness)
    paper.line(paper.l_margin, paper.y, paper.w - paper.r_margin, paper.y)


def keep_together(paper: FPDF, tall: float) -> None:
    """Begin a new page unless so many millimetres are left on this one."""
    if paper.will_page_break(tall):
        paper.add_page()


def section(paper: FPDF, title: str) -> None:
    """A heading, never alone at the foot of a page."""
    keep_together(paper, 30)
    paper.set_y(paper.y + GAP)
    write(paper, title, SECTION)
    paper.set_y(paper.y + 1)


def paragraphs(paper: FPDF, text: str) -> None:
    """Somebody's own words with their line breaks; lines begun with a dash become a list."""
    for line in _lines(text):
        if line.startswith(_DASHES):
            bullets(paper, [line.lstrip("".join(_DASHES))])
        else:
            write(paper, line, BODY)
            paper.set_y(paper.y + 1.2)


def timetable(paper: FPDF, text: str) -> None:
    """Like paragraphs, with what heads a day ("Monday 3.5.", "Day 2:") set beside what stands under it.

    Where that is in doubt, what stands before a colon.
    """
    for head, rest in by_head(printable(text)):
        if rest and 0 < len(head) <= LONGEST_LABEL:
            _labelled(paper, head, "\n".join(_lines(rest)))
            paper.set_y(paper.y + 1.2)
        else:
            _timed(paper, f"{head}\n{rest}")


def _timed(paper: FPDF, text: str) -> None:
    for line in _lines(text):
        label, _, rest = line.partition(": ")
        if 0 < len(label) <= LONGEST_LABEL and rest.strip():
            _labelled(paper, label, rest)
            paper.set_y(paper.y + 1.2)
        else:
            paragraphs(paper, line)


def bullets(paper: FPDF, items: Sequence[str]) -> None:
    """A list with a small blue mark before each item."""
    for item in items:
        keep_together(paper, BODY.line)
        top, left = paper.y, paper.l_margin
        paper.set_fill_color(*GOLD)
        paper.rect(left, top + BODY.line / 2 - 0.7, 1.4, 1.4, style="F")
        paper.set_xy(left + 4.5, top)
        write(paper, one_line(item), BODY)
        paper.set_xy(left, paper.y + 0.8)


def cards(paper: FPDF, row: Sequence[Card]) -> None:
    """Cards side by side, all as high as the highest."""
    width = (paper.epw - GAP * (len(row) - 1)) / len(row)
    tall = max(_card_height(paper, card, width) for card in row)
    keep_together(paper, tall + GAP)
    top, left = paper.y, paper.l_margin
    for column, card in enumerate(row):
        _card(paper, card, (left + column * (width + GAP), top, width, tall))
    paper.set_xy(left, top + tall + GAP / 2)


def clipped(text: str) -> str:
    """One line of bounded length."""
    line = one_line(text)
    return line if len(line) <= LONGEST_LINE else line[: LONGEST_LINE - 1] + "…"


def fitted(paper: FPDF, text: str, ink: Ink, width: float, *, smallest: float) -> tuple[str, Ink]:
    """One line in the largest size that fits the width; cut where even the smallest does not."""
    line = one_line(text)
    while ink.size > smallest and not _fits(paper, line, ink, width):
        ink = replace(ink, size=ink.size - 0.5)
    if _fits(paper, line, ink, width):
        return line, ink
    while line and not _fits(paper, line + "…", ink, width):
        line = line[: len(line) * 19 // 20]
    return line + "…", ink


def _fits(paper: FPDF, line: str, ink: Ink, width: float) -> bool:
    ink.take(paper)
    return bool(paper.get_string_width(line) <= width)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in printable(text).split("\n") if line.strip()]


def _labelled(paper: FPDF, label: str, rest: str) -> None:
    """A short label in blue, what belongs to it beside it."""
    keep_together(paper, 2 * BODY.line)
    top, left = paper.y, paper.l_margin
    write(paper, label, SIDE_LABEL, _INDENT - 3)
    label_page, under_label = paper.page, paper.y
    paper.set_xy(left + _INDENT, top)
    write(paper, rest.strip(), BODY)
    paper.set_xy(left, max(paper.y, under_label) if paper.page == label_page else paper.y)


def _card_lines(card: Card) -> list[tuple[str, Ink]]:
    lines = [(clipped(line), SMALL) for line in card.lines if line.strip()]
    return [(clipped(card.heading), LABEL), (clipped(card.main), STRONG), *lines]


def _card_height(paper: FPDF, card: Card, width: float) -> float:
    inner = width - 2 * 4
    return sum(height(paper, text, ink, inner) for text, ink in _card_lines(card)) + 7.5


def _card(paper: FPDF, card: Card, box: tuple[float, float, float, float]) -> None:
    left, top, width, tall = box
    paper.set_fill_color(*PALE)
    paper.rect(left, top, width, tall, style="F")
    paper.set_fill_color(*BLUE)
    paper.rect(left, top, 0.9, tall, style="F")
    paper.set_y(top + 3)
    for text, ink in _card_lines(card):
        paper.set_x(left + 4)
        write(paper, text, ink, width - 8)


def paper_head(pdf: FPDF, programme: str, reference: str, title: str, between: str) -> None:
    """Write the top of a paper: programme and reference in one line, then its title and whom it binds."""
    top = pdf.y
    write(pdf, clipped(programme), SMALL, pdf.epw - 50)
    under = pdf.y
    pdf.set_xy(pdf.w - pdf.r_margin - 50, top)
    write(pdf, clipped(reference), Ink(8, bold=True, colour=BLUE, align="R"))
    pdf.set_xy(pdf.l_margin, max(pdf.y, under) + 3)
    rule(pdf, BLUE, 0.6)
    pdf.set_y(pdf.y + 6)
    write(pdf, title, HEADLINE)
    pdf.set_y(pdf.y + 1.5)
    write(pdf, between, SUBTITLE)
    pdf.set_y(pdf.y + GAP)
