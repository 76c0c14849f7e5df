"""Which organisations are one, however their names are written."""

from __future__ import annotations
