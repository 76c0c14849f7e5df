"""Hosts that fit, why, wishes widened, invitations."""

from __future__ import annotations
