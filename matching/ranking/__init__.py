"""Which hosts fit a visitor, by how much, and why."""

from __future__ import annotations
