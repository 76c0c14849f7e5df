"""A process of the programme: the real house in its roles, on the clock that all share."""

from __future__ import annotations

import asyncio
import logging
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.app.house import House
from bot.app.running import run_until_stopped
from bot.app.settings import ProcessRole
from exchange.scheme.call import load_scheme
from matching.words.encoder import use_encoder
from storage.engine.database import open_database
from storage.queues.pace import Allowance, Rate
from tests.builders.bots.town import PUBLIC, STAFF
from tests.builders.databases import wait_for_no_disk
from tests.year.shared_clock import SharedClock

if TYPE_CHECKING:
    from collections.abc import Sequence

LOOK = 0.004
AT_ONCE = Allowance(*(Rate(1000, 1000),) * 4)
"""While people act the clock goes as ours does: a message a second to each chat would be waited for in our seconds."""


@dataclass(frozen=True)
class Address:
    """What a process must know: database, Telegram, the clock's file, the list of the erased, call, roles."""

    database: str
    telegram: str
    clock: str
    erased: str
    call: str
    roles: str

    def words(self) -> list[str]:
        """The command line that begins it."""
        given = (self.database, self.telegram, self.clock, self.erased, self.call, self.roles)
        return [sys.executable, "-m", __name__, *given]


def house_at(address: Address, clock: SharedClock) -> House:
    """The house of those roles."""
    return House(
        open_database(address.database),
        load_scheme(address.call),
        address.telegram,
        PUBLIC.token,
        STAFF.token,
        clock,
        roles=frozenset(map(ProcessRole, address.roles.split())),
        allowance=AT_ONCE,
        erased=Path(address.erased),
    )


async def follow(house: House, clock: SharedClock) -> None:
    """Look at what is due whenever the clock was moved, for ever."""
    seen = -1
    while True:
        while clock.moves == seen:  # noqa: ASYNC110 - another process moves it
            await asyncio.sleep(LOOK)
        seen = clock.moves
        if ProcessRole.SCHEDULER in house.roles:
            await house.tick()
            clock.tick(seen)
        house.database.wakeups.wake_all()


async def main(address: Address) -> None:
    """Run until stopped, or killed."""
    clock = SharedClock(Path(address.clock))
    house = house_at(address, clock)
    following = asyncio.create_task(follow(house, clock))
    await run_until_stopped(house)
    following.cancel()


def begin(given: Sequence[str]) -> None:
    """As `Address.words` says."""
    logging.basicConfig(level=logging.WARNING)
    use_encoder(None)
    wait_for_no_disk()
    asyncio.run(main(Address(*given)))


if __name__ == "__main__":
    begin(sys.argv[1:])
