"""What may follow what, and the cards that are settled by it."""

from __future__ import annotations
