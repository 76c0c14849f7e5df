"""Ways to the optimum, and the proof that it is one."""

from __future__ import annotations
