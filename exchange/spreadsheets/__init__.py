"""Profiles from tables, matched without a database."""

from __future__ import annotations
