"""`cxc import`: people from a table, entered at a desk; a dry run unless it is said that they agreed."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

if TYPE_CHECKING:
    from exchange.entering.imports import DryRun
    from exchange.entering.table import Candidate

console = Console()


def import_(
    table: Annotated[Path, typer.Argument(help="CSV or XLSX: a line each, columns in any order.")],
    partnership: Annotated[str, typer.Option(help="The Partnership whose desk enters them.")],
    role: Annotated[
        str, typer.Option(help="What they want to be, where the table does not say it.")
    ] = "host",
    *,
    yes: Annotated[
        bool, typer.Option("--yes", help="They agreed to be kept and shown: enter them.")
    ] = False,
) -> None:
    """Look through a table of people, and tell what is wrong with which row; with --yes they are entered."""
    from datetime import UTC, datetime  # noqa: PLC0415 - loaded when it is called

    from bot.app.settings import Settings  # noqa: PLC0415
    from bot.app.starting import prepared  # noqa: PLC0415
    from bot.conversation.speech import in_all_languages  # noqa: PLC0415
    from exchange.entering import imports  # noqa: PLC0415
    from exchange.people.partnerships import partnership_named  # noqa: PLC0415
    from exchange.rows import row_id  # noqa: PLC0415
    from exchange.spreadsheets.files import content_of  # noqa: PLC0415
    from exchange.timing.calls import open_call  # noqa: PLC0415
    from exchange.work import Work  # noqa: PLC0415
    from storage.tables import Role  # noqa: PLC0415

    settings, content = Settings.read(), content_of(table)
    with prepared(settings) as database, database.transaction() as session:
        work = Work(session, datetime.now(UTC), open_call(settings.scheme))
        there = partnership_named(work, partnership)
        work, desk = work.under(there.call), row_id(there)
        sent = imports.send_table(work, None, desk, table.name, content)
        sent.role = Role(role)
        found = imports.dry_run(work, sent, in_all_languages)
        _tell(found)
        if yes and found.good:
            count = imports.enter_table(work, None, row_id(sent), in_all_languages)
            told = f"✓ {count} are entered at the desk of {partnership}, which decides on them"
            console.print(told, highlight=False, soft_wrap=True)
        else:
            sent.content = None
            console.print("Nothing is written. With --yes they are entered.", highlight=False)


def _tell(found: DryRun[Candidate]) -> None:
    rows = len({fault.row for fault in found.reading.faults})
    told = f"{found.reading.rows} rows: {len(found.good)} can be entered, {len(found.known)} are here already, {rows} have a problem"
    console.print(told, highlight=False, soft_wrap=True)
    for fault in found.reading.faults:
        console.print(f"  {fault.in_english()}", highlight=False, soft_wrap=True, markup=False)
