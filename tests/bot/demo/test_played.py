"""The demo, started as its player starts it, is played to the end from three chairs at once."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from tests.bot.demo.house import DESK, Demo, played_demo
from tests.bot.demo.players import OfficerPlayer, Player
from tests.builders.bots.actors import PDF
from tests.patience import SOON

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

YOU, YOUR_OFFICER, ANOTHER = 7001, 7002, 7003
VISITOR = {
    "app:role": "=visitor",
    "app:organisation_name": "Fiação Monte Claro",
    "app:organisation_type": "=sme",
    "app:country": "Portugal",
    "app:city": "Porto",
    "app:cluster": "CITEVE",
    "app:person_name": "Ana Monteclaro",
    "app:email": "ana@example.org",
    "app:languages": "English, Portuguese",
    "app:ecosystems": "Textiles",
    "app:offers": "Wool weaving, natural dyes and furniture fabrics",
    "app:seeks": "Recycled yarns, smart textiles with sensors, digital printing",
    "app:motivation": "To bring recycled yarns home to our small weaving mill, and to find partners",
    "app:working_days": "=5",
    "app:cv": PDF,
    "rep:travel": [PDF],
    "rep:bed": [PDF],
    "sur:recommend": "=9",
}
HOST = {
    "app:role": "=host",
    "app:organisation_name": "Lichtwerk Heidelstein",
    "app:organisation_type": "=sme",
    "app:country": "Deutschland",
    "app:city": "Stuttgart",
    "app:cluster": "Photonics BW",
    "app:person_name": "Max Heidelsteiner",
    "app:email": "max@example.org",
    "app:languages": "Deutsch, Englisch",
    "app:ecosystems": "=electronics",
    "app:offers": "Additive Fertigung mit Lasern, 3D-Druck, Laserschneiden von Textilien",
    "app:seeks": "Partner aus der Textilindustrie, die mit uns neue Stoffe erproben",
    "app:motivation": "Wir möchten unsere Technik mit Menschen aus anderen Branchen erproben",
    "app:capacity": "=2",
    "app:host_programme": "Unsere Laserlabore und die Fertigung, mit eigenen Versuchen an drei Tagen",
}
OFFICER = {"pay:text": "SEPA-2027-7"}
WEEKS_AHEAD, UNTIL_THE_SURVEY, UNTIL_A_COLLEAGUE_APPROVES, AFTERWARDS = 5, 8, 1, 4


@pytest.mark.proofs
async def test_the_demo_is_played_to_its_end(tmp_path: Path) -> None:
    """A visitor, a host and an officer come to their ends; never does what is due wait."""
    async with (
        played_demo(tmp_path) as demo,
        await demo.phone(YOUR_OFFICER, DESK) as at_desk,
        await demo.phone(YOU) as left,
        await demo.phone(ANOTHER, first_name="Max", language_code="de") as right,
    ):
        officer = OfficerPlayer(at_desk, OFFICER)
        visitor, host = Player(left, VISITOR), Player(right, HOST)
        await opens_the_queue(officer)
        async with at_work(officer):
            await asyncio.gather(prepares_a_visit(visitor, demo), is_invited(host))
            await demo.nothing_waits()
            await weeks_pass(demo, UNTIL_THE_SURVEY)
            await asyncio.gather(reports(visitor), ends_as_host(host))
            await weeks_pass(demo, UNTIL_A_COLLEAGUE_APPROVES)
            await ends_as_visitor(visitor)
        await weeks_pass(demo, AFTERWARDS)
        await at_desk.say("/queue")
        await at_desk.expect("Nothing waits for you", SOON)


async def opens_the_queue(officer: Player) -> None:
    """Two applications, a signature, a report, a payment and one to approve wait there from the start."""
    await officer.phone.expect("6 things wait for you", SOON)
    await officer.phone.say("/queue")
    listed = await officer.phone.expect("6 things wait for you", SOON)
    kinds = sorted(label.partition(":")[0] for label in listed.labels())
    assert kinds == [
        *("payment", "payment to approve", "report to validate"),
        *("review", "review", "signature"),
    ]
    for row in listed.buttons:
        await officer.tap(row[0].data)


@asynccontextmanager
async def at_work(officer: OfficerPlayer) -> AsyncIterator[None]:
    """The officer does whatever comes to the desk, meanwhile."""
    working = asyncio.create_task(officer.work())
    try:
        yield
    finally:
        working.cancel()
        await asyncio.wait([working])
    assert working.cancelled(), working.exception()


async def weeks_pass(demo: Demo, weeks: int) -> None:
    """The clock runs; after each week nothing that is due waits."""
    for _ in range(weeks):
        await demo.walk(days=7)


async def prepares_a_visit(visitor: Player, demo: Demo) -> None:
    """From the Start button to the paper that all four have signed; invented people host."""
    await visitor.apply()
    await visitor.tap("m:best:0", "🎉")
    await visitor.tap("m:host:")
    await visitor.tap("m:invite:")
    await visitor.fill("inv")
    await visitor.tap("x:dates:", "🎉")
    await visitor.until(lambda: visitor.fresh("x:day:"), "a calendar")
    await visitor.propose_dates((await demo.now()).date(), WEEKS_AHEAD)
    await visitor.tap("c:write:")
    await visitor.fill("cq")
    await visitor.tap("c:sign:")
    await visitor.phone.expect("All four have signed", SOON)
    await visitor.tap("s:sign:")


async def is_invited(host: Player) -> None:
    """From the Start button to the signed paper; an invented visitor comes by itself."""
    await host.apply()
    await host.tap("i:yes:")
    await host.tap("x:agree:")
    await host.tap("c:sign:")
    await host.phone.expect("Alle vier haben unterschrieben", SOON)


async def reports(visitor: Player) -> None:
    """Report with its proofs, and certificate."""
    await visitor.tap("r:report:")
    await visitor.fill("rep")
    await visitor.phone.expect("🏅", SOON)


async def ends_as_visitor(visitor: Player) -> None:
    """Payment, which two officers have made, and survey."""
    await visitor.phone.expect("SEPA-2027-7", SOON)
    await visitor.tap("r:survey:")
    await visitor.fill("sur", last="better")
    await visitor.phone.expect("That was the last step", SOON)


async def ends_as_host(host: Player) -> None:
    """The survey of a host."""
    await host.tap("r:survey:")
    await host.fill("sur", last="better")
    await host.phone.expect("Das war der letzte Schritt", SOON)
