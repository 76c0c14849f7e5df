"""The faces that a document is set in: read once, and cut down to what was used."""

from __future__ import annotations

import copy
import functools
import threading
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from fontTools import subset
from fontTools.ttLib import TTFont
from fpdf import FPDF
from fpdf.fonts import SubsetMap, TTFFont

from exchange.papers.typeface import STYLES, folder

if TYPE_CHECKING:
    from collections.abc import Mapping

_USUAL = frozenset(
    one
    for first, last in (
        (0x20, 0x17F),
        (0x218, 0x21B),
        (0x384, 0x3CE),
        (0x400, 0x45F),
        (0x2010, 0x203A),
    )
    for one in range(first, last + 1)
) | frozenset(map(ord, "€№→←□✓ґҐ\uf6c5"))
"""Letters of the languages of the countries that take part, and signs: what nearly all papers are set in."""
_READING = threading.Lock()


def dress(pdf: FPDF) -> None:
    """Give a document our typefaces. They travel with matplotlib: nothing to install.

    They are read once in a process, as fpdf would read all five for each document (0.2 s). Before a
    document is put out, `cut_down` gives each face letters of its own.
    """
    for name, face in _faces().items():
        own = copy.copy(face)
        own.missing_glyphs = []
        own.subset = SubsetMap(own)
        pdf.fonts[name] = own


def cut_down(pdf: FPDF) -> None:
    """Give each face of a document letters that fpdf may cut down to those that were used.

    That costs by how many letters there are, not by how many are used: 6,000 in a whole face. So it
    begins with the usual ones, where no other was used.
    """
    for face in pdf.fonts.values():
        if isinstance(face, TTFFont):
            usual = {*face.subset.get_all_glyph_names()} <= _usual_names(face.fontkey)
            content = _usual(face.ttffile) if usual else _content(face.ttffile)
            face.ttfont = TTFont(BytesIO(content), recalcTimestamp=False, lazy=True)


def _faces() -> Mapping[str, TTFFont]:
    with _READING:  # two who draw their first paper at once read once
        return _read_faces()


@functools.cache
def _read_faces() -> Mapping[str, TTFFont]:
    sheet = FPDF()
    for (family, style), name in STYLES.items():
        sheet.add_font(family, style, folder() / name)
    return {name: face for name, face in sheet.fonts.items() if isinstance(face, TTFFont)}


@functools.cache
def _content(file: Path) -> bytes:
    """What is in a file of letters: a face that read from the file itself would keep it open until it is forgotten."""
    return Path(file).read_bytes()


@functools.cache
def _usual(file: Path) -> bytes:
    """A file of letters with the usual ones alone, and without what no paper makes use of."""
    face, whole = BytesIO(), TTFont(BytesIO(_content(file)), recalcTimestamp=False, lazy=True)
    options = subset.Options(layout_features=[], hinting=False, glyph_names=True)
    options.drop_tables += ["FFTM"]  # when the face was drawn
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=_USUAL & whole.getBestCmap().keys())
    cutter.subset(whole)
    whole.save(face)
    return face.getvalue()


@functools.cache
def _usual_names(fontkey: str) -> frozenset[str]:
    cmap = _faces()[fontkey].cmap
    return frozenset({".notdef", *(cmap[one] for one in _USUAL & cmap.keys())})
