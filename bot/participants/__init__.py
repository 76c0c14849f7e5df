"""The public bot, for visitors and hosts: its kit, its commands, its screens."""

from __future__ import annotations
