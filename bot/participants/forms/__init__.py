"""The forms that participants fill in."""

from __future__ import annotations
