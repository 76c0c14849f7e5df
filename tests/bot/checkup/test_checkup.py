"""The doctor finds what is wrong and says what to do; where all is well it says so."""

from __future__ import annotations

import asyncio
import os
import re
import sys
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
import sqlalchemy as sa
from rich.console import Console

from bot import operating
from bot.app.settings import Settings
from bot.checkup import examine
from bot.checkup.databases import LITTLE
from bot.emulator.server import BotAccount, Emulator
from bot.gateway import probe
from bot.shell import commandline
from storage.engine import schema
from storage.engine.database import open_database
from storage.queues import inbox, instances, outbox, pace
from storage.queues.inbox import Arrived
from storage.queues.outbox import Letter
from storage.tables import OutboxState
from tests.builders.databases import migrated_database

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from sqlmodel import Session

PUBLIC = BotAccount("1:participants-secret", 1, "public_bot", "ClusterXchange")
STAFF = BotAccount("2:desk-secret", 2, "desk_bot", "Desk")
WORD = "hidden-words"  # of a password
NOWHERE = "http://127.0.0.1:9"
ELSEWHERE = "https://elsewhere.example/hook"


def now() -> datetime:
    """Now."""
    return datetime.now(UTC)


@dataclass
class Practice:
    """A doctor's practice: an emulated Telegram, a database, settings to change."""

    address: str
    url: str
    emulator: Emulator
    given: dict[str, Any] = field(default_factory=dict)

    async def ask(self, clock: Callable[[], datetime] = now, **settings: Any) -> dict[str, str]:
        """What is bad, by what it is about."""
        return {what: how for what, how, good in await self.all(clock, **settings) if not good}

    async def all(
        self, clock: Callable[[], datetime] = now, **settings: Any
    ) -> list[tuple[str, str, bool]]:
        """Everything that was looked at."""
        given = {
            "participants_token": PUBLIC.token,
            "desk_token": STAFF.token,
            "telegram_api": self.address,
            "database_url": self.url,
            **settings,
        }
        found = await examine(Settings(_env_file=None, **given), clock)
        return [(one.what, one.how, one.good) for one in found]

    async def webhook(self, url: str) -> None:
        """Somebody sets the public bot's webhook."""
        async with (
            aiohttp.ClientSession() as http,
            http.post(f"{self.address}/bot{PUBLIC.token}/setWebhook", json={"url": url}) as answer,
        ):
            assert (await answer.json())["ok"]

    def change(self, act: Callable[[Session], Any]) -> None:
        """Something happens in the database."""
        database = open_database(self.url)
        with database.transaction() as session:
            act(session)
        database.close()


def file_of(url: str) -> Path:
    """The file of a SQLite database."""
    return Path(url.removeprefix("sqlite:///"))


@asynccontextmanager
async def open_practice(url: str) -> AsyncIterator[Practice]:
    """A practice in which all is well."""
    emulator = Emulator([PUBLIC, STAFF], clock=now)
    async with emulator.serve() as address:
        yield Practice(address, url, emulator)


@pytest.fixture(autouse=True)
def in_haste(monkeypatch):
    """Nobody polls with a token unless a test says so: it is not listened for."""
    monkeypatch.setattr(probe, "LISTEN", 0)


@pytest.fixture
async def practice(database_url) -> AsyncIterator[Practice]:
    """On each kind of database."""
    if database_url.startswith("sqlite"):
        file_of(database_url).chmod(0o600)
    async with open_practice(database_url) as found:
        yield found


@pytest.fixture
async def simple(tmp_path) -> AsyncIterator[Practice]:
    """On a SQLite file that our program made itself."""
    url = f"sqlite:///{tmp_path}/data/cxc.sqlite"
    migrated_database(url).close()
    async with open_practice(url) as found:
        yield found


async def test_where_all_is_well_nothing_is_bad(practice):
    """Both bots, the clocks, the place, the audit; but that a test's server syncs nothing is told."""
    seen = await practice.all()
    hasty = ["PostgreSQL"] if practice.url.startswith("postgresql") else []
    assert [what for what, _, good in seen if not good] == hasty
    assert {"CXC_DESK_TOKEN", "Telegram's clock", "messages"} <= {what for what, *_ in seen}


