"""People do what they like: nothing is lost, nothing is asked twice, nobody learns too much."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from exchange.people.officers import invite_officer
from exchange.work import Work
from storage.tables import OfficerRole
from tests.builders.bots.actors import (
    VISITOR,
    apply,
    find,
    next_question,
    question_of,
    silence,
    tap_data,
    up_to,
)
from tests.builders.bots.town import STAFF
from tests.patience import SOON

if TYPE_CHECKING:
    from bot.emulator.phones.client import Heard, Phone
    from tests.builders.bots.town import Town

INVITED_ONLY = "This bot is for invited staff only."
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


def times_asked(phone: Phone, question: str) -> int:
    """In how many messages the question was asked, tapped and settled ones included."""
    asked = {one.message_id for _, one in phone.log if question_of(one, "app") == question}
    return len(asked)


async def asked_again(phone: Phone, before: Heard) -> str:
    """The question in the next message after that one."""
    _, question = await next_question(phone, "app", after=before.message_id)
    return question


async def test_a_sticker_where_text_is_asked(town: Town) -> None:
    """The bot says what it needs and asks the same question again."""
    ana = await town.phone(101, "Ana")
    asked = await up_to(ana, "organisation_name")
    await ana.send_sticker("🦊")
    await ana.expect("I can only read typed words here")
    assert await asked_again(ana, asked) == "organisation_name"


async def test_a_thumb_on_a_sticker_agrees_to_nothing(town: Town) -> None:
    """Typed, the sign says yes; a sticker is only nice, and it is said what does."""
    ana = await town.phone(101, "Ana")
    await ana.start()
    await ana.expect("Is that all right with you?")
    await ana.send_sticker()
    await ana.expect("Nothing is done by a sticker")
    await ana.say("👍")
    await ana.expect("Thank you")


async def test_a_voice_message_where_text_is_asked(town: Town) -> None:
    """As with a sticker."""
    ana = await town.phone(101, "Ana")
    asked = await up_to(ana, "organisation_name")
    await ana.send_voice()
    await ana.expect("I can only read typed words here")
    assert await asked_again(ana, asked) == "organisation_name"


async def test_text_that_is_too_long(town: Town) -> None:
    """The person learns by how much, and the question stays."""
    ana = await town.phone(101, "Ana")
    asked = await up_to(ana, "organisation_name")
    await ana.say("x" * 4000)
    await ana.expect("characters too long")
    assert await asked_again(ana, asked) == "organisation_name"


@pytest.mark.parametrize(
    ("name", "content", "mime"),
    [
        ("cv.png", PNG, "image/png"),
        ("cv.pdf", PNG, "application/pdf"),
        ("cv.docx", b"PK\x03\x04" + b"\0" * 64, "application/msword"),
    ],
    ids=["picture", "picture called pdf", "word"],
)
async def test_a_cv_that_is_no_pdf(town: Town, name: str, content: bytes, mime: str) -> None:
    """What counts is the content, whatever the file is called; then a PDF is taken."""
    ana = await town.phone(101, "Ana")
    asked = await up_to(ana, "cv")
    await ana.send_document(name, content, mime)
    again, question = await next_question(ana, "app", after=asked.message_id)
    await ana.send_document("cv.pdf", VISITOR["cv"])
    assert (question, await asked_again(ana, again)) == ("cv", "*")


async def test_a_file_is_fetched_where_one_is_asked_for(town: Town) -> None:
    """Nowhere else; one that Telegram does not hand out is asked for again, and nothing is set aside."""

    def fetched() -> int:
        return sum(one["method"] == "getFile" for one in town.emulator.world.calls)

    ana = await town.phone(101, "Ana")
    await ana.send_document("cv.pdf", VISITOR["cv"])
    await silence(town, ana)
    asked = await up_to(ana, "cv")
    assert fetched() == 0
    town.emulator.world.faults.add({"kind": "400", "method": "getFile"})
    await ana.send_document("cv.pdf", VISITOR["cv"])
    await ana.expect("send it again, or a smaller one")
    again, _ = await next_question(ana, "app", after=asked.message_id)
    assert fetched() == 1
    await ana.send_document("cv.pdf", VISITOR["cv"])
    assert (await asked_again(ana, again), fetched()) == ("*", 2)


async def test_words_where_a_cv_is_asked(town: Town) -> None:
    """The bot says that it needs a file."""
    ana = await town.phone(101, "Ana")
    await up_to(ana, "cv")
    await ana.say("Here it is")
    await ana.expect("I need a file here")


@pytest.mark.parametrize("words", ["I have none", "can I send it tomorrow?", "not now"])
async def test_no_cv_at_hand(town: Town, words: str) -> None:
    """It comes later, and the application goes without it; sent by itself it is taken."""
    ana = await town.phone(101, "Ana")
    await up_to(ana, "cv")
    await ana.say(words)
    await ana.expect("comes later")
    await ana.tap("Submit the application")
    await ana.expect("Your CV is still to come")
    await ana.send_document("cv.pdf", VISITOR["cv"])
    await ana.expect("your CV is here")


async def test_a_stale_button_of_an_answered_question(town: Town) -> None:
    """It changes nothing and says so."""
    ana = await town.phone(101, "Ana")
    role = await up_to(ana, "role")
    button = find(role, ":=:visitor")
    assert button
    await ana.tap_on(role, button)
    await next_question(ana, "app", after=role.message_id)
    await ana.tap_on(role, find(role, ":=:host") or button, stale=True)
    await ana.expect("You have answered that already")
    assert times_asked(ana, "about") == 1


async def test_a_double_tap_sends_one_next_question(town: Town) -> None:
    """Two taps on one button are one answer."""
    ana = await town.phone(101, "Ana")
    role = await up_to(ana, "role")
    button = find(role, ":=:visitor")
    assert button
    taps = (ana.tap_on(role, button, stale=True) for _ in range(2))
    await asyncio.gather(*taps)
    await silence(town, ana)
    assert times_asked(ana, "about") == 1


async def test_two_devices_at_once(town: Town) -> None:
    """One person on two telephones is one conversation, seen on both."""
    first = await town.phone(101, "Ana")
    second = await town.phone(101, "Ana")
    role = await up_to(first, "role")
    choices = [find(role, f":=:{value}") for value in ("visitor", "host")]
    taps = zip((first, second), choices, strict=True)
    await asyncio.gather(*(one.tap_on(role, tap, stale=True) for one, tap in taps if tap))
    await next_question(first, "app", after=role.message_id)
    asked, _ = await next_question(second, "app", after=role.message_id)
    await second.say("We weave wool for furniture, and would like to learn more")
    assert await asked_again(first, asked) == "read"
    assert [times_asked(one, "about") for one in (first, second)] == [1, 1]


@pytest.mark.parametrize(
    ("command", "said"), [("/help", "step by step"), ("/language", ""), ("/privacy", "")]
)
async def test_a_command_in_the_middle_of_a_form(town: Town, command: str, said: str) -> None:
    """It is answered, and /start goes on with the same question."""
    ana = await town.phone(101, "Ana")
    await up_to(ana, "organisation_name")
    await silence(town, ana)
    await ana.say(command)
    answered = await ana.hear()
    assert said in answered[0].text
    await ana.start()
    assert await asked_again(ana, answered[-1]) == "organisation_name"


async def test_cancel_keeps_the_answers(town: Town) -> None:
    """Words after /cancel are no answer; /start goes on with the same question."""
    ana = await town.phone(101, "Ana")
    await up_to(ana, "organisation_name")
    await ana.say("/cancel")
    await ana.expect("Stopped. What you answered is kept")
    await ana.say("Not an organisation")
    await silence(town, ana)
    last = ana.log[-1][1]
    await ana.start()
    assert await asked_again(ana, last) == "organisation_name"


async def test_an_unknown_command_is_no_answer(town: Town) -> None:
    """A slip of the finger does not become the name of an organisation."""
    ana = await town.phone(101, "Ana")
    asked = await up_to(ana, "organisation_name")
    await ana.say("/stauts")
    await ana.expect("Did you mean /status?")
    assert await asked_again(ana, asked) == "organisation_name"


async def test_an_edited_message_corrects_the_answer_that_it_gave(town: Town) -> None:
    """The newest answer counts; what answers nothing that is open stays, and that is said."""
    ana = await town.phone(101, "Ana")
    asked = await up_to(ana, "organisation_name")
    written = await ana.say("Carpathian Loom Works")
    await next_question(ana, "app", after=asked.message_id)
    await ana.edit(written, "Another Works")
    await ana.expect("I read your edited message")
    await tap_data(ana, ":organisation_type:<:")
    await ana.expect("Your answer so far: Another Works")
    await tap_data(ana, ":organisation_name:k:")
    await ana.edit(written, "A Third One")
    await ana.expect("It answers nothing that is open now")


@pytest.mark.parametrize("name", ["<3 & <b>Co</b>", "a &amp; b", "{name} %s \\n", "_*`[x](y)"])
async def test_what_people_write_is_shown_verbatim(town: Town, name: str) -> None:
    """Angle brackets, ampersands and braces are words."""
    ana = await town.phone(101, "Ana")
    await up_to(ana, "organisation_name")
    await ana.say(name)
    await tap_data(ana, ":organisation_type:<:")
    await ana.expect(f"Your answer so far: {name}")


async def test_a_blocked_bot_goes_on_when_it_is_let_in_again(town: Town) -> None:
    """The draft outlives the block."""
    ana = await town.phone(101, "Ana")
    asked = await up_to(ana, "organisation_name")
    await ana.block()
    await ana.unblock()
    await ana.start()
    assert await asked_again(ana, asked) == "organisation_name"


async def test_strangers_learn_nothing_at_the_desk(town: Town) -> None:
    """Whatever they send, the answer is the same one sentence."""
    stranger = await town.phone(301, "Nobody", bot=STAFF.username)
    invented = "A" * 43
    for words in ("/start", f"/start {invented}", "/queue", "/case 1", "/stats", "hello", "/x"):
        await stranger.say(words)
    await stranger.send_sticker()
    await stranger.send_document("cv.pdf", VISITOR["cv"])
    for _ in range(9):
        await stranger.expect(INVITED_ONLY)
    await silence(town, stranger)
    assert {one.text for _, one in stranger.log} == {INVITED_ONLY}


async def test_an_invitation_works_once(town: Town) -> None:
    """The second who opens the same link is a stranger."""
    with town.house.database.transaction() as session:
        work = Work(session, town.clock(), town.house.scheme)
        payload = invite_officer(work, OfficerRole.OFFICER, "EXCELIVING")
    first = await town.phone(201, "Officer", bot=STAFF.username)
    second = await town.phone(302, "Thief", bot=STAFF.username)
    await first.start(payload)
    await first.expect("Welcome, Officer")
    await second.start(payload)
    await second.expect(INVITED_ONLY)
    await second.say("/queue")
    await second.expect(INVITED_ONLY)


async def test_without_consent_no_words_are_taken(town: Town) -> None:
    """After consent is taken back, typed words are answered by asking for it again."""
    ana = await town.phone(101, "Ana")
    await up_to(ana, "organisation_name")
    await ana.say("/privacy")
    await tap_data(ana, "h:consent")
    await silence(town, ana)
    last = ana.log[-1][1]
    await ana.say("Carpathian Loom Works")
    await ana.hear(SOON)
    await silence(town, ana)
    questions = [question_of(one, "app") for _, one in ana.log if one.message_id > last.message_id]
    assert set(questions) == {""}


async def test_the_desk_hears_of_a_block(town: Town) -> None:
    """An applicant who blocks the bot cannot be told anything: an officer has to know."""
    desk = await town.officer(201, "EXCELIVING")
    ana = await town.phone(101, "Ana")
    await apply(ana, VISITOR)
    await desk.expect("A new application")
    await silence(town, desk)
    await ana.block()
    await desk.hear(SOON)
    await silence(town, desk)
    assert "has blocked the bot" in desk.log[-1][1].text
