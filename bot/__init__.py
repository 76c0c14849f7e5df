"""Everything that speaks Telegram."""

from __future__ import annotations
