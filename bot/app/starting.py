"""The start: the database made ready, the bots met, the parts of this process put together."""

from __future__ import annotations

import asyncio
import errno
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rich.console import Console

from bot.app.settings import ProcessRole
from bot.app.version import our_version
from bot.gateway import traces
from bot.gateway.identity import identify
from bot.wrong_starts import PlaceTaken
from exchange.timing.calls import open_call
from storage.engine import schema
from storage.engine.database import open_database
from storage.engine.opening import open_patiently

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bot.app.house import House
    from bot.app.settings import Settings
    from exchange.scheme.call import Scheme
    from matching.words.encoder import Encoder
    from storage.engine.database import Database

console = Console()
NOT_OURS = {errno.EADDRINUSE, errno.EACCES, errno.EADDRNOTAVAIL}
LIGHT = frozenset({ProcessRole.RECEIVER})


@contextmanager
def prepared(
    settings: Settings, open_: Callable[[str], Database] = open_database
) -> Iterator[Database]:
    """The database at the current version, with the scheme's Partnerships in it."""
    scheme = open_call(settings.scheme)
    database = open_(settings.database_url)
    try:
        schema.upgrade(database)
        _catch_up(database, scheme, settings.erased_list)
        yield database
    finally:
        database.close()


@contextmanager
def _brought_up(settings: Settings) -> Iterator[Database]:
    """The database at the current version: who only stores what comes leaves the rest to the others."""
    database = open_patiently(settings.database_url)
    try:
        schema.upgrade(database)
        yield database
    finally:
        database.close()


def _catch_up(database: Database, scheme: Scheme, erased: Path) -> None:
    """Do what a version before, or a copy that was put back, has not done yet."""
    # Most of the scheme comes with these: who does not do them does not wait for it.
    from exchange.people.partnerships import seed_partnerships  # noqa: PLC0415
    from exchange.privacy.erased_list import apply_list  # noqa: PLC0415
    from exchange.visiting.agreements import draw_up_missing  # noqa: PLC0415
    from exchange.visiting.closing import plan_closings  # noqa: PLC0415
    from exchange.work import Work  # noqa: PLC0415

    database.do(lambda session: seed_partnerships(Work(session, datetime.now(UTC), scheme)))
    database.do(lambda session: draw_up_missing(Work(session, datetime.now(UTC), scheme)))
    database.do(lambda session: plan_closings(Work(session, datetime.now(UTC), scheme)))
    again = database.do(
        lambda session: apply_list(Work(session, datetime.now(UTC), scheme), erased)
    )
    if again:  # a copy of before was put back
        database.wipe()
        console.print(f"✓ {again} people of {erased} are erased again")


def run(settings: Settings) -> None:
    """Run as the settings say until stopped. Raises what keeps it from starting."""
    light = settings.chosen_roles() <= LIGHT
    with _brought_up(settings) if light else prepared(settings, open_patiently) as database:
        try:
            asyncio.run(_run(settings, database))
        except OSError as error:
            if error.errno in NOT_OURS:
                raise PlaceTaken(why=error.strerror) from error
            raise


async def _run(settings: Settings, database: Database) -> None:
    from bot.app.running import run_until_stopped  # noqa: PLC0415 - after what waits for a database

    participants, desk = settings.tokens.values()
    public = await identify(settings.telegram_api, participants)
    staff = await identify(settings.telegram_api, desk)
    console.print(f"✓ participants: @{public.username}   desk: @{staff.username}   (Ctrl-C stops)")
    with traces.collected(settings.traces, our_version()):  # once forked: it has a thread
        await run_until_stopped(_house(settings, database))


def _house(settings: Settings, database: Database) -> House:
    """This process, as the settings want it."""
    from bot.app.house import Door, House  # noqa: PLC0415 - as above

    participants, desk = settings.tokens.values()
    roles = settings.chosen_roles()
    return House(
        database=database,
        scheme=open_call(settings.scheme),
        api=settings.telegram_api,
        participants_token=participants,
        desk_token=desk,
        tick_seconds=settings.tick_seconds,
        roles=roles,
        door=Door(settings.webhook_url, *settings.place_of_webhook())
        if settings.webhook_url
        else None,
        health=settings.place_of_health(),
        erased=settings.erased_list,
        reader=_reader() if settings.encoder and not roles <= LIGHT else None,
    )


def _reader() -> Encoder | None:
    from matching.words.encoder import sentence_encoder  # noqa: PLC0415 - numpy comes with it

    return sentence_encoder()
