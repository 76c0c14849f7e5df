"""A visit as its two sides see it: dates, papers, report, survey."""

from __future__ import annotations
