"""Hosts for many at once: cohorts, groups, quotas, shortage, what-if, learning."""

from __future__ import annotations
