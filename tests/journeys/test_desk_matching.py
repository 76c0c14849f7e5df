"""What a desk reads of matching: who lacks a host, who would move, what shown hosts teach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.builders.bots.actors import HOST, VISITOR, tap_data
from tests.builders.bots.story import accepted

if TYPE_CHECKING:
    from tests.builders.bots.town import Town


async def test_a_desk_reads_shortages_what_ifs_and_what_searches_showed(town: Town) -> None:
    """/shortage before and after there is a host, /whatif by words, /learn counts a search."""
    desk = await town.officer(201, "EXCELIVING")
    host_desk = await town.officer(202, "Photonics4Industry")
    await desk.say("/shortage")
    await desk.expect("Nobody looks for a host at the moment")
    ana = await accepted(town, 101, "en", VISITOR, desk)
    await ana.expect("accepted your application")
    await desk.say("/shortage")
    await desk.expect("Of 1 visitor who looks for a host, 1 has none that meets every wish.")
    max_ = await accepted(town, 102, "de", HOST, host_desk)
    await max_.expect("angenommen")
    await desk.say("/shortage")
    await desk.expect("1 visitor looks for a host, and there is one that meets every wish.")
    await desk.say("/learn")
    await desk.expect("No host was shown yet.")
    await ana.say("/search laser")
    await ana.expect("1 host for “laser”")
    await desk.say("/learn")
    await desk.expect("What became of the pairs")
    assert (
        "No host was shown yet." not in desk.transcript().rpartition("What became of the pairs")[2]
    )
    await tap_data(desk, "d:whatif")
    await desk.expect("How much each part of a match counts")
    await desk.say("/whatif languages 20")
    await desk.expect("0 of 1 visitor would see another host first.")
    await ana.say("/privacy")
    await ana.expect("which hosts I showed you.")
