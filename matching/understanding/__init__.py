"""What a person tells about themselves, read out of their own words."""

from __future__ import annotations
