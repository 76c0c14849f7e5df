"""What is typed at the desk without a stroke: words that do what buttons do."""

from __future__ import annotations
