"""The command line: what there is to type; what a command needs is loaded when it is called."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import Annotated, NoReturn

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.markup import escape
from typer.exceptions import Exit, TyperException

from bot.app import stopping
from bot.app.log import begin_logging
from bot.app.settings import ProcessRole, Settings
from bot.shell import calls, commands, importing, person
from bot.wrong_starts import WrongStart
from exchange.errors import CxcError

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="ClusterXchange in chat: two Telegram bots, a matcher and a scheduler.",
)
app.command()(commands.match)
app.command()(commands.cohort)
app.command("import")(importing.import_)
app.add_typer(person.app, name="person")
app.add_typer(calls.app, name="scheme")
complaints = Console(stderr=True)
INTERRUPTED, MISUSED = 130, 2


def main() -> None:
    """Run a command; what can go wrong ends in one line and a non-zero exit."""
    try:
        sys.exit(app(prog_name="cxc", standalone_mode=False))
    except Exit as end:
        sys.exit(end.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        sys.exit(INTERRUPTED)
    except TyperException as error:
        _complain(*_of_usage(error), code=MISUSED)
    except ValidationError as error:
        _complain(*(_of_setting(one["loc"], one["msg"]) for one in error.errors()))
    except Exception as error:
        text = said(error)
        if text is None:  # a fault of ours: its trace is what we need
            raise
        _complain(text)


def _complain(*lines: str, code: int = 1) -> NoReturn:
    for line in lines:
        complaints.print(f"[red]✗[/] {escape(line)}", highlight=False, soft_wrap=True)
    sys.exit(code)


def _of_usage(error: TyperException) -> list[str]:
    """What was typed and cannot be, and where it is told what can; nothing where help was shown."""
    found = getattr(error, "format_message", lambda: str(error))()
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "cxc"
    told = " ".join(str(found).replace("Value error, ", "").split()).rstrip(".")
    return [f"{told}: `./{path} --help` tells what there is."] if told else []


def _of_setting(place: tuple[int | str, ...], message: str) -> str:
    """What is wrong with a setting; what was set is not shown, it may be a secret."""
    name = "_".join(map(str, place)).upper()
    told = message.removeprefix("Value error, ")
    return f"CXC_{name}: {told} (see .env.example)"


def said(error: Exception) -> str | None:
    """An error as one line for the operator; None for one that nobody foresaw."""
    # Whoever raises these has loaded them: here they would cost every command a second.
    from bot.gateway.errors import WrongToken  # noqa: PLC0415
    from storage.errors import StorageError  # noqa: PLC0415

    if isinstance(error, (CxcError, WrongStart)):
        return str(error)
    if not isinstance(error, (StorageError, WrongToken)):
        return None
    text = " ".join((type(error).__doc__ or "").split())
    return f"{text} ({error})" if str(error) else text


@app.command()
def run(
    role: Annotated[
        list[ProcessRole] | None,
        typer.Option(help="What this process does; may be given several times."),
    ] = None,
) -> None:
    """Run both bots and the scheduler, until stopped; on PostgreSQL in as many processes as you like."""
    settings = Settings.read()
    if role:
        settings.roles = " ".join(role)
    begin_logging(settings)
    settings.check_for_run()
    _go_quietly()
    from bot.app import reviving  # noqa: PLC0415 - only those who need it wait for it to load

    reviving.stand_behind(settings.chosen_roles())
    from bot.app import starting  # noqa: PLC0415 - as above

    starting.run(settings)
    stopping.leave()


def _go_quietly() -> None:
    """Until everything runs there is nothing to finish: a wish to stop is granted at once.

    It may come while a library tidies up, where Python ignores whatever is raised: so nothing is raised.
    """

    def go(*_: object) -> None:
        stopping.leave()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, go)


@app.command()
def demo(
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="The chat page's port; 0 takes a free one.")
    ] = None,
    *,
    autopilot: Annotated[bool, typer.Option(help="Let the others answer by themselves.")] = True,
    call: Annotated[str, typer.Option(help="A call by its name, such as pilot, or its file.")] = "",
) -> None:
    """Play a whole exchange in the browser: no Telegram account needed."""
    from bot.demo.curtain import play  # noqa: PLC0415 - the emulator is for the demo only

    settings = Settings.read()
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    at = settings.demo_port if port is None else port
    asyncio.run(play(call or settings.scheme, at, autopilot))
    stopping.leave()


@app.command()
def invite(
    role: Annotated[
        str, typer.Argument(help="What the officer may do: coordinator, officer, auditor.")
    ],
    partnership: Annotated[str, typer.Option(help="The Partnership's name.")],
) -> None:
    """Print a one-time link that makes somebody an officer of a Partnership."""
    from bot import operating  # noqa: PLC0415 - loaded when it is called, as everything below

    operating.invite(Settings.read(), role, partnership)


@app.command()
def officers(
    revoke: Annotated[
        int | None, typer.Option(help="End the access of the officer with that number, at once.")
    ] = None,
    take_back: Annotated[
        int | None, typer.Option(help="Take back the invitation with that number.")
    ] = None,
) -> None:
    """List who has access to which desk, who is invited, and which groups are bound."""
    from bot import operating  # noqa: PLC0415

    operating.officers_of(Settings.read(), revoke, take_back)


@app.command()
def doctor() -> None:
    """Check settings, tokens, database and message accounts, and say what to do."""
    from bot import operating  # noqa: PLC0415

    if not operating.doctor(Settings.read()):
        sys.exit(1)


@app.command()
def audit(
    acts: Annotated[int, typer.Option(min=1, max=10_000, help="How many of the newest.")] = 20,
) -> None:
    """Show what was done and by whom, and check that none of it was changed."""
    from bot import operating  # noqa: PLC0415

    if not operating.audit(Settings.read(), acts):
        sys.exit(1)


@app.command()
def again(
    reference: Annotated[str, typer.Argument(help="As `doctor` shows it: M-12, U-desk-7.")],
) -> None:
    """Try once more what was given up: a message, or an update that was set aside."""
    from bot import operating  # noqa: PLC0415

    operating.again(Settings.read(), reference)


@app.command()
def backup(file: Annotated[Path, typer.Argument(help="The file to make.")]) -> None:
    """Make a consistent copy of everything in one SQLite file, while the bots run."""
    from bot import operating  # noqa: PLC0415

    operating.backup(Settings.read(), file)


@app.command()
def migrate(
    source: Annotated[str, typer.Option(help="The address of the database to copy from.")],
) -> None:
    """Copy everything from another database into the empty one of CXC_DATABASE_URL."""
    from bot import operating  # noqa: PLC0415

    operating.migrate(Settings.read(), source)


@app.command()
def upgrade() -> None:
    """Bring the database to this program's version."""
    from bot import operating  # noqa: PLC0415

    operating.upgrade(Settings.read())
