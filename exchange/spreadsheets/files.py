"""Organisations in a CSV or XLSX file: read for the matcher, and written so that they are read again."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from exchange.spreadsheets.cells import COLUMNS, RECORD, cell_readers
from exchange.spreadsheets.errors import RowsUnreadable, TableMissing, TableUnreadable
from exchange.spreadsheets.headings import headings
from exchange.spreadsheets.rows import read_sheet
from matching.places.cities import city, find_city
from matching.places.regions import region_of
from matching.profiles import Profile, Record
from matching.words.names import Certainty

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from exchange.scheme.call import Scheme

_FAULTS_TOLD = 10


class Table(NamedTuple):
    """The organisations of a file, and the headings of columns that say nothing to the matcher.

    `guessed` is a name by which one sees whether letters that the file did not name were read well; "" where it did.
    """

    profiles: tuple[Profile, ...]
    unread: tuple[str, ...]
    guessed: str = ""


def read_profiles(path: Path, scheme: Scheme) -> list[Profile]:
    """Return the organisations of a file in their order, places and regions filled in.

    See `read_table`.
    """
    return [*read_table(path, scheme).profiles]


def read_table(path: Path, scheme: Scheme) -> Table:
    """Return the organisations of a CSV or XLSX file in their order, and the columns that were not read.

    Columns are named as the fields of `Profile` and `Record`, or as people usually head them in ten
    languages; all may be missing, further ones are not read, a row without an id has its number.
    Lists are separated by `;`, `|` or commas, columns by commas, semicolons or tabs. A text in neither UTF
    is read as Western European, as spreadsheets of Windows save it. Raises what
    `exchange.spreadsheets.errors` names.
    """
    sheet = read_sheet(str(path), content_of(path), headings(), cell_readers(scheme), guess=True)
    found = [(row.number, profile_of(row.number, row.values)) for row in sheet.rows]
    faults = [fault.in_english() for row in sheet.rows for fault in row.faults]
    faults += _ids_twice(found)
    if faults:
        more = [f"… and {len(faults) - _FAULTS_TOLD} more"] if len(faults) > _FAULTS_TOLD else []
        told = "".join(f"\n  {fault}" for fault in (*faults[:_FAULTS_TOLD], *more)) + "\n"
        raise RowsUnreadable(path=path, count=len(faults), faults=told)
    profiles = tuple(one for _, one in found)
    return Table(profiles, sheet.unread, _telling_name(profiles) if sheet.guessed else "")


def _telling_name(profiles: Iterable[Profile]) -> str:
    """Return a name or a town with a letter that may be wrong; "" where no file has one."""
    told = (said for one in profiles for said in (one.organisation, one.city, one.offers))
    return next((said for said in told if said and not said.isascii()), "")


def profiles_csv(profiles: Iterable[Profile]) -> str:
    """Return organisations as a CSV text that `read_profiles` reads."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for profile in profiles:
        cells = (getattr(profile.record if name in RECORD else profile, name) for name in COLUMNS)
        writer.writerow(map(_written, cells))
    return text.getvalue()


def _written(value: object) -> str:
    if isinstance(value, tuple):
        return "|".join(value)
    return "" if value is None else str(value)


def content_of(path: Path) -> bytes:
    """Return what is in a file. Raises TableMissing, TableUnreadable."""
    if not path.exists():
        raise TableMissing(path=path)
    try:
        return path.read_bytes()
    except OSError as error:
        raise TableUnreadable(path=path, why=error.strerror or error) from error


def profile_of(number: int, values: Mapping[str, Any]) -> Profile:
    """Return what the matcher knows of a row, its place and region filled in."""
    record = Record(**{name: values[name] for name in RECORD if name in values})
    told = {name: value for name, value in values.items() if name in COLUMNS and name not in RECORD}
    return _placed(Profile(**{"id": f"{number}", **told, "record": record}))


def _placed(one: Profile) -> Profile:
    """Return a profile with the point, country and region of its town, where they were not told."""
    if one.city and one.latitude is None:
        found = find_city(one.city, one.country or None)
        if found.certainty is Certainty.SURE and found.best:
            town = city(found.best)
            one = replace(
                one, country=town.country, latitude=town.latitude, longitude=town.longitude
            )
    if one.region_category or one.latitude is None or one.longitude is None:
        return one
    region = region_of(one.latitude, one.longitude, one.country)
    return replace(one, region_category=region.category)


def _ids_twice(found: Sequence[tuple[int, Profile]]) -> Iterator[str]:
    first: dict[str, int] = {}
    for number, one in found:
        if one.id in first:
            yield f"row {number}, column id: “{one.id}” is the id of row {first[one.id]} too"
        first.setdefault(one.id, number)
