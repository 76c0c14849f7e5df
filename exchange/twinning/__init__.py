"""Standing partnerships of two clusters: profiles, proposals, what they do together, and what comes of it."""

from __future__ import annotations