@pytest.mark.parametrize(
    ("settings", "what", "advice"),
    [
        ({"desk_token": ""}, "CXC_DESK_TOKEN", "copy it from BotFather into .env"),
        ({"desk_token": "7:wrong"}, "CXC_DESK_TOKEN", "copy it again from BotFather"),
        ({"desk_token": PUBLIC.token}, "tokens", "make a second bot"),
        ({"telegram_api": NOWHERE}, "CXC_DESK_TOKEN", "is the network up"),
        ({"roles": "sender cook"}, "CXC_ROLES", "choose of receiver, worker"),
        ({"roles": ""}, "CXC_ROLES", "choose of"),
        ({"health_listen": "9480x"}, "CXC_HEALTH_LISTEN", "write host:port"),
        ({"health_listen": "127.0.0.1:99999"}, "CXC_HEALTH_LISTEN", "write host:port"),
        (
            {"health_listen": ":8443", "webhook_url": "https://bots.example"},
            "CXC_HEALTH_LISTEN",
            "take another one",
        ),
        ({"scheme": "nonsense"}, "scheme", ""),
        ({"database_url": "nonsense"}, "CXC_DATABASE_URL", "sqlite:///file"),
        ({"database_url": "postgres://u@h/d"}, "CXC_DATABASE_URL", "write postgresql+psycopg://"),
        ({"database_url": "sqlite:////proc/nowhere/x"}, "database", "check CXC_DATABASE_URL"),
    ],
)
async def test_a_setting_that_cannot_be_meant_is_named_with_its_remedy(
    simple, settings, what, advice
):
    """One line each, and no stack trace."""
    bad = await simple.ask(**settings)
    assert advice in bad[what]


async def test_a_password_is_never_shown(simple):
    """Neither of the database nor a token."""
    url = "postgresql+psycopg://cxc:hidden-words@127.0.0.1:9/cxc"
    seen = str(await simple.all(database_url=url))
    assert "hidden-words" not in seen
    assert "secret" not in seen


async def test_a_webhook_where_we_ask_is_bad(simple):
    """Telegram gives updates one way only."""
    await simple.webhook(ELSEWHERE)
    bad = await simple.ask()
    assert list(bad) == ["participants: updates"]
    assert ELSEWHERE in bad["participants: updates"]
    assert "another program uses the token" in bad["participants: updates"]


async def test_no_webhook_or_another_one_where_we_wait_is_bad(simple):
    """The address of each bot is ours, below CXC_WEBHOOK_URL."""
    await simple.webhook(ELSEWHERE)
    bad = await simple.ask(webhook_url="https://bots.example")
    assert bad["participants: updates"].startswith(f"the webhook is {ELSEWHERE}, not https://bots")
    assert bad["desk: updates"].startswith("no webhook is set")


async def test_a_webhook_that_fails_is_told_with_telegrams_words(simple):
    """As long as it is news."""
    await simple.webhook("https://bots.example/telegram/participants")
    hook = simple.emulator.world.bots[PUBLIC.token].webhook
    hook.error, hook.error_date = "Connection refused", int(now().timestamp())
    settings = {"webhook_url": "https://bots.example"}
    assert "(Connection refused)" in (await simple.ask(**settings))["participants: webhook"]
    hook.error_date -= 7200
    assert "participants: webhook" not in await simple.ask(**settings)


async def test_a_clock_that_is_wrong_is_told(practice):
    """Against Telegram's, and against the database server's where there is one."""
    bad = await practice.ask(lambda: now() + timedelta(seconds=90))
    clocks = {what for what, how in bad.items() if re.search(r"(8[89]|9[0-9]) s ahead", how)}
    server = {"database's clock"} if practice.url.startswith("postgresql") else set()
    assert clocks == {"Telegram's clock"} | server


async def test_another_version_of_the_schema_is_told(database_url):
    """With the command that mends it."""
    database = open_database(database_url)
    schema.downgrade(database, schema.revisions()[0])
    database.close()
    async with open_practice(database_url) as practice:
        assert "run `cxc upgrade`" in (await practice.ask())["database"]


async def test_a_file_that_others_may_read_is_told(simple):
    """It holds people's data."""
    file = file_of(simple.url)
    os.chmod(file, 0o640)  # noqa: PTH101 - an event loop is at work
    assert f"chmod 600 {file}" in (await simple.ask())["database file"]


async def test_little_room_on_the_disk_is_told(simple, monkeypatch):
    """Before the database notices."""
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("", (), {"free": LITTLE - 1}))
    assert "make room" in (await simple.ask())["database file"]


def waiting(state: str = "waiting", **values: Any) -> Callable[[Session], None]:
    """A message, forced into a state."""

    def act(session: Session) -> None:
        outbox.post(session, [Letter("desk", 1, "screen")], now())
        table = sa.table("outbox", *map(sa.column, ("state", "owner", "ended_at", "due_at")))
        kinds = {"ended_at": sa.DateTime(timezone=True), "due_at": sa.DateTime(timezone=True)}
        given = {
            key: sa.cast(sa.literal(value, kinds[key]), kinds[key])
            if key in kinds and session.get_bind().dialect.name == "postgresql"
            else str(value)
            for key, value in values.items()
        }
        session.connection().execute(sa.update(table).values(state=state, **given))

    return act


