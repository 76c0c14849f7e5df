"""What else is made at its first use, made when this is loaded: nobody's first answer after a death waits for it.

A parent loads it before its first child (`bot.app.reviving`), so that every child has it: aiogram's
types of an update, and what the desk's library loads when it first opens a line.
"""

from __future__ import annotations

import importlib
from contextlib import suppress

from aiogram.types import Update

LINES = ("httpcore", "anyio._backends._asyncio")
"""By name, as the library does it: in another version of it they may be others, and nothing is lost but time."""

for name in LINES:
    with suppress(ImportError):
        importlib.import_module(name)
Update.model_rebuild()
