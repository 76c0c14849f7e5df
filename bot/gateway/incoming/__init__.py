"""Updates in: received, kept, worked off."""

from __future__ import annotations
