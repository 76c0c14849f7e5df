"""What the emulated Telegram knows: chats, people, messages, files, faults."""

from __future__ import annotations
