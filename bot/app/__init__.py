"""The program as a whole: settings, log, start, running, stop."""

from __future__ import annotations
