"""An exchange online that two members of the demo have agreed on, in a call that has them."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from sqlmodel import col, select

from bot.demo.yours import own_first
from exchange.finding.hosts import VISITING, find_hosts
from exchange.people.calls import of_this_call
from exchange.people.sameness import visits_used_up
from exchange.proposing import proposals
from exchange.rows import row_id
from exchange.visiting import dates
from exchange.visiting.online import Session
from storage.tables import Application, ApplicationState, Person

if TYPE_CHECKING:
    from exchange.work import Work

WEEKS, FITTING = 2, 30  # from this one; hosts, of which one is the newcomer's own if it can be
BEGINS, LASTS = time(8), timedelta(hours=3)  # UTC
LINK = "https://meet.example.org/looms"


def seed_online(work: Work) -> None:
    """As many mornings as the shortest exchange has half days, from a Monday on."""
    rules, least = work.scheme.online, work.scheme.stay.min_working_days
    visitor = next((one for one in _visitors(work) if not visits_used_up(work, one)), None)
    found = find_hosts(work, visitor, limit=FITTING).matches if visitor else ()
    if rules is None or visitor is None or not found:
        return
    hosts = [work.load(Application, int(one.host.id)) for one in found]
    host = own_first(work, hosts)[0]
    guest, other = (work.load(Person, one.person_id) for one in (visitor, host))
    asked = proposals.invite_host(work, guest, row_id(host), "Shall we begin on the line?", [])
    exchange = proposals.accept_proposal(work, other, row_id(asked))
    sessions = _mornings(work, least * rules.half_days_a_day)
    dates.offer_times(work, guest, row_id(exchange), (), sessions, LINK)
    dates.agree_dates(work, other, row_id(exchange))


def _visitors(work: Work) -> list[Application]:
    query = select(Application).where(
        Application.state == ApplicationState.ACCEPTED,
        col(Application.role).in_(VISITING),
        of_this_call(work, col(Application.partnership_id)),
    )
    return own_first(work, work.session.exec(query.order_by(col(Application.id))))


def _mornings(work: Work, count: int) -> list[Session]:
    today = work.now.date()
    monday = today + timedelta(days=-today.weekday(), weeks=WEEKS)
    days = (monday + timedelta(weeks=one // 5, days=one % 5) for one in range(count))
    moments = [datetime.combine(day, BEGINS, UTC) for day in days]
    return [Session(one, one + LASTS) for one in moments]
