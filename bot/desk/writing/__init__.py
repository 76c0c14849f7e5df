"""Writing to people: to one of a case, to all who stand somewhere."""

from __future__ import annotations
