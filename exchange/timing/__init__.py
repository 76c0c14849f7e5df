"""What happens by itself: a file for each family of reminders, and `families` with all of them."""

from __future__ import annotations
