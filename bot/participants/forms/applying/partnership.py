"""Which Partnership the application goes to: proposed with its reason, and changed by one tap before it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.conversation.forms import Question
from bot.conversation.kinds.base import Option
from bot.conversation.kinds.choices import OneOf
from bot.participants.forms.applying import by_link
from exchange.people.choosing import Because, Choice, Seeker, choices, sides_of
from exchange.rows import row_id
from exchange.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.conversation.kinds.base import Asked
    from bot.conversation.speech import Speech

PARTNERSHIP = "partnership_id"
WHY: Mapping[Because, str] = {
    Because.ITSELF: N_("{name}: you are part of it"),
    Because.CLUSTER: N_("{name}: your cluster’s"),
    Because.SECTOR_AND_PLACE: N_("{name}: sector and country"),
    Because.SECTOR: N_("{name}: your sector"),
    Because.PLACE: N_("{name}: in your country"),
    Because.ROOM: N_("{name}"),
}


def question() -> Question:
    """Nobody is asked it: the most fitting is taken, marked as such, unless they say otherwise."""
    return Question(
        PARTNERSHIP,
        N_("Partnership"),
        N_("Which Partnership shall look after you? It reviews your application, signs and pays."),
        OneOf(_options, width=1),
        applies=lambda answers: bool(answers.get("ecosystems") and answers.get("country")),
        assume=_best,
        called=N_("partnership, consortium"),
    )


def _seeker(answers: Mapping[str, Any]) -> Seeker:
    cluster = str(answers.get("cluster", ""))
    return Seeker(
        organisation_type=str(answers.get("organisation_type", "")),
        sides=sides_of(str(answers.get("role", ""))),
        country=str(answers.get("country", "")),
        ecosystems=tuple(answers.get("ecosystems") or ()),
        cluster_id=int(cluster) if cluster.isdigit() else None,
        name=str(answers.get("organisation_name", "")),
    )


def _options(asked: Asked) -> Sequence[Option]:
    """Every Partnership that takes them, the most fitting first, each with its reason."""
    found = choices(asked.talk.work, _seeker(asked.answers))
    return [Option(str(one.partnership.id), _label(asked.say, one)) for one in found]


def _label(say: Speech, one: Choice) -> str:
    return str(say(WHY[one.because], name=one.partnership.name))


def _best(asked: Asked) -> str | None:
    """That of their cluster; else that by whose link they came, if it takes them; else the most fitting."""
    found = choices(asked.talk.work, _seeker(asked.answers))
    numbers = [str(row_id(one.partnership)) for one in found]
    if not found or found[0].because in {Because.ITSELF, Because.CLUSTER}:
        return next(iter(numbers), None)
    its = by_link.partnership(asked)
    return its if its in numbers else numbers[0]
