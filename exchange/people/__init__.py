"""Who there is: people, officers, Partnerships, organisations that are one, parties."""

from __future__ import annotations
