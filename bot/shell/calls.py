"""`cxc scheme`: a call's file, before anybody runs a programme on it."""

from __future__ import annotations

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
    calls: Annotated[
        list[str],
        typer.Argument(
            help="A TOML file, such as a copy of ours, or a call of ours by its name; or several, also with commas as in CXC_SCHEME."
        ),
    ],
) -> None:
    """Say of each fault on which line it is, what is wrong, and what to do; of several, whether they go together."""
    named = [one.strip() for each in calls for one in each.split(",") if one.strip()]
    for one in named:
        _check(one)
    if len(named) > 1:
        _together(named)


def _together(named: list[str]) -> None:
    """Whether calls may be in one database. Leaves with 1 where they may not."""
    from exchange.scheme.call import SchemeInvalid  # noqa: PLC0415 - loaded when it is called
    from exchange.timing.calls import BETWEEN, open_call  # noqa: PLC0415

    try:
        open_call(BETWEEN.join(named))
    except SchemeInvalid as error:
        _print(f"✗ {error} Take what is named out of one of the two.")
        raise typer.Exit(1) from error
    _print(f"✓ These {len(named)} go together: CXC_SCHEME={BETWEEN.join(named)}")


def _check(named: str) -> None:
    from exchange.scheme.call import load_scheme  # noqa: PLC0415 - half a second, for this alone
    from exchange.scheme.faults import faults_of  # noqa: PLC0415
    from exchange.scheme.files import path_of, shipped  # noqa: PLC0415
    from exchange.timing.calls import left_out, reminder_faults  # noqa: PLC0415

    file = path_of(named)
    if not file.is_file():
        _print(f"✗ There is no file {named}, and no call of ours: {', '.join(shipped())}.")
        raise typer.Exit(1)
    found = faults_of(file) or reminder_faults(file)
    for one in found:
        _print(_told(one))
    if found:
        raise typer.Exit(1)
    call = load_scheme(file)
    told = f"{len(call.partnerships)} Partnerships, {len(call.host_countries)} countries of hosts"
    _print(f"✓ {named} opens: {told}")
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
