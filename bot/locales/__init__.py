"""The words people read, one catalogue per language; English is in the source itself."""

from __future__ import annotations
