"""What whoever plays may turn: the world's clock and its autopilot."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime, timedelta

    from bot.emulator.world.world import World


@dataclass
class Stage:
    """A world, and the knobs that it has: without `on_advance` its clock does not move."""

    world: World
    on_advance: Callable[[timedelta], Awaitable[datetime]] | None = None
    on_autopilot: Callable[[bool], Awaitable[None]] | None = None
    autopilot: bool = False
    awake: asyncio.Event = field(default_factory=asyncio.Event)  # the bots are there
