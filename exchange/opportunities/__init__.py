"""Funding programmes with deadlines: kept by a desk, matched to its people, at most one a week to each."""

from __future__ import annotations
