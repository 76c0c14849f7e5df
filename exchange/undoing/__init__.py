"""Decisions of a desk taken back while nobody has acted on them: which, how, and what counts as acting."""

from __future__ import annotations
