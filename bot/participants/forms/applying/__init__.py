"""The application: its questions, what a paragraph answers of them, and what people correct in it."""

from __future__ import annotations
