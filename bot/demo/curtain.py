"""The demo's beginning: its page at once, and everything that takes time behind it."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import signal
import tempfile
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console

from bot.demo.apart import apart
from bot.demo.yours import DESK_BOT, PARTICIPANTS_BOT, YOU, YOUR_OFFICER, YOURS
from bot.emulator.server import Emulator
from bot.wall_clock import WallClock
from bot.wrong_starts import PortForbidden, PortTaken

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from datetime import datetime, timedelta

    from bot.demo.walking import Stage

OUR_OWN = "clusterxchange"
OPEN = f"?open={YOU}:{PARTICIPANTS_BOT.username},{YOUR_OFFICER}:{DESK_BOT.username}"
REFUSED = {errno.EACCES, errno.EPERM}

console = Console()


@dataclass
class Curtain:
    """The page's side of a demo, which is there before the bots are."""

    autopilot: bool
    clock: WallClock = field(default_factory=WallClock)
    _stage: asyncio.Future[Stage] = field(default_factory=asyncio.Future)

    def __post_init__(self) -> None:
        self.emulator = Emulator(
            [PARTICIPANTS_BOT, DESK_BOT],
            clock=self.clock,
            on_advance=self._advance,
            on_autopilot=self._switch,
            awake=False,
        )
        self.emulator.stage.autopilot = self.autopilot
        for one in YOURS:
            self.emulator.world.add_person(dict(one))

    async def _advance(self, step: timedelta) -> datetime:
        stage = await asyncio.shield(self._stage)  # whoever is early waits
        return await stage.advance(step)

    async def _switch(self, on: bool) -> None:  # noqa: FBT001 - the switch of the page
        self.autopilot = on
        if self._stage.done():
            self._stage.result().autopilot.switch(on=on)

    def rise(self, stage: Stage) -> None:
        """The bots are awake: the page hears it, and what it asked for is done."""
        stage.autopilot.switch(on=self.autopilot)
        self._stage.set_result(stage)
        self.emulator.wake()


async def play(scheme_name: str, port: int, autopilot: bool) -> None:  # noqa: FBT001
    """Play until stopped. Raises PortTaken, PortForbidden, and what the stage raises."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(number, stop.set)
    with tempfile.TemporaryDirectory(prefix="cxc-demo-", ignore_cleanup_errors=True) as folder:
        url = f"sqlite:///{Path(folder) / 'demo.sqlite'}"
        played = _play(shown(scheme_name), url, port, Curtain(autopilot))
        playing = asyncio.create_task(played)
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait([playing, stopping], return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        playing.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await playing


def shown(scheme_name: str) -> str:
    """The call that the demo plays: what is shipped as our own is shown with half days online beside."""
    with_all = Path(__file__).with_name(f"{scheme_name}.toml")
    return str(with_all) if scheme_name == OUR_OWN else scheme_name


async def _play(scheme_name: str, url: str, port: int, curtain: Curtain) -> None:
    async with opened(scheme_name, url, port, curtain):
        console.print("  The bots are awake.\n", highlight=False)
        await asyncio.Event().wait()


@asynccontextmanager
async def opened(
    scheme_name: str, database_url: str, port: int, curtain: Curtain
) -> AsyncIterator[Stage]:
    """The demo running, both bots awake; its page is there from the beginning."""
    try:
        async with curtain.emulator.serve("127.0.0.1", port) as address:
            _announce(f"{address}/{OPEN}")
            raised = await apart(_load_stage)
            async with raised(
                scheme_name, database_url, address, curtain.clock, curtain.emulator
            ) as stage:
                curtain.rise(stage)
                yield stage
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortTaken(port=port, other=port + 10) from error
        if error.errno in REFUSED and 0 < port < 1024:  # noqa: PLR2004 - those of the system
            raise PortForbidden(port=port, other=8000 + port) from error
        raise


def _load_stage() -> Callable[..., Any]:
    # Both libraries and the matcher: what takes the seconds that the page does not wait for.
    from bot.demo.stage import raised  # noqa: PLC0415

    return raised


def _announce(page: str) -> None:
    console.print(
        "\n[bold]ClusterXchange demo[/] – a programme with invented people, on your machine only.\n"
    )
    console.print(f"  Open  [link={page}]{page}[/link]\n", soft_wrap=True, highlight=False)
    console.print(
        "  Left you are a visitor: send /start. Right you are an officer.\n"
        "  Everybody else answers by autopilot; the bar at the top moves the clock.\n"
        "  Ctrl-C ends the demo and forgets everything.\n\n"
        "  The bots are waking; what you write meanwhile, they answer then.",
        highlight=False,
    )
