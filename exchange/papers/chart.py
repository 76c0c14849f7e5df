"""The programme as a picture: the funnel, and the way to the target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from itertools import accumulate
from typing import TYPE_CHECKING

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from exchange.words import plain_english

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from exchange.words import Say

INCHES, DOTS = (12.0, 7.5), 100
BLUE, ORANGE, GREY, INK = "#2f6fdb", "#e69f00", "#c9d3df", "#1b2733"
BIG = 15


@dataclass(frozen=True)
class ProgressFigures:
    """What the chart shows; months read "2027-03", funnel names are msgids."""

    funnel: Sequence[tuple[str, int]]
    done: int
    under_way: int
    target: int
    by_month: Sequence[tuple[str, int]] = field(default=())


def progress_chart(figures: ProgressFigures, say: Say = plain_english) -> bytes:
    """A PNG of 1200 × 750: the funnel at the left, exchanges against the target at the right."""
    figure = Figure(figsize=INCHES, dpi=DOTS, facecolor="white", layout="constrained")
    FigureCanvasAgg(figure)
    left, right = figure.subplots(1, 2, width_ratios=(1.25, 1))
    _funnel(left, figures, say)
    _target(right, figures, say)
    png = BytesIO()
    figure.savefig(png, format="png", metadata={"Software": None})
    return png.getvalue()


def _funnel(axes: Axes, figures: ProgressFigures, say: Say) -> None:
    names = [str(say(name)) for name, _ in figures.funnel]
    counts = [count for _, count in figures.funnel]
    bars = axes.barh(range(len(names)), counts, color=BLUE, height=0.66)
    axes.bar_label(bars, padding=6, fontsize=BIG, color=INK)
    axes.set_yticks(range(len(names)), names, fontsize=BIG)
    axes.invert_yaxis()
    axes.set_xlim(0, max([*counts, 1]) * 1.18)
    axes.set_xticks([])
    axes.spines[["top", "right", "bottom"]].set_visible(False)
    axes.set_title(str(say("From application to payment")), fontsize=BIG + 2, loc="left", pad=14)


def _target(axes: Axes, figures: ProgressFigures, say: Say) -> None:
    sums = list(accumulate(count for _, count in figures.by_month)) or [figures.done]
    months = [month for month, _ in figures.by_month] or [""]
    places = range(len(sums))
    axes.fill_between(places, sums, color=BLUE, alpha=0.18)
    axes.plot(places, sums, color=BLUE, linewidth=3, marker="o")
    axes.axhline(figures.target, color=ORANGE, linewidth=2.5, linestyle="--")
    axes.set_ylim(0, max(figures.target, *sums) * 1.12)
    axes.set_xticks(list(places)[:: max(1, len(sums) // 5)], months[:: max(1, len(sums) // 5)])
    axes.tick_params(labelsize=BIG - 3, colors=INK)
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(GREY)
    title = say(
        "Exchanges done: {done} of {target}\n{under_way} under way",
        done=figures.done,
        target=figures.target,
        under_way=figures.under_way,
    )
    axes.set_title(str(title), fontsize=BIG + 2, loc="left", pad=14)
