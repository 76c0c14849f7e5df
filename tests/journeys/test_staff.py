"""Who works at a desk: let in by a secret that is written nowhere, gone from one moment to the next."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import SQLModel

from tests.builders.bots.actors import VISITOR, apply, tap_data
from tests.builders.bots.town import STAFF

if TYPE_CHECKING:
    from tests.builders.bots.town import Town

INVITED_ONLY = "This bot is for invited staff only."
AT_HOME_ONLY = "This is no staff group of your Partnership"


def kept_with(town: Town, words: str) -> list[str]:
    """The tables in which those words stand."""
    with town.house.database.transaction() as session:
        return [
            table.name
            for table in SQLModel.metadata.sorted_tables
            if any(words in str(row) for row in session.execute(sa.select(table)))
        ]


async def test_a_colleague_comes_by_a_secret_and_leaves_in_the_middle_of_a_form(
    town: Town,
) -> None:
    """What was begun is not sent, what is tapped does nothing, and nobody else comes in by them."""
    boss = await town.officer(201, "EXCELIVING")
    await boss.say("/invite")
    await tap_data(boss, "o:officer")
    secret = re.search(r"inv_[\w-]{43}", (await boss.expect("it works once")).text)[0]
    kim = await town.phone(202, "Kim Example", bot=STAFF.username)
    await kim.start(secret)
    await kim.expect("Welcome, Kim Example")
    assert kept_with(town, secret) == []
    assert "officerinvitation" in kept_with(town, "officer")
    ana = await town.phone(101, "Ana Pop")
    await apply(ana, VISITOR)
    card = await kim.expect("A new application")
    await tap_data(kim, "a:ask:")
    await kim.expect("What would you like to know")
    await boss.say("/officers")
    await boss.expect("Kim Example")
    await boss.say("/revoke kim")
    await tap_data(boss, "v:out:")
    await tap_data(boss, "v:now:")
    await boss.expect("Kim Example has no access any more")
    await kim.expect("Your access to the desk of EXCELIVING has ended")
    await kim.say("How many flying shuttles have you?")
    await kim.expect(INVITED_ONLY)
    button = next(one for row in card.buttons for one in row)
    await kim.tap_on(card, button)
    await kim.expect(INVITED_ONLY)
    await town.quiet()
    assert "shuttles" not in ana.transcript()


async def test_a_staff_group_works_for_one_desk_until_both_agree(town: Town) -> None:
    """Who is in it and works elsewhere reads nothing there; it is asked for and handed over."""
    ours, theirs = await town.officer(201, "EXCELIVING"), await town.officer(301, "Hi-Tech-TEX")
    group = await town.group([201, 301], "Looms and spaces")
    here, there = await town.in_group(201, group), await town.in_group(301, group)
    await here.say("/queue@desk_bot")
    await here.expect(AT_HOME_ONLY)
    await here.say("/bind@desk_bot")
    await here.expect("this group is the staff group")
    await there.say("/queue@desk_bot")
    await there.expect(AT_HOME_ONLY)
    await there.say("/bind@desk_bot")
    await tap_data(there, "v:want")
    await ours.expect("would like your staff group “Looms and spaces”")
    await tap_data(ours, "v:give:")
    await theirs.expect("works for your desk now")
    await there.say("/queue@desk_bot")
    await there.expect("Hi-Tech-TEX")
    await here.say("/queue@desk_bot")
    await here.expect(AT_HOME_ONLY)
