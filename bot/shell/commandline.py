"""The command line: each command opens what it needs, and says plainly what is wrong."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot import checkup
from bot.app import stopping
from bot.app.log import begin_logging
from bot.app.settings import Role, Settings
from bot.gateway.errors import WrongToken
from bot.gateway.reach import identify
from bot.shell import commands
from exchange.errors import CxcError
from exchange.people import officers
from exchange.people.partnerships import seed_partnerships
from exchange.scheme.call import load_scheme
from exchange.work import Work
from storage.care.copying import back_up, copy_everything
from storage.engine import schema
from storage.engine.database import open_database
from storage.engine.opening import open_patiently
from storage.errors import StorageError
from storage.queues import inbox, outbox
from storage.tables import OfficerRole  # noqa: TC001 - typer reads the annotations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from storage.engine.database import Database

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="ClusterXchange in chat: two Telegram bots, a matcher and a scheduler.",
)
app.command()(commands.match)
app.command()(commands.cohort)
console = Console()
complaints = Console(stderr=True)


class TokenMissing(CxcError):
    """{name} is not set: put the token that BotFather gave you into .env (see .env.example)."""


def main() -> None:
    """Run a command; what can go wrong ends in one line and a non-zero exit."""
    try:
        app()
    except (CxcError, StorageError, WrongToken) as error:
        _complain(said(error))
    except ValidationError as error:
        _complain(*(_of_setting(one["loc"], one["msg"]) for one in error.errors()))


def _complain(*lines: str) -> NoReturn:
    for line in lines:
        complaints.print(f"[red]✗[/] {escape(line)}", highlight=False, soft_wrap=True)
    sys.exit(1)


def _of_setting(place: tuple[int | str, ...], message: str) -> str:
    """What is wrong with a setting; what was set is not shown, it may be a secret."""
    name = "_".join(map(str, place)).upper()
    return f"CXC_{name}: {message} (see .env.example)"


def said(error: Exception) -> str:
    """An error as one line for the operator."""
    if isinstance(error, CxcError):
        return str(error)
    text = " ".join((type(error).__doc__ or "").split())
    return f"{text} ({error})" if str(error) else text


@app.command()
def run(
    role: Annotated[
        list[Role] | None, typer.Option(help="What this process does; may be given several times.")
    ] = None,
) -> None:
    """Run both bots and the scheduler, until stopped; on PostgreSQL in as many processes as you like."""
    settings = Settings()
    if role:
        settings.roles = " ".join(role)
    begin_logging(settings)
    tokens = {
        "CXC_PARTICIPANTS_TOKEN": settings.participants_token.get_secret_value(),
        "CXC_DESK_TOKEN": settings.desk_token.get_secret_value(),
    }
    for name, token in tokens.items():
        if not token:
            raise TokenMissing(name=name)
    _go_quietly()
    with prepared(settings, open_patiently) as database:
        asyncio.run(_run(settings, database))
    stopping.leave()


def _go_quietly() -> None:
    """Until everything runs there is nothing to finish: a wish to stop is granted at once."""

    def go(*_: object) -> None:
        stopping.limit()
        sys.exit(0)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, go)


async def _run(settings: Settings, database: Database) -> None:
    # Both libraries and the matcher take seconds to load: only those who need them wait.
    from bot.app.running import Door, House, run_until_stopped  # noqa: PLC0415

    _read_meanings(settings, database)
    public = await identify(settings.telegram_api, settings.participants_token.get_secret_value())
    staff = await identify(settings.telegram_api, settings.desk_token.get_secret_value())
    console.print(f"✓ participants: @{public.username}   desk: @{staff.username}   (Ctrl-C stops)")
    await run_until_stopped(
        House(
            database=database,
            scheme=load_scheme(settings.scheme),
            api=settings.telegram_api,
            participants_token=settings.participants_token.get_secret_value(),
            desk_token=settings.desk_token.get_secret_value(),
            tick_seconds=settings.tick_seconds,
            roles=_roles(settings),
            door=Door(settings.webhook_url, *_place(settings.webhook_listen))
            if settings.webhook_url
            else None,
            health=_place(settings.health_listen) if settings.health_listen else None,
        )
    )


class EncoderMissing(CxcError):
    """CXC_ENCODER is on, but the encoder is not installed: ./cxc doctor says how, or turn it off."""


def _read_meanings(settings: Settings, database: Database) -> None:
    """Have the matcher read meanings, where that is on. Raises EncoderMissing."""
    from exchange.finding.catalogue import read_meanings  # noqa: PLC0415 - as in _run
    from matching.words.encoder import sentence_encoder  # noqa: PLC0415

    if settings.encoder:
        encoder = sentence_encoder()
        if encoder is None:
            raise EncoderMissing
        read_meanings(database.engine, encoder)


class NoSuchRole(CxcError):
    """CXC_ROLES names {unknown}: choose of {known}."""


def _roles(settings: Settings) -> frozenset[Role]:
    """What this process does. Raises NoSuchRole."""
    unknown = settings.role_names - set(Role)
    if unknown or not settings.role_names:
        raise NoSuchRole(unknown=", ".join(sorted(unknown)) or "nothing", known=", ".join(Role))
    return frozenset(map(Role, settings.role_names))


def _place(listen: str) -> tuple[str, int]:
    """Host and port."""
    host, _, port = listen.rpartition(":")
    return host or "127.0.0.1", int(port)


@contextmanager
def prepared(
    settings: Settings, open_: Callable[[str], Database] = open_database
) -> Iterator[Database]:
    """The database at the current version, with the scheme's Partnerships in it."""
    scheme = load_scheme(settings.scheme)
    database = open_(settings.database_url)
    try:
        schema.upgrade(database)
        database.do(lambda session: seed_partnerships(Work(session, datetime.now(UTC), scheme)))
        yield database
    finally:
        database.close()


