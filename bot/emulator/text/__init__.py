"""Formatted text, entities, links and keyboards, checked as Telegram does."""

from __future__ import annotations
