"""Every page of the desk can be read, whatever rows there are and whatever is not known of them."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from itertools import count
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from bot.desk.answers import KIT
from exchange.desk.troubles import BOTS
from exchange.errors import CxcError
from storage.queues import inbox, outbox
from storage.queues.inbox import Arrived
from storage.queues.outbox import Letter
from storage.tables import (
    ApplicationState,
    ExchangeState,
    OfficerRole,
    Outbox,
    OutboxState,
    Person,
    ProposalState,
    Role,
    StaffGroup,
)
from tests.builders.bots.talks import answered, buttons, text
from tests.builders.records.pairs import STAY, build_pair, validated_pair
from tests.builders.records.rows import application, officer, partnership, person, proposal

if TYPE_CHECKING:
    from exchange.work import Work

PLAIN = ("case 1", "exchange 1", "find Vienna", "label", "whatif languages 20")
TYPED = tuple(one.name for one in KIT.commands if one.name not in {"case", "exchange"}) + PLAIN
STRANGER = 4711


@pytest.fixture
def programme(work):
    """A programme with an application, a pair and an exchange of every state; and its coordinator."""
    loom = partnership(work, "Loom Ring")
    validated_pair(work)
    for state in ExchangeState:
        pair = build_pair(work)
        if state is not ExchangeState.DATES:
            early = date(2027, 4, 13) if state is ExchangeState.INTERRUPTED else None
            given = {**STAY, "state": state, "ended_early_on": early}
            for name, value in given.items():
                setattr(pair.exchange, name, value)
            work.add(pair.exchange)
    for role in Role:
        for state in ApplicationState:
            application(work, "AT", role, loom, state)
    for state in ProposalState:
        sides = (
            application(work, "AT", Role.VISITOR, loom),
            application(work, "PT", Role.HOST, loom),
        )
        proposal(work, *sides, state)
    reader = officer(work, loom, "AT", OfficerRole.COORDINATOR)
    return work, work.load(Person, reader.person_id)


def chats_of_all_kinds(work: Work) -> list[int]:
    """Nobody we know, a newcomer, an applicant, somebody who was rejected, an officer, a group."""
    loom = partnership(work, "Loom Ring")
    group = work.add(StaffGroup(chat_id=-7, partnership_id=loom.id, bound_by=1, bound_at=work.now))
    states = (ApplicationState.SUBMITTED, ApplicationState.REJECTED)
    applied = [application(work, "AT", Role.VISITOR, loom, state).person_id for state in states]
    at_desk = officer(work, loom, "AT").person_id
    known = [work.load(Person, one).telegram_id for one in (*applied, at_desk)]
    return [STRANGER, person(work, "AT").telegram_id, *known, group.chat_id]


def give_up(work: Work, bot: str, chat_id: int, number: int, state: OutboxState) -> None:
    """A message that was given up."""
    outbox.post(work.session, [Letter(bot, chat_id, "application.accepted")], work.now)
    row = work.session.exec(sa.select(Outbox).order_by(Outbox.id.desc())).scalars().first()
    outbox.close(work.session, row.id, state, "Bad Request", work.now)
    inbox.store(work.session, bot, [Arrived(number, chat_id, {})], work.now)
    while not inbox.fail(work.session, bot, number, work.now, "KeyError"):
        pass


@pytest.mark.parametrize("state", sorted(outbox.LOST))
def test_a_trouble_of_anybody_can_be_shown(work, state):
    """With an application or without, a person or a group, known to us or not."""
    numbers = count(1)
    reader = officer(work, partnership(work, "Loom Ring"), "AT", OfficerRole.COORDINATOR)
    for chat_id in chats_of_all_kinds(work):
        for bot in BOTS:
            give_up(work, bot, chat_id, next(numbers), OutboxState(state))
    who = work.load(Person, reader.person_id)
    for _ in range(12):
        shown = answered(work, who, KIT.answer, command="troubles")
        assert "did not go through" in text(shown)
        leave = [data for data in buttons(shown).values() if data.startswith("t:leave")]
        answered(work, who, KIT.answer, data=leave[0])


def read_all(work: Work, who: Person) -> list[str]:
    """The data of every button of every page; a refusal in words is an answer too."""
    found = []
    for command in TYPED:
        name, _, words = command.partition(" ")
        try:
            talk = answered(work, who, KIT.answer, forms=KIT.forms, command=name, text=words)
        except CxcError:
            continue
        found += [b.data for screen in talk.replies for row in screen.rows for b in row if b.data]
    return found


def one_of_each(found: list[str]) -> list[str]:
    """A button of each family, the last one seen."""
    return list({tuple(data.split(":")[:2]): data for data in found}.values())


def test_every_page_and_its_buttons_answer(programme):
    """Of every state of an application, an invitation and an exchange."""
    work, who = programme
    for data in one_of_each(read_all(work, who)):
        with work.session.begin_nested() as undone, suppress(CxcError):
            answered(work, who, KIT.answer, forms=KIT.forms, data=data)
            undone.rollback()


def forget_what_may_be_unknown(work: Work) -> int:
    """Empty every column that may be empty, as far as the database lets us; how many."""
    emptied = 0
    for table in SQLModel.metadata.sorted_tables:
        for column in (one for one in table.columns if one.nullable and not one.primary_key):
            with suppress(sa.exc.IntegrityError), work.session.begin_nested():
                work.session.execute(sa.update(table).values({column.name: None}))
                emptied += 1
    work.session.expire_all()
    return emptied


def test_every_page_is_read_where_nothing_is_known_that_may_be_unknown(programme):
    """The least that the database lets stand."""
    work, who = programme
    assert forget_what_may_be_unknown(work) > 10
    assert read_all(work, who)
