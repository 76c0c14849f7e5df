"""How hosts have dealt with the invitations they received."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import col

from matching.profiles import Record
from storage.engine.durations import days_between
from storage.tables import Proposal, ProposalState, Side

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchange.work import Work

Tally = tuple[int, float | None]
NONE: Tally = (0, None)


def host_records(work: Work, *host_ids: int) -> dict[int, Record]:
    """The record of every host that was ever invited, or of those given, by application.

    What a host proposed itself, and what visitors took back, says nothing about its answers.
    """
    query = (
        sa.select(
            col(Proposal.host_id),
            col(Proposal.state),
            sa.func.count(),
            sa.func.avg(days_between(Proposal.made_at, Proposal.decided_at)),
        )
        .where(col(Proposal.made_by) == Side.VISITOR)
        .group_by(col(Proposal.host_id), col(Proposal.state))
    )
    if host_ids:
        query = query.where(col(Proposal.host_id).in_(host_ids))
    tallies: defaultdict[int, dict[ProposalState, Tally]] = defaultdict(dict)
    for host, state, count, days in work.session.execute(query):
        tallies[host][state] = (count, days)
    return {host: _record(found) for host, found in tallies.items()}


def _record(found: Mapping[ProposalState, Tally]) -> Record:
    answers = [
        found[state] for state in (ProposalState.ACCEPTED, ProposalState.DECLINED) if state in found
    ]
    timed = [(count, float(days)) for count, days in answers if days is not None]
    total = sum(count for count, _ in timed)
    return Record(
        accepted=found.get(ProposalState.ACCEPTED, NONE)[0],
        declined=found.get(ProposalState.DECLINED, NONE)[0],
        lapsed=found.get(ProposalState.EXPIRED, NONE)[0],
        waiting=found.get(ProposalState.PROPOSED, NONE)[0],
        days=sum(count * days for count, days in timed) / total if total else None,
    )
