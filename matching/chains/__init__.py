"""Value chains: who supplies, makes, uses and supports; partners who complete one, and groups that cover it."""

from __future__ import annotations
