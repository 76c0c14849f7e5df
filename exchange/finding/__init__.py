"""Hosts for a visitor: who can be reached, who still looks, what few hosts are due to."""

from __future__ import annotations
