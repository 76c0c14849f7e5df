"""An officer sends a table of people over Telegram: looked through, then entered by one tap."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from sqlmodel import select

from storage.tables import Entry
from tests.builders.bots.actors import tap_data

if TYPE_CHECKING:
    from bot.emulator.phones.client import Heard, Phone
    from tests.builders.bots.town import Town

TABLE = (
    "Firma;Typ;Land;Ort;Cluster;Kontakt;E-Mail;Bietet;Größe\n"
    "Färberei Huber;sme;Österreich;Graz;Transylvanian Furniture Cluster;Eva Huber;eva@huber.example;Färben;small\n"
    "Nirgends;sme;Atlantis;Graz;Transylvanian Furniture Cluster;Jo;jo@nirgends.example;Weben;small\n"
).encode("cp1252")


def entries(town: Town) -> int:
    """How many people the desk has entered."""
    with town.house.database.transaction() as session:
        return len(session.exec(select(Entry.id)).all())


async def table_in(phone: Phone, message: Heard) -> list[dict[str, str]]:
    """The rows of a CSV that came with a message."""
    assert message.document is not None
    text = (await phone.download(message.document.file_id)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


async def test_a_table_is_looked_through_and_entered_once(town: Town) -> None:
    """In Latin letters with semicolons; what is wrong is told by its row; nothing is written before the tap."""
    desk = await town.officer(201, "EXCELIVING")
    await desk.send_document("people.csv", TABLE, "text/csv")
    await tap_data(desk, "i:as:1:host")
    told = await desk.expect("“Atlantis”")
    assert "3:" in told.text
    assert "Färberei Huber" in told.text
    assert entries(town) == 0
    await tap_data(desk, "i:enter:1")
    await desk.expect("1 person is entered")
    assert entries(town) == 1


async def test_a_table_that_was_entered_is_taken_back(town: Town) -> None:
    """Asked first, done by one more tap; its people are gone, and the same table can be entered again."""
    desk = await town.officer(201, "EXCELIVING")
    await desk.send_document("people.csv", TABLE, "text/csv")
    await tap_data(desk, "i:as:1:host")
    await tap_data(desk, "i:enter:1")
    await tap_data(desk, "i:askback:1")
    await tap_data(desk, "i:back:1")
    await desk.expect("1 person is taken back")
    await desk.say("/find Färberei")
    assert "withdrawn" in (await desk.expect("Färberei Huber")).text
    await desk.send_document("corrected.csv", TABLE.replace(b"Graz", b"Linz"), "text/csv")
    await tap_data(desk, "i:as:2:host")
    await tap_data(desk, "i:enter:2")
    await desk.expect("1 person is entered")


async def test_the_links_of_a_table_come_as_a_file_and_are_taken_over(town: Town) -> None:
    """For a mail merge: whoever opens theirs finds what was entered, once."""
    desk = await town.officer(201, "EXCELIVING")
    await desk.send_document("people.csv", TABLE, "text/csv")
    await tap_data(desk, "i:as:1:host")
    await tap_data(desk, "i:enter:1")
    await tap_data(desk, "i:links:1")
    sent = await desk.expect("A line for each")
    ((name, link),) = [(one["Name"], one["Link"]) for one in await table_in(desk, sent)]
    assert name == "Eva Huber"
    eva = await town.phone(301, "Eva")
    await eva.start(link.partition("start=")[2])
    await eva.expect("has written down an application for you")
    other = await town.phone(302, "Otto")
    await tap_data(desk, "i:links:1")
    await desk.expect("A line for each")
    await other.start(link.partition("start=")[2])
    await other.expect("not good any more")
