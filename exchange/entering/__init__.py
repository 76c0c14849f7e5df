"""Applications that a desk enters for people, by telephone and from tables, until they take them over."""

from __future__ import annotations
