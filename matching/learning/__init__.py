"""Weights fitted to the answers that people gave."""

from __future__ import annotations
