"""The side that somebody must mean who does not say it: who seeks something abroad, or for a week, goes there."""

from __future__ import annotations

from matching.understanding.reading import understand
from matching.understanding.sides import Side, names_a_side, side_wished

_ENOUGH = 600
"""Letters in which people say what they are after; to read more would keep others waiting."""


def side_meant(text: str) -> Side | None:
    """Return the side that a text wishes for in so many words, else the one that follows from what it seeks.

    Whoever seeks something and names countries or a length of stay would travel; nothing follows where guests,
    visitors or hosts are spoken of.
    """
    text = text[:_ENOUGH]
    if said := side_wished(text):
        return said
    if names_a_side(text):
        return None
    told = understand(text)
    return "visitor" if told.seeks and (told.wished or told.working_days) else None
