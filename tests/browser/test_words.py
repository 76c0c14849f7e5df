"""What people do at the page arrives; what cannot arrive is kept, and they are told why."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.browser.conftest import (
    BOTH,
    INVENTED,
    OFFICER,
    PHONE,
    PUBLIC,
    STAFF,
    VISITOR,
    WIDE,
    window,
)
from tests.browser.screen import chat, field, findings, says, tab_to

SIZES = [pytest.param(WIDE, id="wide"), pytest.param(PHONE, id="phone")]
AWAY = "The server is away"


@pytest.mark.parametrize("size", SIZES)
async def test_a_conversation_by_keyboard(browser, stage, size):
    """From the first Tab to the second question, with nothing but keys."""
    async with window(browser, stage, viewport=size) as found:
        page = found.page
        await expect(field(page, "Vera")).to_be_visible()
        await page.keyboard.press("Tab")
        await page.keyboard.press("Enter")
        await page.keyboard.type("/start")
        await page.keyboard.press("Enter")
        await says(page, "Vera", "Is that all right with you?")
        await expect(field(page, "Vera")).to_have_value("")
        yes = chat(page, "Vera").get_by_role("button", name="Yes, I agree")
        await tab_to(page, yes, "Shift+Tab")
        await page.keyboard.press("Enter")
        await says(page, "Vera", "Thank you")
        visit = chat(page, "Vera").locator(".keys").last.get_by_role("button").first
        await expect(visit).to_be_visible()
        label = await visit.text_content()
        await page.keyboard.press("Escape")
        await expect(field(page, "Vera")).to_be_focused()
        await tab_to(page, visit, "Shift+Tab")
        await page.keyboard.press("Enter")
        await says(page, "Vera", f"✓ Role: {label}")


@pytest.mark.parametrize("size", SIZES)
async def test_a_conversation_by_touch(browser, stage, size):
    """Taps alone: Start, an answer, the other chat, a person of the list."""
    async with window(browser, stage, viewport=size, has_touch=True, is_mobile=True) as found:
        page = found.page
        await chat(page, "Vera").get_by_role("button", name="Start", exact=True).tap()
        await chat(page, "Vera").get_by_role("button", name="Yes, I agree").tap()
        await says(page, "Vera", "Thank you")
        if size is PHONE:
            await page.get_by_role("navigation", name="Open chats").get_by_text("Otto").tap()
        await field(page, "Otto").tap()
        await field(page, "Otto").fill(stage.invite())
        await chat(page, "Otto").get_by_role("button", name="Send", exact=True).tap()
        await says(page, "Otto", "You work for Hi-Tech-TEX")
        if size is PHONE:
            await page.get_by_role("button", name="People").tap()
        await page.get_by_role("button", name="Member 9003").tap()
        await expect(chat(page, "Member 9003")).to_be_in_viewport(ratio=0.9)


async def test_a_file_is_sent_and_opened(page):
    """A text opens in place, a paper has its bytes."""
    vera = chat(page, "Vera")
    for name, mime, content in (
        ("notes.txt", "text/plain", b"wool and light"),
        ("cv.pdf", "application/pdf", b"%PDF-1.4\n%%EOF\n"),
    ):
        async with page.expect_file_chooser() as asked:
            await vera.get_by_role("button", name="Send a file").click()
        chooser = await asked.value
        await chooser.set_files({"name": name, "mimeType": mime, "buffer": content})
        link = vera.get_by_role("link", name=name)
        await expect(link).to_be_visible()
        address = await link.evaluate("it => it.href")
        assert await (await page.request.get(address)).body() == content
    async with page.expect_popup() as opened:
        await vera.get_by_role("link", name="notes.txt").click()
    await expect((await opened.value).locator("body")).to_have_text("wool and light")


async def test_words_outlive_a_server_that_is_away(browser, stage):
    """What is typed meanwhile stays, also in a chat that is closed; the way back is told."""
    async with window(browser, stage) as found:
        page, vera = found.page, chat(found.page, "Vera")
        await field(page, "Vera").fill("/start")
        await field(page, "Vera").press("Enter")
        await says(page, "Vera", "Is that all right with you?")
        await stage.go()
        state = page.get_by_role("status").filter(has_text=AWAY)
        await expect(state).to_be_visible()
        await field(page, "Vera").fill("/help")
        await field(page, "Vera").press("Enter")
        await expect(vera.get_by_role("alert")).to_contain_text("Not sent: the server is away")
        await field(page, "Otto").fill("half a thought")
        await vera.get_by_role("button", name="Yes, I agree").click()
        await expect(vera.get_by_role("alert")).to_contain_text("was not done")
        await chat(page, "Otto").get_by_role("button", name="Close the chat").click()
        await expect(field(page, "Vera")).to_have_value("/help")
        await stage.come()
        await expect(state).to_be_hidden()
        await expect(vera.get_by_role("alert")).to_contain_text("The server is back")
        await field(page, "Vera").press("Enter")
        await says(page, "Vera", "/help")
        await expect(field(page, "Vera")).to_have_value("")
        await expect(vera.get_by_role("alert")).to_be_hidden()
        await vera.get_by_role("button", name="Yes, I agree").click()
        await says(page, "Vera", "Thank you")
        await page.get_by_role("searchbox", name="Find somebody").fill("Otto")
        await page.locator("#others button").filter(has_text=STAFF.first_name).click()
        await expect(field(page, "Otto")).to_have_value("half a thought")


async def test_a_draft_is_kept_for_each_chat(page):
    """Closing a chat or loading the page anew loses no words."""
    await field(page, "Vera").fill("for Vera's bot")
    await field(page, "Otto").fill("for the desk")
    await page.reload()
    await expect(field(page, "Vera")).to_have_value("for Vera's bot")
    await expect(field(page, "Otto")).to_have_value("for the desk")


async def test_too_many_signs_stay_in_the_field(page):
    """4,097 are not sent, the reason stands beside them; 4,096 are."""
    words = "a" * 4097
    await field(page, "Vera").fill(words)
    await field(page, "Vera").press("Enter")
    await expect(chat(page, "Vera").get_by_role("alert")).to_contain_text("4,097 signs")
    await expect(field(page, "Vera")).to_have_value(words)
    await expect(field(page, "Vera")).to_have_attribute("aria-invalid", "")
    await field(page, "Vera").fill(words[1:])
    await expect(chat(page, "Vera").get_by_role("alert")).to_be_hidden()
    await field(page, "Vera").press("Enter")
    await expect(field(page, "Vera")).to_have_value("")
    await expect(chat(page, "Vera").locator(".row.mine")).to_contain_text(words[1:])


async def test_what_the_server_refuses_stays_too(browser, stage):
    """A refusal is told beside the field: a file without content, a chat that is gone."""
    async with window(browser, stage) as found:
        page, vera = found.page, chat(found.page, "Vera")
        await vera.locator("input[type=file]").set_input_files(
            {"name": "nothing.pdf", "mimeType": "application/pdf", "buffer": b""}
        )
        await expect(vera.get_by_role("alert")).to_contain_text("nothing.pdf was not sent")
        del stage.emulator.world.people[VISITOR]
        await field(page, "Vera").fill("is anybody there?")
        await field(page, "Vera").press("Enter")
        await expect(vera.get_by_role("alert")).to_contain_text("there is no person")
        await expect(field(page, "Vera")).to_have_value("is anybody there?")
        found.complaints = [one for one in found.complaints if "400 (Bad Request)" not in one]


async def test_a_button_that_went_away_says_so(browser, stage):
    """Somebody taps what another window has used up: told in words, and the chat is as it is."""
    async with window(browser, stage) as found:
        page, vera = found.page, chat(found.page, "Vera")
        await vera.get_by_role("button", name="Start", exact=True).click()
        button = vera.get_by_role("button", name="Yes, I agree")
        await expect(button).to_be_visible()
        message = stage.emulator.world.private(PUBLIC.username, VISITOR).messages[2]
        del message["reply_markup"]
        await button.click()
        await expect(vera.get_by_role("alert")).to_contain_text("not there any more")
        await expect(button).to_be_hidden()
        await says(page, "Vera", "Is that all right with you?")
        found.complaints = [one for one in found.complaints if "400 (Bad Request)" not in one]


async def test_a_window_of_the_bot_is_read_and_closed(page, stage):
    """What a bot wants to be read stays until OK or Escape; the focus comes back."""
    world = stage.emulator.world
    button = chat(page, "Vera").get_by_role("button", name="Commands")
    await button.focus()
    private = world.private(PUBLIC.username, VISITOR)
    world.show(private, "toast", {}, text="Read this", alert=True, person=VISITOR, query="0")
    shown = page.get_by_role("dialog", name="The bot says")
    await expect(shown).to_contain_text("Read this")
    assert await findings(page) == []
    await shown.get_by_role("button", name="OK").press("Enter")
    await expect(shown).to_be_hidden()
    await expect(button).to_be_focused()


async def test_a_staff_group_is_made_at_the_page(page, stage):
    """An officer among its members binds it, and the other sees that through own eyes."""
    await field(page, "Otto").fill(stage.invite())
    await field(page, "Otto").press("Enter")
    await says(page, "Otto", "You work for Hi-Tech-TEX")
    await page.get_by_role("button", name="New group").click()
    asked = page.get_by_role("dialog")
    await asked.get_by_role("button", name="Make the group").click()
    await expect(asked.get_by_role("alert")).to_have_text("Choose who is in the group.")
    await asked.get_by_label("Its name").fill("Hi-Tech staff")
    await asked.get_by_label(STAFF.first_name, exact=True).check()
    await asked.get_by_label("Vera").check()
    await asked.get_by_label("Otto").check()
    await asked.get_by_role("button", name="Make the group").click()
    group = page.get_by_role("article", name="Hi-Tech staff")
    await expect(group.get_by_role("log")).to_contain_text("Desk joined")
    eyes = group.get_by_role("combobox", name="Look through the eyes of")
    whole = (
        "it => it.getBoundingClientRect().right <= it.closest('.who').getBoundingClientRect().right"
    )
    assert await eyes.evaluate(whole)
    await eyes.select_option("Otto")
    await group.get_by_role("textbox").fill(f"/bind@{STAFF.username}")
    await group.get_by_role("textbox").press("Enter")
    await expect(group.get_by_role("log")).to_contain_text("this group is the staff group")
    await group.get_by_role("button", name="Commands").click()  # it has a menu from now on
    await expect(group.get_by_role("menuitem", name="/queue")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.locator("#here")).to_contain_text("Hi-Tech staff")


async def test_an_invented_members_empty_chat_says_what_one_can_do(browser, stage):
    """Who answers, and commands to begin with, one tap away."""
    async with window(browser, stage, f"?open={INVENTED}:{PUBLIC.username}") as found:
        member = chat(found.page, "Member 9001")
        await expect(member).to_contain_text("Nothing has been said here yet")
        await expect(member).to_contain_text("The autopilot answers for Member 9001")
        await found.page.get_by_role("switch", name="Autopilot").uncheck()
        await expect(member).to_contain_text("The autopilot is off")
        await expect(member.locator(".examples button").first).to_be_visible()
        await member.locator(".examples button").first.click()
        await says(found.page, "Member 9001", "Hello Member")


async def test_a_chat_of_the_address_opens_when_its_person_arrives(browser, stage):
    """A page that is there before the people waits for them."""
    person = stage.emulator.world.people.pop(OFFICER)
    async with window(browser, stage) as found:
        await expect(chat(found.page, "Vera")).to_be_visible()
        await expect(chat(found.page, "Otto")).to_be_hidden()
        stage.emulator.world.add_person(person)
        await expect(chat(found.page, "Otto")).to_be_visible()
        assert BOTH.removeprefix("?open=") in found.page.url


async def test_the_clock_is_moved_at_the_page(page):
    """The day at the top goes on."""
    now = page.locator("#now")
    await expect(now).to_contain_text("13 Jan 2027")
    await page.get_by_role("button", name="Next day").press("Enter")
    await expect(now).to_contain_text("14 Jan 2027")
    await expect(page.get_by_role("button", name="Next day")).to_be_focused()
