"""The letters our papers are set in, and what to do with those we have no letters for."""

from __future__ import annotations

import functools
import unicodedata
from importlib.util import find_spec
from pathlib import Path

TEXT = "DejaVuSans"
TITLE = "DejaVuSerif"
CODE = "DejaVuSansMono"
BOX = "□"

STYLES = {
    (TEXT, ""): "DejaVuSans.ttf",
    (TEXT, "B"): "DejaVuSans-Bold.ttf",
    (TITLE, ""): "DejaVuSerif.ttf",
    (TITLE, "B"): "DejaVuSerif-Bold.ttf",
    (CODE, ""): "DejaVuSansMono.ttf",
}
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_LINE_ENDS = str.maketrans({"\r": "\n", "\v": "\n", "\f": "\n", "\x85": "\n", "\u2028": "\n"})


def file_of(family: str, *, bold: bool = False) -> Path:
    """Where the letters of a face are."""
    return folder() / STYLES[family, "B" if bold else ""]


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
    files = [name for (family, _), name in STYLES.items() if family != CODE]
    return frozenset.intersection(*(_code_points(name) for name in files))


def _code_points(name: str) -> frozenset[int]:
    from matplotlib.ft2font import FT2Font  # noqa: PLC0415 - a start is not kept waiting for papers

    return frozenset(FT2Font(str(folder() / name)).get_charmap())


def folder() -> Path:
    """Where files of letters are."""
    spec = find_spec("matplotlib")  # where it is: importing it takes half a second
    return Path(str(spec and spec.origin)).parent / "mpl-data" / "fonts" / "ttf"
