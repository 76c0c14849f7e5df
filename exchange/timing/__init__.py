"""What happens by itself: planned here as rows that come due."""

from __future__ import annotations
