"""Everybody can use the page: colours, names, keys, fingers."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.browser.conftest import BOTH, INVENTED, PHONE, PUBLIC, WIDE, window
from tests.browser.screen import (
    chat,
    field,
    findings,
    focused,
    newest_in_sight,
    says,
    small_targets,
    tab_to,
)

SIZES = [pytest.param(WIDE, id="wide"), pytest.param(PHONE, id="phone")]
SCHEMES = ["light", "dark"]
A_FEW = 20


async def _a_conversation(page, stage):
    await field(page, "Otto").fill(stage.invite())
    await field(page, "Otto").press("Enter")
    await says(page, "Otto", "You work for Hi-Tech-TEX")
    await chat(page, "Vera").get_by_role("button", name="Start", exact=True).click()
    await says(page, "Vera", "Is that all right with you?")


async def _find_nothing(page):
    for scheme in SCHEMES:
        await page.emulate_media(color_scheme=scheme)
        assert await findings(page) == []


@pytest.mark.parametrize("size", SIZES)
async def test_axe_finds_nothing_whatever_is_open(browser, stage, size):
    """Empty and filled chats, trouble, menu, group and list: no finding in either scheme."""
    path = f"{BOTH},{INVENTED}:{PUBLIC.username}"
    async with window(browser, stage, path, viewport=size) as found:
        page = found.page
        await expect(page.get_by_role("article")).to_have_count(3)
        assert await page.get_by_role("heading", level=1).count() == 1
        await _find_nothing(page)
        await _a_conversation(page, stage)
        await field(page, "Vera").fill("x" * 4097)
        await field(page, "Vera").press("Enter")
        await chat(page, "Otto").get_by_role("button", name="Commands").click()
        await _find_nothing(page)
        await page.keyboard.press("Escape")
        if size is PHONE:
            await page.get_by_role("button", name="People").click()
            await _find_nothing(page)
        await page.get_by_role("button", name="New group").click()
        await _find_nothing(page)


async def test_the_message_field_is_few_tabs_away(page):
    """The link at the top leads there at once, and no list of 160 people lies between."""
    await expect(field(page, "Vera")).to_be_visible()
    assert await tab_to(page, field(page, "Vera"), most=A_FEW) <= A_FEW
    await page.reload()
    await expect(field(page, "Vera")).to_be_visible()
    await page.keyboard.press("Tab")
    assert await focused(page) == "To the message field"
    await page.keyboard.press("Enter")
    await expect(field(page, "Vera")).to_be_focused()


async def test_every_stop_of_the_tab_key_is_seen(page, stage):
    """Whatever has the focus is in sight and has an outline."""
    await _a_conversation(page, stage)
    await page.evaluate("() => document.activeElement.blur()")
    unseen = """() => { const it = document.activeElement, box = it.getBoundingClientRect();
      const line = parseFloat(getComputedStyle(it).outlineWidth);
      return it === document.body || (line >= 2 && box.width > 8 && box.height > 8) ? '' : it.outerHTML; }"""
    for _ in range(2 * A_FEW):
        await page.keyboard.press("Tab")
        assert await page.evaluate(unseen) == ""


async def test_escape_closes_what_is_open_and_gives_the_focus_back(page, stage):
    """The menu of commands and the new group."""
    await _a_conversation(page, stage)
    commands = chat(page, "Otto").get_by_role("button", name="Commands")
    await commands.focus()
    await page.keyboard.press("Enter")
    await expect(chat(page, "Otto").get_by_role("menuitem").first).to_be_focused()
    await page.keyboard.press("ArrowDown")
    await expect(chat(page, "Otto").get_by_role("menuitem").nth(1)).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(chat(page, "Otto").get_by_role("menu")).to_be_hidden()
    await expect(commands).to_be_focused()
    group = page.get_by_role("button", name="New group")
    await group.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_be_hidden()
    await expect(group).to_be_focused()


async def test_escape_leaves_the_people_of_a_narrow_screen(browser, stage):
    """The list lies over the chats: focus goes in, and back to its button."""
    async with window(browser, stage, viewport=PHONE) as found:
        page, toggle = found.page, found.page.get_by_role("button", name="People")
        await expect(field(page, "Vera")).to_be_visible()
        await toggle.focus()
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("searchbox", name="Find somebody")).to_be_focused()
        await page.keyboard.press("Escape")
        await expect(toggle).to_be_focused()
        await expect(field(page, "Vera")).to_be_visible()


async def test_arrows_go_through_the_people(page):
    """The list is one stop; arrows choose in it, and the chosen chat's field takes the focus."""
    find = page.get_by_role("searchbox", name="Find somebody")
    await find.fill("member 9003")
    await expect(page.locator("#others li")).to_have_count(2)  # a chat with each bot
    await find.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(field(page, "Member 9003")).to_be_focused()


async def test_a_redrawn_message_keeps_the_focus(page, stage):
    """A tap by key changes the message under the focus: Tab goes on from there."""
    await _a_conversation(page, stage)
    await chat(page, "Vera").get_by_role("button", name="Yes, I agree").focus()
    await page.keyboard.press("Enter")
    await says(page, "Vera", "I will ask you some short questions")
    inside = "it => it.contains(document.activeElement) && it !== document.activeElement"
    assert await chat(page, "Vera").get_by_role("log").evaluate(inside)


async def test_a_third_chat_leaves_the_others_at_their_newest_message(page, stage):
    """Columns become narrower, their messages longer: their end stays in sight."""
    await _a_conversation(page, stage)
    for _ in range(8):
        await chat(page, "Otto").get_by_role("textbox").fill("/help")
        await page.keyboard.press("Enter")
        await expect(field(page, "Otto")).to_have_value("")
    await expect(chat(page, "Otto").locator(".row:not(.mine)")).to_have_count(9)
    assert await newest_in_sight(page, "Otto")
    await page.locator("#others button").nth(5).click()
    await expect(page.get_by_role("article")).to_have_count(3)
    await page.wait_for_function("() => !document.querySelector('[aria-busy=true]')")
    assert await newest_in_sight(page, "Otto")
    assert await newest_in_sight(page, "Vera")


async def test_a_finger_finds_everything(browser, stage):
    """On a telephone nothing to be tapped is smaller than 44 pixels."""
    async with window(browser, stage, viewport=PHONE, has_touch=True, is_mobile=True) as found:
        page = found.page
        await _a_conversation(page, stage)
        assert await small_targets(page) == []
        await chat(page, "Vera").get_by_role("button", name="Commands").tap()
        assert await small_targets(page) == []
        await page.keyboard.press("Escape")
        await page.get_by_role("button", name="People").tap()
        assert await small_targets(page) == []
        await page.get_by_role("button", name="New group").tap()
        assert await small_targets(page) == []
