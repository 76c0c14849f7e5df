"""All visitors of a Partnership at once: what goes in, drafts, groups, quotas, ceilings."""

from __future__ import annotations
