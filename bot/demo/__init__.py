"""The demo: a programme whose members and people are all invented."""

from __future__ import annotations
