"""All populated places that GeoNames has in the countries of the scheme, in a form that costs little.

Some 100,000 places with 300,000 spellings are kept as they lie in the file: two long texts and
columns of numbers. A name is found by halving; only places that are asked for become objects.
"""

from __future__ import annotations

from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

FILE = Path(__file__).parent / "data" / "places.npz"
IS_RARE = 1
"""The bit of an owner that says that the place is rarely called so; the others are its number."""
_NEWLINE = ord("\n")
_KEPT = 64  # countries of which the spellings are known by number
_LONGEST_LETTER = 2  # bytes


class City(NamedTuple):
    """A place, with its point in degrees and its NUTS 2 region ("" outside the NUTS area).

    `part_of` is the id of the city that it is a district of, "" for a place of its own.
    """

    id: str
    name: str
    country: str
    latitude: float
    longitude: float
    nuts2: str
    population: int
    part_of: str


class Scattered(NamedTuple):
    """All places as columns: their points in degrees, and the numbers of their countries and NUTS 2 codes."""

    latitude: NDArray[np.float64]
    longitude: NDArray[np.float64]
    country: NDArray[np.int64]
    region: NDArray[np.int64]
    countries: tuple[str, ...]
    regions: tuple[str, ...]


class Texts:
    """Many texts, one after another."""

    def __init__(self, blob: NDArray[np.uint8]) -> None:
        self._bytes = blob.tobytes()
        ends = np.flatnonzero(blob == _NEWLINE).astype(np.int32)
        self._ends = np.concatenate([[-1], ends, [blob.size]], dtype=np.int32)

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, at: int) -> str:
        return self._bytes[self._ends[at] + 1 : self._ends[at + 1]].decode()

    @cached_property
    def lengths(self) -> NDArray[np.int32]:
        """The length of each text in bytes."""
        return np.diff(self._ends) - 1

    def first(self, text: str) -> int:
        """Return the place of the first text that is not before `text`; they must be sorted."""
        wanted = text.encode(errors="replace")
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self._bytes[self._ends[middle] + 1 : self._ends[middle + 1]] < wanted:
                low = middle + 1
            else:
                high = middle
        return low

    def starting(self, text: str) -> range:
        """Return the places of the texts that begin with `text`; they must be sorted."""
        return range(self.first(text), self.first(f"{text}\U0010ffff"))


class Gazetteer:
    """The places of the file, by number: by country, the largest first."""

    def __init__(self) -> None:
        with np.load(FILE) as file:
            self._columns = {name: file[name] for name in file.files}
        self.names = Texts(self._columns.pop("names"))
        self._titles = Texts(self._columns.pop("titles"))
        self._far_names = Texts(self._columns.pop("far_names"))
        self._countries = _split(self._columns["countries"])
        self._far_countries = Texts(self._columns.pop("far_countries"))
        self._nuts = _split(self._columns["nuts"])
        self._owners = self._columns["owners"]
        self._first_owner = np.concatenate([[0], self._columns["counts"].cumsum(dtype=np.int32)])
        self.people = self._columns["people"]
        self.part_of = self._columns["part_of"]

    def place(self, number: int) -> City:
        """Return a place by its number."""
        row = self._columns
        main = int(self.part_of[number])
        return City(
            str(row["ids"][number]),
            self._titles[number],
            self._countries[row["country"][number]],
            round(float(row["latitude"][number]), 5),
            round(float(row["longitude"][number]), 5),
            self._nuts[row["nuts2"][number]],
            int(self.people[number]),
            str(row["ids"][main]) if main >= 0 else "",
        )

    def number(self, place_id: str) -> int | None:
        """Return the number of a place by its id, None when there is none."""
        if not (place_id.isascii() and place_id.isdecimal() and len(place_id) <= 9):  # noqa: PLR2004 - of 32 bits
            return None
        at = int(np.searchsorted(self._sorted_ids, int(place_id)))
        known = at < len(self._sorted_ids) and self._sorted_ids[at] == int(place_id)
        return int(self._order[at]) if known else None

    def country(self, number: int) -> str:
        """Return the country of a place."""
        return self._countries[int(self._columns["country"][number])]

    def of_country(self, country: str) -> range:
        """Return the numbers of the places of a country."""
        if country not in self._countries:
            return range(0)
        code, column = self._countries.index(country), self._columns["country"]
        return range(*np.searchsorted(column, [code, code + 1]).tolist())

    def scattered(self) -> Scattered:
        """Return all places at once, for whoever draws a map of them."""
        row = self._columns
        return Scattered(
            row["latitude"].astype(np.float64),
            row["longitude"].astype(np.float64),
            row["country"].astype(np.int64),
            row["nuts2"].astype(np.int64),
            tuple(self._countries),
            tuple(self._nuts),
        )

    def named(self, folded: str) -> Iterator[tuple[int, bool]]:
        """Yield the numbers of the places that are called so, and whether rarely."""
        at = self.names.first(folded)
        if at < len(self.names) and self.names[at] == folded:
            yield from self.owners(at)

    def owners(self, name: int) -> Iterator[tuple[int, bool]]:
        """Yield the numbers of the places with the spelling of that number."""
        first, past = self._first_owner[name], self._first_owner[name + 1]
        for owner in self._owners[first:past].tolist():
            yield owner >> 1, bool(owner & IS_RARE)

    def far_away(self, folded: str) -> tuple[str, int] | None:
        """Return country and people of the well known place elsewhere that is called so, if any."""
        at = self._far_names.first(folded)
        if at == len(self._far_names) or self._far_names[at] != folded:
            return None
        return self._far_countries[at], int(self._columns["far_people"][at])

    def spellings(self, country: str | None, least: int, near: str, slips: int) -> dict[str, int]:
        """Return the numbers of spellings of places with so many people or more, by spelling.

        Of those only that so many slips may have made into `near`, by their lengths.
        """
        numbers = _spelt(country, least)
        lengths = self.names.lengths[numbers]
        size, most = len(near.encode(errors="replace")), _LONGEST_LETTER * slips
        numbers = numbers[(lengths >= size - most) & (lengths <= size + most)]
        return {self.names[at]: at for at in numbers.tolist()}

    def spelt(self, country: str | None, least: int) -> NDArray[np.intp]:
        """Return the numbers of the spellings of places with so many people or more."""
        numbers = self._owners >> 1
        wanted = self.people[numbers] >= least
        if country:
            within = self.of_country(country)
            wanted &= (numbers >= within.start) & (numbers < within.stop)
        met = np.flatnonzero(wanted)
        return np.unique(np.searchsorted(self._first_owner, met, side="right") - 1)

    @cached_property
    def _order(self) -> NDArray[np.intp]:
        return np.argsort(self._columns["ids"])

    @cached_property
    def _sorted_ids(self) -> NDArray[np.uint32]:
        return np.asarray(self._columns["ids"][self._order], np.uint32)


@cache
def gazetteer() -> Gazetteer:
    """Return the places, read once."""
    return Gazetteer()


@lru_cache(maxsize=_KEPT)
def _spelt(country: str | None, least: int) -> NDArray[np.int32]:
    return gazetteer().spelt(country, least).astype(np.int32)


def _split(blob: NDArray[np.uint8]) -> list[str]:
    return blob.tobytes().decode().split("\n")
