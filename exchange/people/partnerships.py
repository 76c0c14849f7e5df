"""The Partnerships and clusters of a programme."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from exchange.errors import CxcError
from exchange.people.calls import is_ours
from exchange.rows import row_id
from exchange.work import SYSTEM
from matching.places.countries import time_zone
from matching.words.names import Certainty, resolve
from storage.tables import Application, Cluster, Officer, Partnership, Person

if TYPE_CHECKING:
    from datetime import date, datetime

    from exchange.scheme.partnerships import ClusterEntry, PartnershipEntry
    from exchange.work import Work


DESK_ZONE = (
    "Europe/Brussels"  # of the whole programme, and of a Partnership of which nothing is known
)


class NoSuchPartnership(CxcError):
    """There is no Partnership called “{name}”. Known are: {known}."""


def seed_partnerships(work: Work) -> None:
    """Bring the Partnerships and clusters of every call into the database; known ones are updated."""
    for call in work.scheme.calls:
        _seed(work.under(call.id))


def _seed(work: Work) -> None:
    known = {one.name: one for one in work.session.exec(select(Partnership))}
    for entry in work.scheme.partnerships:
        partnership = known.setdefault(entry.name, Partnership(name=entry.name))
        partnership.field, partnership.target = entry.field, entry.target
        partnership.call = work.scheme.id
        work.session.add(partnership)
    work.session.flush()  # from here on they have numbers
    for entry in work.scheme.partnerships:
        _set_who_pays(work, known[entry.name], alone=entry.pays_alone)
    clusters = {one.name: one for one in work.session.exec(select(Cluster))}
    for entry in work.scheme.partnerships:
        number = known[entry.name].id
        for member in entry.clusters:
            cluster = clusters.setdefault(member.name, Cluster(name=member.name, country=""))
            _take_in(cluster, member, number)
            work.session.add(cluster)
    work.session.flush()


def _set_who_pays(work: Work, partnership: Partnership, *, alone: bool) -> None:
    """Whether a single officer may pay, as the call's file says; a change of it is on record."""
    if partnership.pays_alone is not alone:
        partnership.pays_alone = alone
        work.session.add(partnership)
        act = "partnership:pays_alone" if alone else "partnership:pays_by_two"
        work.record(SYSTEM, act, f"partnership:{partnership.id}")


def _take_in(cluster: Cluster, member: ClusterEntry, partnership_id: int | None) -> None:
    cluster.country = member.country
    cluster.label = member.label or cluster.label
    cluster.eccp = member.eccp or cluster.eccp
    cluster.partnership_id = cluster.partnership_id or partnership_id
    if cluster.partnership_id == partnership_id:  # a lead leads its own Partnership only
        cluster.lead = member.lead


def partnership_named(work: Work, name: str) -> Partnership:
    """The Partnership of that name, slips of the finger allowed. Raises NoSuchPartnership."""
    found = list(work.session.exec(select(Partnership).order_by(Partnership.name)))
    meant = resolve(name, {str(one.id): [one.name] for one in found})
    if meant.certainty is not Certainty.SURE or meant.best is None:
        raise NoSuchPartnership(name=name, known=", ".join(one.name for one in found))
    return work.load(Partnership, int(meant.best))


def partnership_of(work: Work, application: Application) -> Partnership:
    """The Partnership an application is with."""
    return work.load(Partnership, application.partnership_id)


def clusters(work: Work, country: str) -> list[Cluster]:
    """The known clusters of a country, by name."""
    query = (
        select(Cluster)
        .where(Cluster.country == country, col(Cluster.partnership_id).is_not(None))
        .order_by(Cluster.name)
    )
    return list(work.session.exec(query))


def partnership_named_by(
    work: Work, cluster_id: int | None, wished_id: int | None = None
) -> str | None:
    """The name of the Partnership wished for, else that of a cluster; None where both are open or it is over."""
    found = _wished(work, cluster_id, wished_id)
    if found and not is_ours(work, row_id(found)):
        return None
    return found.name if found and is_open(work.scheme.partnership(found.name), work) else None


def is_open(entry: PartnershipEntry | None, work: Work) -> bool:
    """Whether a Partnership's work has begun and is not over; of one that the call does not know, yes."""
    if entry is None:
        return True
    today = work.now.date()
    begun = entry.starts_on is None or entry.starts_on <= today
    return begun and (entry.ends_on is None or today <= entry.ends_on)


def _wished(work: Work, cluster_id: int | None, wished_id: int | None) -> Partnership | None:
    cluster = work.load(Cluster, cluster_id) if cluster_id else None
    number = wished_id if wished_id is not None else cluster.partnership_id if cluster else None
    return None if number is None else work.load(Partnership, number)


def country_of(work: Work, partnership_id: int | None) -> str | None:
    """The country of a Partnership's lead, else of its first cluster; None for one with none, and for the whole programme."""
    query = (
        select(Cluster.country)
        .where(Cluster.partnership_id == partnership_id)
        .order_by(col(Cluster.lead).desc(), col(Cluster.id))
    )
    return None if partnership_id is None else work.session.exec(query).first()


def clock_of(work: Work, partnership_id: int | None) -> ZoneInfo:
    """The clock by which a Partnership's days are told in what it answers for, whoever of its desk asks.

    That of its lead's country, else of its first officer, else of Brussels, as for the whole programme
    (None): two officers in two zones hand the agency one and the same report.
    """
    country = country_of(work, partnership_id)
    if country:
        return ZoneInfo(time_zone(country))
    query = select(Person.zone).join(Officer).where(Officer.partnership_id == partnership_id)
    return ZoneInfo(work.session.exec(query.order_by(col(Officer.id))).first() or DESK_ZONE)


def today_at(work: Work, partnership_id: int | None) -> date:
    """The date by a Partnership's clock."""
    return day_by(clock_of(work, partnership_id), work.now)


def day_by(clock: ZoneInfo, moment: datetime) -> date:
    """The date of a moment by a clock."""
    return moment.astimezone(clock).date()
