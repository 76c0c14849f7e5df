"""The block at the end of a paper where each party's signature stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exchange.papers import layout
from exchange.papers.layout import Ink
from exchange.papers.typeface import CODE, TITLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exchange.papers.sheet import Paper

_LINE_HEIGHT = 22.0  # of a signature with its times and its SHA-256; millimetres
_PART_LEFT = 11.0
_INK_LEFT = 72.0


@dataclass(frozen=True)
class SignatureInk:
    """A name with its times and the SHA-256 of what was signed; or words in place of a name.

    It counts if that is the text above it.
    """

    name: str
    times: Sequence[str] = ()
    digest: str = ""
    counts: bool = False


@dataclass(frozen=True)
class SignatureLine:
    """Who is to sign, and what stands there."""

    part: str
    organisation: str
    ink: SignatureInk


def signature_block(pdf: Paper, title: str, promise: str, lines: Sequence[SignatureLine]) -> None:
    """Draw the block, on one page if one holds it, in the order in which it is signed."""
    layout.keep_together(pdf, 30 + _LINE_HEIGHT * len(lines))
    layout.section(pdf, title)
    layout.write(pdf, promise, layout.SMALL)
    pdf.set_y(pdf.y + 2.5)
    for place, line in enumerate(lines, start=1):
        layout.keep_together(pdf, _LINE_HEIGHT)
        _draw(pdf, place, line)
    layout.rule(pdf, layout.LINE, 0.2)


def _draw(pdf: Paper, place: int, line: SignatureLine) -> None:
    layout.rule(pdf, layout.LINE, 0.2)
    top, page = pdf.y + 2.5, pdf.page
    _mark(pdf, place, top, signed=line.ink.counts)
    pdf.set_xy(pdf.l_margin + _PART_LEFT, top)
    column = _INK_LEFT - _PART_LEFT - 4
    layout.write(pdf, line.part, layout.LABEL, column)
    layout.write(pdf, layout.clipped(line.organisation), Ink(9, bold=True), column)
    under = pdf.y if pdf.page == page else top
    pdf.set_xy(pdf.l_margin + _INK_LEFT, top)
    _sign(pdf, line.ink)
    pdf.set_xy(pdf.l_margin, max(pdf.y, under) + 2.5)


def _sign(pdf: Paper, ink: SignatureInk) -> None:
    if not ink.digest:
        layout.write(pdf, ink.name, Ink(9, colour=layout.QUIET))
        return
    layout.write(pdf, layout.clipped(ink.name), Ink(11, family=TITLE, colour=layout.BLUE))
    for time in ink.times:
        layout.write(pdf, time, Ink(7.5, colour=layout.INK))
    layout.write(pdf, ink.digest, Ink(6, family=CODE, colour=layout.QUIET))


def _mark(pdf: Paper, place: int, top: float, *, signed: bool) -> None:
    """The place in the order: a full disc when signed, a ring when not."""
    pdf.set_fill_color(*(layout.BLUE if signed else (255, 255, 255)))
    pdf.set_draw_color(*layout.BLUE)
    pdf.set_line_width(0.35)
    pdf.circle(pdf.l_margin + 4, top + 3.6, 3.2, style="DF")
    colour = (255, 255, 255) if signed else layout.BLUE
    Ink(8, bold=True, colour=colour).take(pdf)
    pdf.set_xy(pdf.l_margin, top + 1.6)
    pdf.cell(8, 4, f"{place}", align="C")
