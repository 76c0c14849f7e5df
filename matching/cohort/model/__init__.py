"""The assignment as a problem: candidates, demand, network, what may come out."""

from __future__ import annotations
