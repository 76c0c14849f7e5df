"""The database itself: opening, transactions, group commit, wake-ups, schema."""

from __future__ import annotations
