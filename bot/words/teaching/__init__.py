"""Courses in the words that participants and desk share, and what whoever gives them does in both bots."""

from __future__ import annotations
