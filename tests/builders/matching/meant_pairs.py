"""Problems of visitors, hosts who can help, and hosts who use the same words in another sense."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

_DATA = Path(__file__).parent / "data"


class MeantPair(NamedTuple):
    """A need, an offer that answers to it, and a trap: each after the code of its language."""

    need_language: str
    need: str
    offer_language: str
    offer: str
    trap_language: str
    trap: str


@cache
def pairs() -> tuple[MeantPair, ...]:
    """64 of them, in 24 languages; need and offer are never in the same one."""
    return _read("meant_pairs.txt")


@cache
def fresh_pairs() -> tuple[MeantPair, ...]:
    """40 others that nothing was fitted to."""
    return _read("fresh_pairs.txt")


@cache
def plain_pairs() -> tuple[MeantPair, ...]:
    """40 more that nothing was fitted to; the third is no trap, but a host of the trade with another offer."""
    return _read("plain_pairs.txt")


@cache
def newer_pairs() -> tuple[MeantPair, ...]:
    """40 more, written when all was done and fitted, in 24 languages."""
    return _read("newer_pairs.txt")


@cache
def told_pairs() -> tuple[MeantPair, ...]:
    """40 in two sentences or three, as firms write in a form."""
    return _read("told_pairs.txt")


@cache
def told_again_pairs() -> tuple[MeantPair, ...]:
    """40 more of that kind, written when all was fitted."""
    return _read("told_again_pairs.txt")


def _read(name: str) -> tuple[MeantPair, ...]:
    lines = (_DATA / name).read_text(encoding="utf-8").splitlines()
    return tuple(MeantPair(*line.split(" | ")) for line in lines if not line.startswith("#"))