@pytest.mark.parametrize(
    ("state", "values", "what", "advice"),
    [
        ("sending", {"owner": "x"}, "left behind", "when `run` starts"),
        ("waiting", {"due_at": now() - timedelta(hours=1)}, "messages", "is a sender running"),
        ("failed", {"ended_at": now()}, "messages", "./cxc again M-1"),
    ],
)
async def test_books_that_do_not_balance_are_told(practice, state, values, what, advice):
    """With how many, and what to do."""
    practice.change(waiting(state, **values))
    assert advice in (await practice.ask())[what]


async def test_uncertain_messages_are_counted_and_no_alarm(practice):
    """They are for the desk to decide."""
    practice.change(waiting("uncertain", ended_at=now()))
    seen = {what: (how, good) for what, how, good in await practice.all()}
    assert seen["uncertain"] == (
        "1 in the last day, 1 in all may have arrived; /troubles at the desk lists them",
        True,
    )


async def test_silence_that_telegram_asked_for_is_told_with_its_end(practice):
    """A long one has a reason that somebody should look for."""

    def hush(minutes: int) -> Callable[[Session], None]:
        def act(session: Session) -> None:
            pace.room(session, "desk", pace.Allowance(), now().timestamp())
            pace.pause(session, "desk", (now() + timedelta(minutes=minutes)).timestamp())

        return act

    practice.change(hush(2))
    seen = {what: good for what, _, good in await practice.all()}
    assert seen["desk: sending"] is True
    practice.change(hush(60))
    assert "another program" in (await practice.ask())["desk: sending"]


async def test_updates_that_wait_or_were_given_up_are_told(practice):
    """Each with the command that tries again."""

    def act(session: Session) -> None:
        old = now() - timedelta(hours=1)
        inbox.store(session, "desk", [Arrived(7, 1, {}), Arrived(8, 2, {})], old)
        while not inbox.fail(session, "desk", 7, now(), "KeyError"):
            pass

    practice.change(act)
    how = (await practice.ask())["updates"]
    assert how.startswith("1 wait too long: is a worker running?")
    assert "./cxc again U-desk-7" in how


async def test_living_processes_are_listed(practice):
    """With what they do."""
    practice.change(lambda session: instances.beat(session, "me", ["sender", "worker"], now()))
    seen = {what: how for what, how, _ in await practice.all()}
    assert seen["processes"] == f"{os.getpid()} (sender worker)"


async def test_too_few_connections_for_so_many_processes_are_told(practice):
    """Only a server counts them."""
    if practice.url.startswith("sqlite"):
        pytest.skip("a file has no connections to run out of")

    def act(session: Session) -> None:
        for number in range(40):
            instances.beat(session, f"{number}", ["worker"], now())

    practice.change(act)
    assert "raise max_connections" in (await practice.ask())["PostgreSQL"]


def test_every_state_is_known_to_the_books():
    """A new one must be thought of there."""
    assert {state.value for state in OutboxState} == {
        *("waiting", "sending", "sent", "uncertain", "failed", "blocked", "cancelled")
    }


async def test_an_encoder_that_is_on_but_does_not_run_is_told(simple, monkeypatch):
    """It is no fault, as words are enough; where it is off nothing is said."""
    monkeypatch.setattr("bot.checkup.settings.sentence_encoder", lambda: None)
    told = [good for what, how, good in await simple.all(encoder=True) if "words alone" in how]
    assert told == [True]
    assert "CXC_ENCODER" not in {what for what, *_ in await simple.all(encoder=False)}


async def test_an_encoder_that_is_on_and_there_is_good(simple, monkeypatch):
    """It is said that meanings are read."""
    monkeypatch.setattr("bot.checkup.settings.sentence_encoder", object)
    assert ("CXC_ENCODER", "texts are compared by their meanings too", True) in await simple.all(
        encoder=True
    )


async def test_traces_that_cannot_be_brought_away_are_told(simple, monkeypatch):
    """As `run` says it; where they can be, all is well."""
    asked = {"traces": "http://127.0.0.1:4318/v1/traces"}
    assert "CXC_TRACES" not in await simple.ask(**asked)
    monkeypatch.setattr("bot.app.settings.EXPORTER", "opentelemetry.exporter.of.nowhere")
    assert "pip install" in (await simple.ask(**asked))["CXC_TRACES"]


