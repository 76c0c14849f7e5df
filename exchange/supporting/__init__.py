"""Services of clusters and scaling-up bodies for companies: published, found, requested, answered, counted."""

from __future__ import annotations
