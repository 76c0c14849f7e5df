"""A change of what was signed at its end: signed by all, it counts and what hangs on it follows; or who has refused it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.finding.waiting_list import tell_waiting
from exchange.life.moves import move_amendment
from exchange.people.parties import organisation_on, person_on
from exchange.people.signing import open_amendment
from exchange.timing.stays import plan_stay
from exchange.visiting.agreements import settle_agreement
from exchange.visiting.calendars import send_calendar
from exchange.visiting.sums import sum_facts, sum_of_days
from exchange.work import SYSTEM
from storage.tables import (
    Amendment,
    AmendmentState,
    Application,
    Audit,
    Commitment,
    Exchange,
    Officer,
    Partnership,
    Side,
)

if TYPE_CHECKING:
    from exchange.work import Work


def put_in_force(work: Work, exchange: Exchange) -> None:
    """The exchange as its open amendment has it: days, sum, reminders, calendars, the host's places.

    The sum is worked out again where the days are others; one that was settled otherwise is left.
    """
    amendment = open_amendment(work, exchange)
    if amendment is None:
        return
    paper = work.load(Commitment, amendment.commitment_id)
    move_amendment(work, amendment, AmendmentState.IN_FORCE, SYSTEM)
    days = paper.starts_on, paper.ends_on
    if days != (exchange.starts_on, exchange.ends_on):
        _change_days(work, exchange, paper)
    send_calendar(work, exchange)


def _change_days(work: Work, exchange: Exchange, paper: Commitment) -> None:
    facts: dict[str, object] = {
        "starts_on": paper.starts_on,
        "ends_on": paper.ends_on,
        "working_days": paper.working_days,
    }
    if paper.starts_on:
        km = exchange.distance_km
        facts |= sum_facts(sum_of_days(work, exchange, paper.starts_on, paper.working_days, km))
    before = {
        "starts_on": str(exchange.starts_on),
        "ends_on": str(exchange.ends_on),
        "sum": str(exchange.lump_sum),
    }
    exchange.sqlmodel_update(facts)
    work.add(exchange)
    after = {"starts_on": str(paper.starts_on), "ends_on": str(paper.ends_on)}
    after["sum"] = str(exchange.lump_sum)
    work.record(SYSTEM, "stay:amend", f"exchange:{exchange.id}", before=before, after=after)
    plan_stay(work, exchange, paper.version)
    settle_agreement(work, exchange)
    tell_waiting(work, work.load(Application, exchange.host_id))


def ended_by(work: Work, amendment: Amendment) -> str:
    """Who has refused a change or taken it back, as all four know them: an organisation, or a Partnership."""
    exchange = work.load(Exchange, amendment.exchange_id)
    query = select(Audit.actor).where(
        Audit.subject == f"exchange:{exchange.id}",
        Audit.act == f"amendment:{amendment.state.value}",
        Audit.at == amendment.ended_at,
    )
    actor = work.session.exec(query.order_by(col(Audit.id).desc())).first() or ""
    kind, _, number = actor.partition(":")
    if kind == "officer":
        return work.load(Partnership, work.load(Officer, int(number)).partnership_id).name
    for side in Side:
        if actor == f"person:{person_on(work, exchange, side).id}":
            return organisation_on(work, exchange, side).name
    return ""
