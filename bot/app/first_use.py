"""What else is made at its first use, made when this is loaded: nobody's first answer after a death waits for it.

A parent loads it before its first child (`bot.app.reviving`), so that every child has it: aiogram's
types of an update, and what the desk's library loads when it first opens a line.
"""

from __future__ import annotations

import anyio._backends._asyncio  # noqa: F401 - the line's ground, found by its name at the first call
import httpcore  # noqa: F401 - the line itself
from aiogram.types import Update

Update.model_rebuild()
