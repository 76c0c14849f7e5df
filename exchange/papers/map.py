"""A map of our own: where things were done, and from where people came; drawn from the places that we know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from exchange.papers import regional
from exchange.papers.labels import Labels
from exchange.papers.picture import (
    BIG,
    BLUE,
    BROWN,
    INK,
    ORANGE,
    QUIET,
    SMALL,
    Voice,
    empty,
    printed,
    put,
    short,
)
from exchange.words import plain_english
from matching.places.ground import SEA, SOUTH, STEP, WEST, flat, ground

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

    from exchange.words import Say
    from matching.places.ground import Ground

    Reals = NDArray[np.float64]

ROWS = 6  # of the list below the map
LABELLED = 12  # places with their names on it
GOLD = "#DEA800"
_WATER, _LAND, _BORDER, _DONE_HERE = (
    (246, 248, 252),
    (222, 226, 234),
    (255, 255, 255),
    (92, 132, 206),
)
_WIDE, _TALL = 1000.0, 775.0  # dots of the map itself
_CLOSEST = 1300.0  # km that the map shows at least
_ROOM = 0.16  # of its width, left around the outermost places
_WHOLE = (-1800.0, 2900.0, -1900.0, 2200.0)  # km: the lands without islands far out
_CIRCLE, _GROWS = 19.0, 7.0  # dots: of a place where one thing was done, and for each doubling
_LARGEST = 46.0
_BEND = 0.12  # of a way's length
_LONG = 14  # letters: no second name is written behind
_DOT = 8.0  # dots, of a place from which people came
_NEAR = 0.8  # of a circle that has to be seen beside a larger one
_STAR = 24.0  # of a city that takes part: size of its sign
_SIGNS = 4  # of a number that is set in letters of full size


@dataclass(frozen=True)
class Mark:
    """A place: how many things of each kind were done in it (msgids), how many visits began from it.

    One that is `named` is a city that takes part in the programme itself.
    """

    name: str
    country: str
    latitude: float
    longitude: float
    done: tuple[tuple[str, int], ...] = ()
    came: int = 0
    named: bool = False

    @property
    def count(self) -> int:
        """All that was done in it."""
        return sum(count for _, count in self.done)


@dataclass(frozen=True)
class MapFigures:
    """What the map shows: places, most first; ways from one to another by their numbers; regions by NUTS 2 code.

    `elsewhere` counts what was done in places that are not on our map.
    """

    title: str
    marks: tuple[Mark, ...] = ()
    ways: tuple[tuple[int, int], ...] = ()
    regions: tuple[tuple[str, int], ...] = ()
    elsewhere: int = 0


class _Window(NamedTuple):
    west: float
    east: float
    south: float
    north: float

    @property
    def km(self) -> float:
        """How many there are to a dot."""
        return (self.east - self.west) / _WIDE


def map_png(figures: MapFigures, say: Say = plain_english, *, language: str = "en") -> bytes:
    """A PNG of 1000 × 1250: the map, and under it the places where most was done. Equal figures, equal bytes."""
    return printed(map_figure(figures, say, language=language))


def map_figure(figures: MapFigures, say: Say, *, language: str) -> Figure:
    """The same before it is printed, on a canvas of its own."""
    figure, voice = empty(), Voice(say, language)
    window = _window(figures.marks)
    axes = figure.add_axes((0, 0.31, 1, 0.62))
    _put_title(axes, str(voice.say(figures.title)))
    _put_lands(axes, figures.regions, window)
    _put_places(axes, figures, window, voice)
    _put_list(figure.add_axes((0.05, 0.015, 0.9, 0.285)), figures, voice)
    return figure


def _window(marks: Sequence[Mark]) -> _Window:
    """What is looked at: all places with some room around them; without any, all the lands."""
    west, east, south, north = _WHOLE
    if marks:
        across, up = _flat(marks)
        west, east, south, north = across.min(), across.max(), up.min(), up.max()
    span = max(east - west, (north - south) * _WIDE / _TALL)
    wide = max(span * (1 + 2 * _ROOM if marks else 1), _CLOSEST)
    tall, across_middle, up_middle = wide * _TALL / _WIDE, (west + east) / 2, (south + north) / 2
    return _Window(
        float(across_middle - wide / 2),
        float(across_middle + wide / 2),
        float(up_middle - tall / 2),
        float(up_middle + tall / 2),
    )


def _flat(marks: Sequence[Mark]) -> tuple[Reals, Reals]:
    return flat(
        np.array([one.latitude for one in marks]), np.array([one.longitude for one in marks])
    )


def _put_title(axes: Axes, text: str) -> None:
    put(axes, (0.05, 1.035), short(text), transform=axes.transAxes, size=BIG, weight="bold")


def _put_lands(axes: Axes, regions: Sequence[tuple[str, int]], window: _Window) -> None:
    """What is seen of the lands, and the sea around them."""
    from matplotlib.patches import Rectangle  # noqa: PLC0415 - a start is not kept waiting

    lands = ground()
    rows = _knots(window.south, window.north, SOUTH, lands.country.shape[0])
    columns = _knots(window.west, window.east, WEST, lands.country.shape[1])
    seen = lands._replace(
        country=lands.country[slice(*rows), slice(*columns)],
        region=lands.region[slice(*rows), slice(*columns)],
    )
    sea = Rectangle((0, 0), 1, 1, transform=axes.transAxes, color=_hex(_WATER), zorder=0)
    axes.add_patch(sea)
    (south, north), (west, east) = (
        [start + STEP * (at - 0.5) for at in some]
        for start, some in ((SOUTH, rows), (WEST, columns))
    )
    axes.imshow(_coloured(seen, regions), origin="lower", extent=(west, east, south, north))
    axes.set_xlim(window.west, window.east)
    axes.set_ylim(window.south, window.north)
    axes.set_axis_off()


def _knots(start: float, end: float, first: float, count: int) -> tuple[int, int]:
    """The knots of the lattice from one km to another; one at least."""
    low = min(max(int((start - first) // STEP), 0), count - 1)
    return low, min(max(int((end - first) // STEP) + 2, low + 1), count)


def _hex(colour: tuple[int, int, int]) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


def _coloured(lands: Ground, regions: Sequence[tuple[str, int]]) -> NDArray[np.uint8]:
    """Land and water in colours: the more was done in a region, the bluer; borders of countries in white."""
    shade = np.zeros(len(lands.regions))
    most = max((count for _, count in regions), default=1)
    for code, count in regions:
        if code in lands.regions:
            shade[lands.number(code)] = 0.25 + 0.75 * np.log1p(count) / np.log1p(most)
    share = shade[lands.region][..., np.newaxis]
    colours = np.asarray(_LAND) * (1 - share) + np.asarray(_DONE_HERE) * share
    colours[lands.country == SEA] = _WATER
    colours[_borders(lands.country)] = _BORDER
    return colours.round().astype(np.uint8)


def _borders(country: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Knots of land beside another country."""
    found = np.zeros(country.shape, dtype=bool)
    for axis in (0, 1):
        beside = np.roll(country, 1, axis)
        found |= (country != beside) & (country != SEA) & (beside != SEA)
    return found


