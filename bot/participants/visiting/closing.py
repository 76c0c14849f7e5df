"""After the stay: the report and the survey."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import filling
from exchange.visiting import dates
from storage.tables import Side

if TYPE_CHECKING:
    from bot.conversation.talk import Talk

REPORT, SURVEY = "rep", "sur"  # their forms


def tapped(talk: Talk, data: str) -> None:
    """Begin the report or the survey."""
    _, verb, number = data.split(":")
    exchange = dates.exchange_for(talk.work, talk.person, int(number))
    if verb == "survey":
        filling.begin(talk, SURVEY, int(number))
    elif dates.side_in(talk.work, talk.person, exchange) is Side.VISITOR:
        filling.begin(talk, REPORT, int(number))
