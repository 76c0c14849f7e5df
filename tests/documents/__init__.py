"""What the documents show and promise, made from the program and held to it."""

from __future__ import annotations
