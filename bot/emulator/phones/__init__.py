"""The people's side: what telephones do and see."""

from __future__ import annotations
