"""Addresses of buttons: written and read in one place, and nothing else gets through."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlmodel import select

from bot.conversation import addresses
from bot.conversation.addresses import (
    COUNT,
    DAY,
    LAST_ROW,
    MONTH,
    REST,
    ROW,
    WORD,
    Address,
    ButtonTooLong,
    Family,
    NoAddress,
    StaleButton,
    parse,
    typed_rows,
)
from bot.conversation.events import Did, Event
from bot.conversation.turns import Turns
from bot.desk import addresses as of_desk
from bot.desk import answers as desk
from bot.participants import addresses as of_participants
from bot.participants import answers as participants
from exchange.people.people import give_consent, meet
from exchange.scheme.call import load_scheme
from exchange.work import DESK, PARTICIPANTS, Work
from storage.queues import inbox
from storage.queues.inbox import Arrived
from storage.tables import OfficerRole, Outbox, Person
from tests.builders.bots.forging import garbage, senseless
from tests.builders.records import pairs, rows

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
STALE = "That button is from an older version."
BOTS = {PARTICIPANTS: participants, DESK: desk}
DECLARED = [(bot, family) for bot, answers in BOTS.items() for family in answers.TAPS]
NAMES = [f"{bot} {family.room}:{family.verb}" for bot, family in DECLARED]
FAMILY = Family("z", "go", ROW, DAY)


@pytest.mark.parametrize(
    ("family", "values", "data"),
    [
        (Family("n"), (), "n"),
        (Family("z", "go"), (), "z:go"),
        (FAMILY, (7, date(2027, 4, 12)), "z:go:7:2027-04-12"),
        (Family("z", "go", MONTH), (date(2027, 4, 1),), "z:go:2027-04"),
        (Family("z", "", WORD), ("queue",), "z:queue"),
        (Family("z", "go", COUNT, REST), (0, "a:b"), "z:go:0:a:b"),
        (Family("z", "go", ROW), (LAST_ROW,), f"z:go:{LAST_ROW}"),
    ],
)
def test_what_is_written_is_read(family, values, data):
    """The same values come back, with their types."""
    assert family(*values) == data
    assert parse(data, [Family("y"), family]) == Address(family, values)


@pytest.mark.parametrize("values", [(0, NOW.date()), (None, NOW.date()), (1, date(1999, 1, 1))])
def test_what_could_not_be_read_is_not_written(values):
    """A mistake shows where the button is made, not when somebody taps it."""
    with pytest.raises(NoAddress):
        FAMILY(*values)


@pytest.mark.parametrize(
    ("words", "taken"), [("x" * 59, True), ("x" * 60, False), ("ä" * 30, False)]
)
def test_an_address_is_at_most_64_bytes(words, taken):
    """Bytes count, not characters."""
    family = Family("z", "go", REST)
    if taken:
        assert len(family(words)) == 64
        return
    with pytest.raises(ButtonTooLong):
        family(words)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("12", [12]),
        ("A-0012 and A-0017", [12, 17]),
        ("²", []),
        ("٣", []),
        ("", []),
        ("-5", [5]),
        ("0", [0]),
        (str(LAST_ROW), [LAST_ROW]),
        (str(LAST_ROW + 1), [LAST_ROW]),
        ("9" * 5000, [LAST_ROW]),
    ],
)
def test_numbers_are_read_from_typed_words(typed, meant):
    """With or without letters and noughts; none is too big to be asked for."""
    assert typed_rows(typed) == meant


@pytest.mark.parametrize(("bot", "module"), [(PARTICIPANTS, of_participants), (DESK, of_desk)])
def test_every_declared_address_is_answered(bot, module):
    """One without an answer would be a dead button."""
    declared = {one for one in vars(module).values() if isinstance(one, Family)}
    assert declared <= set(BOTS[bot].TAPS)
    assert addresses.NOTHING in BOTS[bot].TAPS


@pytest.mark.parametrize(("bot", "family"), DECLARED, ids=NAMES)
def test_addresses_are_told_apart(bot, family):
    """No address can be read as one of another family."""
    for data in senseless(family):
        others = [one for one in BOTS[bot].TAPS if one is not family]
        with pytest.raises(StaleButton):
            parse(data, others)


@pytest.mark.parametrize(("bot", "family"), DECLARED, ids=NAMES)
def test_garbage_is_no_address(bot, family):
    """Too few parts or too many, wrong types, numbers that no row has: at most nothing is read in them."""
    doing = [one for one in BOTS[bot].TAPS if one != addresses.NOTHING]
    read = [one.read(data) for data in garbage(family) for one in doing]
    assert [address for address in read if address is not None] == []


class Taps:
    """Taps in turns like those of a running bot, each in its transaction."""

    def __init__(self, database, bot):
        self.database, self.bot, self.number = database, bot, 0
        answers = BOTS[bot]
        scheme = load_scheme("clusterxchange")
        self.turns = Turns(database, scheme, lambda: NOW, answers.answer, answers.FORMS)

    async def __call__(self, who, did=Did.TAP, **what):
        """What is said to a tap or a command: the toast, or the last message."""
        self.number += 1
        arrived = Arrived(self.number, who, {"update_id": self.number})
        with self.database.transaction() as session:
            inbox.store(session, self.bot, [arrived], NOW)
        callback = "c" if did is Did.TAP else None
        event = Event(
            self.bot, self.number, who, who, did, message_id=9, callback_id=callback, **what
        )
        return await self.turns.take(event) or self._said()

    def _said(self):
        with self.database.transaction() as session:
            row = session.exec(select(Outbox).order_by(Outbox.id.desc())).first()
            return row.body["text"] if row and "text" in row.body else ""


@pytest.fixture
def people(database):
    """A pair in the middle of signing, an applicant, officers of three desks: their Telegram ids."""
    with database.transaction() as session:
        work = Work(session, NOW, load_scheme("clusterxchange"))
        pair = pairs.build_pair(work)
        pairs.agree(work, pair)
        pairs.draw_up(work, pair)
        waiting, officer = rows.waiting_application(work)
        elsewhere = rows.officer(
            work, rows.partnership(work, "Elsewhere"), "FI", OfficerRole.COORDINATOR
        )
        auditor = rows.officer(work, rows.partnership(work, "Loom Ring"), "BE", OfficerRole.AUDITOR)
        members = [work.load(Person, waiting.person_id), pair.visitor, pair.host]
        members.append(meet(work, 555, "en", languages={"en"}))
        for one in members:
            give_consent(work, one)
        staff = [work.load(Person, one.person_id) for one in (officer, elsewhere, auditor)]
        return {
            PARTICIPANTS: [one.telegram_id for one in members],
            DESK: [one.telegram_id for one in staff],
        }


@pytest.mark.proofs_on_postgresql
@pytest.mark.parametrize("bot", BOTS)
async def test_garbage_is_a_stale_button(database, people, bot):
    """Whatever it is, the answer is one sentence, and no update is tried again."""
    tap = Taps(database, bot)
    old = ["", ":", "::::", "zz", "s:same:12-3", "t:all:", "q:list:0", "F:app", "w", "d:", "f:app"]
    forged = {*old, *(data for one in BOTS[bot].TAPS for data in garbage(one)[::6])}
    forged -= {addresses.NOTHING()}  # a heading, to which nothing is said
    said = {data: await tap(people[bot][0], data=data) for data in sorted(forged)}
    assert {data: text for data, text in said.items() if not text.startswith(STALE)} == {}
    assert len(said) > 100


@pytest.mark.proofs_on_postgresql
@pytest.mark.parametrize("bot", BOTS)
async def test_addresses_of_others_things_and_of_nothing_are_answered(database, people, bot):
    """What reads well and leads nowhere is refused in words, for whoever taps it."""
    tap = Taps(database, bot)
    for number, who in enumerate(people[bot][:2]):
        for family in BOTS[bot].TAPS:
            for data in senseless(family)[number::2]:
                await tap(who, data=data)


WITH_WORDS = {
    PARTICIPANTS: ("start", "search", "language", "partner", "help"),
    DESK: ("case", "exchange", "find", "quota", "together", "whatif", "label"),
}
TYPED = (
    *("", "0", "-1", "²", "٣", "9" * 30, "A-", "x" * 4000, "\n", "1 2 3 4"),
    *("Portugal 99999999999999999999", "PT ²-³", "PT 5-1", "languages ²", "CITEVE ²"),
    "languages " + "9" * 400,
)


@pytest.mark.proofs_on_postgresql
@pytest.mark.parametrize("bot", BOTS)
async def test_whatever_follows_a_command_is_answered(database, people, bot):
    """Numbers that are none, numbers too big, words too long: no command fails by them."""
    say = Taps(database, bot)
    for command in WITH_WORDS[bot]:
        for words in TYPED:
            await say(people[bot][0], Did.COMMAND, command=command, text=words)


@pytest.mark.proofs_on_postgresql
@pytest.mark.parametrize(
    "payload", ["", "x", "A" * 43, "ä" * 43, "²", "0", "x" * 4000, "\n", "%00"]
)
async def test_any_deep_link_is_answered(database, payload):
    """A stranger at the desk learns nothing, at the other bot everybody begins."""
    stranger = 777
    said = await Taps(database, DESK)(stranger, Did.COMMAND, command="start", text=payload)
    assert said == "This bot is for invited staff only."
    said = await Taps(database, PARTICIPANTS)(stranger, Did.COMMAND, command="start", text=payload)
    assert said.startswith("Hello")
