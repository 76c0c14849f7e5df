"""What it took all of them: the table that `docs/conversation.md` shows, and the worst transcripts."""

from __future__ import annotations

from statistics import median, quantiles
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.personas.player import Player

WORST = 5


def table(players: Sequence[Player]) -> str:
    """A row for each way of applying, and one for all; actions are messages and taps, /start and the last tap included."""
    groups = {
        "visitors": [one for one in players if not one.life.hosts],
        "hosts": [one for one in players if one.life.hosts],
        "with a paragraph": [one for one in players if paragraph(one)],
        "without one": [one for one in players if not paragraph(one)],
        "all": list(players),
    }
    head = "| | people | sent | stuck | lost answers | actions: median | 90 % | repeated questions each | not understood each |"
    line = "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    return "\n".join([head, line, *(row(name, found) for name, found in groups.items() if found)])


def paragraph(one: Player) -> bool:
    """Whether they told it all at once."""
    return bool(one.course.asked["read"])


def row(name: str, players: Sequence[Player]) -> str:
    """One row of the table."""
    courses = [one.course for one in players]
    actions = [one.actions for one in courses]
    figures = (
        len(courses),
        sum(not one.stuck for one in courses),
        sum(bool(one.stuck) for one in courses),
        sum(len(one.lost) for one in courses),
        f"{median(actions):.0f}",
        f"{quantiles(actions, n=10)[-1]:.0f}" if len(actions) > 1 else actions[0],
        f"{sum(len(one.repeated) for one in courses) / len(courses):.2f}",
        f"{sum(len(one.not_understood) for one in courses) / len(courses):.2f}",
    )
    return f"| {name} | {' | '.join(map(str, figures))} |"


def faults(one: Player) -> str:
    """What went wrong with somebody, in a line; nothing if all went well."""
    course = one.course
    told = [
        *([f"stuck {course.stuck}"] if course.stuck else []),
        *(f"lost {what}" for what in course.lost),
        *(f"again {what}" for what in course.repeated),
        *(f"not understood {what}" for what in course.not_understood),
    ]
    who = f"{one.life.number} {one.name} ({one.life.speaks}, {one.life.role})"
    return f"{who}: {'; '.join(told)}" if told else ""


def worst(players: Sequence[Player], count: int = WORST) -> list[str]:
    """The transcripts of those with whom it went worst."""
    found = sorted(players, key=lambda one: -one.course.badness)[:count]
    return [
        f"=== {one.life.number} {one.name} ({one.life.speaks}, {one.life.role})\n"
        + "\n".join(one.course.said)
        for one in found
    ]
