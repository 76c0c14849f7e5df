"""Which clusters fit somebody's own, the best first, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.finding import hosts
from exchange.finding.meanings import know
from exchange.finding.reach import reachable
from exchange.people import blocks
from exchange.people.calls import of_this_call
from exchange.people.choosing import A_CLUSTER
from exchange.rows import row_id
from exchange.twinning import profiles
from matching.chains.twins import twins
from matching.profiles import Profile
from storage.tables import Application, ApplicationState, Organisation

if TYPE_CHECKING:
    from exchange.twinning.profiles import View
    from exchange.work import Work
    from matching.chains.twins import Twin
    from storage.tables import Person


@dataclass(frozen=True)
class Fit:
    """A cluster that fits, and why."""

    view: View
    twin: Twin


def fitting(work: Work, person: Person) -> list[Fit]:
    """The clusters that fit the one somebody speaks for, the best first. Raises NotCluster, Unanswered."""
    mine = profiles.own(work, person).strengths
    there = {f"{one.cluster.id}": one for one in others(work, person)}
    known = [one.strengths for one in there.values()]
    kept = hosts.encoder_of(work)
    texts = [text for one in (mine, *known) for text in (one.brings, one.seeks)]
    know(work, kept, [Profile("", seeks=text) for text in texts])
    return [Fit(there[one.id], one) for one in twins(mine, known, kept)]


def others(work: Work, person: Person) -> list[View]:
    """Every other cluster that takes part and can be reached, each once."""
    own = profiles.own(work, person)
    query = (
        select(Application)
        .join(Organisation)
        .where(
            Application.state == ApplicationState.ACCEPTED,
            Organisation.type == A_CLUSTER,
            col(Organisation.cluster_id).is_not(None),
            Organisation.cluster_id != own.cluster.id,
            col(Application.person_id).in_(reachable()),
            col(Application.id).not_in(blocks.kept_apart(row_id(person))),
            of_this_call(work, col(Application.partnership_id)),
        )
        .order_by(col(Application.id))
    )
    found = [profiles.view_of(work, one) for one in work.session.exec(query).all()]
    return list({row_id(one.cluster): one for one in reversed(found)}.values())[::-1]


def may_see(work: Work, person: Person, number: int) -> bool:
    """Whether somebody may be shown a cluster: they speak for another one."""
    try:
        return any(row_id(one.cluster) == number for one in others(work, person))
    except profiles.NotCluster:
        return False
