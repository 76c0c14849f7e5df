"""Everything that speaks Telegram."""

from __future__ import annotations

from bot.aiogram_types import build_when_used

build_when_used()  # before anything of ours imports aiogram
