"""A group visit that is published in the demo: some seats are taken, some are free."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlmodel import col, select

from bot.demo.online import BEGINS, LASTS, LINK
from exchange.finding.hosts import VISITING
from exchange.group_visits import joining, publishing
from exchange.group_visits.looking import may_join
from exchange.group_visits.publishing import Programme
from exchange.rows import row_id
from exchange.visiting.online import Session, kept
from storage.tables import Application, ApplicationState, Organisation, Person

if TYPE_CHECKING:
    from datetime import date

    from exchange.work import Work

HOST = "Tecelagem Ribalva"
SEATS, GUESTS = 8, 2
WEEKS = 7  # from this one
FRIDAY = 4  # days after the first one


def seed_group_visit(work: Work) -> None:
    """A week at a weaving mill, which two visitors have joined; in a call that has such weeks."""
    query = select(Person).join(Application).join(Organisation)
    host = work.session.exec(query.where(Organisation.name == HOST)).first()
    if host is None or work.scheme.stay.min_working_days > FRIDAY + 1:
        return  # not in this call, or a week is no stay in it
    today = work.now.date()
    monday = today + timedelta(days=-today.weekday(), weeks=WEEKS)
    told = Programme(
        title="Weaving week in Guimarães",
        starts_on=monday,
        ends_on=monday + timedelta(days=FRIDAY),
        seats=SEATS,
        programme=(
            "Monday: the mill and its finishing line. Tuesday: coatings without fluorine. Wednesday: a trial of your own "
            "fabric. Thursday: two customers in Porto. Friday: prices, and what we do next."
        ),
        ecosystems=["textiles"],
    )
    visit = publishing.publish(work, host, told)
    if work.scheme.online:
        publishing.publish(work, host, _mornings(work, monday))
    free = (one for one in _visitors(work) if may_join(work, one, visit))
    for one, _ in zip(free, range(GUESTS), strict=False):
        joining.join(work, work.load(Person, one.person_id), row_id(visit))


def _mornings(work: Work, monday: date) -> Programme:
    """The same host's half days online, in the weeks after its week."""
    rules, least = work.scheme.online, work.scheme.stay.min_working_days
    count = least * (rules.half_days_a_day if rules else 0)
    days = [monday + timedelta(weeks=1 + one // 2, days=1 + one % 2 * 2) for one in range(count)]
    begins = [datetime.combine(day, BEGINS, UTC) for day in days]
    return Programme(
        title="Dye mornings online",
        starts_on=days[0],
        ends_on=days[-1],
        sessions=kept([Session(one, one + LASTS) for one in begins]),
        link=LINK,
        seats=SEATS,
        programme="The dye house on screen, recipes without salt, and questions to three suppliers.",
        ecosystems=["textiles"],
    )


def _visitors(work: Work) -> list[Application]:
    """Accepted visitors, the latest to join first: those of the stories came before."""
    query = select(Application).where(
        Application.state == ApplicationState.ACCEPTED, col(Application.role).in_(VISITING)
    )
    return list(work.session.exec(query.order_by(col(Application.id).desc())))
