"""The chat page in a real browser, before the emulator with both bots."""

from __future__ import annotations

import shutil
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from playwright.async_api import async_playwright

from bot.app.house import House
from bot.app.running import open_house
from bot.emulator.server import BotAccount, Emulator
from bot.wall_clock import WallClock
from exchange.people.officers import invite_officer
from exchange.people.partnerships import seed_partnerships
from exchange.scheme.call import load_scheme
from exchange.work import Work
from storage.engine.database import open_database
from storage.queues.pace import AT_ONCE
from storage.tables import OfficerRole
from tests.browser.chromium import find_chromium, flags
from tests.browser.screen import PATIENCE
from tests.builders.databases import migrated_database

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Browser, ConsoleMessage, Page

PUBLIC = BotAccount("1:participants-secret", 1, "public_bot", "ClusterXchange")
STAFF = BotAccount("2:desk-secret", 2, "desk_bot", "Desk")
WEDNESDAY = datetime(2027, 1, 13, 9, 0, tzinfo=UTC)
WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
VISITOR, OFFICER, INVENTED = 7001, 7002, 9001
HI_TECH = "Hi-Tech-TEX"
BOTH = f"?open={VISITOR}:{PUBLIC.username},{OFFICER}:{STAFF.username}"


@dataclass
class Stage:
    """The emulator and both bots; the emulator's server can go away and come back."""

    emulator: Emulator
    house: House
    port: int = 0
    line: AsyncExitStack = field(default_factory=AsyncExitStack)

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"http://127.0.0.1:{self.port}/"

    async def come(self) -> str:
        """Serve, at the same port as before."""
        address = await self.line.enter_async_context(self.emulator.serve(port=self.port))
        self.port = int(address.rpartition(":")[2])
        return address

    async def go(self) -> None:
        """Serve no more; what was said is remembered."""
        await self.line.aclose()

    def invite(self) -> str:
        """The words with which a new officer comes in."""
        with self.house.database.transaction() as session:
            work = Work(session, self.house.clock(), self.house.scheme)
            return f"/start {invite_officer(work, OfficerRole.COORDINATOR, HI_TECH)}"


@pytest.fixture(scope="session")
def seeded(tmp_path_factory):
    """A database with the Partnerships, to be copied."""
    file = tmp_path_factory.mktemp("seeded") / "seeded.sqlite"
    database = migrated_database(f"sqlite:///{file}")
    with database.transaction() as session:
        clock = WallClock(ahead=WEDNESDAY - datetime.now(UTC))
        seed_partnerships(Work(session, clock(), load_scheme("clusterxchange")))
    database.close()
    return file


@asynccontextmanager
async def open_stage(url: str) -> AsyncIterator[Stage]:
    """Both bots before some people who have telephones."""
    clock = WallClock(ahead=WEDNESDAY - datetime.now(UTC))
    database, house_of = open_database(url), []

    async def on_advance(step):
        return await house_of[0].walk(clock, step)

    async def on_autopilot(on):  # nobody is played here
        del on

    emulator = Emulator(
        [PUBLIC, STAFF], clock=clock, on_advance=on_advance, on_autopilot=on_autopilot
    )
    emulator.world.add_person({"id": VISITOR, "first_name": "Vera"})
    emulator.world.add_person({"id": OFFICER, "first_name": "Otto"})
    for number in range(INVENTED, INVENTED + 160):
        person = {"id": number, "first_name": f"Member {number} · Loom Works {number}"}
        emulator.world.add_person({**person, "talks_to": [PUBLIC.username]})
    house = House(
        database,
        load_scheme("clusterxchange"),
        "",
        PUBLIC.token,
        STAFF.token,
        clock,
        5.0,
        allowance=AT_ONCE,
    )
    house_of.append(house)
    stage = Stage(emulator, house)
    house.api = await stage.come()
    try:
        async with open_house(house):
            yield stage
    finally:
        await stage.go()
        database.close()


@pytest.fixture
async def stage(seeded, tmp_path) -> AsyncIterator[Stage]:
    """A fresh stage."""
    shutil.copyfile(seeded, tmp_path / "stage.sqlite")
    async with open_stage(f"sqlite:///{tmp_path}/stage.sqlite") as found:
        yield found


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """The machine's Chromium."""
    executable = find_chromium()
    async with async_playwright() as player:
        found = await player.chromium.launch(executable_path=executable, args=flags())
        yield found
        await found.close()


@dataclass
class Window:
    """A page, and what its console complained about."""

    page: Page
    complaints: list[str]

    def hear(self, message: ConsoleMessage) -> None:
        """Note what is no mere remark."""
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{message.type}: {message.text}")


@asynccontextmanager
async def window(browser: Browser, stage: Stage, path: str = BOTH, **kind) -> AsyncIterator[Window]:
    """The chat page in a fresh window; it may complain of nothing but a server that is away."""
    # Colours that are still on their way to others would be measured half-way.
    context = await browser.new_context(**{"viewport": WIDE, "reduced_motion": "reduce", **kind})
    page = await context.new_page()
    page.set_default_timeout(PATIENCE)
    found = Window(page, [])
    page.on("console", found.hear)
    page.on("pageerror", lambda error: found.complaints.append(f"thrown: {error}"))
    await page.goto(f"{stage.address}{path}")
    yield found
    await context.close()
    assert [one for one in found.complaints if "net::ERR_" not in one] == []


@pytest.fixture
async def page(browser, stage) -> AsyncIterator[Page]:
    """The page of the visitor and the officer, 1280 × 800."""
    async with window(browser, stage) as found:
        yield found.page
        assert found.complaints == []
