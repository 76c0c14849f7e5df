"""The letters our papers are set in, and what to do with those we have no letters for."""

from __future__ import annotations

import copy
import functools
import threading
import unicodedata
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fpdf import FPDF
    from fpdf.fonts import TTFFont

TEXT = "DejaVuSans"
TITLE = "DejaVuSerif"
CODE = "DejaVuSansMono"
BOX = "□"

_STYLES = {
    (TEXT, ""): "DejaVuSans.ttf",
    (TEXT, "B"): "DejaVuSans-Bold.ttf",
    (TITLE, ""): "DejaVuSerif.ttf",
    (TITLE, "B"): "DejaVuSerif-Bold.ttf",
    (CODE, ""): "DejaVuSansMono.ttf",
}
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_LINE_ENDS = str.maketrans({"\r": "\n", "\v": "\n", "\f": "\n", "\x85": "\n", "\u2028": "\n"})
_READING = threading.Lock()


def dress(pdf: FPDF) -> None:
    """Give a document our typefaces. They travel with matplotlib: nothing to install.

    They are read once in a process, as fpdf would read all five for each document (0.2 s). Each
    document has copies of its own: to embed what was used, a face is cut down to it.
    """
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - a start is not kept waiting for papers
    from fpdf.fonts import SubsetMap  # noqa: PLC0415 - as above

    for name, face in _faces().items():
        own = copy.copy(face)
        own.ttfont = TTFont(BytesIO(_content(face.ttffile)), recalcTimestamp=False, lazy=True)
        own.missing_glyphs = []
        own.subset = SubsetMap(own)
        pdf.fonts[name] = own


def _faces() -> Mapping[str, TTFFont]:
    with _READING:  # two who draw their first paper at once read once
        return _read_faces()


@functools.cache
def _read_faces() -> Mapping[str, TTFFont]:
    from fpdf import FPDF  # noqa: PLC0415 - as above
    from fpdf.fonts import TTFFont  # noqa: PLC0415

    sheet = FPDF()
    for (family, style), name in _STYLES.items():
        sheet.add_font(family, style, _folder() / name)
    return {name: face for name, face in sheet.fonts.items() if isinstance(face, TTFFont)}


@functools.cache
def _content(file: Path) -> bytes:
    """What is in a file of letters: a face that read from the file itself would keep it open until it is forgotten."""
    return Path(file).read_bytes()


def file_of(family: str, *, bold: bool = False) -> Path:
    """Where the letters of a face are."""
    return _folder() / _STYLES[family, "B" if bold else ""]


def printable(text: str) -> str:
    """The text as our typefaces can print it; only a line feed breaks a line.

    Composed letters, no control or formatting characters, plain spaces. Pictures (emoji) are left
    out; a letter of a script that we do not have becomes an empty box, so that a gap is seen.
    """
    found = _letters(text.replace("\r\n", "\n").translate(_LINE_ENDS))
    while (
        again := _letters(found)
    ) != found:  # what stood between two letters that are one is gone
        found = again
    return found


def _letters(text: str) -> str:
    return "".join(_letter(character) for character in unicodedata.normalize("NFC", text))


def one_line(text: str) -> str:
    """The printable text with every run of white space made one space."""
    return " ".join(printable(text).split())


@functools.lru_cache(maxsize=4096)
def _letter(character: str) -> str:
    category = unicodedata.category(character)
    if character == "\n":
        return character
    if category in {"Zs", "Zl", "Zp"} or character == "\t":
        return " "
    if category in {"Cc", "Cf", "Cs", "Co"}:
        return ""
    if ord(character) in _alphabet():
        return character
    picture = category in {"So", "Mn", "Me"} or ord(character) in _SKIN_TONES
    return "" if picture else BOX


@functools.cache
def _alphabet() -> frozenset[int]:
    """Code points that every style of the text and title faces can print."""
    files = [name for (family, _), name in _STYLES.items() if family != CODE]
    return frozenset.intersection(*(_code_points(name) for name in files))


def _code_points(name: str) -> frozenset[int]:
    from matplotlib.ft2font import FT2Font  # noqa: PLC0415 - a start is not kept waiting for papers

    return frozenset(FT2Font(str(_folder() / name)).get_charmap())


def _folder() -> Path:
    spec = find_spec("matplotlib")  # where it is: importing it takes half a second
    return Path(str(spec and spec.origin)).parent / "mpl-data" / "fonts" / "ttf"
