"""The database looked after: copies, audit, figures, soundness, clock repair."""

from __future__ import annotations
