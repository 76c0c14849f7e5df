"""After the stay: the report, what proves the stay, the survey, and what came of it later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import filling
from bot.participants import addresses as to
from exchange.people import parties
from exchange.visiting.evidence import VisitorProves
from storage.tables import Side

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.addresses import Family
    from bot.conversation.talk import Talk

REPORT, EVIDENCE, SURVEY, OUTCOMES = "rep", "prf", "sur", "out"  # their forms


def begin_report(talk: Talk, number: int) -> None:
    """The report is the visitor's."""
    exchange = parties.exchange_for(talk.work, talk.person, number)
    if parties.side_in(talk.work, talk.person, exchange) is Side.VISITOR:
        filling.begin(talk, REPORT, number)


def begin_evidence(talk: Talk, number: int) -> None:
    """The proof is the visitor's too. Raises VisitorProves."""
    exchange = parties.exchange_for(talk.work, talk.person, number)
    if parties.side_in(talk.work, talk.person, exchange) is not Side.VISITOR:
        raise VisitorProves
    filling.begin(talk, EVIDENCE, number)


def begin_survey(talk: Talk, number: int) -> None:
    """Both sides are asked how it was."""
    parties.exchange_for(talk.work, talk.person, number)
    filling.begin(talk, SURVEY, number)


def begin_outcomes(talk: Talk, number: int) -> None:
    """Both sides are asked what came of it."""
    parties.exchange_for(talk.work, talk.person, number)
    filling.begin(talk, OUTCOMES, number)


TAPS: Mapping[Family, Callable[..., None]] = {
    to.REPORT: begin_report,
    to.EVIDENCE: begin_evidence,
    to.SURVEY: begin_survey,
    to.OUTCOMES: begin_outcomes,
}
