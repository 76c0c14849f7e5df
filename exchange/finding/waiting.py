"""Visitors who still look for a host."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.finding import hosts
from exchange.people import sameness
from storage.tables import (
    Application,
    ApplicationState,
    Consent,
    Organisation,
    Proposal,
)

if TYPE_CHECKING:
    from exchange.work import Work
    from matching.profiles import Profile
    from matching.ranking.eligibility import Circumstances


def seekers(work: Work, partnership_id: int) -> list[tuple[Profile, Circumstances]]:
    """A Partnership's accepted visitors who have a visit left, each with what bars hosts to them.

    The profile's id is the application's number.
    """
    tried, call = _tried(work, partnership_id), hosts.call_circumstances(work)
    consenting = select(Consent.person_id).where(col(Consent.withdrawn_at).is_(None))
    visited = sameness.organisations_used_up(work)
    query = (
        select(Application, Organisation)
        .join(Organisation)
        .where(
            Application.partnership_id == partnership_id,
            Application.state == ApplicationState.ACCEPTED,
            col(Application.role).in_(hosts.VISITING),
            col(Application.person_id).in_(consenting),
            col(Application.organisation_id).not_in(visited),
        )
        .order_by(col(Application.id))
    )
    return [
        (hosts.profile_of(work, one, where), replace(call, tried=frozenset(tried[one.id or 0])))
        for one, where in work.session.exec(query)
    ]


def _tried(work: Work, partnership_id: int) -> defaultdict[int, set[str]]:
    """The hosts that each visitor of a Partnership has invited or been declined by."""
    query = (
        select(Proposal.visitor_id, Proposal.host_id)
        .join(Application, col(Application.id) == col(Proposal.visitor_id))
        .where(
            Application.partnership_id == partnership_id,
            col(Proposal.state).in_(hosts.TRIED),
        )
    )
    found: defaultdict[int, set[str]] = defaultdict(set)
    for visitor, host in work.session.exec(query):
        found[visitor].add(str(host))
    return found
