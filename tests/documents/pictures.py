"""README's pictures, taken of the running demo: `make pictures`."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.async_api import async_playwright

from bot.demo.curtain import OPEN, Curtain, opened
from bot.demo.yours import DESK_BOT, PARTICIPANTS_BOT, YOU, YOUR_OFFICER
from bot.emulator.phones.client import Phone
from tests.builders.bots.actors import VISITOR, accept, apply, tap_data

if TYPE_CHECKING:
    from playwright.async_api import Browser

DOCS = Path(__file__).parents[2] / "docs"
WIDE, PHONE = (1280, 860), (390, 844)
ONLY_YOU = f"?open={YOU}:{PARTICIPANTS_BOT.username}"
SECONDS = 120
APPLICATION = {
    **VISITOR,
    "organisation_name": "Tecelagem do Ave",
    "country": "Portugal",
    "city": "Braga",
    "cluster": "CITEVE",
    "vat": "=>",
    "person_name": "Inês Duarte",
    "email": "ines@example.org",
}
DRAWN = "[...document.images].every((one) => one.complete) && document.fonts.status === 'loaded'"


async def play(address: str) -> None:
    """A visitor applies, their desk accepts, the best hosts and the figures are shown."""
    async with (
        Phone(address, YOU, bot=PARTICIPANTS_BOT.username) as visitor,
        Phone(address, YOUR_OFFICER, bot=DESK_BOT.username) as officer,
    ):
        await officer.expect("Hi-Tech-TEX", SECONDS)
        await apply(visitor, APPLICATION)
        await officer.expect("Tecelagem do Ave", SECONDS)
        await accept(officer)
        await visitor.expect("accepted your application", SECONDS)
        await tap_data(visitor, "m:best:0")
        await visitor.expect("hosts could receive you", SECONDS)
        await officer.say("/stats")
        await officer.expect("Exchanges done", SECONDS)


async def picture(browser: Browser, page: str, size: tuple[int, int], file: Path) -> None:
    """One picture of the page, once everything on it is drawn."""
    width, height = size
    tab = await browser.new_page(viewport={"width": width, "height": height})
    await tab.goto(page)
    await tab.get_by_text("hosts could receive you").last.wait_for(state="attached")
    await tab.wait_for_function(DRAWN)
    await tab.screenshot(path=file, animations="disabled")
    await tab.close()


async def take(program: str) -> None:
    """Start the demo, play, take both pictures."""
    with tempfile.TemporaryDirectory() as folder:
        url, curtain = f"sqlite:///{folder}/demo.sqlite", Curtain(autopilot=True)
        async with opened("clusterxchange", url, 0, curtain) as stage, async_playwright() as web:
            await play(stage.house.api)
            chromium = await web.chromium.launch(executable_path=program, args=["--no-sandbox"])
            await picture(chromium, f"{stage.house.api}/{OPEN}", WIDE, DOCS / "demo.png")
            await picture(chromium, f"{stage.house.api}/{ONLY_YOU}", PHONE, DOCS / "phone.png")
            await chromium.close()


def browser() -> str:
    """Chromium, on a machine that can draw what people write to each other. Ends the program."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        sys.exit("✗ There is no Chromium: install it (Debian, Ubuntu: apt install chromium).")
    fonts = shutil.which("fc-list")
    faces = fonts and subprocess.check_output([fonts, ":lang=und-zsye"])
    if not faces:
        sys.exit("✗ No font has emoji: install one (Debian, Ubuntu: fonts-noto-color-emoji).")
    return found


if __name__ == "__main__":
    asyncio.run(take(browser()))
