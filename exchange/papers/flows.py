"""From which kinds of regions people went to which: bands from the left to the right, as wide as they are many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from exchange.papers.picture import (
    BIG,
    BLUE,
    BROWN,
    ORANGE,
    PALE,
    QUIET,
    Voice,
    empty,
    printed,
    put,
    short,
)
from exchange.words import plain_english

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from exchange.words import Say

_LEFT, _RIGHT, _WIDE = 0.0, 1.0, 0.045
_GAP = 0.09  # between two kinds, of the whole height
_READABLE = 0.035  # of the whole height: a band that is narrower has no figure in it
_BANDS = (BLUE, ORANGE, "#56B4E9", QUIET)  # told apart by every kind of colour vision


@dataclass(frozen=True)
class Flow:
    """How many went from one kind of region to another, each by its place in the list of kinds."""

    start: int
    end: int
    count: int


@dataclass(frozen=True)
class FlowFigures:
    """Kinds of regions, as msgids, and the flows between them."""

    title: str
    kinds: tuple[str, ...]
    flows: tuple[Flow, ...] = ()


def flow_png(figures: FlowFigures, say: Say = plain_english, *, language: str = "en") -> bytes:
    """A PNG of 1000 × 1250. Equal figures, equal bytes."""
    return printed(flow_figure(figures, say, language=language))


def flow_figure(figures: FlowFigures, say: Say, *, language: str) -> Figure:
    """The same before it is printed, on a canvas of its own."""
    figure, voice = empty(), Voice(say, language)
    axes = figure.add_axes((0.05, 0.03, 0.9, 0.86))
    axes.set_xlim(_LEFT, _RIGHT)
    axes.set_ylim(1, 0)
    axes.set_axis_off()
    put(axes, (0, -0.085), short(str(voice.say(figures.title))), size=BIG, weight="bold")
    put(axes, (0, -0.03), str(voice.say("from")), color=QUIET)
    put(axes, (1, -0.03), str(voice.say("to")), color=QUIET, ha="right")
    if not any(one.count for one in figures.flows):
        _put_nothing(axes, figures, voice)
        return figure
    whole = sum(one.count for one in figures.flows)
    kinds = range(len(figures.kinds))
    out = [sum(one.count for one in figures.flows if one.start == kind) for kind in kinds]
    into = [sum(one.count for one in figures.flows if one.end == kind) for kind in kinds]
    scale = (1 - _GAP * len(figures.kinds)) / whole
    starts, ends = _tops(out, scale), _tops(into, scale)
    _put_bands(axes, figures, scale, (list(starts), list(ends)), voice)
    for kind, name in enumerate(figures.kinds):
        words = str(voice.say(name))
        _put_bar(axes, _Bar(kind, starts[kind], out[kind], at_left=True), scale, words, voice)
        _put_bar(axes, _Bar(kind, ends[kind], into[kind], at_left=False), scale, words, voice)
    return figure


@dataclass(frozen=True)
class _Bar:
    """One kind of regions on one side."""

    kind: int
    top: float
    count: int
    at_left: bool


def _tops(counts: Sequence[int], scale: float) -> list[float]:
    """Where the bar of each kind begins, with room for its name above."""
    tops, at = [], 0.0
    for count in counts:
        at += _GAP
        tops.append(at)
        at += count * scale
    return tops


def _put_bands(
    axes: Axes,
    figures: FlowFigures,
    scale: float,
    tops: tuple[list[float], list[float]],
    voice: Voice,
) -> None:
    """Each from where the one before it left off, on both sides; its figure in it, where it finds room."""
    starts, ends = tops
    step = np.linspace(0, 1, 60)
    across = _LEFT + _WIDE + step * (_RIGHT - _LEFT - 2 * _WIDE)
    bend = 3 * step**2 - 2 * step**3
    for flow in sorted(figures.flows, key=lambda one: (one.start, one.end)):
        tall = flow.count * scale
        top = starts[flow.start] + bend * (ends[flow.end] - starts[flow.start])
        colour = _BANDS[flow.start % len(_BANDS)]
        axes.fill_between(across, top, top + tall, color=colour, alpha=0.35, linewidth=0)
        if tall > _READABLE:
            middle = (_LEFT + _WIDE + 0.02, starts[flow.start] + tall / 2)
            put(axes, middle, voice.number(flow.count), va="center", color=QUIET)
        starts[flow.start] += tall
        ends[flow.end] += tall


def _put_bar(axes: Axes, bar: _Bar, scale: float, name: str, voice: Voice) -> None:
    """A bar, the name and the figure of its kind above it."""
    from matplotlib.patches import Rectangle  # noqa: PLC0415 - a start is not kept waiting

    left, side = (_LEFT, "left") if bar.at_left else (_RIGHT - _WIDE, "right")
    tall, colour = max(bar.count * scale, 0.003), _BANDS[bar.kind % len(_BANDS)]
    axes.add_patch(Rectangle((left, bar.top), _WIDE, tall, color=colour))
    words = _within(f"{name}: {voice.number(bar.count)}")
    place = (left if bar.at_left else _RIGHT, bar.top - 0.012)
    put(axes, place, words, ha=side, va="bottom")


def _within(name: str) -> str:
    """Half of the picture's width."""
    return name if len(name) <= 26 else name[:25] + "…"  # noqa: PLR2004 - letters


def _put_nothing(axes: Axes, figures: FlowFigures, voice: Voice) -> None:
    """The kinds that there are, and that nobody has gone anywhere yet."""
    from matplotlib.patches import Rectangle  # noqa: PLC0415 - as above

    for kind, name in enumerate(figures.kinds):
        top = 0.06 + 0.15 * kind
        for left in (_LEFT, _RIGHT - _WIDE):
            axes.add_patch(Rectangle((left, top), _WIDE, 0.06, color=PALE))
        put(axes, (0.08, top + 0.03), _within(str(voice.say(name))), va="center", color=QUIET)
    nothing = voice.say("No visit is done yet: bands appear here with the first one.")
    put(axes, (0, 0.12 + 0.15 * len(figures.kinds)), str(nothing), color=BROWN)
