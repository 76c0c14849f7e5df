"""What goes into a cohort's assignment: who waits, which hosts have room, what the desk wants."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Set as AbstractSet
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import col, select

from exchange.cohorts.asking import to_be_asked
from exchange.cohorts.companions import travelling
from exchange.cohorts.quota_rules import quotas_of_hosts
from exchange.finding import hosts
from exchange.finding.meanings import know_kept
from exchange.finding.waiting import circumstances_at, still_looking
from exchange.people import sameness
from exchange.rows import row_id
from matching.cohort.model.demand import Demand, Quota, QuotaSide
from storage.tables import (
    Application,
    CohortPair,
    CohortWish,
    Organisation,
    Proposal,
    ProposalState,
    Wish,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from exchange.work import Work
    from matching.cohort.model.demand import Pairing
    from matching.profiles import Profile
    from matching.ranking.eligibility import Circumstances
    from matching.words.encoder import Encoder
    from storage.tables import CohortRun

LESS_DEVELOPED = "less_developed"


@dataclass(frozen=True)
class CohortInput:
    """Profiles, demand and circumstances; `left_alone` visitors have an invitation open.

    With an `encoder` texts are compared by their meanings too.
    """

    visitors: tuple[Profile, ...]
    hosts: tuple[Profile, ...]
    demand: Demand
    circumstances: Mapping[str, Circumstances]
    left_alone: int
    encoder: Encoder | None = None

    def fingerprint(self, weights: Mapping[str, float]) -> str:
        """The SHA-256 of everything that counts, apart from the pairs of the run before.

        Those only decide between plans; with all else the same, the last run stands.
        """
        demand = self.demand
        told = {
            "visitors": [asdict(visitor) for visitor in self.visitors],
            "hosts": [asdict(host) for host in self.hosts],
            "weights": dict(weights),
            "meanings": self.encoder is not None,
            "around": {one: _told(around) for one, around in self.circumstances.items()},
            "quotas": [(q.name, q.side, sorted(q.members), q.least, q.most) for q in demand.quotas],
            "locked": sorted(demand.locked),
            "forbidden": sorted(demand.forbidden),
            "groups": sorted(sorted(group.visitors) for group in demand.groups),
            "fairness": (demand.keep_bonus, demand.favour_bonus, demand.raise_worst),
            "levels": (demand.raise_levels, demand.raise_cost),
        }
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _told(around: Circumstances) -> dict[str, object]:
    """Circumstances in an order of their own, the same in every process."""
    return {
        name: sorted(value) if isinstance(value, AbstractSet) else value
        for name, value in asdict(around).items()
    }


def gather(work: Work, partnership_id: int, previous: CohortRun | None) -> CohortInput:
    """Everything that an assignment of a Partnership's waiting visitors depends on."""
    waiting = still_looking(work, partnership_id)
    free = _free(work, partnership_id, waiting)
    visitors = tuple(hosts.profile_of(work, one, where) for one, where in free)
    know_kept(work, hosts.encoder_of(work), [one for one, _ in free], visitors)
    around, promised = circumstances_at(work, partnership_id), _promised(work)
    hosting = (
        replace(one, busy=one.busy + promised.get(int(one.id), 0))
        for one in sorted(hosts.host_profiles(work), key=lambda one: int(one.id))
    )
    there = tuple(hosting)
    return CohortInput(
        visitors=visitors,
        hosts=there,
        demand=replace(
            _demand(work, partnership_id, visitors, previous),
            quotas=(*quotas_of_hosts(work, partnership_id, there), *_once_only(work, free)),
        ),
        circumstances={visitor.id: around[int(visitor.id)] for visitor in visitors},
        left_alone=len(waiting) - len(visitors),
        encoder=hosts.encoder_of(work),
    )


def those_waiting(work: Work, partnership_id: int) -> set[int]:
    """The applications of a Partnership that an assignment would give a host now."""
    waiting = still_looking(work, partnership_id)
    return {row_id(one) for one, _ in _free(work, partnership_id, waiting)}


