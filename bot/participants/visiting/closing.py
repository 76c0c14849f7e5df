"""After the stay: the report and the survey."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import filling
from bot.participants.forms import survey
from exchange.visiting import dates
from storage.tables import Side

if TYPE_CHECKING:
    from bot.conversation.talk import Talk


def tapped(talk: Talk, data: str) -> None:
    """Begin the report or the survey."""
    _, verb, number = data.split(":")
    exchange = dates.exchange_for(talk.work, talk.person, int(number))
    if verb == "survey":
        filling.begin(talk, survey.KEY, int(number))
    elif dates.side_in(talk.work, talk.person, exchange) is Side.VISITOR:
        filling.begin(talk, "rep", int(number))
