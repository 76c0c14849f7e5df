"""A proposed twinning waits for an answer: the cluster that is asked is reminded, then it expires. One that holds is looked after."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from exchange.notices import Reminding
from exchange.people.cluster_staff import people_of
from exchange.rows import row_id
from exchange.timing.hours import reading_time
from exchange.timing.reminder import Days, Family, Kind
from storage.tables import DueOutcome, Twinning, TwinningState

if TYPE_CHECKING:
    from datetime import datetime

    from exchange.notices import Notice
    from exchange.work import Work
    from storage.tables import Due

TWINNING_UNANSWERED = Reminding("twinning.unanswered")  # subject: a twinning; twinning
TWINNING_EXPIRE = "twinning.expire"  # subject: a twinning
TWINNING_QUIET = Reminding("twinning.quiet")  # subject: a twinning; twinning
TWINNING_YEAR = Reminding("twinning.year")  # subject: a twinning; twinning, year


def plan_twinning(work: Work, twinning: Twinning) -> None:
    """Remind the cluster that is asked, and let the proposal expire when its time is over."""
    number = row_id(twinning)
    for days in work.scheme.reminding_days(TWINNING_UNANSWERED):
        due_at = _read_at(work, twinning.proposed_at + timedelta(days=days), twinning.asked_id)
        if due_at < twinning.expires_at:
            key = f"twinning:{number}:unanswered:{days}"
            work.schedule(TWINNING_UNANSWERED, number, due_at, key=key)
    expiry = _read_at(work, twinning.expires_at, twinning.asker_id)
    work.schedule(TWINNING_EXPIRE, number, expiry, key=f"twinning:{number}:expire")


def plan_quiet(work: Work, twinning: Twinning, at: datetime) -> None:
    """Ask both what comes next, should nothing have happened by then."""
    number, due_at = row_id(twinning), _read_by_both(work, at, twinning)
    key = f"twinning:{number}:quiet:{at:%Y-%m-%d}"
    work.schedule(TWINNING_QUIET, number, due_at, key=key)


def plan_year(work: Work, twinning: Twinning, year: int, at: datetime) -> None:
    """Bring both the page of a year once it is full."""
    number, due_at = row_id(twinning), _read_by_both(work, at, twinning)
    work.schedule(TWINNING_YEAR, number, due_at, key=f"twinning:{number}:year:{year}", year=year)


def strike_twinning(work: Work, twinning: Twinning) -> None:
    """Nobody needs to be reminded of it, and it does not expire."""
    for kind in (TWINNING_UNANSWERED, TWINNING_EXPIRE, TWINNING_QUIET, TWINNING_YEAR):
        work.unschedule(kind, row_id(twinning))


def tell_cluster(
    work: Work, cluster_id: int, notice: Notice | Reminding, key: str, **facts: object
) -> None:
    """Tell everybody who speaks for a cluster, each once per `key`."""
    for person in people_of(work, cluster_id):
        work.tell(person, notice, key=f"{key}:{person.id}", **facts)


def _read_at(work: Work, earliest: datetime, cluster_id: int) -> datetime:
    """When the first of a cluster's people reads; at once, where nobody is left."""
    some = people_of(work, cluster_id)
    return reading_time(work, earliest, some[0]) if some else earliest


def _read_by_both(work: Work, earliest: datetime, twinning: Twinning) -> datetime:
    """When the first people of both clusters read, wherever their clocks are: working hours meet each day."""
    found, before = earliest, None
    while found != before:
        before = found
        for cluster_id in (twinning.asker_id, twinning.asked_id):
            found = _read_at(work, found, cluster_id)
    return found


def _hour(work: Work, due: Due) -> datetime:
    found = work.session.get(Twinning, due.subject)
    return _read_at(work, work.now, found.asked_id) if found else work.now


def _remind(work: Work, due: Due) -> DueOutcome:
    found = work.session.get(Twinning, due.subject)
    if found is None or found.state is not TwinningState.PROPOSED:
        return DueOutcome.NOT_NEEDED
    if found.expires_at <= work.now:
        return DueOutcome.TOO_LATE
    tell_cluster(work, found.asked_id, TWINNING_UNANSWERED, due.key, twinning=found.id)
    return DueOutcome.DONE


def _askers_hour(work: Work, due: Due) -> datetime:
    """That it expired is told to those who proposed it."""
    found = work.session.get(Twinning, due.subject)
    return _read_at(work, work.now, found.asker_id) if found else work.now


def _hour_of_both(work: Work, due: Due) -> datetime:
    found = work.session.get(Twinning, due.subject)
    return _read_by_both(work, work.now, found) if found else work.now


FAMILIES = (
    Family((Kind(TWINNING_UNANSWERED, _hour, _remind),), (TWINNING_UNANSWERED,)),
    Family((Kind(TWINNING_EXPIRE, _askers_hour, days=Days.NONE),), latest_speaks=False),
    Family((Kind(TWINNING_QUIET, _hour_of_both, days=Days.ONE),), (TWINNING_QUIET,)),
    Family((Kind(TWINNING_YEAR, _hour_of_both, days=Days.NONE),), said_once=(TWINNING_YEAR,)),
)
