"""Letters, words and names: how they are written, and which of them are the same."""

from __future__ import annotations
