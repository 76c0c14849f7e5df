"""A table of people whom a desk may enter: which rows can be, and what is wrong with the others, in words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from exchange.scheme.eligibility import Applicant, check_eligibility
from exchange.spreadsheets.called import in_english
from exchange.spreadsheets.cells import COLUMNS, cell_readers
from exchange.spreadsheets.contacts import CONTACTS, contact_headings, role_reader, second_headings
from exchange.spreadsheets.files import profile_of
from exchange.spreadsheets.headings import headings
from exchange.spreadsheets.rows import Fault, read_sheet
from exchange.words import N_
from matching.places.regions import region_of
from matching.words.names import fold
from storage.tables import ANSWERS, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from exchange.scheme.call import Scheme
    from exchange.spreadsheets.called import Called
    from exchange.spreadsheets.rows import Row

FIELDS = {one.name: one for one in ANSWERS}
MOST_ROWS = 5_000
MOST_BYTES = 5_000_000
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_LONGEST = {
    "organisation": 160,
    "city": 120,
    "person_name": 120,
    "position": 120,
    "email": 254,
    "telephone": 40,
    "website": 200,
    "vat": 20,
    "cluster": 160,
}
_NOT_THEIRS = frozenset(
    "latitude longitude region_category busy summary maturity accepted declined lapsed waiting days".split()
)
"""Columns of the matcher that nobody tells of themselves."""
_NEEDED: Mapping[str, str] = {
    "organisation": N_("the name of the organisation is missing"),
    "organisation_type": N_("the kind of organisation is missing, such as “SME”"),
    "country": N_("the country is missing"),
    "city": N_("the town is missing"),
}
_NO_CONTACT = N_("an e-mail address or a telephone number is missing: nobody could be reached")
_NO_TEXT = N_("what they offer or seek is missing: nobody could be found for them")
_NO_EMAIL = N_("“{cell}” is no e-mail address: I expected one like ana@example.eu")
_NO_SIZE = N_("the size is missing, such as “small”: it decides whether this is an SME")
_TOO_LONG = N_("“{title}” is too long: up to {most} letters")
_TWICE = N_("it is the same as row {other}")


class Enterable(Protocol):
    """What a row tells that can be entered: its number, and a title by which people know it."""

    @property
    def number(self) -> int:
        """As the spreadsheet numbers it."""
        ...

    @property
    def title(self) -> str:
        """What it is called."""
        ...


Good = TypeVar("Good", bound=Enterable)


@dataclass(frozen=True)
class Candidate:
    """A row that can be entered: its values by column, its place filled in."""

    number: int
    role: Role
    values: Mapping[str, Any]

    @property
    def email(self) -> str:
        """As addresses are compared."""
        return str(self.values.get("email", "")).strip().lower()

    @property
    def title(self) -> str:
        """The organisation."""
        return str(self.values["organisation"])

    @property
    def name(self) -> tuple[str, str]:
        """As organisations are compared: name and country."""
        return fold(str(self.values["organisation"])), str(self.values["country"])


@dataclass(frozen=True)
class Reading(Generic[Good]):
    """What a table tells: what can be entered, what is wrong with the other rows, and what was not read.

    `titles` are those of the columns that were read: a table may say itself who visits and who hosts.
    """

    rows: int
    good: tuple[Good, ...]
    faults: tuple[Fault, ...]
    unread: tuple[str, ...]
    guessed: bool
    titles: Mapping[str, str]


@dataclass
class _Reader:
    scheme: Scheme
    today: date
    partnership: str
    role: Role
    titles: Mapping[str, str]
    seen: dict[object, int] = field(default_factory=dict)

    def read(self, row: Row) -> tuple[Candidate | None, list[Fault]]:
        """The candidate, or what is wrong."""
        faults = [*row.faults, *self._missing(row), *self._misshapen(row)]
        if faults:
            return None, faults
        found = self._candidate(row)
        faults = [*self._refused(found), *self._twice(found)]
        return (None, faults) if faults else (found, [])

    def _missing(self, row: Row) -> Iterator[Fault]:
        unread = {fault.column for fault in row.faults}
        for column, text in _NEEDED.items():
            if not row.values.get(column) and column not in unread:
                yield Fault(row.number, text)
        if not (row.values.get("email") or row.values.get("telephone")):
            yield Fault(row.number, _NO_CONTACT)
        if not (row.values.get("offers") or row.values.get("seeks")):
            yield Fault(row.number, _NO_TEXT)

        kind = row.values.get("organisation_type")
        sized = kind and self.scheme.organisation_type(str(kind)).sizes
        if sized and not row.values.get("size") and "size" not in unread:
            yield Fault(row.number, _NO_SIZE)

    def _misshapen(self, row: Row) -> Iterator[Fault]:
        email = row.values.get("email")
        if email and not _EMAIL.fullmatch(str(email)):
            yield Fault(row.number, _NO_EMAIL, {"cell": email})
        for column, most in _LONGEST.items():
            if len(str(row.values.get(column, ""))) > most:
                yield Fault(row.number, _TOO_LONG, {"title": self.titles[column], "most": most})

    def _candidate(self, row: Row) -> Candidate:
        profile = profile_of(row.number, row.values)
        placed: dict[str, Any] = {"region_category": None}
        if profile.latitude is not None and profile.longitude is not None:
            region = region_of(profile.latitude, profile.longitude, profile.country)
            placed = {
                "latitude": profile.latitude,
                "longitude": profile.longitude,
                "region": region.code or None,
                "region_category": region.category if region.certain else None,
            }
        role = Role(row.values.get("role") or self.role)
        return Candidate(row.number, role, {**row.values, **placed})

    def _refused(self, found: Candidate) -> Iterator[Fault]:
        kind = str(found.values["organisation_type"])
        applicant = Applicant(
            organisation_type=kind,
            role=found.role.value,
            country=str(found.values["country"]),
            cluster_member=bool(found.values.get("cluster")) or kind == "cluster_organisation",
            already_visited=False,
            partnership=self.partnership,
            size=found.values.get("size"),
        )
        for one in check_eligibility(applicant, self.scheme, self.today):
            yield Fault(found.number, one.reason, one.facts)

    def _twice(self, found: Candidate) -> Iterator[Fault]:
        for key in filter(None, (found.email, (*found.name, found.role))):
            other = self.seen.setdefault(key, found.number)
            if other != found.number:
                yield Fault(found.number, _TWICE, {"other": other})
                return


def read_table_of_people(
    name: str,
    content: bytes,
    scheme: Scheme,
    today: date,
    partnership: str,
    role: Role,
    called: Called = in_english,
) -> Reading[Candidate]:
    """What a CSV or XLSX file tells of people to be entered; who says no role has `role`.

    It takes its time and touches no database. Raises what `exchange.spreadsheets.errors` names.
    """
    columns = (*COLUMNS, *CONTACTS)
    usual = {**contact_headings(), **headings()}
    known = {title: field for title, field in usual.items() if field not in _NOT_THEIRS}
    readers = {**cell_readers(scheme, columns, called), **role_reader()}
    sheet = read_sheet(
        name, content, known, readers, second=second_headings(), most=MOST_ROWS + 10, guess=True
    )
    reader = _Reader(scheme, today, partnership, role, sheet.columns)
    good, faults = list[Candidate](), list[Fault]()
    for row in sheet.rows:
        found, wrong = reader.read(row)
        good += [found] if found else []
        faults += wrong
    return Reading(
        len(sheet.rows), tuple(good), tuple(faults), sheet.unread, sheet.guessed, sheet.columns
    )
