"""What a cluster is, for others: told by its people in a paragraph, and what the programme knows of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import col, func, select

from exchange.errors import NotAllowed
from exchange.finding.meanings import summary_of
from exchange.people.choosing import A_CLUSTER
from exchange.rows import row_id
from matching.chains.telling import LONGEST
from matching.chains.twins import Strengths
from matching.topics.vocabulary import find_topics
from matching.understanding.member_counts import is_all_about_members, members_in
from matching.understanding.reading import understand
from storage.tables import (
    Application,
    ApplicationState,
    Cluster,
    ClusterProfile,
    Organisation,
    Service,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exchange.work import Work
    from storage.tables import Person


_ON_THE_WAY = (
    ApplicationState.SUBMITTED,
    ApplicationState.INFO_REQUESTED,
    ApplicationState.ACCEPTED,
)


class NotCluster(NotAllowed):
    """Twinnings are between cluster organisations that take part. /partners finds partners for companies."""


SENTENCE = 4  # words that tell something, whatever they are of


class ClusterNotAccepted(NotCluster):
    """Twinnings are for your cluster, too, as soon as your Partnership has accepted it. /status shows how far that is."""


class ClusterNotOpened(NotCluster):
    """Twinnings are for your cluster, too. /twinning opens its page first, and then shows the clusters that fit."""


@dataclass(frozen=True)
class View:
    """A cluster with the application by which it takes part, and what it has told of itself, if it has."""

    cluster: Cluster
    application: Application
    organisation: Organisation
    profile: ClusterProfile | None
    services: Sequence[Service]

    @property
    def brings(self) -> str:
        """In its own words; those of its application where it has told no more."""
        return self.profile.brings if self.profile else self.application.offers

    @property
    def seeks(self) -> str:
        """The same of what it looks for."""
        return self.profile.seeks if self.profile else self.application.seeks

    @property
    def topics(self) -> tuple[str, ...]:
        """The areas it is special in: of what it brings, then what it has named in its application."""
        return tuple(dict.fromkeys((*find_topics(self.brings), *self.application.topics)))

    @property
    def strengths(self) -> Strengths:
        """As the matcher reads it."""
        return Strengths(
            f"{self.cluster.id}",
            self.organisation.country,
            f"{self.brings} {summary_of(self.application)}".strip(),
            self.seeks,
            self.cluster.label,
            self.organisation.region_category,
            tuple(self.application.ecosystems),
            tuple(dict.fromkeys(one.kind.value for one in self.services)),
        )


def own(work: Work, person: Person) -> View:
    """The cluster for which somebody speaks. Raises NotCluster; a kinder one of its kinds to a cluster organisation."""
    query = (
        select(Application)
        .join(Organisation)
        .where(
            Application.person_id == person.id,
            Application.state == ApplicationState.ACCEPTED,
            Organisation.type == A_CLUSTER,
            col(Organisation.cluster_id).is_not(None),
        )
    )
    found = work.session.exec(query).one_or_none()
    if found is None:
        raise _not_yet(work, person)
    return view_of(work, found)


def _not_yet(work: Work, person: Person) -> NotCluster:
    """Why somebody speaks for no cluster: what applied as one is never taken for a company."""
    query = (
        select(Application.state)
        .join(Organisation)
        .where(
            Application.person_id == person.id,
            Organisation.type == A_CLUSTER,
            col(Application.state).in_(_ON_THE_WAY),
        )
    )
    states = set(work.session.exec(query).all())
    if ApplicationState.ACCEPTED in states:
        return ClusterNotOpened()
    return ClusterNotAccepted() if states else NotCluster()


def view_of(work: Work, application: Application) -> View:
    """The cluster that takes part by that application."""
    organisation = work.load(Organisation, application.organisation_id)
    cluster = work.load(Cluster, organisation.cluster_id)
    return View(
        cluster, application, organisation, _profile(work, cluster), _services(work, cluster)
    )


def _profile(work: Work, cluster: Cluster) -> ClusterProfile | None:
    query = select(ClusterProfile).where(ClusterProfile.cluster_id == cluster.id)
    return work.session.exec(query).one_or_none()


def _services(work: Work, cluster: Cluster) -> Sequence[Service]:
    """What its people have published and have not ended."""
    query = (
        select(Service)
        .join(Application, col(Application.id) == col(Service.application_id))
        .join(Organisation, col(Organisation.id) == col(Application.organisation_id))
        .where(
            Organisation.cluster_id == cluster.id,
            Organisation.type == A_CLUSTER,
            Application.state == ApplicationState.ACCEPTED,
            col(Service.ended_at).is_(None),
        )
    )
    return work.session.exec(query.order_by(col(Service.id))).all()


def members_here(work: Work, cluster: Cluster) -> int:
    """How many of its members take part in the programme."""
    query = (
        select(func.count(func.distinct(col(Organisation.id))))
        .join(Application)
        .where(
            Organisation.cluster_id == cluster.id,
            Organisation.type != A_CLUSTER,
            Application.state == ApplicationState.ACCEPTED,
        )
    )
    return work.session.exec(query).one()


def tell(work: Work, person: Person, text: str) -> ClusterProfile:
    """The profile as a paragraph tells it; what it leaves out stays as it was. Raises NotCluster."""
    view = own(work, person)
    brings, seeks = _told(text)
    return _keep(work, person, view, brings or view.brings, seeks or view.seeks, text)


def correct(work: Work, person: Person, text: str) -> ClusterProfile:
    """The profile with what a few words add: members, something it brings, or looks for. Raises NotCluster."""
    view = own(work, person)
    brings, seeks = ("", "") if is_all_about_members(text) else _told(text)
    more = (f"{view.brings} {brings}".strip(), f"{view.seeks} {seeks}".strip())
    return _keep(work, person, view, *more, text)


def tells(text: str) -> bool:
    """Whether words tell anything of a cluster: its members, a topic, a wish, or a sentence at least."""
    words = [one for one in text.split() if any(map(str.isalpha, one))]
    about = bool(find_topics(text)) or bool(understand(text).seeks)
    return members_in(text) is not None or about or len(words) >= SENTENCE


def put_back(
    work: Work, person: Person, brings: str, seeks: str, members: int | None
) -> ClusterProfile:
    """The profile as it was before the last words. Raises NotCluster."""
    found = _keep(work, person, own(work, person), brings, seeks, "")
    found.members = members
    return work.add(found)


def _told(text: str) -> tuple[str, str]:
    """What a text says that they bring, and that they look for; what tells of no wish is all of the first."""
    told = understand(text)
    return (told.offers, told.seeks) if told.seeks else (text, "")


def _keep(
    work: Work, person: Person, view: View, brings: str, seeks: str, text: str
) -> ClusterProfile:
    work.hold(Cluster, view.cluster.id)
    found = view.profile or ClusterProfile(
        cluster_id=row_id(view.cluster), application_id=row_id(view.application), told_at=work.now
    )
    found.sqlmodel_update(
        {
            "application_id": row_id(view.application),
            "brings": brings[:LONGEST],
            "seeks": seeks[:LONGEST],
            "members": members_in(text) or found.members,
            "told_at": work.now,
        }
    )
    work.record(f"person:{person.id}", "cluster:tell", f"cluster:{view.cluster.id}")
    return work.add(found)
