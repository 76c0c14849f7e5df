"""The 28 hazards of a chat, each met once over HTTP; all in one town, each by a person of their own.

What needs a process to die, a second one, or a flood is proved in `tests/crash` and `tests/bot/gateway`;
here is what the person sees of it.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import aiohttp
import pytest
import pytest_asyncio
from sqlmodel import col, select

from bot.app.running import open_house
from bot.conversation.addresses import ButtonTooLong
from bot.conversation.kinds.base import FORM, FormName
from bot.emulator.phones import deeds
from storage.tables import Draft, Inbox
from tests.builders.bots.actors import (
    PDF,
    VISITOR,
    find,
    next_question,
    question_of,
    silence,
    tap_data,
    up_to,
)
from tests.builders.bots.town import PUBLIC, STAFF, open_town
from tests.builders.databases import fresh

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.emulator.phones.client import Heard, Phone
    from tests.builders.bots.town import Town

pytestmark = pytest.mark.asyncio(loop_scope="module")
FIRST = 5_001
NUMBERS = iter(range(FIRST, FIRST + 1_000))
SHORT = {
    **VISITOR,
    "about": (
        "Carpathian Loom Works Ltd is a company of 23 people in Cluj-Napoca, Romania, and a member of the Transilvanian "
        "Furniture Cluster. We weave wool for furniture, and would like to visit Germany in May to learn laser cutting. "
        "We speak English."
    ),
    "read": "yes",
    "website": "www.example.eu, RO 185 472 90",
    "person_name": "Ana Pop, director, ana.pop@example.eu",
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def town(tmp_path_factory) -> AsyncIterator[Town]:
    """One town for all of them."""
    with fresh("sqlite", tmp_path_factory.mktemp("town")) as url:
        async with open_town(url) as found:
            yield found


async def somebody(town: Town, bot: str = PUBLIC.username) -> Phone:
    """Somebody new."""
    number = next(NUMBERS)
    return await town.phone(number, f"Ana {number}", bot=bot)


async def asked_next(phone: Phone, after: Heard) -> str:
    """The question in a message after that one."""
    return (await next_question(phone, "app", after=after.message_id))[1]


async def test_01_state_lost_on_restart(town: Town) -> None:
    """The program stops and starts again: the next word answers the question that was open."""
    ana = await somebody(town)
    asked = await up_to(ana, "about", SHORT)
    await silence(town, ana)
    async with open_house(replace(town.house)) as _:
        pass  # another one comes and goes
    await ana.say(SHORT["about"])
    assert await asked_next(ana, asked) == "read"


async def test_02_form_changed_since_state_was_stored(town: Town) -> None:
    """A draft of an older form keeps what still fits; what is not asked any more is no trouble."""
    ana = await somebody(town)
    asked = await up_to(ana, "about", SHORT)
    await silence(town, ana)
    with town.house.database.transaction() as session:
        draft = session.exec(select(Draft).where(Draft.user_id == ana.person_id)).one()
        draft.answers = {**draft.answers, "gone_question": "x", "country": "RO"}
        session.add(draft)
    await ana.say("skip")
    assert await asked_next(ana, asked) == "organisation_name"


async def test_03_handlers_cut_at_shutdown(town: Town) -> None:
    """What was written before a stop is answered: every update is done, none is in hand."""
    ana = await somebody(town)
    await ana.start()
    await silence(town, ana)
    with town.house.database.transaction() as session:
        undone = session.exec(select(Inbox.update_id).where(col(Inbox.done_at).is_(None))).all()
    assert undone == []


async def test_04_fast_messages_race(town: Town) -> None:
    """Three messages at once are three answers, in their order."""
    ana = await somebody(town)
    asked = await up_to(ana, "about", SHORT)
    await asyncio.gather(ana.say("skip"), ana.say("Loom Works"))
    _, last = await next_question(ana, "app", after=asked.message_id)
    while last != "organisation_type":
        message, last = await next_question(ana, "app", after=asked.message_id)
        asked = message
    assert last == "organisation_type"


async def test_05_double_tap_not_modified(town: Town) -> None:
    """The same tap twice is done once, and no call is refused for it."""
    ana = await somebody(town)
    role = await up_to(ana, "role", SHORT)
    button = find(role, ":=:visitor")
    assert button
    await asyncio.gather(*(ana.tap_on(role, button, stale=True) for _ in range(2)))
    await silence(town, ana)
    assert len({one.message_id for _, one in ana.log if question_of(one, "app") == "about"}) == 1


async def test_06_double_submit(town: Town) -> None:
    """Two taps on *Submit* are one application."""
    ana = await somebody(town)
    await up_to(ana, "*", SHORT)
    review = next(one for one in ana.shown.values() if find(one, ":*:send"))
    button = find(review, ":*:send")
    assert button
    await asyncio.gather(*(ana.tap_on(review, button, stale=True) for _ in range(2)))
    await ana.expect("Your application is with")
    await silence(town, ana)
    assert sum("Your application is with" in one.text for one in ana.shown.values()) == 1


async def test_07_stale_buttons(town: Town) -> None:
    """A button of a form that is over, or of no form at all, is answered."""
    ana = await somebody(town)
    role = await up_to(ana, "role", SHORT)
    await ana.do("taps", message_id=role.message_id, data="z:old:thing", stale=True)
    await ana.expect("older version")
    await ana.do("taps", message_id=role.message_id, data="f:inv.9:words:=:x", stale=True)
    await ana.expect("That form is finished")


async def test_08_query_too_old(town: Town) -> None:
    """Telegram takes no answer to the tap any more: what was tapped is done all the same."""
    ana = await somebody(town)
    role = await up_to(ana, "role", SHORT)
    town.emulator.world.faults.add({"kind": "400", "method": "answerCallbackQuery"})
    await tap_data(ana, ":role:=:visitor")
    assert await asked_next(ana, role) == "about"


async def test_09_message_inaccessible(town: Town) -> None:
    """A tap on a message that is gone is answered in a new one."""
    ana = await somebody(town)
    role = await up_to(ana, "role", SHORT)
    await ana.delete(role.message_id)
    await ana.do("taps", message_id=role.message_id, data="f:app:role:=:visitor", stale=True)
    assert await asked_next(ana, role) == "about"


async def test_10_no_way_back(town: Town) -> None:
    """From the first question on there is a way back, and out."""
    ana = await somebody(town)
    asked = await up_to(ana, "about", SHORT)
    await ana.say("back")
    assert await asked_next(ana, asked) == "role"


async def test_11_commands_and_menu_words_inside_a_form(town: Town) -> None:
    """A command wins, and the question waits."""
    ana = await somebody(town)
    asked = await up_to(ana, "about", SHORT)
    await ana.say("/help")
    await ana.expect("/status")
    await ana.start()
    assert await asked_next(ana, asked) == "about"


async def test_12_stuck_conversation(town: Town) -> None:
    """/cancel and /start work from anywhere, also twice."""
    ana = await somebody(town)
    asked = await up_to(ana, "about", SHORT)
    await ana.say("/cancel")
    await ana.say("/cancel")
    await ana.start()
    assert await asked_next(ana, asked) == "about"


async def test_13_blocked_bot(town: Town) -> None:
    """Who blocks the bot and comes back goes on."""
    ana = await somebody(town)
    asked = await up_to(ana, "about", SHORT)
    await ana.block()
    await ana.unblock()
    await ana.say("skip")
    assert await asked_next(ana, asked) == "organisation_name"


async def test_14_floods(town: Town) -> None:
    """Told to wait, the bot waits, and says what it had to say."""
    ana = await somebody(town)
    fault = {"kind": "429", "method": "sendMessage", "chat_id": ana.person_id, "retry_after": 1}
    town.emulator.world.faults.add(fault)
    await ana.start()
    await ana.expect("ClusterXchange")


async def test_15_redelivery(town: Town) -> None:
    """The same update twice is one."""
    ana = await somebody(town)
    asked = await up_to(ana, "about", SHORT)
    inbox = town.emulator.world.bots[PUBLIC.token]
    written = await ana.say("skip")
    said = next(one for one in ana_messages(town, ana) if one["message_id"] == written)
    inbox.update("message", said)
    assert await asked_next(ana, asked) == "organisation_name"


def ana_messages(town: Town, phone: Phone) -> list[dict]:
    """The messages of a chat."""
    return list(town.emulator.world.private(PUBLIC.username, phone.person_id).messages.values())


@pytest.mark.parametrize("name", ["<3 & <b>Co</b>", "{name} %s"])
async def test_16_words_break_markup(town: Town, name: str) -> None:
    """Words are words."""
    ana = await somebody(town)
    await up_to(ana, "about", SHORT)
    await ana.say("skip")
    await ana.say(name)
    await tap_data(ana, ":organisation_type:<:")
    await ana.expect(f"Your answer so far: {name}")


async def test_17_button_data_in_bytes(town: Town) -> None:
    """No button is made whose data Telegram would refuse, whatever letters are in it."""
    del town
    with pytest.raises(ButtonTooLong):
        FORM(FormName("app"), "city", "=", "Ж" * 40)


async def test_18_long_texts(town: Town) -> None:
    """As long as a telephone lets one write: the person learns by how much it is too long."""
    ana = await somebody(town)
    await up_to(ana, "about", SHORT)
    await ana.say("x " * 2_000)
    await ana.expect("characters too long")


async def test_19_time_zones(town: Town) -> None:
    """Nothing is said by itself at night: a reminder waits for the person's own morning."""
    ana = await somebody(town)
    await up_to(ana, "about", SHORT)
    await silence(town, ana)
    before = len(ana.log)
    await town.pass_time(hours=11)
    assert len(ana.log) == before


