"""What `doctor` looks at, and what it advises."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import aiohttp
import sqlalchemy as sa
from sqlmodel import col, select

from bot.gateway.errors import WrongToken
from bot.gateway.reach import identify
from exchange.errors import CxcError
from exchange.scheme import load_scheme
from storage import outbox, schema
from storage.database import open_database
from storage.errors import StorageError
from storage.instances import LEASE
from storage.tables import Due, Inbox, Instance, Outbox, OutboxState

if TYPE_CHECKING:
    from pydantic import SecretStr
    from sqlmodel import Session

    from bot.settings import Settings
    from storage.database import Database

OVERDUE = timedelta(minutes=10)
SHOWN = 5  # of each kind of trouble


@dataclass(frozen=True)
class Finding:
    """One thing looked at."""

    good: bool
    what: str
    how: str


async def examine(settings: Settings) -> list[Finding]:
    """Everything, in the order in which one would mend it."""
    tokens = {
        "CXC_PARTICIPANTS_TOKEN": settings.participants_token,
        "CXC_DESK_TOKEN": settings.desk_token,
    }
    found = [_scheme(settings), *_database(settings)]
    for name, token in tokens.items():
        found.append(await _token(settings.telegram_api, name, token))
    return found


def _scheme(settings: Settings) -> Finding:
    try:
        scheme = load_scheme(settings.scheme)
    except CxcError as error:
        return Finding(False, "scheme", str(error))
    return Finding(True, "scheme", f"{scheme.name}, {len(scheme.partnerships)} Partnerships")


async def _token(api: str, name: str, token: SecretStr) -> Finding:
    if not token.get_secret_value():
        return Finding(False, name, "not set: copy it from BotFather into .env")
    try:
        who = await identify(api, token.get_secret_value(), patient=False)
    except WrongToken:
        return Finding(False, name, "Telegram does not know it: copy it again from BotFather")
    except (aiohttp.ClientError, TimeoutError) as error:
        return Finding(False, name, f"{api} cannot be reached ({type(error).__name__})")
    return Finding(True, name, f"@{who.username}")


def _database(settings: Settings) -> list[Finding]:
    try:
        database = open_database(settings.database_url)
        schema.check_current(database)
    except StorageError as error:
        return [Finding(False, "database", " ".join((type(error).__doc__ or "").split()))]
    try:
        return [Finding(True, "database", "reachable, up to date"), *_accounts(database)]
    finally:
        database.close()


def _accounts(database: Database) -> list[Finding]:
    now = datetime.now(UTC)
    with database.transaction() as session:
        return [
            _inbox(session, now),
            _messages(session, now),
            _due(session, now),
            _instances(session, now),
        ]


def _inbox(session: Session, now: datetime) -> Finding:
    late = _count(
        session, Inbox, col(Inbox.done_at).is_(None), col(Inbox.received_at) < now - OVERDUE
    )
    aside = _count(session, Inbox, col(Inbox.set_aside).is_(True))
    how = f"{late} wait too long, {aside} set aside with an error"
    return Finding(not late and not aside, "updates", f"{how}{_mend('U', _aside(session))}")


def _messages(session: Session, now: datetime) -> Finding:
    late = _count(
        session,
        Outbox,
        col(Outbox.state) == OutboxState.WAITING,
        col(Outbox.due_at) < now - OVERDUE,
    )
    lost = session.exec(select(Outbox.id).where(Outbox.state == OutboxState.FAILED).limit(SHOWN))
    given_up = [f"{number}" for number in lost]
    states = ", ".join(f"{count} {state}" for state, count in outbox.counts(session).items())
    how = f"{late} wait too long ({states or 'none yet'})"
    return Finding(not late and not given_up, "messages", f"{how}{_mend('M', given_up)}")


def _aside(session: Session) -> list[str]:
    query = select(Inbox.bot, Inbox.update_id).where(col(Inbox.set_aside).is_(True)).limit(SHOWN)
    return [f"{bot}-{number}" for bot, number in session.exec(query)]


def _mend(letter: str, numbers: list[str]) -> str:
    """What to type once the reason is mended."""
    return "".join(f"\n  try again: ./cxc again {letter}-{one}" for one in numbers)


def _instances(session: Session, now: datetime) -> Finding:
    alive = [
        f"{one.pid} ({one.roles})"
        for one in session.exec(select(Instance))
        if one.seen_at > now - LEASE
    ]
    return Finding(True, "processes", ", ".join(alive) or "none is running")


def _due(session: Session, now: datetime) -> Finding:
    late = _count(session, Due, col(Due.done_at).is_(None), col(Due.due_at) < now - OVERDUE)
    return Finding(
        not late, "reminders", f"{late} overdue: is `run` running?" if late else "on time"
    )


def _count(
    session: Session, table: type[Inbox | Outbox | Due], *where: sa.ColumnElement[bool]
) -> int:
    return session.exec(select(sa.func.count()).select_from(table).where(*where)).one()
