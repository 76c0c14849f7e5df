"""One exchange from hello to the survey: an English visitor, a German host, two desks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders.bots.actors import VISITOR
from tests.builders.bots.story import accepted, whole_exchange

if TYPE_CHECKING:
    from tests.builders.bots.town import Town

OFFICERS_DO = 8
"""Two accept a member each, two sign the commitment, one the agreement; one validates and begins the payment, says its
reference, and a second approves it: three desks, and nothing of it is one person's alone."""


@pytest.mark.proofs_on_postgresql
@pytest.mark.parametrize("town", ["postgresql"], indirect=True)
async def test_an_exchange_from_hello_to_the_survey(town: Town) -> None:
    """Both sides, both desks and the clock bring an exchange to its end, papers and all.

    On SQLite test_logs.py plays the same, and reads what is logged.
    """
    assert await whole_exchange(town) == OFFICERS_DO


async def test_every_bot_message_is_one_that_telegram_takes(town: Town) -> None:
    """No call of either bot was refused, and none had a parameter unknown to Telegram."""
    desk = await town.officer(201, "EXCELIVING")
    await accepted(town, 101, "en", VISITOR, desk)
    for command in (
        "/help",
        "/queue",
        "/stats",
        "/exchanges",
        "/export",
        "/survey",
        "/find loom",
        "/case 1",
        "/budget 62400",
        "/payments",
        "/report 2027",
        "/history 1",
    ):
        await desk.say(command)
        await desk.hear()
    refused = [one for one in town.emulator.world.calls if one.get("error") or one.get("unknown")]
    assert refused == []


async def test_officers_do_no_more_than_eight_things(town: Town) -> None:
    """From two applications to a lump sum that is paid."""
    assert await whole_exchange(town) == OFFICERS_DO
