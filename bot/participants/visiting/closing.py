"""After the stay: the report and the survey."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import filling
from bot.participants import addresses as to
from bot.participants.forms import survey
from exchange.visiting import dates
from storage.tables import Side

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.addresses import Family
    from bot.conversation.talk import Talk


def begin_report(talk: Talk, number: int) -> None:
    """The report is the visitor's."""
    exchange = dates.exchange_for(talk.work, talk.person, number)
    if dates.side_in(talk.work, talk.person, exchange) is Side.VISITOR:
        filling.begin(talk, "rep", number)


def begin_survey(talk: Talk, number: int) -> None:
    """Both sides are asked how it was."""
    dates.exchange_for(talk.work, talk.person, number)
    filling.begin(talk, survey.KEY, number)


TAPS: Mapping[Family, Callable[..., None]] = {
    to.REPORT: begin_report,
    to.SURVEY: begin_survey,
}
