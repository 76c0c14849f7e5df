"""Partners without travel: searched for in a value chain, introduced where both agree, and what they do together."""

from __future__ import annotations
