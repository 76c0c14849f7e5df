"""What a desk writes to its people, one by one and all at once, and what they answer."""

from __future__ import annotations
