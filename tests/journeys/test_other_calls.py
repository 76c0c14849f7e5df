"""One exchange from hello to payment under each call that is shipped: what differs is in its file alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders.bots.actors import HOST, VISITOR
from tests.builders.bots.story import Scene, whole_exchange
from tests.builders.bots.town import open_town
from tests.builders.databases import fresh
from tests.journeys.conftest import refused

if TYPE_CHECKING:
    from pathlib import Path

PERSON = {name: said for name, said in VISITOR.items() if name != "party"}
PILOT = Scene(
    call="pilot",
    at="CLAMTEX",
    host_at="CE4BIG",
    visitor=VISITOR | {"country": "Portugal", "city": "Porto", "vat": "=>", "cluster": "CITEVE"},
    host=HOST | {"cluster": "BioM"},
)
SECOND = Scene(call="second_generation")
YOUNG = Scene(
    call="young_entrepreneurs",
    visitor=PERSON | {"organisation_type": "=new_entrepreneur", "working_days": "=21"},
    host=HOST | {"organisation_type": "=host_entrepreneur"},
    stay="8 March – 2 April 2027, 3–28 May 2027",  # in two slots
    offer="x:online:",
    sum="1,245",
    working_days=35,
    first_day="Mon 8 Mar 2027",
    days_away=90,
    instalments=2,
    members=False,
)


@pytest.mark.long
@pytest.mark.proofs  # three whole exchanges: they take their time
@pytest.mark.parametrize("scene", [PILOT, SECOND, YOUNG], ids=lambda one: one.call)
async def test_an_exchange_under_another_call(scene: Scene, tmp_path: Path) -> None:
    """Application, pair, dates, papers, stay, report and payment, over HTTP."""
    with fresh("sqlite", tmp_path, None) as url:
        async with open_town(url, scene.call) as town:
            await whole_exchange(town, scene)
            assert refused(town) == []
