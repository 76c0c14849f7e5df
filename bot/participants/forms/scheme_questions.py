"""Turn a questionnaire of the scheme file into questions of a form."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bot.conversation.forms import Question
from bot.conversation.kinds.base import Option
from bot.conversation.kinds.choices import OneOf, SomeOf
from bot.conversation.kinds.options import labelled
from bot.conversation.kinds.texts import FreeText, Whole, numbers_in
from exchange.words import N_
from matching.understanding.afterwards import afterwards_told

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.conversation.kinds.base import Asked, Kind
    from exchange.scheme.questions import FormQuestion

STARS = 5
SCORES = tuple(range(11))


def as_questions(entries: Iterable[FormQuestion]) -> tuple[Question, ...]:
    """A question for each entry."""
    return tuple(
        Question(
            one.id,
            one.title,
            one.prompt,
            kind_of(one),
            optional=one.optional,
            assume=partial(_as_said_before, one.follows, one.least) if one.follows else None,
        )
        for one in entries
    )


def _as_said_before(question: str, least: int, asked: Asked) -> str | None:
    """What an earlier answer tells of this: its sentences about afterwards; all of it where none is long enough."""
    said = str(asked.answers.get(question) or "")
    told = afterwards_told(said)
    return (told if len(told) >= least else said) or None


def kind_of(entry: FormQuestion) -> Kind:
    """How an entry is asked."""
    match entry.kind:
        case "rating":
            return OneOf(_stars, width=STARS, read=_starred)
        case "score":
            return Whole(SCORES[0], SCORES[-1], SCORES)
        case "choice":
            return OneOf(lambda asked: labelled(asked, entry.options), width=1)
        case "choices":
            return SomeOf(lambda asked: labelled(asked, entry.options))
        case "yes_no":
            return OneOf(_yes_no)
    return FreeText(entry.least, entry.most)


def _stars(asked: Asked) -> Sequence[Option]:
    del asked
    return [Option(str(n), f"{n} ⭐", (str(n), "*" * n, "⭐" * n)) for n in range(1, STARS + 1)]


def _starred(typed: str) -> str | None:
    """As many stars as are typed, or told: "4 stars", "five", "5/5", "***"."""
    drawn = sum(typed.count(sign) for sign in "⭐★*🌟")
    told = numbers_in(typed) or ((drawn,) if drawn else ())
    return str(told[0]) if len(told) == 1 and 1 <= told[0] <= STARS else None


def _yes_no(asked: Asked) -> Sequence[Option]:
    return [Option("yes", asked.say(N_("Yes"))), Option("no", asked.say(N_("No")))]
