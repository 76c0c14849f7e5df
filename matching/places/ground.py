"""The lands of the scheme on a flat map: which country and NUTS 2 region each knot of a lattice lies in.

Nobody's outlines are needed: a knot is land where a populated place is near, and its country and
region are those of the nearest one. `python -m matching.places.ground` works `data/ground.npz` out anew.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from matching.places.distance import EARTH_RADIUS_KM
from matching.places.gazetteer import gazetteer

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Reals = NDArray[np.float64]
    Whole = NDArray[np.int64]

FILE = Path(__file__).parent / "data" / "ground.npz"
STEP = 6.0  # km between two knots
WEST, EAST, SOUTH, NORTH = -3420.0, 3060.0, -2322.0, 2250.0
_MIDDLE = (52.0, 10.0)  # in degrees; areas stay true (Lambert's azimuthal projection)
_NEAR = 12.0  # km from a place: still its land
_GAP, _WIDE_GAP = 24, 132  # km without a place that are land all the same, where land is around
_FAR_NORTH = (
    1620.0  # km: beyond the Gulf of Bothnia nothing but land lies between the three countries
)
_SPARSE = frozenset({"FI", "IS", "NO", "SE"})
SEA = 0


class Ground(NamedTuple):
    """Numbers of countries and of regions at each knot, from south to north and west to east; 0 is the sea."""

    country: Whole
    region: Whole
    regions: tuple[str, ...]

    def number(self, code: str) -> int:
        """The number of a NUTS 2 code; -1 for one that is nowhere."""
        return self.regions.index(code) if code in self.regions else -1


def flat(latitude: Reals | float, longitude: Reals | float) -> tuple[Reals, Reals]:
    """Return how many km east and north of the middle of the map points in degrees lie."""
    phi, lam = np.radians(latitude), np.radians(np.subtract(longitude, _MIDDLE[1]))
    sin0, cos0 = np.sin(np.radians(_MIDDLE[0])), np.cos(np.radians(_MIDDLE[0]))
    upright = sin0 * np.sin(phi) + cos0 * np.cos(phi) * np.cos(lam)
    scale = EARTH_RADIUS_KM * np.sqrt(2 / (1 + upright))
    east = scale * np.cos(phi) * np.sin(lam)
    north = scale * (cos0 * np.sin(phi) - sin0 * np.cos(phi) * np.cos(lam))
    return np.asarray(east), np.asarray(north)


@cache
def ground() -> Ground:
    """Return the lands, read once."""
    with np.load(FILE) as file:
        codes = tuple(file["regions"].tobytes().decode().split("\n"))
        country, region = (file[name].astype(np.int64) for name in ("country", "region"))
    return Ground(country, region, codes)


def make() -> Ground:
    """Return the lands as the places of the gazetteer tell them."""
    from scipy.spatial import cKDTree  # noqa: PLC0415 - only whoever makes the file needs it

    points = gazetteer().scattered()
    east, north = flat(points.latitude, points.longitude)
    across, up = np.arange(WEST, EAST, STEP), np.arange(SOUTH, NORTH, STEP)
    knots = np.stack(np.meshgrid(across, up), axis=-1)
    far, nearest = cKDTree(np.column_stack([east, north])).query(knots)
    country = points.country[nearest] + 1
    land = np.zeros(country.shape, dtype=bool)
    for number, code in enumerate(points.countries, start=1):
        gap = _WIDE_GAP if code in _SPARSE else _GAP
        land |= _closed((country == number) & (far < _NEAR), round(gap / STEP)) & (
            country == number
        )
    wide = round(_WIDE_GAP / STEP)
    land |= (
        _closed(land & (up > _FAR_NORTH - _WIDE_GAP)[:, np.newaxis], wide)
        & (up > _FAR_NORTH)[:, np.newaxis]
    )
    region = points.region[nearest] + 1
    return Ground(np.where(land, country, SEA), np.where(land, region, SEA), ("", *points.regions))


def _closed(land: NDArray[np.bool_], knots: int) -> NDArray[np.bool_]:
    """Return the land without gaps of so many knots on all sides of which it is land."""
    from scipy import ndimage  # noqa: PLC0415 - as above

    square = np.mgrid[-knots : knots + 1, -knots : knots + 1]
    disk = (square**2).sum(axis=0) <= knots**2
    wide = np.pad(land, knots)
    within = slice(knots, -knots)
    return np.asarray(ndimage.binary_closing(wide, disk)[within, within])


def _write(made: Ground) -> None:
    codes = np.frombuffer("\n".join(made.regions).encode(), np.uint8)
    country, region = made.country.astype(np.uint8), made.region.astype(np.uint16)
    np.savez_compressed(FILE, country=country, region=region, regions=codes)


if __name__ == "__main__":
    _write(make())
