"""An exchange online over Telegram, under the pilot's call beside another: half days, a link, what was held, a certificate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.builders.bots.actors import fill_in, tap_data
from tests.builders.bots.story import PAPER, REPORT, accepted
from tests.builders.bots.town import open_town
from tests.builders.databases import fresh
from tests.journeys.conftest import refused
from tests.journeys.test_other_calls import PILOT

if TYPE_CHECKING:
    from pathlib import Path

HALF_DAYS = (
    "8 March 9-12, 9 March 9-12, 10 March 9-12, 15 March 9-12, 16 March 9-12, 17 March 14-17"
)


async def test_six_half_days_are_an_exchange(tmp_path: Path) -> None:
    """Typed in one message, agreed by one tap, signed by all, held, reported; nothing is paid."""
    with fresh("sqlite", tmp_path, None) as url:
        async with open_town(url, "second_generation,pilot") as town:
            desk = await town.officer(201, PILOT.at)
            host_desk = await town.officer(202, PILOT.host_at, "de")
            for number, name, language in ((102, "Max", "de"), (101, "Ana", "en")):
                newcomer = await town.phone(number, name, language)
                await newcomer.say("/start")
                await tap_data(newcomer, "w:call:1")  # the first call is the other one
            host = await accepted(town, 102, "de", dict(PILOT.host), host_desk)
            visitor = await accepted(town, 101, "en", dict(PILOT.visitor), desk)
            await tap_data(visitor, "m:best:0")
            await tap_data(visitor, "m:host:")
            await tap_data(visitor, "m:invite:")
            await fill_in(
                visitor, "inv", {"words": "We would love to see your labs", "months": "=*"}
            )
            await tap_data(host, "i:yes:")
            await tap_data(visitor, "x:dates:")
            await visitor.expect("Or meet online")
            await visitor.say(f"{HALF_DAYS} https://meet.example.eu/mill")
            assert "0 €" in (await visitor.expect("6 half days")).text
            await visitor.say("yes")
            assert "https://meet.example.eu/mill" in (await host.expect("6 halbe Tage")).text
            await tap_data(host, "x:agree:")
            await tap_data(visitor, "c:write:")
            await fill_in(visitor, "cq", PAPER)
            await tap_data(visitor, "c:sign:")
            await tap_data(host, "c:sign:")
            await tap_data(desk, "e:sign:")
            await tap_data(host_desk, "e:sign:")
            await visitor.expect("You meet online")
            await town.pass_time(days=75)
            for number in range(6):
                await visitor.expect("held")
                await visitor.say("/exchanges")
                await tap_data(visitor, "x:sessions:")
                await tap_data(visitor, f"x:held:1:{number}")
            await tap_data(visitor, "r:report:")
            await fill_in(visitor, "rep", {n: REPORT[n] for n in REPORT if n not in PROOFS})
            await tap_data(desk, "e:valid:")
            await visitor.expect("as you met online")
            await visitor.expect("certificate")
            assert refused(town) == []


PROOFS = {"travel", "bed", "attendance"}
