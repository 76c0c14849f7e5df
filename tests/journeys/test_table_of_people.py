"""An officer sends a table of people over Telegram: looked through, then entered by one tap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import select

from storage.tables import Entry
from tests.builders.bots.actors import tap_data

if TYPE_CHECKING:
    from tests.builders.bots.town import Town

TABLE = (
    "Firma;Typ;Land;Ort;Cluster;Kontakt;E-Mail;Bietet\n"
    "Färberei Huber;sme;Österreich;Graz;Ring of Weavers;Eva Huber;eva@huber.example;Färben\n"
    "Nirgends;sme;Atlantis;Graz;Ring of Weavers;Jo;jo@nirgends.example;Weben\n"
).encode("cp1252")


def entries(town: Town) -> int:
    """How many people the desk has entered."""
    with town.house.database.transaction() as session:
        return len(session.exec(select(Entry.id)).all())


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
