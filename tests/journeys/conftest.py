"""A fresh town for every journey."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.gateway.outgoing.answers import NOT_MODIFIED
from tests.builders.bots.town import Town, open_town
from tests.builders.databases import fresh

BROUGHT_ABOUT = (
    NOT_MODIFIED,
    "blocked by the user",
    "query is too old",
    "Internal Server Error",
    "was upgraded",
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@pytest.fixture
async def town(request, tmp_path) -> AsyncIterator[Town]:
    """A fresh town; on SQLite, unless a test names the database."""
    kind = getattr(request, "param", "sqlite")
    server = request.getfixturevalue("server") if kind == "postgresql" else None
    with fresh(kind, tmp_path, server) as url:
        async with open_town(url) as found:
            yield found
            assert refused(found) == []


def refused(town: Town) -> list[str]:
    """What the bots asked of Telegram in vain, but for what the journey itself brought about."""
    calls = [one for one in town.emulator.world.calls if one.get("error")]
    return [
        f"{one['method']} {one['error']}: {str(one['given'])[:300]}"
        for one in calls
        if one["method"] != "getFile"
        and not any(part in str(one["error"]) for part in BROUGHT_ABOUT)
    ]
