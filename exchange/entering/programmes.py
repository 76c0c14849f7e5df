"""A table of funding programmes is entered: looked through first, then all rows that can be, or none."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from exchange.entering.imports import DryRun, EnteredAlready, TableGone, table_at_desk
from exchange.entering.table import MOST_ROWS, Reading
from exchange.errors import CxcError
from exchange.opportunities import keeping
from exchange.opportunities.keeping import (
    LONGEST_LINK,
    LONGEST_TEXT,
    LONGEST_TITLE,
    Programme,
    today_at_desk,
)
from exchange.people.officers import actor_of
from exchange.spreadsheets.called import in_english
from exchange.spreadsheets.cells import cell_readers, choice_of, day
from exchange.spreadsheets.headings import headings as headings_of_people
from exchange.spreadsheets.rows import Fault, headings_told, read_sheet
from exchange.words import N_
from matching.words.names import fold
from storage.tables import FundingLevel, Partnership, TableOf

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from exchange.scheme.call import Scheme
    from exchange.spreadsheets.called import Called
    from exchange.spreadsheets.cells import Reader
    from exchange.spreadsheets.rows import Row
    from exchange.work import Work
    from storage.tables import Officer, SentTable

_WEB = re.compile(r"(?:https?://)?(?P<rest>[^\s/:@]+\.[a-z]{2,}(?:[/:?#]\S*)?)", re.IGNORECASE)
# In the order en, de, fr, es, it, pt, nl, pl, sv, cs, as in `exchange.spreadsheets.headings`.
_USUAL = {
    "level": "ebene, niveau, nivel, livello, nível, poziom, nivå, úroveň, scope, granted by, programme level",
    "title": "programme, program, name, call, call title, titel, programm, titre, título, titolo, tytuł, název, aufruf, appel, convocatoria, bando",
    "about": "description, summary, what for, beschreibung, worum, description, descripción, descrizione, descrição, omschrijving, opis, beskrivning, popis",
    "link": "url, web, website, page, address, webseite, lien, enlace, collegamento, ligação, odkaz, länk",
    "deadline": "closes, closing date, apply by, apply until, frist, stichtag, bewerbungsschluss, date limite, échéance, plazo, fecha límite, scadenza, prazo, sista dag, uzávěrka",
    "countries": "country, land, länder, pays, países, paesi, landen, kraje, länder, země",
    "kinds": "kind, kinds of organisation, organisation types, organisation type, type, who may apply, for whom, art, arten, für wen, types, pour qui, tipos, tipi, soorten, rodzaje",
}
_LEVELS: Mapping[FundingLevel, tuple[str, ...]] = {
    FundingLevel.REGIONAL: (
        *("regional", "region", "régional", "regionale", "regionaal", "regionalny", "local"),
        *("land", "autonómico", "regionální", "regionell"),
    ),
    FundingLevel.NATIONAL: (
        *("national", "federal", "bund", "nacional", "nazionale", "nationaal", "krajowy"),
        *("nationell", "národní", "country"),
    ),
    FundingLevel.EU: ("eu", "european union", "european", "europe", "europa", "europäisch", "ue"),
}
_EVERYWHERE = frozenset(
    map(fold, ("all", "any", "*", "everybody", "alle", "tous", "todos", "tutti"))
)
_NEEDED: Mapping[str, str] = {
    "level": N_("the level is missing: regional, national or EU"),
    "title": N_("the title is missing"),
    "about": N_("what it is for is missing: nobody could be found for it"),
    "link": N_("the link is missing"),
    "deadline": N_("the deadline is missing"),
}
_LONGEST = {"title": LONGEST_TITLE, "about": LONGEST_TEXT, "link": LONGEST_LINK}
_TOO_LONG = N_("“{title}” is too long: up to {most} letters")
_NO_LINK = N_("“{cell}” is no web address")
_PAST = N_("its deadline is past: {day}")
_TWICE = N_("it is the same as row {other}")
_HERE = N_("on your list already")


class ListedAlready(EnteredAlready):
    """This table is entered already: {count} programmes. Nothing was entered twice."""


class NothingToEnter(CxcError):
    """There is no programme in it that could be entered now. Please correct the rows and send the table once more."""


@dataclass(frozen=True)
class Listed:
    """A row that can be entered."""

    number: int
    programme: Programme

    @property
    def title(self) -> str:
        """Of the programme."""
        return self.programme.title


def tells_of(work: Work, name: str, content: bytes) -> TableOf:
    """What the rows of a file tell of: of programmes where a column is headed as a deadline, else of people."""
    digest = hashlib.sha256(content).hexdigest()
    known = {*headings(), *headings_of_people()}
    titles = work.work_out(f"headings:{digest}", partial(headings_told, name, content, known))
    deadlines = {title for title, column in headings().items() if column == "deadline"}
    return TableOf.OPPORTUNITIES if deadlines & set(titles) else TableOf.PEOPLE


@cache
def headings() -> dict[str, str]:
    """The columns by what heads them, folded: their own names before all others."""
    found = {
        fold(title): column for column, titles in _USUAL.items() for title in titles.split(", ")
    }
    return found | {column: column for column in _USUAL}


def dry_run(work: Work, sent: SentTable, called: Called = in_english) -> DryRun[Listed]:
    """What would be entered, what is wrong with the other rows, what is on the list already. Raises TableGone."""
    reading = _read(work, sent, called)
    good, known = list[Listed](), list[Fault]()
    for one in reading.good:
        told = one.programme
        there = keeping.known(work, sent.partnership_id, told.title, told.deadline)
        if there is None:
            good.append(one)
        else:
            known.append(Fault(one.number, _HERE))
    return DryRun(reading, tuple(good), tuple(known))


def enter_table(work: Work, officer: Officer, sent_id: int, called: Called = in_english) -> int:
    """How many programmes of a table are entered now: all rows that can be, in this transaction.

    Raises RoleMayNot, NotFound, TableGone, ListedAlready, NothingToEnter.
    """
    sent = table_at_desk(work, officer, sent_id)
    if sent.entered_at:
        raise ListedAlready(count=sent.entered)
    work.hold(Partnership, sent.partnership_id)  # two tables of one desk go one after the other
    good = dry_run(work, sent, called).good
    if not good:
        raise NothingToEnter
    for one in good:
        keeping.enter(work, officer, sent.partnership_id, one.programme)
    sent.content, sent.entered_at, sent.entered = None, work.now, len(good)
    work.add(sent)
    work.record(actor_of(officer), "table:enter", f"table:{sent.id}", programmes=len(good))
    return len(good)


def _read(work: Work, sent: SentTable, called: Called) -> Reading[Listed]:
    """Beside the transaction: thousands of rows take their time."""
    if sent.content is None:
        raise TableGone
    digest, today = hashlib.sha256(sent.content).hexdigest(), today_at_desk(work)
    read = partial(read_table_of_programmes, sent.name, sent.content, work.scheme, today, called)
    return work.work_out(f"programmes:{digest}:{today}", read)


def read_table_of_programmes(
    name: str, content: bytes, scheme: Scheme, today: date, called: Called = in_english
) -> Reading[Listed]:
    """What a CSV or XLSX file tells of funding programmes. It takes its time and touches no database.

    Raises what `exchange.spreadsheets.errors` names.
    """
    readers = _readers(scheme, called)
    sheet = read_sheet(name, content, headings(), readers, most=MOST_ROWS + 10, guess=True)
    reader = _Reader(today, sheet.columns)
    good, faults = list[Listed](), list[Fault]()
    for row in sheet.rows:
        wrong = [*row.faults, *reader.wrong_with(row)]
        faults += wrong
        good += [] if wrong else [_listed(row)]
    return Reading(
        len(sheet.rows), tuple(good), tuple(faults), sheet.unread, sheet.guessed, sheet.columns
    )


def _readers(scheme: Scheme, called: Called) -> dict[str, Reader]:
    usual = cell_readers(scheme, ("wished_countries", "partner_kinds"), called)
    levels = choice_of({level.value: names for level, names in _LEVELS.items()})
    return {
        "level": levels,
        "deadline": day,
        "countries": _or_any(usual["wished_countries"]),
        "kinds": _or_any(usual["partner_kinds"]),
    }


def _or_any(read: Reader) -> Reader:
    """A list, of which a word says that all are meant."""
    return lambda typed: () if fold(typed) in _EVERYWHERE or typed == "*" else read(typed)


def _listed(row: Row) -> Listed:
    told: dict[str, Any] = dict(row.values)
    found = _WEB.fullmatch(str(told["link"]))
    told["link"] = f"https://{found['rest']}" if found else ""
    told["level"] = FundingLevel(told["level"])
    return Listed(row.number, Programme(**told))


@dataclass
class _Reader:
    today: date
    titles: Mapping[str, str]
    seen: dict[object, int] = field(default_factory=dict)

    def wrong_with(self, row: Row) -> Iterator[Fault]:
        """What keeps a row whose cells can be read from being entered."""
        told, unread = row.values, {fault.column for fault in row.faults}
        for column, text in _NEEDED.items():
            if not told.get(column) and column not in unread:
                yield Fault(row.number, text)
        for column, most in _LONGEST.items():
            if len(str(told.get(column, ""))) > most:
                yield Fault(row.number, _TOO_LONG, {"title": self.titles[column], "most": most})
        if told.get("link") and not _WEB.fullmatch(str(told["link"])):
            yield Fault(row.number, _NO_LINK, {"cell": str(told["link"])[:60]})
        yield from self._in_time(row)

    def _in_time(self, row: Row) -> Iterator[Fault]:
        deadline = row.values.get("deadline")
        if deadline and deadline < self.today:
            yield Fault(row.number, _PAST, {"day": deadline.isoformat()})
        key = fold(str(row.values.get("title", ""))), deadline
        other = self.seen.setdefault(key, row.number)
        if other != row.number:
            yield Fault(row.number, _TWICE, {"other": other})
