"""What a Partnership answers for: progress, money, papers for accountants and for the agency."""

from __future__ import annotations
