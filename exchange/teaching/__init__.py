"""Courses for the staff of clusters: published, found, joined, held, with what came of them."""

from __future__ import annotations
