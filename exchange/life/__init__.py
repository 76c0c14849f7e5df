"""What may follow what."""

from __future__ import annotations
