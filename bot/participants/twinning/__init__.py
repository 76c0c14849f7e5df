"""Twinning in chat, for those who speak for a cluster: its profile, who fits it, and what two of them do together."""

from __future__ import annotations
