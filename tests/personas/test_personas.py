"""One of each character applies: nobody is stuck, nothing they said is lost, and nobody is asked twice.

`make personas` plays hundreds (docs/conversation.md).
"""

from __future__ import annotations

import os
from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.builders.bots.town import open_town
from tests.builders.databases import fresh
from tests.personas.accounts import faults
from tests.personas.characters import CHARACTERS
from tests.personas.crowd import play
from tests.personas.lives import HOMES, live
from tests.sizes import SIZES

if TYPE_CHECKING:
    from collections.abc import Callable

PEOPLE = int(os.environ.get("PEOPLE") or SIZES.personas)


@pytest.mark.proofs
@pytest.mark.long
async def test_whoever_wants_to_apply_does(
    tmp_path, record_property: Callable[[str, object], None]
) -> None:
    """People of every character, from /start to the application that is sent."""
    with fresh("sqlite", tmp_path) as url:
        async with open_town(url) as town:
            players = await play(town, PEOPLE)
    record_property(
        "accounts",
        f"personas: {len(players)} people, actions {sorted(one.course.actions for one in players)}",
    )
    told = [
        faults(one) for one in players if one.course.stuck or one.course.lost or one.course.repeated
    ]
    assert told == []
    assert sum(len(one.course.not_understood) for one in players) <= len(players) / 4


async def test_some_of_them_apply(tmp_path) -> None:
    """Those who do most of what others do not, in every run of the tests."""
    with fresh("sqlite", tmp_path) as url:
        async with open_town(url) as town:
            players = [
                one
                for name in ("in sentences", "says yes")
                for one in await play(town, len(CHARACTERS), only=name)
            ]
    assert [
        faults(one) for one in players if one.course.stuck or one.course.lost or one.course.repeated
    ] == []


def test_everybody_is_somebody_else() -> None:
    """By number and chance; of each language that there is somebody may come."""
    lives = [live(number, Random(number)) for number in range(200)]  # noqa: S311 - no secret
    assert {one.speaks for one in lives} == {one.language for one in HOMES}
    assert len({one.truth["email"] for one in lives}) == len(lives)
    assert all(one.words[question] for one in lives for question in one.truth)
