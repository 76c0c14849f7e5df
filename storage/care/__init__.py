"""The database looked after: copies, audit, figures, soundness, repair after a clock was set back."""

from __future__ import annotations
