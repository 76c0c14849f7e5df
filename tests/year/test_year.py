"""A programme is lived from its first day to its last, whatever comes from outside: all eight accounts are right.

`make year` lives a thousand exchanges (docs/year.md).
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from tests.sizes import SIZES
from tests.year.account import drawn_up
from tests.year.page import tables
from tests.year.programme import APART, TOGETHER, open_programme
from tests.year.years import lived

if TYPE_CHECKING:
    from collections.abc import Callable


DAYS = 150
"""From the first who comes to the surveys of the last."""
pytestmark = [pytest.mark.proofs, pytest.mark.long]


async def test_a_programme_is_lived(
    database_url: str, request, tmp_path, record_property: Callable[[str, object], None]
) -> None:
    """Nobody is told twice, at night, or of what is over; every euro is due; no rule is broken; nobody is stuck."""
    begun = time.monotonic()
    server = request.getfixturevalue("server") if database_url.startswith("postgresql") else None
    roles = APART if server else TOGETHER
    async with open_programme(database_url, tmp_path, roles, server) as programme:
        years = await lived(programme, SIZES.exchanges, days=DAYS)
        account = await drawn_up(years, time.monotonic() - begun)
    record_property("accounts", tables(account, SIZES.exchanges, 1, database_url.partition(":")[0]))
    assert account.faults() == {}
