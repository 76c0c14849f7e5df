"""People live a whole exchange, on both sides and at the desks: everybody comes to an end, and the account is right.

`make personas` plays more of them, with a seed of one's own (docs/conversation.md).
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.builders.bots.town import open_town
from tests.builders.databases import fresh
from tests.personas.fates import fates, stuck, table
from tests.personas.ledger import faults, miscounted
from tests.personas.neighbourhood import lived
from tests.sizes import SIZES

if TYPE_CHECKING:
    from collections.abc import Callable

PEOPLE = int(os.environ.get("PEOPLE") or SIZES.lives)


@pytest.mark.proofs
@pytest.mark.long
async def test_everybody_lives_on_to_an_end(
    tmp_path, record_property: Callable[[str, object], None]
) -> None:
    """Whoever wants to finish does or is told why not; no rule is broken on the way; the figures are those of their lives."""
    with fresh("sqlite", tmp_path) as url:
        async with open_town(url) as town:
            neighbourhood = await lived(town, PEOPLE)
            told = await neighbourhood.figures()
            record_property("accounts", f"lives: {table(fates(neighbourhood))}")
            assert stuck(neighbourhood) == []
            assert faults(neighbourhood) == []
            assert miscounted(neighbourhood, told) == []
