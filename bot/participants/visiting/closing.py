"""After the stay: the report, what proves the stay, and the survey."""

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

REPORT, EVIDENCE, SURVEY = "rep", "prf", "sur"  # their forms


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


TAPS: Mapping[Family, Callable[..., None]] = {
    to.REPORT: begin_report,
    to.EVIDENCE: begin_evidence,
    to.SURVEY: begin_survey,
}
