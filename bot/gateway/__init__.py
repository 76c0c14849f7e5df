"""Between our tables and Telegram: updates in, messages out, menus, figures, health."""

from __future__ import annotations
