"""Who comes when: visitors and hosts by the record, spread over the months in which people are won."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tests.personas.characters import CHARACTERS

FIRST = 100_000
VISITORS_TO_A_HOST = 1.8
"""As accepted in Erasmus for Young Entrepreneurs (stepc.gr)."""
FINISHING = 0.62
"""Of visitors who apply, how many are paid in the end: the others leave, fall silent, find nobody, break off."""
HOSTS_FIRST = 0.6
"""Hosts are won earlier: in this part of the time in which visitors come."""
FEWEST, DAYS_FOR_A_THOUSAND = 40, 480


@dataclass(frozen=True)
class Comer:
    """Somebody who opens the bot on a day."""

    day: int
    number: int
    character: str
    role: str
    rng: Random


def season(size: int) -> int:
    """The days in which people come: sixteen months for a thousand exchanges, as the pilot had; fewer for fewer."""
    return max(FEWEST, round(DAYS_FOR_A_THOUSAND * min(1.0, size / 1000)))


def comers(size: int, seed: int) -> dict[int, list[Comer]]:
    """By day, whoever comes so that about so many exchanges are paid; the same for a seed each time."""
    visitors = round(size / FINISHING)
    hosts = round(visitors / VISITORS_TO_A_HOST)
    days = season(size)
    found: dict[int, list[Comer]] = {}
    for at, role in enumerate(["host"] * hosts + ["visitor"] * visitors):
        rng = Random(f"{seed}:comer:{at}")  # noqa: S311 - no secret
        day = int(rng.random() * days * (HOSTS_FIRST if role == "host" else 1))
        one = Comer(day, FIRST + at, list(CHARACTERS)[at % len(CHARACTERS)], role, rng)
        found.setdefault(day, []).append(one)
    return found
