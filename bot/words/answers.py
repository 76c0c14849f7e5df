"""What an applicant answered, in words: for any field of the list, by what its ids stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.conversation.screens import clip
from matching.topics.vocabulary import topic_label
from storage.tables import ANSWERS, Shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.speech import Speech
    from exchange.scheme.call import Scheme
    from storage.tables import Answer, Application, Organisation

DECIDED_ON = {"size", "goals", "months"}
LONGEST = 400
"""Characters of an answer on a card."""

NAMED_BY: Mapping[str, Callable[[Speech, Scheme, str], str]] = {
    "organisation_types": lambda say, scheme, one: say(scheme.organisation_type(one).label),
    "countries": lambda say, _scheme, one: say.country(one),
    "languages": lambda say, _scheme, one: say.tongue(one),
    "months": lambda say, _scheme, one: say.month(one),
    "topics": lambda say, _scheme, one: topic_label(one, say.language),
}


def own_lines(
    say: Speech, scheme: Scheme, application: Application, organisation: Organisation
) -> list[str]:
    """The answers that have a line of their own on the card, those that are decided on first; none for what was not told."""
    lines = [one for one in ANSWERS if Shown.LINE in one.shown]
    told = (
        (one, answer_words(say, scheme, one, one.value(application, organisation)))
        for one in sorted(lines, key=lambda one: one.name not in DECIDED_ON)
    )
    return [
        say("<b>{title}:</b> {text}", title=say(one.title), text=clip(text, LONGEST))
        for one, text in told
        if text
    ]


def answer_words(say: Speech, scheme: Scheme, answer: Answer, value: Any) -> str:
    """An answer as people read it; empty for what was not told."""
    if not answer.of:
        return "" if value is None else str(value)
    ids = value if answer.several else [value] if value else []
    return ", ".join(_named(say, scheme, answer.of, one) for one in ids)


def _named(say: Speech, scheme: Scheme, of: str, one: str) -> str:
    if of in NAMED_BY:
        return NAMED_BY[of](say, scheme, one)
    return say(scheme.option(of, one).label)
