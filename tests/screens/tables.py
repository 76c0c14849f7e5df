"""What both bots can be told and can tell, read in one place from their own tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.desk import answers as desk_answers
from bot.desk.notices import RENDERERS as DESK_NOTICES
from bot.participants import answers as participants_answers
from bot.participants.notices import RENDERERS as PARTICIPANTS_NOTICES
from exchange.work import DESK, PARTICIPANTS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.forms import Form
    from bot.conversation.talk import Talk


@dataclass(frozen=True)
class Bot:
    """One bot: how it answers, what it asks, what it tells by itself, what can be typed and tapped."""

    answer: Callable[[Talk], None]
    forms: Mapping[str, Form]
    notices: Mapping[str, Any]
    commands: frozenset[str]
    taps: frozenset[str]


BOTS: Mapping[str, Bot] = {
    PARTICIPANTS: Bot(
        participants_answers.answer,
        participants_answers.FORMS,
        PARTICIPANTS_NOTICES,
        frozenset(participants_answers.COMMANDS),
        frozenset(participants_answers.TAPS),
    ),
    DESK: Bot(
        desk_answers.answer,
        desk_answers.FORMS,
        DESK_NOTICES,
        frozenset(desk_answers.COMMANDS),
        frozenset(desk_answers.TAPS),
    ),
}


def kind_of_address(data: str) -> str:
    """What a button does, without the numbers it does it with: `x:dates:7` is `x:dates`.

    A form's button is told by its form, its question and what it does there.
    """
    head, *rest = data.split(":")
    if head == "f":
        form, question, verb = rest[:3]
        return f"f:{form.partition('.')[0]}:{question}:{verb}"
    words = [one for one in rest[:1] if not any(map(str.isdigit, one))]
    return ":".join([head, *words])