def _free(
    work: Work, partnership_id: int, waiting: list[tuple[Application, Organisation]]
) -> list[tuple[Application, Organisation]]:
    """Those of the waiting whom no invitation keeps, nor one that they get in a moment."""
    open_now = _open_invitations(work, partnership_id)
    open_now |= {pair.visitor_id for pair in to_be_asked(work)}
    return [(one, where) for one, where in waiting if one.id not in open_now]


def _open_invitations(work: Work, partnership_id: int) -> set[int]:
    query = (
        select(Proposal.visitor_id)
        .join(Application, col(Application.id) == col(Proposal.visitor_id))
        .where(
            Application.partnership_id == partnership_id,
            Proposal.state == ProposalState.PROPOSED,
        )
    )
    return set(work.session.exec(query))


def _promised(work: Work) -> dict[int, int]:
    """How many places of each host are spoken for by open proposals of a desk, and by what it approved."""
    query = (
        select(Proposal.host_id, sa.func.sum(Application.party))
        .join(Application, col(Application.id) == col(Proposal.visitor_id))
        .where(Proposal.state == ProposalState.PROPOSED, col(Proposal.officer_id).is_not(None))
        .group_by(col(Proposal.host_id))
    )
    places = Counter({host: int(people) for host, people in work.session.exec(query)})
    for pair in to_be_asked(work):
        places[pair.host_id] += work.load(Application, pair.visitor_id).party
    return places


def _demand(
    work: Work,
    partnership_id: int,
    visitors: Iterable[Profile],
    previous: CohortRun | None,
) -> Demand:
    rules, ids = work.scheme.cohort, {visitor.id: visitor for visitor in visitors}
    wishes = [one for one in wishes_of(work, partnership_id) if str(one.visitor_id) in ids]
    return Demand(
        locked=_pairs(wish for wish in wishes if wish.wish is Wish.LOCKED),
        forbidden=_pairs(wish for wish in wishes if wish.wish is Wish.FORBIDDEN),
        groups=travelling(work, partnership_id, ids),
        previous=_pairs(pairs_of(work, previous)) if previous else frozenset(),
        keep_bonus=rules.keep_bonus,
        favoured=frozenset(
            one for one, profile in ids.items() if profile.region_category == LESS_DEVELOPED
        ),
        favour_bonus=rules.less_developed_bonus,
        raise_worst=rules.raise_worst,
        raise_levels=rules.raise_levels,
        raise_cost=rules.raise_cost,
    )


def wishes_of(work: Work, partnership_id: int) -> list[CohortWish]:
    """The pairs that a Partnership locked or forbade, oldest first."""
    query = select(CohortWish).where(CohortWish.partnership_id == partnership_id)
    return list(work.session.exec(query.order_by(col(CohortWish.id))))


def pairs_of(work: Work, run: CohortRun) -> list[CohortPair]:
    """The pairs of a run, in the order of its visitors."""
    query = select(CohortPair).where(CohortPair.run_id == run.id)
    return list(work.session.exec(query.order_by(col(CohortPair.visitor_id))))


def _pairs(rows: Iterable[CohortPair | CohortWish]) -> frozenset[Pairing]:
    return frozenset((str(row.visitor_id), str(row.host_id)) for row in rows)


def _once_only(work: Work, free: list[tuple[Application, Organisation]]) -> Iterable[Quota]:
    """Colleagues of one organisation share its visits (ECCP-about: a VO may visit once)."""
    of: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    for application, organisation in free:
        of[row_id(organisation)].append((str(application.id), organisation.name))
    for family, left in sameness.visits_left(work, of):
        members = sorted(one for number in family for one in of[number])
        if len(members) > left:
            ids = frozenset(number for number, _ in members)
            yield Quota(members[0][1], QuotaSide.VISITORS, ids, most=max(left, 0))
