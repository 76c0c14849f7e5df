"""`cxc scheme`: a call's file, before anybody runs a programme on it."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

if TYPE_CHECKING:
    from exchange.scheme.faults import Fault

app = typer.Typer(no_args_is_help=True, help="A call's file: check what is wrong in it.")
console = Console()


@app.callback()
def _of_calls() -> None:
    """A call's file: check what is wrong in it."""


@app.command()
def check(
    file: Annotated[Path, typer.Argument(help="A TOML file, such as a copy of ours.")],
) -> None:
    """Say of each fault on which line it is, what is wrong, and what to do."""
    from exchange.scheme.call import load_scheme  # noqa: PLC0415 - half a second, for this alone
    from exchange.scheme.faults import faults_of  # noqa: PLC0415
    from exchange.timing.calls import left_out, reminder_faults  # noqa: PLC0415

    if not file.is_file():
        _print(f"✗ There is no file {file}.")
        raise typer.Exit(1)
    found = faults_of(file) or reminder_faults(file)
    for one in found:
        _print(_told(one))
    if found:
        raise typer.Exit(1)
    call = load_scheme(file)
    told = f"{len(call.partnerships)} Partnerships, {len(call.host_countries)} countries of hosts"
    _print(f"✓ {file} opens: {told}")
    older = ", ".join(left_out(call))
    if older:
        _print(f"• It says nothing of these reminders, so our days are taken: {older}.")


def _print(line: str) -> None:
    console.print(line, highlight=False, soft_wrap=True, markup=False)


def _told(fault: Fault) -> str:
    where = f"line {fault.line}" if fault.line else "the whole file"
    place = f"{fault.place}: " if fault.place else ""
    why = fault.why.rstrip(".")
    return f"✗ {where}: {place}{why}. {fault.remedy}"
