"""A poster of one A4 page with a QR code: as PDF, and the same picture as PNG."""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING

from exchange.papers import layout
from exchange.papers.layout import Colour, Ink
from exchange.papers.typeface import TITLE, file_of, one_line, printable
from exchange.words import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from exchange.papers.sheet import Paper
    from exchange.words import Say

WIDE, TALL = 210.0, 297.0  # millimetres
EDGE, BAND = 22.0, 66.0
INSIDE = WIDE - 2 * EDGE
SIZES = (10.5, 9.5, 8.5)  # points, of what a poster tells
CODE, CODE_TOP = 92.0, 118.0
QUIET_ZONE = 4  # modules that stay white around a QR code
FOOT = 248.0
DOTS = 150  # of the PNG, to the inch
POINT = 25.4 / 72
WHITE: Colour = (255, 255, 255)
GAP = 0.9  # millimetres between two texts under each other
VISIT = N_("Visit a partner abroad – or welcome one")
"""The headline of whatever says none of its own."""


@dataclass(frozen=True)
class Poster:
    """What a poster says: who invites, what it is, where to, and what to do without Telegram. `headline` is a msgid."""

    programme: str
    inviting: str
    summary: tuple[str, ...]
    link: str
    partnership: str
    contact: str
    made_at: datetime
    headline: str = VISIT


@dataclass(frozen=True)
class _Box:
    left: float
    top: float
    wide: float
    tall: float
    colour: Colour


@dataclass(frozen=True)
class _Line:
    """A line of words in the middle of the page, its letters hanging from `top`."""

    top: float
    text: str
    ink: Ink


def poster_pdf(poster: Poster, say: Say) -> bytes:
    """The poster as PDF; equal input, equal bytes."""
    pdf = _page(poster)
    for one in list(_drawn(pdf, poster, say)):
        if isinstance(one, _Box):
            pdf.set_fill_color(*one.colour)
            pdf.rect(one.left, one.top, one.wide, one.tall, style="F")
        else:
            one.ink.take(pdf)
            pdf.set_xy(EDGE, one.top)
            pdf.cell(WIDE - 2 * EDGE, one.ink.line, one.text, align="C")
    return pdf.content()


def _page(poster: Poster) -> Paper:
    """An empty page; it also measures the words."""
    from exchange.papers.sheet import Paper  # noqa: PLC0415 - loaded by whoever draws

    pdf = Paper(poster.inviting, poster.made_at)
    pdf.set_auto_page_break(auto=False)
    pdf.add_page()
    return pdf


def poster_png(poster: Poster, say: Say) -> bytes:
    """The same picture as PNG, 150 dots to the inch."""
    from PIL import Image, ImageDraw, ImageFont  # noqa: PLC0415 - a start is not kept waiting

    scale = DOTS / 25.4
    image = Image.new("RGB", (round(WIDE * scale), round(TALL * scale)), "white")
    pen = ImageDraw.Draw(image)
    for one in _drawn(_page(poster), poster, say):
        if isinstance(one, _Box):
            right, under = one.left + one.wide, one.top + one.tall
            corners = [round(side * scale) for side in (one.left, one.top, right, under)]
            pen.rectangle((*corners[:2], corners[2] - 1, corners[3] - 1), fill=one.colour)
        else:
            size = one.ink.size * POINT * scale
            font = ImageFont.truetype(str(file_of(one.ink.family, bold=one.ink.bold)), size)
            middle = (WIDE / 2 * scale, (one.top + one.ink.line / 2) * scale)
            pen.text(middle, one.text, font=font, fill=one.ink.colour, anchor="mm")
    return _as_png(image)


def qr_png(link: str) -> bytes:
    """The QR code alone, to be put where one likes."""
    import segno  # noqa: PLC0415 - as above

    out = BytesIO()
    segno.make(link, error="m", micro=False).save(out, kind="png", scale=12, border=QUIET_ZONE)
    return out.getvalue()


def _as_png(image: object) -> bytes:
    out = BytesIO()
    image.save(out, format="PNG", dpi=(DOTS, DOTS))  # type: ignore[attr-defined] # of Pillow
    return out.getvalue()


