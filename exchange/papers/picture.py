"""What all our pictures share: their size and colours, their words, how they become a PNG.

Upright, so that a telephone shows them as wide as it is: 1000 dots on about 400, and nothing smaller
than 17 points.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from exchange.papers import regional
from exchange.papers.typeface import one_line

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text

    from exchange.words import Say

INCHES, DOTS = (10.0, 12.5), 100
SMALL, BIG, HUGE = 17, 20, 40

# Blue against orange is told apart by every kind of colour vision (Okabe and Ito, 2008).
BLUE, ORANGE, PALE, QUIET, INK = "#003399", "#E69F00", "#E6EBF5", "#5C6470", "#20242C"
BROWN = "#9A6A00"  # orange that can be read as words

LONGEST_NAME = 44


@dataclass(frozen=True)
class Voice:
    """The words and the language of a picture."""

    say: Say
    language: str

    def number(self, count: int) -> str:
        """A whole number as the reader writes it."""
        return regional.number(count, self.language)


def empty() -> Figure:
    """A picture with nothing on it, on a canvas of its own, so that any thread may draw one."""
    from matplotlib.backends.backend_agg import (  # noqa: PLC0415 - a start is not kept waiting
        FigureCanvasAgg,
    )
    from matplotlib.figure import Figure  # noqa: PLC0415 - as above

    figure = Figure(figsize=INCHES, dpi=DOTS, facecolor="white")
    FigureCanvasAgg(figure)
    return figure


def printed(figure: Figure) -> bytes:
    """The picture as PNG; equal pictures, equal bytes."""
    png = BytesIO()
    figure.canvas.print_figure(png, format="png", metadata={"Software": None})
    return png.getvalue()


def title(axes: Axes, text: str) -> None:
    """What a part of the picture shows, above it."""
    axes.set_title(
        short(text), fontsize=BIG, weight="bold", color=INK, loc="left", pad=12, parse_math=False
    )


def put(axes: Axes, at: tuple[float, float], text: str, **look: object) -> Text:
    """Words on the picture; a dollar sign is a dollar sign."""
    style: dict[str, object] = {"fontsize": SMALL, "color": INK, "parse_math": False}
    if "size" in look:
        style["fontsize"] = look.pop("size")
    return axes.text(*at, text, **{**style, **look})  # type: ignore[arg-type]


def short(text: str) -> str:
    """One line that is not too long."""
    line = one_line(text)
    return line if len(line) <= LONGEST_NAME else line[: LONGEST_NAME - 1] + "…"
