"""Exchanges that the demo's members have behind them or before them, so that figures show something."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from sqlmodel import col, select

from bot.demo import proofs
from exchange.people import officers
from exchange.people.calls import of_this_call
from exchange.proposing import proposals
from exchange.rows import row_id
from exchange.visiting import agreements, closing, commitments, course, dates, paying, surveys
from storage.tables import Application, Exchange, ExchangeState, Organisation, Person

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from exchange.work import Work
    from storage.tables import Officer

FRIDAY = 4
WEEK = 5  # working days
LEAD_DAYS = 35  # from the invitation to the first day of a stay
PAPER = {
    "goals": "Learn how the other works, and find one product that we can make together.",
    "objectives": "A sample made together.\nA price for a first series.\nA list of open questions.",
    "agenda": "Day 1: tour. Days 2 and 3: trials. Day 4: customers. Day 5: figures and next steps.",
    "outcomes": "A first joint order for both, and a proposal for a project within the year.",
}
REPORT = {
    "done": "Monday tour, Tuesday and Wednesday trials, Thursday two customers, Friday figures.",
    "results": "The sample is made and tested, and a price is agreed for a first series.",
    "follow_up": "A call every month and a return visit in spring.",
    "recommend": "yes",
    "story": "yes",
}
VISITOR_SURVEY = {
    "overall": 5,
    "goals_met": 4,
    "host_care": 5,
    "gained": ["contacts", "market", "project"],
    "support": 4,
    "recommend": 9,
    "better": "More time between the days for notes.",
}
HOST_SURVEY = {
    "overall": 5,
    "goals_met": 5,
    "visitor_prep": 4,
    "gained": ["contacts", "business"],
    "support": 5,
    "again": "yes",
}


@dataclass(frozen=True)
class Episode:
    """One exchange: its stay begins on the Monday so many weeks from this one."""

    visitor: str
    host: str
    weeks: int
    reached: ExchangeState
    last_day: int = FRIDAY  # days after the first


EPISODES = (
    Episode("Tkalcovna Lipnova", "Tecelagem Ribalva", -9, ExchangeState.PAID),
    Episode("Wiślanka Medtech", "Fjordlys Velfærd", -1, ExchangeState.DONE),
    Episode(
        "Zielonurt Energia", "Dalasken Energi", 0, ExchangeState.UNDER_WAY, last_day=FRIDAY + 7
    ),
    Episode("Frantoio Murgialta", "Empaques Montserena", 3, ExchangeState.READY),
    # What waits at the newcomer's own desk: a signature, a report, a payment.
    Episode("Atelier Vale Azul", "Filatura Ombrosa", 4, ExchangeState.SIGNING),
    Episode("Rilenka Knit", "Telares Montoria", -1, ExchangeState.REPORTED),
    Episode("Aksuna Keten Atölyesi", "Nyhavra Butikslab", -2, ExchangeState.VALIDATED),
)
REPORTED = {ExchangeState.REPORTED, ExchangeState.VALIDATED, ExchangeState.PAID}


@dataclass(frozen=True)
class Pair:
    """Both people of an exchange, the officers of their Partnerships, and the days of its stay."""

    visitor: Person
    host: Person
    exchange: Exchange
    vop: Officer
    hop: Officer
    starts: date
    ends: date

    @property
    def id(self) -> int:
        """The exchange's number."""
        return row_id(self.exchange)


def seed_exchanges(work: Work, staff: Mapping[int, Officer]) -> None:
    """Lead every episode to its state, each step on its own day; officers by Partnership id."""
    there = members_there(work)
    for episode in EPISODES:
        if not possible(there, episode):
            continue
        pair = begin(work, staff, episode)
        agree_and_sign(work, pair)
        if episode.reached is not ExchangeState.SIGNING:
            sign_for_desks(work, pair)
            _stay(work, pair, episode.reached)


def members_there(work: Work) -> set[str]:
    """The organisations that take part in this call."""
    query = select(Organisation.name).join(Application)
    return set(work.session.exec(query.where(of_this_call(work, col(Application.partnership_id)))))


def possible(there: Collection[str], episode: Episode) -> bool:
    """Whether both are there: a call may have other Partnerships, or other kinds of organisation."""
    return episode.visitor in there and episode.host in there


def _stay(work: Work, pair: Pair, reached: ExchangeState) -> None:
    """From the first day to where the episode ends; one that is ready has its stay before it."""
    if reached is ExchangeState.READY:
        return
    course.start_exchange(on_day(work, pair.starts), pair.id)
    if reached is ExchangeState.UNDER_WAY:
        return
    course.finish_exchange(on_day(work, pair.ends + timedelta(days=1)), pair.id)
    if reached in REPORTED:
        close(work, pair, reached)


