"""The program as a whole: settings, start, running, stop."""

from __future__ import annotations
