"""The staff bot, for officers of Partnerships."""

from __future__ import annotations
