"""Partners without travel in chat: searched for, introduced, and what they do together."""

from __future__ import annotations
