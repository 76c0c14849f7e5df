"""One application at the desk, and what waits."""

from __future__ import annotations
