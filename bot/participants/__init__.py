"""The public bot, for visitors and hosts."""

from __future__ import annotations
