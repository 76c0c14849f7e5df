"""Courses in chat: found and joined by the staff of clusters, published and looked after by those who give them."""

from __future__ import annotations
