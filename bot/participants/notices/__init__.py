"""What the participants' bot says by itself."""

from __future__ import annotations
