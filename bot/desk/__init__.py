"""The staff bot, for officers of Partnerships: its kit, its commands, its screens."""

from __future__ import annotations
