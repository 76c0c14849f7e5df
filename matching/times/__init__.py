"""When: dates, months, seasons, weeks and lengths, read from what people write in any language."""

from __future__ import annotations
