"""What is kept about people: shown to them, handed out, deleted, and for how long it is kept."""

from __future__ import annotations
