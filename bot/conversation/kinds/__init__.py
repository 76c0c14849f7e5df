"""Kinds of question: how each is asked and how an answer is understood."""

from __future__ import annotations
