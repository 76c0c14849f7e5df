"""`cxc person`: what a data protection officer does for somebody who writes in."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from exchange.work import Work
    from storage.tables import Person

app = typer.Typer(
    no_args_is_help=True, help="One person's data: find, show, export, erase, freeze."
)
console = Console()
_NUMBER = typer.Argument(help="The number that `cxc person find` shows.")
ACTOR = "operator"


def _do(act: Callable[[Work], None]) -> None:
    """Do it in one transaction of the database that the settings name."""
    from datetime import UTC, datetime  # noqa: PLC0415 - loaded when it is called, as everything below

    from bot.app.settings import Settings  # noqa: PLC0415
    from exchange.timing.calls import open_call  # noqa: PLC0415
    from exchange.work import Work  # noqa: PLC0415
    from storage.engine import schema  # noqa: PLC0415
    from storage.engine.opening import open_existing  # noqa: PLC0415

    settings = Settings.read()
    scheme = open_call(settings.scheme)
    database = open_existing(settings.database_url)
    try:
        schema.check_current(database)
        with database.transaction() as session:
            act(Work(session, datetime.now(UTC), scheme))
        database.wipe()
    finally:
        database.close()


def _person(work: Work, number: int) -> Person:
    from storage.tables import Person  # noqa: PLC0415 - as in _do

    return work.load(Person, number)


@app.command()
def find(
    words: Annotated[
        str, typer.Argument(help="A name, an e-mail, an organisation or a Telegram id.")
    ],
) -> None:
    """Find people by what they have told; each with the number that the other commands want."""
    from exchange.privacy.desk import find_people  # noqa: PLC0415 - as in _do

    def act(work: Work) -> None:
        table = Table("Number", "Name", "Organisation", "State", "Since", box=None)
        for one in find_people(work, words):
            since = f"{one.since:%Y-%m-%d}"
            table.add_row(str(one.person), one.name, one.organisation, one.state, since)
        console.print(table if table.rows else "Nobody found.")

    _do(act)


@app.command()
def show(number: Annotated[int, _NUMBER]) -> None:
    """What is kept about somebody: how many rows of which table, files, and who has read them."""
    from exchange.privacy.copies import copy_of  # noqa: PLC0415 - as in _do

    def act(work: Work) -> None:
        found = copy_of(work, _person(work, number))
        table = Table("What", "How many", box=None)
        for name, rows in found.rows.items():
            table.add_row(name, str(len(rows)))
        for file in found.files:
            table.add_row(file.name, f"{file.size} bytes")
        for one in found.readings:
            table.add_row(f"{one.what} read by {one.officer}", f"{one.at:%Y-%m-%d %H:%M} UTC")
        console.print(table)

    _do(act)


@app.command()
def export(
    number: Annotated[int, _NUMBER],
    folder: Annotated[Path, typer.Argument(help="A new folder for the files.")],
) -> None:
    """Write everything about somebody into a folder: data.json, and their files (GDPR art. 15, 20)."""
    from exchange.privacy.copies import copy_of  # noqa: PLC0415 - as in _do

    def act(work: Work) -> None:
        person = _person(work, number)
        found = copy_of(work, person)
        folder.mkdir(mode=0o700, parents=True)
        _write(folder / "data.json", found.as_json())
        for file in found.files:
            _write(folder / f"{file.id}-{file.name}", file.content)
        work.record(ACTOR, "read:copy", f"person:{person.id}")
        console.print(f"✓ {1 + len(found.files)} files in {folder}", highlight=False)

    _do(act)


def _write(file: Path, content: bytes) -> None:
    file.touch(mode=0o600)
    file.write_bytes(content)


@app.command()
def erase(
    number: Annotated[int, _NUMBER],
    *,
    yes: Annotated[
        bool, typer.Option("--yes", help="Do it, after you have read what stays.")
    ] = False,
) -> None:
    """Delete everything about somebody but what the law wants kept; without --yes, tell what stays."""
    from exchange.privacy import erasure  # noqa: PLC0415 - as in _do
    from exchange.privacy.belongings import belongings  # noqa: PLC0415

    def act(work: Work) -> None:
        person = _person(work, number)
        held = erasure.held_by(work, person)
        for exchange_id, day in belongings(work, person).kept.items():
            console.print(
                f"HX-{exchange_id:04} is paid: its record stays until {day}", highlight=False
            )
        for exchange in held:
            console.print(f"HX-{exchange.id:04} goes on: the rest is deleted when it is paid")
        if not yes:
            console.print("Nothing is deleted yet: say --yes to do it.")
            return
        erasure.ask_erasure(work, person, ACTOR)
        if not held:
            erasure.erase(work, person, ACTOR)
        console.print("✓ asked for" if held else "✓ deleted")

    _do(act)


@app.command()
def freeze(
    number: Annotated[int, _NUMBER],
    *,
    thaw: Annotated[bool, typer.Option("--thaw", help="End it.")] = False,
) -> None:
    """Show somebody's data to nobody and delete nothing of it, while a question is open (art. 18)."""
    from exchange.people import people  # noqa: PLC0415 - as in _do

    def act(work: Work) -> None:
        people.freeze(work, _person(work, number), ACTOR, thaw=thaw)
        console.print("✓ thawed" if thaw else "✓ frozen")

    _do(act)
