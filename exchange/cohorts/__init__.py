"""All visitors of a Partnership at once: what goes in, drafts, groups, ceilings."""

from __future__ import annotations
