"""A Partnership answers for its figures: against its target, told apart, in a report and a table without codes."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from exchange.visiting import course
from exchange.work import Work
from storage.tables import Exchange, Organisation, Role
from tests.builders.bots.actors import tap_data
from tests.builders.bots.signed import ENDS, STARTS, all_signed, party

if TYPE_CHECKING:
    from bot.emulator.phones.client import Phone
    from tests.builders.bots.town import Town


async def _stayed(town: Town, last: date) -> Phone:
    """The desk that pays, after a stay that ended on that day; its visitor is an incubator."""
    _, _, desk = await all_signed(town)
    with town.house.database.transaction() as session:
        work = Work(session, datetime.combine(STARTS, datetime.min.time(), UTC), town.house.scheme)
        visitor, application = party(work, Role.VISITOR)
        house = work.load(Organisation, application.organisation_id)
        house.type, house.body = "scaling_up_support", "incubator"
        course.start_exchange(work, 1)
        back = Work(session, datetime(2027, 3, 14, 9, tzinfo=UTC), town.house.scheme)
        if last < ENDS:
            course.interrupt_exchange(back, visitor, 1, last, "A strike.")
        else:
            course.finish_exchange(back, 1)
        assert work.load(Exchange, 1).ends_on == ENDS
    return desk


async def _table(desk: Phone, words: str) -> dict[str, list[tuple[object, ...]]]:
    """The rows of the workbook that comes with these words."""
    told = await desk.expect(words)
    assert told.document is not None
    book = load_workbook(io.BytesIO(await desk.download(told.document.file_id)))
    return {one.title: list(one.iter_rows(values_only=True)) for one in book}


async def test_a_stay_counts_and_is_told_in_words(town: Town) -> None:
    """On /stats, told apart; in the report with the names of region and country; in the export."""
    desk = await _stayed(town, ENDS)
    await desk.say("/stats")
    await desk.expect("Exchanges done: 1 of 80")
    await tap_data(desk, "b:split:")
    await desk.expect("Incubator: 1")
    await desk.say("/report 2027")
    report = await _table(desk, "All of it as a spreadsheet")
    told = dict(zip(*report["Exchanges"], strict=True))
    assert told["Kind of visitor"] == "Scaling-up support organisation: Incubator"
    assert (told["Visitor's region"], told["Visitor's country"]) == ("Nord-Vest", "Romania")
    assert dict(report["Summary"])["Exchanges done in the period"] == 1
    await desk.say("/export")
    export = await _table(desk, "Everything of your Partnership")
    told = dict(zip(*export["Exchanges"], strict=True))
    assert (told["From"], told["State"]) == ("Romania", "done, report to be written")


async def test_two_days_are_in_no_figure(town: Town) -> None:
    """They stand in the report as what is not counted, and nowhere else."""
    desk = await _stayed(town, date(2027, 3, 9))
    await desk.say("/stats")
    await desk.expect("Exchanges done: 0 of 80")
    await desk.say("/report 2027")
    report = await _table(desk, "All of it as a spreadsheet")
    summary = dict(report["Summary"])
    assert (summary["Exchanges done in the period"], summary["Stays too short to count"]) == (0, 1)
    assert len(report["Exchanges"]) == 1  # the names of its columns


async def test_the_money_is_told_and_goes_to_the_books(town: Town) -> None:
    """What is promised and left of the budget; payments as a spreadsheet and as text, with names of columns in words."""
    desk = await _stayed(town, ENDS)
    await desk.say("/budget 62400")
    told = await desk.expect("Money for lump sums")
    assert "830" in told.text
    assert "61,570" in told.text  # left of 62,400
    await tap_data(desk, "b:paid")
    payments = await _table(desk, "Every payment in a line")
    (head,) = payments["Payments"]  # nothing is paid yet
    assert head[:2] == ("Exchange", "Paid to")
    text = await desk.expect("The same as text")
    assert text.document is not None
    lines = (await desk.download(text.document.file_id)).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Exchange,Paid to,Person,Country")
