"""Which Partnership is the right one for an applicant: by cluster, then by sector and place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import col, select

from exchange.errors import CxcError
from exchange.people.calls import of_this_call
from exchange.people.partnerships import NoSuchPartnership, is_open
from exchange.rows import row_id
from matching.words.names import Certainty, resolve
from storage.tables import Application, Cluster, Partnership

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from exchange.scheme.parts import AdmittedAs
    from exchange.work import Work

A_CLUSTER = "cluster_organisation"


class PartnershipTakesNobody(CxcError):
    """{name} cannot take this application: its work is over, or it is for members of its own clusters only. Please choose another Partnership."""


class NoPartnershipOpen(CxcError):
    """No Partnership takes applications of this kind today. Please ask the Support Office of the programme."""


class Because(StrEnum):
    """Why a Partnership is proposed, the strongest first."""

    ITSELF = "itself"  # the applicant is one of its clusters
    CLUSTER = "cluster"  # the applicant's cluster is one of its clusters
    SECTOR_AND_PLACE = "sector_and_place"
    SECTOR = "sector"
    PLACE = "place"  # one of its clusters is in the applicant's country
    ROOM = "room"  # it has the fewest applications


@dataclass(frozen=True)
class Seeker:
    """What of an applicant decides: kind, roles, country, ecosystems, cluster, and the name of a cluster."""

    organisation_type: str = ""
    sides: tuple[AdmittedAs, ...] = ()
    country: str = ""
    ecosystems: Collection[str] = ()
    cluster_id: int | None = None
    name: str = ""


@dataclass(frozen=True)
class Choice:
    """A Partnership that takes the applicant, and why it is proposed."""

    partnership: Partnership
    because: Because


def sides_of(role: str) -> tuple[AdmittedAs, ...]:
    """The sides that a role takes: `both` takes both."""
    both: tuple[AdmittedAs, ...] = ("visitor", "host")
    return tuple(side for side in both if role in {side, "both"})


def own_cluster(work: Work, name: str, country: str) -> Cluster | None:
    """The known cluster that a cluster organisation of that name is itself, slips of the finger allowed."""
    query = select(Cluster).where(
        Cluster.country == country, col(Cluster.partnership_id).is_not(None)
    )
    found = {str(one.id): one for one in work.session.exec(query.order_by(col(Cluster.id)))}
    meant = resolve(name, {number: [one.name] for number, one in found.items()}) if found else None
    sure = meant is not None and meant.certainty is Certainty.SURE and meant.best is not None
    return found[str(meant.best)] if meant and sure else None


def choices(work: Work, seeker: Seeker) -> list[Choice]:
    """The Partnerships that take an applicant today, the most fitting first.

    “A Partnership must be picked or one is assigned automatically” (ECCP FAQ); applicants pick “by
    sector and/or place of its members” (CE4BIG). Its cluster's comes first, the one with the fewest
    applications where nothing else decides. Partnerships whose work is over, that do not admit
    that kind, or that are for their own members only are not among them.
    """
    cluster = _cluster(work, seeker)
    rated = []
    query = _PARTNERSHIPS.where(of_this_call(work, col(Partnership.id)))
    for partnership, busy, countries in work.session.exec(query):
        places = (countries or "").split(",")
        because = _because(work, seeker, partnership, cluster, places)
        if because and _takes(work, seeker, partnership, because):
            order = (list(Because).index(because), busy, row_id(partnership))
            rated.append((order, Choice(partnership, because)))
    return [choice for _, choice in sorted(rated, key=lambda one: one[0])]


_PARTNERSHIPS = select(  # told once: it is asked at every answer of who applies
    Partnership,
    sa.select(sa.func.count(col(Application.id)))
    .where(col(Application.partnership_id) == col(Partnership.id))
    .scalar_subquery(),
    sa.select(sa.func.aggregate_strings(col(Cluster.country), ","))
    .where(col(Cluster.partnership_id) == col(Partnership.id))
    .scalar_subquery(),
).order_by(col(Partnership.id))
"""Every Partnership, how many applications it has, and in which countries it has a cluster."""


def _cluster(work: Work, seeker: Seeker) -> Cluster | None:
    if seeker.organisation_type == A_CLUSTER:
        return own_cluster(work, seeker.name, seeker.country)
    return work.session.get(Cluster, seeker.cluster_id) if seeker.cluster_id else None


def _because(
    work: Work,
    seeker: Seeker,
    partnership: Partnership,
    cluster: Cluster | None,
    countries: Collection[str],
) -> Because:
    if cluster and is_its_own(work, partnership, cluster):
        return Because.ITSELF if seeker.organisation_type == A_CLUSTER else Because.CLUSTER
    entry = work.scheme.partnership(partnership.name)
    sector = bool(entry and set(entry.ecosystems) & set(seeker.ecosystems))
    place = seeker.country in countries
    if sector:
        return Because.SECTOR_AND_PLACE if place else Because.SECTOR
    return Because.PLACE if place else Because.ROOM


def is_its_own(work: Work, partnership: Partnership, cluster: Cluster) -> bool:
    """A cluster may be in several Partnerships: one of before, and one of now."""
    entry = work.scheme.partnership(partnership.name)
    named = entry is not None and any(one.name == cluster.name for one in entry.clusters)
    return named or cluster.partnership_id == partnership.id


def own_clusters(work: Work, partnership_id: int, clusters: Iterable[int]) -> set[int]:
    """Those of some clusters that are a Partnership's own: for their members it may say who is one."""
    partnership = work.load(Partnership, partnership_id)
    return {one for one in set(clusters) if is_its_own(work, partnership, work.load(Cluster, one))}


def _takes(work: Work, seeker: Seeker, partnership: Partnership, because: Because) -> bool:
    scheme, name = work.scheme, partnership.name
    entry = scheme.partnership(name)
    if not is_open(entry, work):
        return False
    if entry and entry.own_members_only and because not in {Because.ITSELF, Because.CLUSTER}:
        return False
    kind = seeker.organisation_type
    if kind not in {one.id for one in scheme.organisation_types}:
        return True  # not told yet, or told of an older call
    return all(scheme.admits(kind, side, name) for side in seeker.sides)


def right_partnership(work: Work, seeker: Seeker, wished_id: int | None = None) -> int:
    """The one that was wished for, if it takes the applicant; else the most fitting one.

    Raises PartnershipTakesNobody, NoPartnershipOpen; NoSuchPartnership before any is set up.
    """
    found = choices(work, seeker)
    numbers = [row_id(one.partnership) for one in found]
    if wished_id is not None:
        wished = work.load(Partnership, wished_id)
        if wished_id not in numbers:
            raise PartnershipTakesNobody(name=wished.name)
        return wished_id
    if numbers:
        return numbers[0]
    if work.session.exec(select(Partnership.id)).first() is None:
        raise NoSuchPartnership(name="", known="")
    raise NoPartnershipOpen


def open_partnerships(work: Work) -> Sequence[Partnership]:
    """The Partnerships that work today, by name."""
    query = select(Partnership).where(of_this_call(work, col(Partnership.id)))
    found = work.session.exec(query.order_by(Partnership.name)).all()
    return [one for one in found if is_open(work.scheme.partnership(one.name), work)]
