"""A report of several pages: what matters on cards, tables under it, texts at the end."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING

from exchange.papers import layout
from exchange.papers.flows import FlowFigures, flow_png
from exchange.papers.grid import set_table
from exchange.papers.map import MapFigures, map_png
from exchange.papers.picture import INCHES
from exchange.papers.typeface import one_line, printable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from exchange.papers.layout import Card
    from exchange.papers.sheet import Paper
    from exchange.words import Say

_CARDS_IN_A_ROW = 3
_PICTURE = 92.0  # millimetres: two of them on a page, under each other
_LONGEST_CELL = 400  # characters: a row stays on a page


@dataclass(frozen=True)
class Table:
    """A heading, names of columns in words, rows of words; `widths` are shares of the page's.

    `note` says under the heading what is counted. Columns of figures (`right`, by their place) are
    set to the right.
    """

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int]
    note: str = ""
    right: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Story:
    """Somebody's own words under a heading."""

    heading: str
    text: str


@dataclass(frozen=True)
class Picture:
    """Figures that are shown as a picture, whose words are in a language."""

    figures: MapFigures | FlowFigures
    language: str


@dataclass(frozen=True)
class Report:
    """A report in words that are ready to be read; equal input makes equal bytes."""

    title: str
    subtitle: str
    foot: str
    made_at: datetime
    cards: Sequence[Card] = field(default=())
    tables: Sequence[Table] = field(default=())
    pictures: Sequence[Picture] = field(default=())
    stories_title: str = ""
    stories: Sequence[Story] = field(default=())


def report_pdf(report: Report, say: Say) -> bytes:
    """A4 pages; a table's heading is repeated on each page that it goes over, and no row is torn."""
    from exchange.papers.sheet import Paper  # noqa: PLC0415 - loaded by whoever draws

    paper = Paper(report.title, report.made_at)
    paper.foot = (one_line(report.foot), say)
    paper.add_page()
    layout.write(paper, report.title, layout.HEADLINE)
    layout.write(paper, report.subtitle, layout.SUBTITLE)
    paper.set_y(paper.y + layout.GAP)
    for first in range(0, len(report.cards), _CARDS_IN_A_ROW):
        layout.cards(paper, report.cards[first : first + _CARDS_IN_A_ROW])
    for table in report.tables:
        _table(paper, table)
    for picture in report.pictures:
        _picture(paper, picture, say)
    if report.stories:
        layout.section(paper, report.stories_title)
    for story in report.stories:
        _story(paper, story)
    return paper.content()


def _picture(paper: Paper, picture: Picture, say: Say) -> None:
    """In the middle of the page, never torn."""
    figures, language = picture.figures, picture.language
    drawn = (
        map_png(figures, say, language=language)
        if isinstance(figures, MapFigures)
        else flow_png(figures, say, language=language)
    )
    tall = _PICTURE * INCHES[1] / INCHES[0]
    layout.keep_together(paper, tall + layout.GAP)
    left, top = (paper.w - _PICTURE) / 2, paper.y + layout.GAP / 2
    paper.image(BytesIO(drawn), x=left, y=top, w=_PICTURE, h=tall)
    paper.set_xy(paper.l_margin, top + tall + layout.GAP / 2)


def _table(paper: Paper, table: Table) -> None:
    layout.section(paper, table.title)
    if table.note:
        layout.write(paper, table.note, layout.SMALL)
        paper.set_y(paper.y + 1)
    head, *rows = [[_clipped(one) for one in cells] for cells in (table.columns, *table.rows)]
    set_table(paper, head, rows, table.widths, table.right)
    paper.set_y(paper.y + layout.GAP)


def _clipped(text: str) -> str:
    clean = printable(text).strip()
    return clean if len(clean) <= _LONGEST_CELL else clean[: _LONGEST_CELL - 1] + "…"


def _story(paper: Paper, story: Story) -> None:
    layout.keep_together(paper, 25)
    if story.heading:
        layout.write(paper, one_line(story.heading), layout.STRONG)
    layout.paragraphs(paper, story.text)
    paper.set_y(paper.y + layout.GAP / 2)
