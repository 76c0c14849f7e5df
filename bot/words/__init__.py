"""Sentences that the desk, participants and shell share."""

from __future__ import annotations
