"""Updates in, messages out."""

from __future__ import annotations
