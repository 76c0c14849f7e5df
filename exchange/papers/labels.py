"""Names beside points of a map, where they lie on nothing else; a name that finds no room is left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from exchange.papers.picture import INK, put

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes

_AWAY = 5.0  # dots between a point and its name
Box = tuple[float, float, float, float]
"""Left, right, lower, upper."""


@dataclass
class Labels:
    """What is taken on a map already; `scale` is its units to a dot, `frame` what of it is seen."""

    axes: Axes
    scale: float
    frame: Box
    taken: list[Box] = field(default_factory=list)

    def keep_free(self, at: tuple[float, float], radius: float) -> None:
        """No name lies on this point of so many dots."""
        reach = radius * self.scale
        self.taken.append((at[0] - reach, at[0] + reach, at[1] - reach, at[1] + reach))

    def place(self, at: tuple[float, float], name: str, radius: float, *, bold: bool) -> bool:
        """Whether the name has found room on one side of its point."""
        from matplotlib.patheffects import withStroke  # noqa: PLC0415 - a start is not kept waiting

        weight = "bold" if bold else "normal"
        text = put(self.axes, at, name, weight=weight, color=INK, va="center", zorder=6)
        text.set_path_effects([withStroke(linewidth=4, foreground="white", alpha=0.85)])
        extent = text.get_window_extent()
        size = extent.width * self.scale, extent.height * self.scale
        for box in self._sides(at, size, (radius + _AWAY) * self.scale):
            if self._free(box):
                text.set_position((box[0], (box[2] + box[3]) / 2))
                self.taken.append(box)
                return True
        text.remove()
        return False

    def _sides(
        self, at: tuple[float, float], size: tuple[float, float], away: float
    ) -> Iterator[Box]:
        """Right, left, above, beneath; then between those."""
        (x, y), (wide, tall) = at, size
        yield x + away, x + away + wide, y - tall / 2, y + tall / 2
        yield x - away - wide, x - away, y - tall / 2, y + tall / 2
        yield x - wide / 2, x + wide / 2, y + away, y + away + tall
        yield x - wide / 2, x + wide / 2, y - away - tall, y - away
        aside = away * 0.7
        for lower in (y + aside, y - aside - tall):
            yield x + aside, x + aside + wide, lower, lower + tall
            yield x - aside - wide, x - aside, lower, lower + tall

    def _free(self, box: Box) -> bool:
        left, right, lower, upper = self.frame
        within = left <= box[0] and box[1] <= right and lower <= box[2] and box[3] <= upper
        return within and not any(_overlap(box, other) for other in self.taken)


def _overlap(one: Box, other: Box) -> bool:
    across = one[0] < other[1] and other[0] < one[1]
    return across and one[2] < other[3] and other[2] < one[3]
