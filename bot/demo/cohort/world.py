"""Where the fictional organisations come from, as world.toml and sentences.toml beside this file say."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

_HERE = Path(__file__).parent


class Land(BaseModel):
    """A country: its share of either side, its languages (mother tongues first), legal forms."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    visitors: int
    hosts: int
    languages: tuple[str, ...]
    forms: tuple[str, ...]


class World(BaseModel):
    """What names are made of, and the countries by code."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    visitor_names: tuple[str, ...]
    host_names: tuple[str, ...]
    name_ends: tuple[str, ...]
    months: tuple[str, ...]
    stays: tuple[int, ...]
    towns: dict[str, str]
    trades: dict[str, tuple[str, ...]]
    endings: dict[str, tuple[str, ...]]
    countries: dict[str, Land]


class Sentences(BaseModel):
    """One language's sentences: who writes, what is offered and sought, what a guest will do."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    company: tuple[str, ...]
    cluster: tuple[str, ...]
    support: tuple[str, ...]
    public: tuple[str, ...]
    offer: tuple[str, ...]
    offer_more: tuple[str, ...]
    seek: tuple[str, ...]
    seek_more: tuple[str, ...]
    programme: tuple[str, ...]


@cache
def world() -> World:
    """Return the world, read once."""
    return World.model_validate(_read("world.toml"))


@cache
def sentences() -> dict[str, Sentences]:
    """Return the sentences of every language that the cohort writes, English first."""
    return {code: Sentences.model_validate(of) for code, of in _read("sentences.toml").items()}


def _read(name: str) -> dict[str, object]:
    return tomllib.loads((_HERE / name).read_text(encoding="utf-8"))