def begin(work: Work, staff: Mapping[int, Officer], episode: Episode) -> Pair:
    """An invitation that is accepted; officers by Partnership id."""
    today = work.now.date()
    longer = weeks_longer(work)
    begun = longer if episode.weeks < 0 else 0  # a stay that is over has begun earlier
    starts = today + timedelta(days=-today.weekday(), weeks=episode.weeks - begun)
    ends = starts + timedelta(days=episode.last_day, weeks=longer)
    invited = starts - timedelta(days=LEAD_DAYS)
    visiting, visitor = _party(work, episode.visitor)
    hosting, host = _party(work, episode.host)
    proposal = proposals.invite_host(
        on_day(work, invited),
        visitor,
        row_id(hosting),
        "What you do is what we have been looking for. May we come and see it?",
        [f"{starts:%Y-%m}"],
    )
    accepted = on_day(work, invited + timedelta(days=2))
    exchange = proposals.accept_proposal(accepted, host, row_id(proposal))
    vop, hop = staff[visiting.partnership_id], staff[hosting.partnership_id]
    return Pair(visitor, host, exchange, vop, hop, starts, ends)


def weeks_longer(work: Work) -> int:
    """How many weeks more than the one it is told with a stay takes in a call of longer ones."""
    least = work.scheme.stay.min_working_days
    return -(-least // WEEK) if least > WEEK else 0


def _party(work: Work, organisation: str) -> tuple[Application, Person]:
    query = select(Application, Person).join(Organisation).join(Person)
    return work.session.exec(query.where(Organisation.name == organisation)).one()


def on_day(work: Work, day: date) -> Work:
    """The same work at eleven that day (UTC), or now if that is still to come."""
    return replace(work, now=min(work.now, datetime.combine(day, time(11), UTC)))


def agree_and_sign(work: Work, pair: Pair) -> None:
    """Dates, paper, and both sides' signatures."""
    agreed = on_day(work, pair.starts - timedelta(days=LEAD_DAYS - 4))
    dates.offer_dates(agreed, pair.visitor, pair.id, pair.starts, pair.ends)
    dates.agree_dates(agreed, pair.host, pair.id)
    signed = _signing_day(work, pair)
    commitments.draw_up_commitment(signed, pair.visitor, pair.id, PAPER)
    commitments.sign_as_person(signed, pair.visitor, pair.id)
    commitments.sign_as_person(signed, pair.host, pair.id)


def _signing_day(work: Work, pair: Pair) -> Work:
    """Eight days after the invitation, two days ago at the latest."""
    latest = work.now.date() - timedelta(days=2)
    return on_day(work, min(latest, pair.starts - timedelta(days=LEAD_DAYS - 8)))


def sign_for_desks(work: Work, pair: Pair) -> None:
    """Both desks sign; then visitor and payer sign on the money, where the sum is known."""
    signed = _signing_day(work, pair)
    commitments.sign_as_officer(signed, pair.vop, pair.id)
    if pair.hop.id != pair.vop.id:
        commitments.sign_as_officer(signed, pair.hop, pair.id)
    if pair.exchange.lump_sum is None:
        return
    agreements.sign_as_visitor(signed, pair.visitor, pair.id, 1)
    agreements.sign_as_payer(signed, pair.vop, pair.id, 1)


def close(work: Work, pair: Pair, reached: ExchangeState) -> None:
    """Surveys, proof and report; validated and paid, where the episode gets so far."""
    surveyed = on_day(work, pair.ends + timedelta(days=2))
    surveys.submit_survey(surveyed, pair.visitor, pair.id, VISITOR_SURVEY)
    surveys.submit_survey(surveyed, pair.host, pair.id, HOST_SURVEY)
    proofs.hand_in(surveyed, pair.visitor, pair.id)
    closing.submit_report(surveyed, pair.visitor, pair.id, REPORT)
    if reached is ExchangeState.REPORTED:
        return
    decided = on_day(work, pair.ends + timedelta(days=7))
    closing.validate_report(decided, pair.vop, pair.id)
    if reached is ExchangeState.PAID:
        paid = on_day(work, pair.ends + timedelta(days=12))
        _, colleague = officers.payers(work, pair.vop.partnership_id)
        paying.propose_payment(paid, pair.vop, pair.id, "DEMO-0001")
        paying.approve_payment(paid, colleague, pair.id)