@app.command()
def demo(
    port: Annotated[int | None, typer.Option(help="The chat page's port.")] = None,
    *,
    autopilot: Annotated[bool, typer.Option(help="Let the others answer by themselves.")] = True,
) -> None:
    """Play a whole exchange in the browser: no Telegram account needed."""
    from bot.demo.stage import play  # noqa: PLC0415 - the emulator is for the demo only

    settings = Settings()
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    asyncio.run(play(settings, settings.demo_port if port is None else port, autopilot=autopilot))


@app.command()
def invite(
    role: Annotated[OfficerRole, typer.Argument(help="What the officer may do.")],
    partnership: Annotated[str, typer.Option(help="The Partnership's name.")],
) -> None:
    """Print a one-time link that makes somebody an officer of a Partnership."""
    settings = Settings()
    with prepared(settings) as database, database.transaction() as session:
        work = Work(session, datetime.now(UTC), load_scheme(settings.scheme))
        payload = officers.invite_officer(work, role, partnership)
        hours = work.scheme.deadlines.officer_invitation_hours
    username = asyncio.run(_desk_username(settings))
    link = (
        f"https://t.me/{username}?start={payload}"
        if username
        else "(no link: the desk bot could not be reached)"
    )
    console.print(f"Link, good once, for {hours} hours:", highlight=False)
    console.print(link, soft_wrap=True, highlight=False)
    console.print("Or open the desk bot and send:", highlight=False)
    console.print(f"/start {payload}", soft_wrap=True, highlight=False)


async def _desk_username(settings: Settings) -> str:
    token = settings.desk_token.get_secret_value()
    if not token:
        return ""
    try:
        return (await identify(settings.telegram_api, token, patient=False)).username
    except Exception:  # noqa: BLE001 - the payload alone is enough
        return ""


@app.command()
def doctor() -> None:
    """Check settings, tokens, database and message accounts, and say what to do."""
    settings = Settings()
    findings = asyncio.run(checkup.examine(settings))
    table = Table("", "What", "How it is", box=None)
    for one in findings:
        table.add_row("[green]✓[/]" if one.good else "[red]✗[/]", one.what, one.how)
    console.print(table)
    if not all(one.good for one in findings):
        sys.exit(1)


class NoSuchTrouble(CxcError):
    """Nothing with the reference {reference} was given up: `cxc doctor` lists what can be tried again."""


@app.command()
def again(
    reference: Annotated[str, typer.Argument(help="As `doctor` shows it: M-12, U-desk-7.")],
) -> None:
    """Try once more what was given up: a message, or an update that was set aside."""
    kind, _, rest = reference.partition("-")
    bot, _, number = rest.rpartition("-")
    database = open_database(Settings().database_url)
    try:
        with database.transaction() as session:
            done = number.isdecimal() and (
                outbox.try_again(session, int(number), datetime.now(UTC))
                if kind == "M" and not bot
                else inbox.try_again(session, bot, int(number))
            )
    finally:
        database.close()
    if not done:
        raise NoSuchTrouble(reference=reference)
    console.print(f"✓ {reference} is on its way again", highlight=False)


@app.command()
def backup(file: Annotated[Path, typer.Argument(help="The file to make.")]) -> None:
    """Make a consistent copy of everything in one SQLite file, while the bots run."""
    database = open_database(Settings().database_url)
    try:
        rows = back_up(database, file)
    finally:
        database.close()
    console.print(f"✓ {sum(rows.values())} rows in {file}", highlight=False, soft_wrap=True)


@app.command()
def migrate(
    source: Annotated[str, typer.Option(help="The address of the database to copy from.")],
) -> None:
    """Copy everything from another database into the empty one of CXC_DATABASE_URL."""
    here, there = open_database(Settings().database_url), open_database(source)
    try:
        schema.upgrade(there)
        schema.upgrade(here)
        rows = copy_everything(there, here)
    finally:
        here.close()
        there.close()
    console.print(f"✓ {sum(rows.values())} rows copied, in {len(rows)} tables", highlight=False)


@app.command()
def upgrade() -> None:
    """Bring the database to this program's version."""
    with prepared(Settings()):
        console.print("✓ the database is up to date")
