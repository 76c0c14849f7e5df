"""What happens by itself: a file for each family of reminders; `families` has them all."""

from __future__ import annotations
