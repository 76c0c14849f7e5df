"""What somebody rude tries, really tried over HTTP: each ends where it began, and nobody else notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlmodel import col, func, select

from storage.tables import Inbox, StoredFile
from tests.builders.bots.actors import (
    HOST,
    VISITOR,
    apply,
    next_question,
    question_of,
    silence,
    up_to,
)
from tests.builders.bots.town import STAFF
from tests.exchange.papers.test_crafted import CRAFTED
from tests.journeys.test_logs import TOKENS, kept_anywhere
from tests.patience import until

if TYPE_CHECKING:
    from bot.emulator.phones.client import Phone
    from tests.builders.bots.town import Town

SLOW = "a bomb"  # of the crafted files: it takes all the processor and memory that one may take
FILES = 6  # of each of two who are rude
FORGED = "✅ Checked by Hi-Tech-TEX"
LURE = "Pay to https://evil.example"
NAME = f"Loom Works\n{FORGED}\r\n{LURE}\u2028{FORGED}\u202e"
LONG = "9" * 30
KEPT = 2  # files of one draft


def of_chats(town: Town, chats: list[int]) -> int:
    """How many updates of these chats wait."""
    query = select(func.count()).where(col(Inbox.chat_id).in_(chats), col(Inbox.done_at).is_(None))
    with town.house.database.transaction() as session:
        return session.exec(query).one()


async def test_crafted_files_keep_nobody_waiting(town: Town) -> None:
    """Two send a dozen that take long to look at: whoever asks meanwhile is answered before they are through (attack 2)."""
    rude = [await town.phone(number, "Eve") for number in (301, 302)]
    for phone in rude:
        await up_to(phone, "cv")
    ben = await town.phone(103, "Ben")
    await ben.start()
    await ben.expect("Is that all right with you?")
    content = CRAFTED[SLOW]()
    for at in range(FILES):
        for phone in rude:
            await phone.send_document(f"cv{at}.pdf", content)
    await ben.say("/help")
    await ben.expect("step by step")
    assert of_chats(town, [301, 302]) > 0
    await town.quiet()
    for phone in rude:
        assert question_of(phone.log[-1][1], "app") == "cv"


KINDS = [("400", "getFile"), ("reset", "getFile"), ("500", "download"), ("reset", "download")]


@pytest.mark.proofs  # each is tried again, with pauses
async def test_no_way_in_which_a_file_cannot_be_fetched_keeps_a_token(town: Town) -> None:
    """Neither in a row nor beside the database, in figures or in the command line (attack 6)."""
    ana = await town.phone(101, "Ana")
    await up_to(ana, "cv")
    for kind, method in KINDS:
        town.emulator.world.faults.add({"kind": kind, "method": method, "times": 9})
        await ana.send_document("cv.pdf", VISITOR["cv"])
        await town.quiet()
        assert town.emulator.world.faults.struck[kind] > 0, (kind, method)
        town.emulator.world.faults.clear()
    town.emulator.world.calls.clear()  # what was refused was to be refused
    assert {token for token in TOKENS if token in kept_anywhere(town)} == set()


def lines_of(phone: Phone) -> list[str]:
    """Every line that the bot has said to somebody."""
    return [line.strip() for _, heard in phone.log for line in heard.text.splitlines()]


async def test_what_people_write_is_never_a_line_of_its_own(town: Town) -> None:
    """A name with line breaks and badges, typed or of Telegram, is one line without them (attack 7)."""
    desk = await town.officer(201, "EXCELIVING")
    ana = await town.phone(101, NAME)
    told = {
        "organisation_name": NAME,
        "person_name": f"Ana Pop\n{FORGED}",
        "position": f"Boss\n{FORGED}",
    }
    typed = {"motivation": f"{VISITOR['motivation']}\n{FORGED}\n{LURE}"}
    await apply(ana, {**VISITOR, **told, **typed})
    await desk.expect("A new application")
    await desk.say("/case 1")
    await silence(town, desk)
    await silence(town, ana)
    for phone in (desk, ana):
        assert [one for one in lines_of(phone) if one.startswith((FORGED, LURE, "✅"))] == []
        assert not any("\u202e" in one or "\u2028" in one for one in lines_of(phone))


async def test_numbers_are_judged_where_they_are_typed(town: Town) -> None:
    """With zeros before, thousands too many, or thirty digits: asked again, and nothing is set aside (attack 8)."""
    desk = await town.officer(201, "EXCELIVING")
    max_ = await town.phone(102, "Max")
    asked = await up_to(max_, "capacity", HOST)
    for typed in ("000000005999999", "51000", LONG, "-1", "1e9", "٣٣٣٣٣٣"):
        await max_.say(typed)
        asked, question = await next_question(max_, "app", after=asked.message_id)
        assert question == "capacity", typed
    for command in ("case", "exchange", "find", "write", "partner", "history"):
        await desk.say(f"/{command} {LONG}")
    await desk.say("/case 000000000000000000000000000001")
    await town.quiet()
    with town.house.database.transaction() as session:
        assert session.exec(select(Inbox).where(col(Inbox.set_aside))).all() == []


async def test_files_that_were_replaced_do_not_pile_up(town: Town) -> None:
    """Eight of one draft, one after the other: the last is kept, and the one before until the next comes (attack 9)."""
    ana = await town.phone(101, "Ana")
    asked = await up_to(ana, "cv")
    for at in range(8):
        await ana.send_document(f"cv{at}.pdf", VISITOR["cv"] + b"%" + str(at).encode())
        asked, question = await next_question(ana, "app", after=asked.message_id)
        if question != "cv":
            await ana.say("change the CV")
            asked, _ = await next_question(ana, "app", after=asked.message_id)
    await silence(town, ana)
    with town.house.database.transaction() as session:
        assert len(session.exec(select(StoredFile.id)).all()) <= KEPT


async def test_the_desk_shows_strangers_no_menu(town: Town) -> None:
    """Its commands are put in place for officers' chats alone (attack 10)."""
    await town.officer(201, "EXCELIVING")
    commands = town.emulator.world.bots[STAFF.token].commands

    def shown() -> list[str]:
        return [scope for scope, found in commands.items() if found]

    await until(shown)
    assert [scope for scope in shown() if "201" not in scope] == []
