"""A table on paper: rows of words in columns.

fpdf has tables of its own. They try each line letter by letter, several times over: of a report on a
thousand exchanges that is half a minute. Here a line is broken between words of known width.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from exchange.papers import layout
from exchange.papers.layout import Ink

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from exchange.papers.sheet import Paper

    Measure = Callable[[str], float]

SIZES = (8.0, 7.5, 7.0, 6.5, 6.0)  # points: smaller ones where words do not fit beside each other
CELL = Ink(SIZES[0], leading=1.35)
HEAD = replace(CELL, bold=True, colour=layout.BLUE)
PADDING = 1.2
WIDEST_WORD = 0.3  # of the page: for a longer one, such as a link, no column is made wider
BASELINE = 0.3  # of a letter's height, under the middle of its line


@dataclass(frozen=True)
class Column:
    """Where a column is, and whether its words are set to the right."""

    left: float
    width: float
    to_the_right: bool


@dataclass(frozen=True)
class Row:
    """The lines of each cell of a row."""

    cells: Sequence[Sequence[str]]
    ink: Ink = CELL

    @property
    def tall(self) -> float:
        """Its height, in millimetres."""
        return max(map(len, self.cells)) * self.ink.line + 2 * PADDING


def set_table(
    paper: Paper,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    shares: Sequence[int],
    right: frozenset[int] = frozenset(),
) -> None:
    """Set a table from the pen's place on; its heading is repeated on each page, and no row is torn.

    `shares` are how wide columns are beside each other; one that a word does not fit into takes from
    the others, and where that is not enough all is set in smaller letters. Columns of figures (`right`,
    by their place) are set to the right.
    """
    cell, widths = _fitted(paper, head, rows, shares)
    top = replace(HEAD, size=cell.size)
    bold, plain = _measure(paper, top), _measure(paper, cell)
    columns = [
        Column(paper.l_margin + sum(widths[:at]), width, at in right)
        for at, width in enumerate(widths)
    ]
    heading = _row(head, columns, top, bold)
    found = [_row(cells, columns, cell, plain) for cells in rows]
    layout.keep_together(paper, heading.tall + (found[0].tall if found else 0))
    _set_heading(paper, heading, columns, bold)
    for before, row in enumerate(found):
        if paper.will_page_break(row.tall):
            paper.add_page()
            _set_heading(paper, heading, columns, bold)
        elif before:
            layout.rule(paper, layout.LINE, 0.2)
        _set_row(paper, row, columns, plain)


def _measure(paper: Paper, ink: Ink) -> Measure:
    """How wide words are in an ink; of each it is asked once."""

    @cache
    def width(words: str) -> float:
        ink.take(paper)
        return float(paper.get_string_width(words))

    return width


def _longest_words(
    head: Sequence[str], rows: Sequence[Sequence[str]], bold: Measure, plain: Measure
) -> Iterator[float]:
    """Of each column how wide its widest word is."""
    for at, title in enumerate(head):
        words = {word for cells in rows for word in cells[at].split()}
        yield max((*map(bold, title.split()), *map(plain, words)), default=0.0)


def _fitted(
    paper: Paper, head: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[int]
) -> tuple[Ink, list[float]]:
    """The largest letters in which no word is torn, with the widths of columns; else the smallest."""
    for size in SIZES:
        cell = replace(CELL, size=size)
        bold, plain = _measure(paper, replace(HEAD, size=size)), _measure(paper, cell)
        words = list(_longest_words(head, rows, bold, plain))
        widths, fit = _widths(paper.epw, shares, words)
        if fit:
            break
    return cell, widths


def _widths(
    whole: float, shares: Sequence[int], words: Sequence[float]
) -> tuple[list[float], bool]:
    """The widths of columns by their shares, and whether words fit; who needs more for one takes it of those that have more."""
    given = [whole * share / sum(shares) for share in shares]
    least = [min(word, whole * WIDEST_WORD) + 2 * PADDING + 0.1 for word in words]
    short = sum(max(0.0, want - has) for want, has in zip(least, given, strict=True))
    spare = sum(max(0.0, has - want) for want, has in zip(least, given, strict=True))
    if not short or short > spare:
        return given, not short
    taken = [
        max(want, has - max(0.0, has - want) * short / spare)
        for want, has in zip(least, given, strict=True)
    ]
    return taken, True


def _row(cells: Sequence[str], columns: Sequence[Column], ink: Ink, measure: Measure) -> Row:
    return Row(
        [
            list(broken(cell, column.width - 2 * PADDING, measure))
            for cell, column in zip(cells, columns, strict=True)
        ],
        ink,
    )


def broken(text: str, width: float, measure: Measure) -> Iterator[str]:
    """The lines of a text, broken between words; within one that alone is too wide."""
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}" if line else word
            if measure(word) + (measure(f"{line} ") if line else 0) <= width:
                line = longer
                continue
            if line:
                yield line
            *full, line = _chopped(word, width, measure)
            yield from full
        yield line


def _chopped(word: str, width: float, measure: Measure) -> Iterator[str]:
    """A word in pieces that fit, of one letter at least."""
    piece = ""
    for letter in word if measure(word) > width else ():
        if piece and measure(piece + letter) > width:
            yield piece
            piece = ""
        piece += letter
    yield piece or word


def _set_heading(paper: Paper, row: Row, columns: Sequence[Column], measure: Measure) -> None:
    paper.set_fill_color(*layout.PALE)
    paper.rect(paper.l_margin, paper.y, paper.epw, row.tall, style="F")
    _set_row(paper, row, columns, measure)


def _set_row(paper: Paper, row: Row, columns: Sequence[Column], measure: Measure) -> None:
    """Set each cell in the middle of the row's height; the pen ends under it."""
    row.ink.take(paper)
    line, top = row.ink.line, paper.y
    for cell, column in zip(row.cells, columns, strict=True):
        first = top + (row.tall - len(cell) * line) / 2 + line / 2 + BASELINE * paper.font_size
        for count, words in enumerate(cell):
            left = column.left + PADDING
            if column.to_the_right:
                left = column.left + column.width - PADDING - measure(words)
            paper.text(left, first + count * line, words)
    paper.set_xy(paper.l_margin, top + row.tall)
