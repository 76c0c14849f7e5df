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
    files: Annotated[
        list[Path], typer.Argument(help="A TOML file, such as a copy of ours; or several.")
    ],
) -> None:
    """Say of each fault on which line it is, what is wrong, and what to do; of several, whether they go together."""
    for file in files:
        _check(file)
    if len(files) > 1:
        _together(files)


def _together(files: list[Path]) -> None:
    """Whether calls may be in one database. Leaves with 1 where they may not."""
    from exchange.scheme.call import SchemeInvalid  # noqa: PLC0415 - loaded when it is called
    from exchange.timing.calls import BETWEEN, open_call  # noqa: PLC0415

    try:
        open_call(BETWEEN.join(map(str, files)))
    except SchemeInvalid as error:
        _print(f"✗ {error} Take it out of one of the two.")
        raise typer.Exit(1) from error
    _print(f"✓ These {len(files)} go together: CXC_SCHEME={BETWEEN.join(map(str, files))}")


def _check(file: Path) -> None:
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
