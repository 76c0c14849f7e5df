"""One bot at its edge, on each kind of database, with each of our couriers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.emulator.server import Emulator
from storage.queues import chats
from tests.builders.bots.edge import ACCOUNT, ANA, COURIERS, NAME, Clock, Edge

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.gateway.outgoing.courier import Courier


@pytest.fixture
async def edge(database) -> AsyncIterator[Edge]:
    """A fresh edge on each kind of database; Ana has opened the bot."""
    clock = Clock()
    emulator = Emulator([ACCOUNT], clock=clock)
    emulator.world.add_person({"id": ANA, "first_name": "Ana", "talks_to": [ACCOUNT.username]})
    with database.transaction() as session:
        chats.open_chat(session, NAME, ANA, clock())
    async with emulator.serve() as address:
        yield Edge(address, emulator, database, clock)


@pytest.fixture(params=COURIERS)
async def courier(request, edge) -> AsyncIterator[Courier]:
    """Each of our couriers in turn."""
    async with COURIERS[request.param](edge.address) as found:
        yield found