def _put_places(axes: Axes, figures: MapFigures, window: _Window, voice: Voice) -> None:
    """Ways first, dots and circles over them, names where there is room."""
    across, up = _flat(figures.marks)
    points = list(zip(across.tolist(), up.tolist(), strict=True))
    for start, end in figures.ways:
        _put_way(axes, points[start], points[end])
    spots = _gathered(figures.marks, points, window.km)
    labels = Labels(axes, window.km, window)
    for spot in spots:
        labels.keep_free(spot.at, spot.reach)
    for order, spot in enumerate(reversed(spots)):
        _put_spot(axes, spot, window.km, voice, 4 + order / 100)
    for spot in spots[:LABELLED]:
        bold = bool(spot.count)
        if not labels.place(spot.at, spot.name, spot.reach, bold=bold):
            labels.place(spot.at, spot.names[0], spot.reach, bold=bold)


@dataclass(frozen=True)
class _Spot:
    """A place on the map, with those that would lie under its circle: their count is in its own."""

    at: tuple[float, float]
    names: tuple[str, ...]
    count: int
    named: bool

    @property
    def name(self) -> str:
        """The first of its places, with the second where that is short, and how many more there are."""
        told = self.names[: 2 if len(self.names[0]) < _LONG else 1]
        more = len(self.names) - len(told)
        return short(", ".join(told)) + (f" +{more}" if more else "")

    @property
    def reach(self) -> float:
        """How many dots around its middle are taken: its circle, and the star on it."""
        return _radius(self.count) + (_STAR / 2 if self.named else 0)


def _gathered(
    marks: Sequence[Mark], points: Sequence[tuple[float, float]], km: float
) -> list[_Spot]:
    """The places as they are drawn: no circle lies on the number of another, nor a dot under one."""
    found = [
        _Spot(at, (short(one.name),), one.count, one.named)
        for one, at in zip(marks, points, strict=True)
    ]
    while len(spots := _once_gathered(found, km)) < len(found):  # a circle has grown by each
        found = sorted(spots, key=lambda one: -one.count)
    return found