def _drawn(pdf: Paper, poster: Poster, say: Say) -> Iterator[_Box | _Line]:
    """Everything on the page, in millimetres, in the order in which it is drawn."""
    yield _Box(0, 0, WIDE, BAND, layout.BLUE)
    yield _Box(0, BAND, WIDE, 2.2, layout.GOLD)
    yield from _written(pdf, 16, [poster.programme], Ink(13, bold=True, colour=WHITE))
    big = Ink(25, family=TITLE, bold=True, colour=WHITE, leading=1.2)
    yield from _written(pdf, 28, [say(poster.headline)], big)
    large = Ink(17, bold=True, colour=layout.BLUE)
    yield from _in_one_or_two(pdf, BAND + 9, poster.inviting, large, (13, 12.5))
    yield from _summary(pdf, poster.summary)
    yield from _code(poster.link)
    under = CODE_TOP + CODE + 3
    scan = say("Scan it with your telephone’s camera, or type this address:")
    yield from _written(pdf, under, [scan], Ink(11, bold=True))
    address = layout.fitted(pdf, poster.link, Ink(11.5, colour=layout.BLUE), 166, smallest=7)
    yield _Line(under + 8, *address)
    yield _Box(EDGE, FOOT, WIDE - 2 * EDGE, 31, layout.PALE)
    yield _Box(EDGE, FOOT, 1.2, 31, layout.BLUE)
    yield from _written(pdf, FOOT + 4, [say("No Telegram?")], Ink(11, bold=True))
    without = say(
        "It works by telephone and mail as well. Ask {partnership}:",
        partnership=poster.partnership,
    )
    yield from _written(pdf, FOOT + 11, [without], Ink(9.5))
    contact = Ink(10.5, bold=True, colour=layout.BLUE)
    yield from _in_one_or_two(pdf, FOOT + 22, poster.contact, contact, (9, 8))


def _in_one_or_two(
    pdf: Paper, top: float, text: str, large: Ink, small: tuple[float, float]
) -> Iterator[_Line]:
    """A text in one line as large as it fits; what is longer than the first of the `small` sizes allows, in two lines of the other."""
    least, size = small
    line, ink = layout.fitted(pdf, text, large, INSIDE - 4, smallest=least)
    if line == one_line(text):
        yield _Line(top, line, ink)
        return
    ink = replace(large, size=size, leading=1.2)
    first, *rest = _wrapped(pdf, text, ink)
    last, smaller = layout.fitted(pdf, " ".join(rest), ink, INSIDE - 4, smallest=size * 2 / 3)
    yield _Line(top - ink.line / 2 + 0.5, first, ink)
    yield _Line(top + ink.line / 2 + 0.5, last, smaller)


def _summary(pdf: Paper, texts: Sequence[str]) -> Iterator[_Line]:
    """What it is, between title and code: in smaller letters where there is much, and the end of it cut if that is too little."""
    top, room = BAND + 21, CODE_TOP - BAND - 21
    for size in SIZES:
        ink = Ink(size, leading=1.4)
        found = list(_written(pdf, top, texts, ink))
        if not found or found[-1].top + ink.line <= top + room:
            break
    fits = [one for one in found if one.top + one.ink.line <= top + room]
    cut = len(fits) < len(found)
    yield from fits[:-1] if cut else fits
    if cut:
        yield replace(fits[-1], text=f"{fits[-1].text.rstrip(' .,;')} …")


def _written(pdf: Paper, top: float, texts: Sequence[str], ink: Ink) -> Iterator[_Line]:
    """Texts under each other, each wrapped to the page."""
    for text in texts:
        for line in _wrapped(pdf, text, ink):
            yield _Line(top, line, ink)
            top += ink.line
        top += GAP


def _wrapped(pdf: Paper, text: str, ink: Ink) -> list[str]:
    """A text in lines of the page."""
    ink.take(pdf)
    told = printable(one_line(text))
    lines = pdf.multi_cell(INSIDE - 4, ink.line, told, dry_run=True, output="LINES")
    return [str(line).strip() for line in lines] if isinstance(lines, list) else [told]


def _code(link: str) -> Iterator[_Box]:
    """The dark modules, those beside each other in one box."""
    import segno  # noqa: PLC0415 - a start is not kept waiting for posters

    rows = [bytes(row) for row in segno.make(link, error="m", micro=False).matrix]
    size = CODE / (len(rows) + 2 * QUIET_ZONE)
    left = (WIDE - CODE) / 2 + QUIET_ZONE * size
    for down, row in enumerate(rows):
        top = CODE_TOP + (QUIET_ZONE + down) * size
        for start, length in _runs(row):
            yield _Box(left + start * size, top, length * size, size, layout.INK)


def _runs(row: bytes) -> Iterator[tuple[int, int]]:
    """Where dark modules begin, and how many there are in a row."""
    start = None
    for place, dark in enumerate([*row, 0]):
        if dark and start is None:
            start = place
        elif not dark and start is not None:
            yield start, place - start
            start = None
