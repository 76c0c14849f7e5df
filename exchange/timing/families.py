"""Every family of reminders; what is asked of all of them is answered from this one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.rows import row_id
from exchange.timing import (
    cohorts,
    cooperation,
    courses,
    cvs,
    drafts,
    evidence,
    group_visits,
    holds,
    invitations,
    leaving,
    memberships,
    next_steps,
    nudges,
    opportunities,
    outcomes,
    reports,
    requests,
    reviews,
    sessions,
    signatures,
    stays,
    surveys,
    twinning,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchange.timing.reminder import Family, Kind
    from exchange.work import Work
    from storage.tables import Exchange

FAMILIES: tuple[Family, ...] = (
    *drafts.FAMILIES,
    *reviews.FAMILIES,
    *cvs.FAMILIES,
    *memberships.FAMILIES,
    *cohorts.FAMILIES,
    *invitations.FAMILIES,
    *next_steps.FAMILIES,
    *signatures.FAMILIES,
    *stays.FAMILIES,
    *sessions.FAMILIES,
    *reports.FAMILIES,
    *requests.FAMILIES,
    *cooperation.FAMILIES,
    *evidence.FAMILIES,
    *surveys.FAMILIES,
    *outcomes.FAMILIES,
    *leaving.FAMILIES,
    *holds.FAMILIES,
    *nudges.FAMILIES,
    *opportunities.FAMILIES,
    *group_visits.FAMILIES,
    *twinning.FAMILIES,
    *courses.FAMILIES,
)
KINDS: Mapping[str, Kind] = {kind.name: kind for family in FAMILIES for kind in family.kinds}
SAID_AGAIN = frozenset(notice for family in FAMILIES for notice in family.said_again)
SAID = SAID_AGAIN | {notice for family in FAMILIES for notice in family.said_once}


def family_of(kind: str) -> Family:
    """The family of a kind of due row."""
    return next(one for one in FAMILIES if any(own.name == kind for own in one.kinds))


def speaking_for(kind: str) -> frozenset[str]:
    """The kinds of which a later row stands in for this one; none for what must happen each time."""
    family = family_of(kind)
    return frozenset(own.name for own in family.kinds if family.latest_speaks)


def strike_all(work: Work, exchange: Exchange) -> None:
    """Strike whatever is due about an exchange."""
    for family in FAMILIES:
        if family.about_exchanges:
            for kind in family.kinds:
                work.unschedule(kind.name, row_id(exchange))
