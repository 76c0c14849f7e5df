"""A fresh town for every journey."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders.bots.town import Town, open_town
from tests.builders.databases import fresh

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
