"""A survey after a stay: both sides are asked, and reminded until they have answered."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlmodel import select

from exchange.notices import Reminding
from exchange.people.parties import person_on
from exchange.people.people import has_left
from exchange.rows import row_id
from exchange.states import AFTER_STAY
from exchange.timing.hours import hour_of_party, reading_time
from exchange.timing.reminder import Days, Family, Kind
from storage.tables import DueOutcome, Exchange, Side, SurveyReply

if TYPE_CHECKING:
    from exchange.work import Work
    from storage.tables import Due

SURVEY_OPEN = Reminding("survey.open")  # subject: an exchange; side
SURVEY_REMINDER = Reminding("survey.reminder")  # subject: an exchange; side, round


def plan_survey(work: Work, exchange: Exchange) -> None:
    """Open the survey for both sides soon after the stay, and remind each side of it."""
    (open_days,) = work.scheme.reminding_days(SURVEY_OPEN)
    for side in Side:
        person = person_on(work, exchange, side)
        opening = reading_time(work, work.now + timedelta(days=open_days), person)
        key = f"exchange:{exchange.id}:survey:{side.value}"
        facts = {"side": side.value}
        work.schedule(SURVEY_OPEN, row_id(exchange), opening, key=f"{key}:open", **facts)
        for number, days in enumerate(work.scheme.reminding_days(SURVEY_REMINDER), start=1):
            due_at = reading_time(work, opening + timedelta(days=days), person)
            own = {"key": f"{key}:{number}", "side": side.value}
            work.schedule(SURVEY_REMINDER, row_id(exchange), due_at, **own, round=number)


def strike_survey(work: Work, exchange: Exchange) -> None:
    """Nobody needs to be reminded of it."""
    for kind in (SURVEY_OPEN, SURVEY_REMINDER):
        work.unschedule(kind, row_id(exchange))


def reply_of(work: Work, exchange: Exchange, side: Side, round_: int = 0) -> SurveyReply | None:
    """One side's reply, if it came: to the survey after the stay, or to a later round."""
    query = select(SurveyReply).where(
        SurveyReply.exchange_id == exchange.id,
        SurveyReply.side == side,
        SurveyReply.round == round_,
    )
    return work.session.exec(query).first()


def _ask(work: Work, due: Due) -> DueOutcome:
    return _ask_to_answer(work, due, SURVEY_OPEN)


def _remind(work: Work, due: Due) -> DueOutcome:
    return _ask_to_answer(work, due, SURVEY_REMINDER, round=due.facts["round"])


def _ask_to_answer(work: Work, due: Due, notice: Reminding, **facts: object) -> DueOutcome:
    exchange, side = work.load(Exchange, due.subject), Side(due.facts["side"])
    if exchange.state not in AFTER_STAY or reply_of(work, exchange, side):
        return DueOutcome.NOT_NEEDED
    reader = person_on(work, exchange, side)
    if has_left(work, row_id(reader)):
        return DueOutcome.NOT_NEEDED  # no payment needs it
    work.tell(reader, notice, key=due.key, exchange=exchange.id, **facts)
    return DueOutcome.DONE


FAMILIES = (
    Family(
        (
            Kind(SURVEY_OPEN, hour_of_party, _ask, Days.ONE),
            Kind(SURVEY_REMINDER, hour_of_party, _remind),
        ),
        said_again=(SURVEY_REMINDER,),
        said_once=(SURVEY_OPEN,),
        about_exchanges=True,
    ),
)