async def test_20_albums(town: Town) -> None:
    """Of files sent together the first counts, and the rest is not scolded."""
    ana = await somebody(town)
    await up_to(ana, "cv", SHORT)
    world, where = town.emulator.world, {"bot": PUBLIC.username}
    kept = [world.shelf.keep(PDF, "cv.pdf", "application/pdf") for _ in range(3)]
    for one in kept:
        deeds.write(world, ana.person_id, where, document=one.shown(), media_group_id="g1")
    await silence(town, ana)
    texts = [one.text for _, one in ana.log]
    assert any("please check" in one for one in texts)
    assert not any("I did not understand" in one or "I can only read" in one for one in texts)


async def test_21_files_of_two_bots(town: Town) -> None:
    """A file that is sent to one bot is our own copy: it is fetched once, when it is asked for."""
    ana = await somebody(town)
    await up_to(ana, "cv", SHORT)
    calls = town.emulator.world.calls
    before = sum(one["method"] == "getFile" for one in calls)
    await ana.send_document("cv.pdf", PDF)
    await ana.expect("please check")
    assert sum(one["method"] == "getFile" for one in calls) == before + 1


async def test_22_bot_cannot_write_first(town: Town) -> None:
    """A link opens the desk for whom it was made for, and for nobody without one."""
    stranger = await somebody(town, STAFF.username)
    await stranger.start()
    await stranger.expect("invited staff only")
    officer = await town.officer(next(NUMBERS), "EXCELIVING")
    assert officer.shown


