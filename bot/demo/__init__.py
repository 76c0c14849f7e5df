"""The demo: a programme whose members and people are all invented, and who plays them."""

from __future__ import annotations
