"""Sentences that desk, participants and shell share: reasons, obstacles, states, answers."""

from __future__ import annotations
