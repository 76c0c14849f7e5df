"""A programme as a picture: the funnel, the way to the target, and what is likely to come."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

from exchange.papers import regional
from exchange.papers.picture import (
    BIG,
    BLUE,
    BROWN,
    HUGE,
    ORANGE,
    PALE,
    QUIET,
    SMALL,
    Voice,
    empty,
    printed,
    put,
    short,
    title,
)
from exchange.words import plain_english

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from exchange.words import Say

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


def progress_chart(
    figures: ProgressFigures, say: Say = plain_english, *, language: str = "en"
) -> bytes:
    """A PNG of 1000 × 1250: exchanges against the target, month by month, and the funnel under each other.

    Made with matplotlib's objects alone, so any thread may draw one; equal figures, equal bytes.
    """
    return printed(progress_figure(figures, say, language=language))


def progress_figure(figures: ProgressFigures, say: Say, *, language: str) -> Figure:
    """The same before it is printed, on a canvas of its own."""
    figure, voice = empty(), Voice(say, language)
    _target(figure.add_axes((0.05, 0.81, 0.9, 0.14)), figures, voice)
    _curve(figure.add_axes((0.1, 0.5, 0.83, 0.24)), figures, voice)
    _funnel(figure.add_axes((0.05, 0.02, 0.9, 0.38)), figures, voice)
    return figure


def _funnel(axes: Axes, figures: ProgressFigures, voice: Voice) -> None:
    """A bar for each step, its name above, its figure beside."""
    title(axes, str(voice.say("From application to payment")))
    counts = [max(count, 0) for _, count in figures.funnel]
    largest = max([*counts, 1])
    axes.barh(range(len(counts)), [largest] * len(counts), color=PALE, height=0.36)
    axes.barh(range(len(counts)), counts, color=BLUE, height=0.36)
    for place, (name, count) in enumerate(figures.funnel):
        put(axes, (0, place - 0.27), short(str(voice.say(name)) if name else ""), va="bottom")
        put(axes, (largest * 1.03, place), voice.number(count), va="center", weight="bold")
    axes.set_xlim(0, largest * 1.15)
    axes.set_ylim(max(len(counts), 1) - 0.65, -0.8)
    axes.set_axis_off()


def _target(axes: Axes, figures: ProgressFigures, voice: Voice) -> None:
    """The number done, and a bar towards the target: done in blue, under way in orange."""
    title(axes, str(voice.say("Exchanges done")))
    goal = max(figures.target, 1)
    axes.barh(0, goal, color=PALE, height=0.5)
    axes.barh(0, min(figures.done, goal), color=BLUE, height=0.5)
    left = max(goal - figures.done, 0)
    under_way = min(figures.under_way, left)
    axes.barh(0, under_way, left=goal - left, color=ORANGE, height=0.5)
    put(axes, (0, 0.42), voice.number(figures.done), va="bottom", size=HUGE, weight="bold")
    of_target = voice.say("of {target}", target=voice.number(figures.target))
    put(axes, (goal, 0.5), str(of_target), va="bottom", ha="right", color=QUIET, size=BIG)
    count = voice.say("{count} under way", count=voice.number(figures.under_way))
    put(axes, (0, -0.42), f"■ {count}", va="top", color=BROWN)
    axes.set_xlim(0, goal)
    axes.set_ylim(-0.9, 1.6)
    axes.set_axis_off()


def _curve(axes: Axes, figures: ProgressFigures, voice: Voice) -> None:
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
    _ticks(axes, [short(regional.month(one, voice.language)) for one in months], voice)
    put(axes, (0, 1.06), str(voice.say("In all, by month")), transform=axes.transAxes, va="bottom")


def _likely(axes: Axes, figures: ProgressFigures, voice: Voice, ends: tuple[int, int, int]) -> int:
    """A wedge from today to what is likely, with its figures in words; the highest of all."""
    last, done, end = ends
    if figures.outlook is None or end <= last:
        return done
    low, high = figures.outlook.low, figures.outlook.high
    axes.fill_between([last, end], [done, low], [done, high], color=ORANGE, alpha=0.35, linewidth=0)
    axes.plot([end, end], [low, high], color=ORANGE, linewidth=6, clip_on=False)
    numbers = {"low": voice.number(low), "high": voice.number(high)}
    words = str(voice.say("likely: {low} to {high}", **numbers))
    put(axes, (1, 1.06), words, transform=axes.transAxes, va="bottom", ha="right", color=BROWN)
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


def _ticks(axes: Axes, months: Sequence[str], voice: Voice) -> None:
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
