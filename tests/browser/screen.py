"""What a person does at the page, and what they see."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import expect

if TYPE_CHECKING:
    from playwright.async_api import Locator, Page

# Milliseconds that one thing on the page may take; only a limit for what would hang.
PATIENCE = 60_000 * float(os.environ.get("CXC_PATIENCE") or 1)
TARGET = 44  # pixels that a finger needs
expect.set_options(timeout=PATIENCE)


def chat(page: Page, name: str) -> Locator:
    """The column of a person."""
    return page.get_by_role("article", name=f"as {name}")


def field(page: Page, name: str) -> Locator:
    """Where a person writes."""
    return chat(page, name).get_by_role("textbox")


async def says(page: Page, name: str, words: str) -> None:
    """Wait until a person's chat shows some words."""
    await expect(chat(page, name).get_by_role("log")).to_contain_text(words)


async def focused(page: Page) -> str:
    """What has the focus, in words."""
    return await page.evaluate(
        "() => { const it = document.activeElement;"
        " return it.getAttribute('aria-label') || it.textContent.trim() || it.tagName; }"
    )


async def tab_to(page: Page, target: Locator, key: str = "Tab", most: int = 30) -> int:
    """Press the Tab key until something has the focus; how often that was."""
    for number in range(most + 1):
        if await target.evaluate("it => it === document.activeElement"):
            return number
        await page.keyboard.press(key)
    raise AssertionError(f"{most} times {key} did not lead to {target}")


async def newest_in_sight(page: Page, name: str) -> bool:
    """Whether a chat shows the end of its messages."""
    log = chat(page, name).get_by_role("log")
    return await log.evaluate("it => it.scrollHeight - it.scrollTop - it.clientHeight < 4")


async def findings(page: Page) -> list[str]:
    """What axe-core finds wrong, whatever its weight."""
    found = (await Axe().run(page)).response["violations"]
    return [
        f"{one['impact']} {one['id']}: {node['target']} {node['failureSummary']}"
        for one in found
        for node in one["nodes"]
    ]


SMALL = """least => [...document.querySelectorAll('button, input, select, textarea, a.file')]
  .filter(it => it.checkVisibility({visibilityProperty: true}))
  .filter(it => !it.matches('.command, .spoiler, .skip, [type=file]'))
  .map(it => [it, (it.closest('label') || it).getBoundingClientRect()])
  .filter(([, box]) => box.width < least || box.height < least)
  .map(([it, box]) => `${it.className || it.id || it.textContent} ${box.width} x ${box.height}`)"""


async def small_targets(page: Page) -> list[str]:
    """What a finger can miss; commands inside a sentence are as high as its line."""
    return await page.evaluate(SMALL, TARGET)