async def test_23_contact_of_somebody_else(town: Town) -> None:
    """A card is no answer, whoever's it is; what is asked stays asked."""
    ana = await somebody(town)
    asked = await up_to(ana, "about", SHORT)
    await ana.send_contact({"phone_number": "+1", "first_name": "Bo", "user_id": 7})
    assert await asked_next(ana, asked) == "about"


async def test_24_edits_stickers_voices(town: Town) -> None:
    """It is said what is expected; an edited text corrects the answer that it gave."""
    ana = await somebody(town)
    await up_to(ana, "about", SHORT)
    await ana.say("skip")
    written = await ana.say("Loom Wroks")
    await next_question(ana, "app", after=written)
    await ana.send_voice()
    await ana.expect("I can only read typed words here")
    await ana.edit(written, "Loom Works")
    await ana.expect("I read your edited message")


async def test_25_reply_keyboards(town: Town) -> None:
    """The bots show none, so none lingers."""
    ana = await somebody(town)
    await up_to(ana, "role", SHORT)
    asked = [one for one in town.emulator.world.calls if one["method"] == "sendMessage"]
    assert asked
    assert not any('"keyboard"' in str(one).replace("inline_keyboard", "") for one in asked)


async def test_26_two_pollers(town: Town) -> None:
    """Somebody else asks for our updates: what was written is answered all the same."""
    ana = await somebody(town)
    address = f"{town.address}/bot{PUBLIC.token}/getUpdates"
    async with aiohttp.ClientSession() as http, http.post(address, json={"timeout": 0}) as answer_:
        await answer_.json()
    await ana.start()
    await ana.expect("ClusterXchange")


