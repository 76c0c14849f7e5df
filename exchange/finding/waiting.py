"""Visitors who still look for a host: the same for a cohort, for a shortage and for a what-if."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.finding import hosts
from exchange.finding.reach import reachable
from exchange.people import blocks, sameness
from exchange.rows import row_id
from storage.tables import Application, ApplicationState, Organisation, Proposal

if TYPE_CHECKING:
    from exchange.work import Work
    from matching.profiles import Profile
    from matching.ranking.eligibility import Circumstances


def still_looking(work: Work, partnership_id: int) -> list[tuple[Application, Organisation]]:
    """A Partnership's accepted visitors whom we can reach and who have a visit left."""
    visited = sameness.organisations_used_up(work)
    query = (
        select(Application, Organisation)
        .join(Organisation)
        .where(
            Application.partnership_id == partnership_id,
            Application.state == ApplicationState.ACCEPTED,
            col(Application.role).in_(hosts.VISITING),
            col(Application.person_id).in_(reachable()),
            col(Application.organisation_id).not_in(visited),
        )
        .order_by(col(Application.id))
    )
    return [(one, where) for one, where in work.session.exec(query)]


def seekers(work: Work, partnership_id: int) -> list[tuple[Profile, Circumstances]]:
    """Those who still look as the matcher sees them, each with what bars hosts to them.

    The profile's id is the application's number.
    """
    around = circumstances_at(work, partnership_id)
    return [
        (hosts.profile_of(work, one, where), around[row_id(one)])
        for one, where in still_looking(work, partnership_id)
    ]


def circumstances_at(work: Work, partnership_id: int) -> defaultdict[int, Circumstances]:
    """What bars hosts to a Partnership's visitors: the call, and whom each of them has tried."""
    query = (
        select(Proposal.visitor_id, Proposal.host_id)
        .join(Application, col(Application.id) == col(Proposal.visitor_id))
        .where(
            Application.partnership_id == partnership_id,
            col(Proposal.state).in_(hosts.TRIED),
        )
    )
    tried: defaultdict[int, set[str]] = defaultdict(set)
    for visitor, host in work.session.exec(query):
        tried[visitor].add(str(host))
    for one, other in blocks.pairs_kept_apart(work):
        tried[one].add(str(other))
    call = hosts.call_circumstances(work)
    own = {one: replace(call, tried=frozenset(its)) for one, its in tried.items()}
    return defaultdict(lambda: call, own)