def _once_gathered(found: Sequence[_Spot], km: float) -> list[_Spot]:
    spots: list[_Spot] = []
    for spot in found:
        number = next((at for at, one in enumerate(spots) if _covers(one, spot, km)), None)
        if number is None:
            spots.append(spot)
            continue
        one = spots[number]
        names = (*one.names, *spot.names) if spot.count else one.names
        spots[number] = _Spot(one.at, names, one.count + spot.count, one.named or spot.named)
    return spots


def _covers(spot: _Spot, other: _Spot, km: float) -> bool:
    away = np.hypot(spot.at[0] - other.at[0], spot.at[1] - other.at[1]) / km
    return bool(away < _radius(spot.count) + _NEAR * _radius(other.count))


def _radius(count: int) -> float:
    """In dots; twice as much done is not twice as large, or the smallest could not be read."""
    return float(min(_CIRCLE + _GROWS * np.log2(count), _LARGEST)) if count else _DOT


def _put_way(axes: Axes, start: tuple[float, float], end: tuple[float, float]) -> None:
    """From a home to a host, bent a little, so that there and back are two lines."""
    (x, y), (to_x, to_y) = start, end
    middle = ((x + to_x) / 2 - _BEND * (to_y - y), (y + to_y) / 2 + _BEND * (to_x - x))
    step = np.linspace(0, 1, 24)
    curve = [
        (1 - step) ** 2 * a + 2 * step * (1 - step) * b + step**2 * c
        for a, b, c in zip(start, middle, end, strict=True)
    ]
    axes.plot(*curve, color=ORANGE, linewidth=2, alpha=0.55, zorder=2, solid_capstyle="round")


def _put_spot(axes: Axes, spot: _Spot, km: float, voice: Voice, order: float) -> None:
    """A blue circle with its number where something was done, an orange dot from where people came; the star of a city that takes part."""
    from matplotlib.patches import Circle  # noqa: PLC0415 - a start is not kept waiting

    radius = _radius(spot.count) * km
    colour = BLUE if spot.count else ORANGE
    look = {"facecolor": colour, "edgecolor": "white", "linewidth": 2, "zorder": order}
    axes.add_patch(Circle(spot.at, radius, **look))
    if spot.count:
        number = voice.number(spot.count)
        size = SMALL * min(1, _SIGNS / len(number))
        look = {"color": "white", "weight": "bold", "size": size}
        put(axes, spot.at, number, **look, ha="center", va="center", zorder=order)
    if spot.named:
        corner = [one + radius * np.sqrt(0.5) + _STAR / 5 * km for one in spot.at]
        star = {"markersize": _STAR, "markeredgecolor": "white", "color": GOLD}
        axes.plot(*corner, marker="*", zorder=order + 0.005, **star)  # type: ignore[arg-type]


def _put_list(axes: Axes, figures: MapFigures, voice: Voice) -> None:
    """What the signs mean, and the places where most was done; for the rest of them one line."""
    axes.set_xlim(0, 1)
    axes.set_ylim(ROWS + 1.5, 0)
    axes.set_axis_off()
    _put_signs(axes, figures, voice)
    done = [one for one in figures.marks if one.count]
    if not done:
        nothing = voice.say("Nothing has been done yet: places appear here with the first visit.")
        put(axes, (0, 2.2), str(nothing), color=QUIET, wrap=True)
        return
    shown = done[:ROWS] if len(done) <= ROWS and not figures.elsewhere else done[: ROWS - 1]
    for row, mark in enumerate(shown):
        _put_row(axes, 1.75 + row, mark, voice)
    rest = sum(one.count for one in done[len(shown) :]) + figures.elsewhere
    if rest:
        put(
            axes,
            (0, 1.75 + len(shown)),
            str(voice.say("All other places")),
            color=QUIET,
            va="center",
        )
        put(axes, (1, 1.75 + len(shown)), voice.number(rest), va="center", ha="right")


def _put_signs(axes: Axes, figures: MapFigures, voice: Voice) -> None:
    """What each colour stands for."""
    signs = [("●", BLUE, BLUE, voice.say("done here"), 0.0)]
    signs.append(("●", ORANGE, BROWN, voice.say("people came from here"), 0.33))
    if any(one.named for one in figures.marks):
        signs.append(("★", GOLD, BROWN, voice.say("takes part"), 0.8))
    for sign, colour, ink, words, at in signs:
        put(axes, (at, 0.55), sign, color=colour, va="center", weight="bold")
        put(axes, (at + 0.035, 0.55), short(str(words)), color=ink, va="center")


def _put_row(axes: Axes, at: float, mark: Mark, voice: Voice) -> None:
    """A place with its country, and all that was done in it."""
    where = f"{mark.name}, {regional.country(mark.country, voice.language)}"
    put(axes, (0, at), short(where), va="center", color=INK)
    put(axes, (1, at), voice.number(mark.count), va="center", ha="right", weight="bold")