async def test_another_program_that_polls_while_we_do_not_is_told(simple, monkeypatch):
    """It asks again as soon as it is interrupted."""
    monkeypatch.setattr(probe, "LISTEN", 25)

    async def poll() -> None:
        url = f"{simple.address}/bot{PUBLIC.token}/getUpdates"
        async with aiohttp.ClientSession() as http:
            while True:
                async with http.post(url, json={"timeout": 1}) as answer:
                    await answer.read()

    polling = asyncio.create_task(poll())
    settings = {"desk_token": ""}  # nobody interrupts who listens there
    try:
        bad = await simple.ask(**settings)
    finally:
        polling.cancel()
    assert "another program does: stop it" in bad["participants: updates"]


async def test_another_program_that_polls_beside_us_is_told(simple):
    """Our receiver has noted it, and is not interrupted to find out."""
    simple.change(lambda session: instances.note_rival(session, "participants", now()))
    assert "with our token: stop it" in (await simple.ask())["participants: updates"]
    old = now() - timedelta(hours=1)
    simple.change(lambda session: instances.note_rival(session, "participants", old))
    assert "participants: updates" not in await simple.ask()


async def test_a_bot_that_we_poll_is_not_interrupted(simple):
    """Its receiver would be taken for another program."""

    def lease(session: Session) -> None:
        for bot in ("participants", "desk"):
            assert instances.take_lease(session, f"receiver:{bot}", "me", now())

    simple.change(lease)
    before = [bot.poll for bot in simple.emulator.world.bots.values()]
    await simple.ask()
    assert [bot.poll for bot in simple.emulator.world.bots.values()] == before


BROKEN = [  # what is set, and what is said of it
    ({}, ".env", "cp .env.example .env"),
    ({"CXC_DESK_TOKN": "2:x"}, "CXC_DESK_TOKN", "did you mean CXC_DESK_TOKEN?"),
    ({"CXC_LOG_LEVEL": "LOUD"}, "CXC_LOG_LEVEL", "choose of DEBUG, INFO, WARNING, ERROR"),
    ({"CXC_TICK_SECONDS": "often"}, "CXC_TICK_SECONDS", "valid number"),
    ({"CXC_HEALTH_LISTEN": "abc"}, "CXC_HEALTH_LISTEN", "write host:port"),
    ({"CXC_TELEGRAM_API": "api.telegram.org"}, "CXC_TELEGRAM_API", "begin with https://"),
    ({"CXC_TELEGRAM_API": "http://api.telegram.org"}, "CXC_TELEGRAM_API", "begin with https://"),
    ({"CXC_WEBHOOK_URL": "bots.example"}, "CXC_WEBHOOK_URL", "begin with https://"),
    ({"CXC_ROLES": "cook"}, "CXC_ROLES", "choose of receiver"),
    ({"CXC_DATABASE_URL": "sqlite:////proc/nowhere/x"}, "database", "may not be written"),
    ({"CXC_DATABASE_URL": f"postgres://u:{WORD}@h/d"}, "CXC_DATABASE_URL", "write postgresql+"),
    ({"CXC_DATABASE_URL": f"postgresql+psycopg://u:7/{WORD}@h/d"}, "database", "CXC_DATABASE_URL"),
    ({"CXC_SCHEME": "nonsense"}, "scheme", "nonsense"),
    ({"CXC_PARTICIPANTS_TOKEN": "hello"}, "CXC_PARTICIPANTS_TOKEN", "copy it again"),
]


@pytest.mark.parametrize(("given", "what", "advice"), BROKEN)
def test_each_broken_set_up_gets_a_line_that_says_what_to_do(
    given, what, advice, tmp_path, monkeypatch, capsys
):
    """From the command line as it is typed; no stack trace, no secret, and the exit code is 1."""
    for name in [one for one in os.environ if one.startswith("CXC_")]:
        monkeypatch.delenv(name)
    for name, value in {"CXC_TELEGRAM_API": NOWHERE, **given}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["cxc", "doctor"])
    monkeypatch.setattr(operating, "console", Console(width=200))
    monkeypatch.setattr(commandline, "complaints", Console(stderr=True, width=200))
    with pytest.raises(SystemExit) as end:
        commandline.main()
    said = capsys.readouterr()
    lines = [one for one in (said.out + said.err).splitlines() if one.startswith(("✗", " ✗"))]
    assert any(what in line and advice in line for line in lines), lines
    assert (end.value.code, "Traceback" in said.err, WORD in said.out + said.err) == (
        1,
        False,
        False,
    )
