"""Who there is: people, officers, Partnerships and their clusters, organisations that are one, parties of an exchange."""

from __future__ import annotations