async def test_27_form_abandoned(town: Town) -> None:
    """Who stops in the middle is reminded, kindly and not again and again; the draft is there."""
    ana = await somebody(town)
    await up_to(ana, "about", SHORT)
    await silence(town, ana)
    before = len(ana.log)
    await town.pass_time(days=12)
    await silence(town, ana)
    assert 1 <= len(ana.log) - before <= 2
    await ana.start()
    await ana.expect("In one paragraph")


async def test_28_deletion_wished(town: Town) -> None:
    """/privacy and deleting work in the middle of a form."""
    ana = await somebody(town)
    await up_to(ana, "about", SHORT)
    await ana.say("/privacy")
    await ana.expect("deleted")
    await ana.say("/deletemydata")
    await tap_data(ana, "q:erase")


async def test_answers_by_reply(town: Town) -> None:
    """A reply to an earlier question is its answer, whatever is asked now."""
    ana = await somebody(town)
    about = await up_to(ana, "about", SHORT)
    await ana.say("skip")
    name, _ = await next_question(ana, "app", after=about.message_id)
    await ana.say("Loom Works")
    kind, _ = await next_question(ana, "app", after=name.message_id)
    await ana.say("Mondego Looms", reply_to=name.message_id)
    assert await asked_next(ana, kind) == "organisation_type"
    await tap_data(ana, ":organisation_type:<:")
    await ana.expect("Your answer so far: Mondego Looms")


async def test_what_telegram_says_itself_is_not_answered(town: Town) -> None:
    """A pinned message, a timer: nobody waits for an answer."""
    ana = await somebody(town)
    await up_to(ana, "about", SHORT)
    await silence(town, ana)
    before = len(ana.log)
    world, where = town.emulator.world, {"bot": PUBLIC.username}
    deeds.write(world, ana.person_id, where, pinned_message={"message_id": 1})
    deeds.write(world, ana.person_id, where, message_auto_delete_timer_changed={"x": 1})
    await silence(town, ana)
    assert len(ana.log) == before


async def test_topics_and_anonymous_admins(town: Town) -> None:
    """In a forum's topic the answer stands there; who writes in the group's name learns what to do."""
    desk = await town.officer(next(NUMBERS), "EXCELIVING")
    group = await town.group([desk.person_id], "EXCELIVING staff")
    world, where = town.emulator.world, {"chat": group}
    topic = {"message_thread_id": 7, "is_topic_message": True}
    deeds.write(world, desk.person_id, where, text="/bind@desk_bot", **topic)
    officer = await town.in_group(desk.person_id, group)
    await officer.expect("staff group of your Partnership")
    said = [one["given"] for one in world.calls if one["method"] == "sendMessage"]
    assert [one["message_thread_id"] for one in said if "message_thread_id" in one] == ["7"]
    chat = {"id": group, "type": "supergroup", "title": "EXCELIVING staff"}
    deeds.write(world, desk.person_id, where, text="/queue@desk_bot", sender_chat=chat)
    await officer.expect("you write anonymously")


async def test_edits_at_the_desk(town: Town) -> None:
    """An officer's edited message corrects the answer it gave, or it is said that it answers nothing."""
    desk = await town.officer(next(NUMBERS), "EXCELIVING")
    written = await desk.say("nothing in particular")
    await desk.expect("Nothing found")
    await desk.edit(written, "nothing at all")
    await desk.expect("answers nothing that is open")


async def test_a_tap_below_a_picture(town: Town) -> None:
    """No text can be put in a picture's place: what is shown comes as a message, and nothing is asked in vain."""
    desk = await town.officer(201, "EXCELIVING")
    await desk.say("/stats")
    chart = await desk.expect("Exchanges done:")
    assert chart.photo is not None
    town.emulator.world.calls.clear()
    await tap_data(desk, "b:pace:")
    steps = await desk.expect("Working days for each step")
    assert not steps.edited
    assert [one for one in town.emulator.world.calls if one.get("error")] == []


async def test_a_persons_chat_never_moves(town: Town) -> None:
    """Only groups become others: what is said of a private chat is no reason to write elsewhere."""
    desk = await town.officer(201, "EXCELIVING")
    chat = {"bot": STAFF.username}
    deeds.write(town.emulator.world, 201, chat, text="xyzzy", migrate_to_chat_id=1)
    await desk.expect("Nothing found")
    await desk.say("/help")
    await desk.expect("/queue")
