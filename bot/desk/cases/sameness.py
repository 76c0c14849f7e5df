"""Whether an applicant is an organisation that is known already: the question on a case's card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import Button
from bot.desk import addresses as to
from exchange.words import N_
from matching.organisations.clues import WEIGHTS, Clue
from storage.tables import Sameness

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.conversation.screens import Rows
    from bot.conversation.speech import Speech
    from exchange.desk import Case

CLUES: Mapping[Clue, str] = {
    Clue.SAME_VAT: N_("the same VAT number"),
    Clue.OTHER_VAT: N_("another VAT number"),
    Clue.SAME_DOMAIN: N_("the same web or mail domain"),
    Clue.SHARED_DOMAIN: N_("a domain that many share"),
    Clue.OTHER_DOMAIN: N_("another web or mail domain"),
    Clue.SAME_NAME: N_("the same name"),
    Clue.SHORT_FORM: N_("one name is short for the other"),
    Clue.FURTHER_WORD: N_("one name has a word more"),
    Clue.SAME_CITY: N_("the same city"),
    Clue.OTHER_CITY: N_("another city"),
    Clue.OTHER_COUNTRY: N_("another country"),
    Clue.OTHER_LEGAL_FORM: N_("another legal form"),
}
SAID = {
    Sameness.SAME: N_("Noted: the same organisation. Visits now count for both together."),
    Sameness.DIFFERENT: N_("Noted: two organisations. I will not ask about this pair again."),
}


def question(say: Speech, found: Case) -> str:
    """The likeliest open question about an applicant's organisation; nothing if there is none."""
    asked = found.question
    if asked is None:
        return ""
    known = sorted(map(Clue, asked.resemblance.clues), key=lambda one: -WEIGHTS[one])
    clues = [say(CLUES[one]) for one in known] or [say("a similar name")]
    return say(
        "🔎 The same as <b>{name}</b>, {city} (A-{number:04})? {clues}: {percent} % likely.",
        name=asked.organisation.name,
        city=say.city(asked.organisation.city, asked.organisation.country),
        number=asked.application_id,
        clues=_sentence(", ".join(clues)),
        percent=min(99, round(100 * asked.resemblance.probability)),
    )


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def visit_made(say: Speech, found: Case) -> str:
    """A warning where the applicant wants to visit and the organisation has been on its visit."""
    if not found.visit_made:
        return ""
    return say(
        "⚠️ This organisation has been on its visit, and each visits only once: it can come back "
        "as a host."
    )


def buttons(say: Speech, found: Case) -> Rows:
    """The two answers, while there is a question."""
    if found.question is None:
        return ()
    facts = (found.application.id, found.question.resemblance.id)
    same = Button(say("🟰 The same"), to.SAME(*facts))
    other = Button(say("≠ Different"), to.DIFFERENT(*facts))
    return ((same, other),)
