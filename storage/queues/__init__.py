"""What waits to be done: updates in, messages out, due rows, and who holds what."""

from __future__ import annotations
