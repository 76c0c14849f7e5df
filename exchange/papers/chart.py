"""A programme as a picture: the funnel, the way to the target, and what is likely to come."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from itertools import accumulate
from typing import TYPE_CHECKING

from exchange.papers import regional
from exchange.papers.typeface import one_line
from exchange.words import plain_english

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from exchange.words import Say

# Upright, so that a telephone shows it as wide as it is: 1000 dots on about 400, and nothing smaller than 17 points.
INCHES, DOTS = (10.0, 12.5), 100
SMALL, BIG, HUGE = 17, 20, 40

# Blue against orange is told apart by every kind of colour vision (Okabe and Ito, 2008).
BLUE, ORANGE, PALE, QUIET, INK = "#003399", "#E69F00", "#E6EBF5", "#5C6470", "#20242C"
BROWN = "#9A6A00"  # orange that can be read as words

LONGEST_NAME = 44
_MOST_MONTH_NAMES = 4
_TARGET_IN_SIGHT = 0.4  # of the target: from here on its line does not flatten the curve


@dataclass(frozen=True)
class Outlook:
    """Exchanges in all that are likely by the end of a month ("2027-11"): eight times of ten."""

    month: str
    low: int
    high: int


@dataclass(frozen=True)
class ProgressFigures:
    """What the chart shows; months read "2027-03", funnel names are msgids."""

    funnel: Sequence[tuple[str, int]]
    done: int
    under_way: int
    target: int
    by_month: Sequence[tuple[str, int]] = field(default=())
    outlook: Outlook | None = None


@dataclass(frozen=True)
class _Voice:
    """The words and the language of a chart."""

    say: Say
    language: str

    def number(self, count: int) -> str:
        return regional.number(count, self.language)


def progress_chart(
    figures: ProgressFigures, say: Say = plain_english, *, language: str = "en"
) -> bytes:
    """A PNG of 1000 × 1250: exchanges against the target, month by month, and the funnel under each other.

    Made with matplotlib's objects alone, so any thread may draw one; equal figures, equal bytes.
    """
    png = BytesIO()
    drawn = progress_figure(figures, say, language=language)
    drawn.canvas.print_figure(png, format="png", metadata={"Software": None})
    return png.getvalue()


def progress_figure(figures: ProgressFigures, say: Say, *, language: str) -> Figure:
    """The same before it is printed, on a canvas of its own."""
    from matplotlib.backends.backend_agg import (  # noqa: PLC0415 - a start is not kept waiting
        FigureCanvasAgg,
    )
    from matplotlib.figure import Figure  # noqa: PLC0415 - as above

    figure = Figure(figsize=INCHES, dpi=DOTS, facecolor="white")
    FigureCanvasAgg(figure)
    voice = _Voice(say, language)
    _target(figure.add_axes((0.05, 0.81, 0.9, 0.14)), figures, voice)
    _curve(figure.add_axes((0.1, 0.5, 0.83, 0.24)), figures, voice)
    _funnel(figure.add_axes((0.05, 0.02, 0.9, 0.38)), figures, voice)
    return figure


def _funnel(axes: Axes, figures: ProgressFigures, voice: _Voice) -> None:
    """A bar for each step, its name above, its figure beside."""
    _title(axes, str(voice.say("From application to payment")))
    counts = [max(count, 0) for _, count in figures.funnel]
    largest = max([*counts, 1])
    axes.barh(range(len(counts)), [largest] * len(counts), color=PALE, height=0.36)
    axes.barh(range(len(counts)), counts, color=BLUE, height=0.36)
    for place, (name, count) in enumerate(figures.funnel):
        _put(axes, (0, place - 0.27), _short(str(voice.say(name)) if name else ""), va="bottom")
        _put(axes, (largest * 1.03, place), voice.number(count), va="center", weight="bold")
    axes.set_xlim(0, largest * 1.15)
    axes.set_ylim(max(len(counts), 1) - 0.65, -0.8)
    axes.set_axis_off()


def _target(axes: Axes, figures: ProgressFigures, voice: _Voice) -> None:
    """The number done, and a bar towards the target: done in blue, under way in orange."""
    _title(axes, str(voice.say("Exchanges done")))
    goal = max(figures.target, 1)
    axes.barh(0, goal, color=PALE, height=0.5)
    axes.barh(0, min(figures.done, goal), color=BLUE, height=0.5)
    left = max(goal - figures.done, 0)
    under_way = min(figures.under_way, left)
    axes.barh(0, under_way, left=goal - left, color=ORANGE, height=0.5)
    _put(axes, (0, 0.42), voice.number(figures.done), va="bottom", size=HUGE, weight="bold")
    of_target = voice.say("of {target}", target=voice.number(figures.target))
    _put(axes, (goal, 0.5), str(of_target), va="bottom", ha="right", color=QUIET, size=BIG)
    count = voice.say("{count} under way", count=voice.number(figures.under_way))
    _put(axes, (0, -0.42), f"■ {count}", va="top", color=BROWN)
    axes.set_xlim(0, goal)
    axes.set_ylim(-0.9, 1.6)
    axes.set_axis_off()


def _curve(axes: Axes, figures: ProgressFigures, voice: _Voice) -> None:
    """All exchanges done by each month, what is likely to come, and the target once it is in sight."""
    sums = list(accumulate(count for _, count in figures.by_month)) or [figures.done]
    places = range(len(sums))
    axes.fill_between(places, sums, color=BLUE, alpha=0.12, linewidth=0)
    axes.plot(places, sums, color=BLUE, linewidth=4, marker="o", markersize=9, clip_on=False)
    months = _months_shown(figures)
    highest = _likely(axes, figures, voice, (len(sums) - 1, sums[-1], len(months) - 1))
    top = max(highest, 4) * 1.15
    if highest >= _TARGET_IN_SIGHT * figures.target:
        axes.axhline(figures.target, color=ORANGE, linewidth=3, linestyle="--")
        top = max(top, figures.target * 1.1)
    axes.set_ylim(0, top)
    axes.set_xlim(-0.15, max(len(months) - 0.85, 0.15))
    _ticks(axes, [_short(regional.month(one, voice.language)) for one in months], voice)
    _put(axes, (0, 1.06), str(voice.say("In all, by month")), transform=axes.transAxes, va="bottom")


def _likely(axes: Axes, figures: ProgressFigures, voice: _Voice, ends: tuple[int, int, int]) -> int:
    """A wedge from today to what is likely, with its figures in words; the highest of all."""
    last, done, end = ends
    if figures.outlook is None or end <= last:
        return done
    low, high = figures.outlook.low, figures.outlook.high
    axes.fill_between([last, end], [done, low], [done, high], color=ORANGE, alpha=0.35, linewidth=0)
    axes.plot([end, end], [low, high], color=ORANGE, linewidth=6, clip_on=False)
    numbers = {"low": voice.number(low), "high": voice.number(high)}
    words = str(voice.say("likely: {low} to {high}", **numbers))
    _put(axes, (1, 1.06), words, transform=axes.transAxes, va="bottom", ha="right", color=BROWN)
    return max(done, high)


def _months_shown(figures: ProgressFigures) -> list[str]:
    """The months of the stays, and on to that of the outlook."""
    months = [month for month, _ in figures.by_month]
    end = figures.outlook.month if figures.outlook else ""
    while months and months[-1] < end:
        months.append(_month_after(months[-1]))
    return months


def _month_after(month: str) -> str:
    number = int(month[:4]) * 12 + int(month[5:])
    return f"{number // 12:04}-{number % 12 + 1:02}"


def _ticks(axes: Axes, months: Sequence[str], voice: _Voice) -> None:
    """Few, large and quiet."""
    step = -(-len(months) // _MOST_MONTH_NAMES) or 1
    shown = range((len(months) - 1) % step, len(months), step)  # the latest month always shows
    axes.set_xticks(list(shown), [months[place] for place in shown], parse_math=False)
    axes.locator_params(axis="y", nbins=4, integer=True)
    axes.yaxis.set_major_formatter(lambda value, _: voice.number(round(value)))
    axes.tick_params(labelsize=SMALL, labelcolor=QUIET, length=0, pad=8)
    axes.grid(axis="y", color=PALE, linewidth=1.5)
    axes.set_axisbelow(True)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set_color(QUIET)


def _title(axes: Axes, text: str) -> None:
    axes.set_title(
        _short(text), fontsize=BIG, weight="bold", color=INK, loc="left", pad=12, parse_math=False
    )


def _put(axes: Axes, at: tuple[float, float], text: str, **look: object) -> None:
    """Words on the chart; a dollar sign is a dollar sign."""
    style: dict[str, object] = {"fontsize": SMALL, "color": INK, "parse_math": False}
    if "size" in look:
        style["fontsize"] = look.pop("size")
    axes.text(*at, text, **{**style, **look})  # type: ignore[arg-type]


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= LONGEST_NAME else line[: LONGEST_NAME - 1] + "…"
