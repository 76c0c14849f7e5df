"""The sheets that papers are drawn on: only whoever draws one needs the library for PDFs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fpdf import FPDF

from exchange.papers import faces
from exchange.papers.layout import (
    BOTTOM_MARGIN,
    LINE,
    QUIET,
    SIDE_MARGIN,
    TOP_MARGIN,
    Ink,
    rule,
    write,
)
from exchange.papers.typeface import CODE, TEXT, one_line

if TYPE_CHECKING:
    from datetime import datetime

    from exchange.words import Say

# Stands for the number of pages until it is known. Nobody can write it: printable() removes it.
_PAGE_COUNT = "\uf6c5" * 4  # as wide as a number of four digits


class Paper(FPDF):
    """An A4 document in our typefaces; equal content makes equal bytes."""

    def __init__(self, title: str, prepared_at: datetime, *, landscape: bool = False) -> None:
        super().__init__(orientation="landscape" if landscape else "portrait", format="A4")
        faces.dress(self)
        self.alias_nb_pages(_PAGE_COUNT)
        self.set_creation_date(prepared_at)
        self.set_title(one_line(title))
        self.set_creator("ClusterXchange")
        self.c_margin = 0.0
        self.set_margins(SIDE_MARGIN, TOP_MARGIN, SIDE_MARGIN)
        self.set_auto_page_break(True, BOTTOM_MARGIN)
        self.foot: tuple[str, Say] | None = None

    def content(self) -> bytes:
        """The whole document, once everything is set."""
        faces.cut_down(self)
        return bytes(self.output())

    def footer(self) -> None:
        """The line at the foot of every page: what identifies the paper, and the page."""
        if self.foot is None:
            return
        words, say = self.foot
        self.set_y(-18)
        rule(self, LINE, 0.2)
        self.set_y(-15.5)
        write(self, words, Ink(6.5, family=CODE, colour=QUIET))
        page = say("Page {page} of {pages}", page=self.page, pages=_PAGE_COUNT)
        self.set_y(-11.5)
        self.set_font(TEXT, size=7)
        self.set_text_color(*QUIET)
        self.cell(text=page)
