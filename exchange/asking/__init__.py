"""Questions that people ask: which answer fits, and what their Partnership answers itself."""

from __future__ import annotations
