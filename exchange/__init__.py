"""The scheme itself: its rules, and the use cases on them."""

from __future__ import annotations
