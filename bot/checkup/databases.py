"""The database as a place, and an audit of what it holds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from sqlmodel import select

from bot.checkup.findings import Finding, of_clock
from exchange.desk.troubles import BOTS
from storage.care.audit import audit
from storage.care.chain import check
from storage.care.soundness import connections_of, file_state, server_state
from storage.care.troubles import lost_messages, updates_set_aside
from storage.engine import schema
from storage.engine.opening import missing_file, open_existing
from storage.errors import DatabaseMissing, SchemaMissing, StorageError
from storage.queues import instances
from storage.queues.instances import LEASE
from storage.tables import Instance, OutboxState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlmodel import Session

    from bot.app.settings import Settings
    from storage.care.audit import AuditFigures
    from storage.care.chain import Chain
    from storage.engine.database import Database
from storage.care.soundness import FileState, ServerState

OVERDUE = timedelta(minutes=10)
RECENT = timedelta(days=1)
PATIENT = timedelta(minutes=10)  # a longer silence has a reason that somebody should look for
LATELY = timedelta(minutes=10)  # in which another program that polls is news
STOP_IT = "stop it, or make a new token with BotFather and put it into .env"
SHOWN = 5  # of each kind of trouble
OLDEST = 14  # the oldest PostgreSQL that is still looked after
MEGABYTE = 1024 * 1024
LITTLE = 500 * MEGABYTE
LONG_WAL = 256 * MEGABYTE


def examine(settings: Settings, clock: Callable[[], datetime]) -> list[Finding]:
    """Whether the database can be used, whether it is a good place, whether everything adds up."""
    try:
        database = open_existing(settings.database_url)
    except DatabaseMissing:
        return [_not_yet(missing_file(settings.database_url))]
    except StorageError as error:
        return [_unusable(error)]
    try:
        schema.check_current(database)
        return [
            Finding(True, "database", "reachable, up to date"),
            *_place(database, clock),
            *_books(database, clock()),
        ]
    except SchemaMissing:
        return [Finding(True, "database", "reachable, empty: `run` makes its tables at its start")]
    except StorageError as error:
        return [_unusable(error)]
    finally:
        database.close()


def _not_yet(file: Path | None) -> Finding:
    """A file that is made at the first start, if it can be."""
    folder = next(one for one in (file or Path()).absolute().parents if one.exists())
    try:
        with TemporaryFile(dir=folder):  # permissions alone do not tell: a disk may be read-only
            pass
    except OSError:
        how = f"cannot be made, {folder} may not be written: check CXC_DATABASE_URL and the folder"
        return Finding(False, "database", how)
    return Finding(True, "database", "none yet, which is fine: `run` makes it at its first start")


def _unusable(error: StorageError) -> Finding:
    text = " ".join((type(error).__doc__ or "").split())
    return Finding(False, "database", f"{text} ({error})" if str(error) else text)


def _place(database: Database, clock: Callable[[], datetime]) -> Iterator[Finding]:
    file, server = file_state(database), server_state(database)
    if file:
        yield from _file(file)
    if server:
        ahead = clock() - server.now.astimezone(UTC)
        with database.transaction() as session:
            processes = len(_alive(session, clock()))
        yield from _server(server, max(1, processes), connections_of(database))
        yield of_clock("database's clock", ahead)


def _file(file: FileState) -> Iterator[Finding]:
    """Each thing that is wrong with a SQLite file; one finding when all is well."""
    wrong = []
    if file.problem:
        wrong.append(f"damaged ({file.problem}): stop the bots and restore a backup")
    if file.open_to:
        wrong.append(f"others on this machine may read it: chmod 600 {file.path}")
    if file.journal != "wal":
        wrong.append(f"its journal is {file.journal}, not wal: is the folder on a network drive?")
    if file.wal > LONG_WAL:
        wrong.append(f"{file.wal // MEGABYTE} MB not written back: does a program hold it open?")
    if file.free < max(LITTLE, file.size + file.wal):
        wrong.append(f"only {file.free // MEGABYTE} MB free on the disk: make room")
    for one in wrong:
        yield Finding(False, "database file", one)
    if not wrong:
        how = f"{file.size // MEGABYTE} MB, {file.free // MEGABYTE} MB free"
        yield Finding(True, "database file", how)


def _server(server: ServerState, processes: int, each: int) -> Iterator[Finding]:
    wrong = []
    if server.version < OLDEST:
        wrong.append(f"version {server.version} is no longer looked after: take {OLDEST} or later")
    if not server.fsync or not server.synchronous:
        wrong.append(
            "fsync or synchronous_commit is off: a power cut loses what was said; put both on"
        )
    if server.connections < processes * each:
        wrong.append(
            f"{server.connections} connections for {processes} processes of up to {each}: "
            "raise max_connections or run fewer"
        )
    for one in wrong:
        yield Finding(False, "PostgreSQL", one)
    if not wrong:
        how = f"version {server.version}, {server.connections} connections for {processes} × {each}"
        yield Finding(True, "PostgreSQL", how)


def _books(database: Database, now: datetime) -> list[Finding]:
    with database.transaction() as session:
        figures = audit(session, now, now - OVERDUE)
        alive = _alive(session, now)
        updates = [
            f"U-{one.bot}-{one.update_id}" for one in updates_set_aside(session, BOTS, limit=SHOWN)
        ]
        chain = check(session)
        messages = lost_messages(session, BOTS, now - RECENT, limit=1000)
        rivals = list(_of_rivals(session))
    failed = [f"M-{one.id}" for one in messages if one.state is OutboxState.FAILED][:SHOWN]
    return [
        _of_updates(figures, updates),
        _of_messages(figures, failed),
        _of_uncertain(figures, sum(one.state is OutboxState.UNCERTAIN for one in messages)),
        _of_reminders(figures),
        _of_chain(chain),
        *_of_astray(figures, alive),
        *_of_silence(figures, now),
        *rivals,
        Finding(True, "processes", ", ".join(alive) or "none is running"),
    ]


def _alive(session: Session, now: datetime) -> list[str]:
    return [
        f"{one.pid} ({one.roles})"
        for one in session.exec(select(Instance))
        if one.seen_at > now - LEASE
    ]


def _of_updates(figures: AuditFigures, aside: list[str]) -> Finding:
    late = (
        f"{figures.late_updates} wait too long: is a worker running?"
        if figures.late_updates
        else "on time"
    )
    good = not figures.late_updates and not aside
    return Finding(good, "updates", f"{late}{_mend(aside)}")


def _of_messages(figures: AuditFigures, failed: list[str]) -> Finding:
    states = ", ".join(f"{count} {state}" for state, count in figures.states.items()) or "none yet"
    if not figures.adds_up:
        how = f"{figures.attempted} were attempted, but {states}: please report this"
        return Finding(False, "messages", how)
    late = (
        f"{figures.late_messages} wait too long: is a sender running? "
        if figures.late_messages
        else ""
    )
    good = not figures.late_messages and not failed
    return Finding(good, "messages", f"{late}{figures.attempted} in all: {states}{_mend(failed)}")


def _mend(references: list[str]) -> str:
    """What to type once the reason is mended."""
    return "".join(f"\n  given up; try again: ./cxc again {one}" for one in references)


def _of_chain(chain: Chain) -> Finding:
    if not chain.whole:
        how = f"act {chain.wrong} was changed, or one before it is missing: keep this file, and ask"
        return Finding(False, "audit", how)
    return Finding(True, "audit", f"{chain.links} acts, whole; head {chain.head[:16]}")


def _of_uncertain(figures: AuditFigures, recent: int) -> Finding:
    in_all = figures.states.get(OutboxState.UNCERTAIN, 0)
    how = f"{recent} in the last day, {in_all} in all may have arrived; /troubles at the desk lists them"
    return Finding(True, "uncertain", how if in_all else "none")


def _of_reminders(figures: AuditFigures) -> Finding:
    late = figures.late_reminders
    how = f"{late} overdue: is a scheduler running?" if late else "on time"
    return Finding(not late, "reminders", how)


def _of_astray(figures: AuditFigures, alive: list[str]) -> Iterator[Finding]:
    if not figures.astray_updates and not figures.astray_messages:
        return
    what = f"{figures.astray_updates} updates and {figures.astray_messages} messages"
    how = "are taken over within seconds" if alive else "are taken over when `run` starts"
    yield Finding(bool(alive), "left behind", f"{what} of processes that died {how}")


def _of_silence(figures: AuditFigures, now: datetime) -> Iterator[Finding]:
    for bot, until in figures.silent_until.items():
        end = datetime.fromtimestamp(until, UTC)
        good = end - now < PATIENT
        why = "" if good else "; does another program use the token?"
        how = f"Telegram asked for silence until {end:%H:%M:%S} UTC, nothing is lost{why}"
        yield Finding(good, f"{bot}: sending", how)


def _of_rivals(session: Session) -> Iterator[Finding]:
    now = datetime.now(UTC)  # of this machine, as it was noted
    for bot in BOTS:
        seen = instances.rival_seen(session, bot)
        if seen and now - seen < LATELY:
            how = f"at {seen:%H:%M:%S} UTC another program asked for them with our token: {STOP_IT}"
            yield Finding(False, f"{bot}: updates", how)


def polled(settings: Settings) -> set[str]:
    """The bots for which a process of ours asks for updates; both where that cannot be found out."""
    try:
        database = open_existing(settings.database_url)
    except DatabaseMissing:
        return set()
    except StorageError:
        return set(BOTS)
    try:
        schema.check_current(database)
        with database.transaction() as session:
            leased = instances.leased(session, datetime.now(UTC))
        return {bot for bot in BOTS if f"receiver:{bot}" in leased}
    except SchemaMissing:
        return set()
    except StorageError:
        return set(BOTS)
    finally:
        database.close()
