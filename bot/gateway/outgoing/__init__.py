"""Messages out: sent, settled, tried again."""

from __future__ import annotations
