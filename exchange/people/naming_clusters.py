"""A cluster organisation that takes part is a cluster, also where nobody has listed it: it is bound to its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, func, select

from exchange.people.choosing import A_CLUSTER, own_cluster
from exchange.rows import row_id
from storage.tables import Application, ApplicationState, Cluster, Organisation

if TYPE_CHECKING:
    from exchange.work import Work
    from storage.tables import Person

LONGEST_NAME = 160


def bind_to_its_cluster(work: Work, application: Application, actor: str) -> None:
    """Bind a cluster organisation whose cluster is open to the one of its name, which is added where none is known.

    Only for one that its desk has accepted: from then on it speaks for that cluster, which stands in its record.
    """
    where = work.load(Organisation, application.organisation_id)
    if where.type == A_CLUSTER and where.cluster_id is None:
        itself = own_cluster(work, where.name, where.country) or _named_so(work, where)
        where.cluster_id = row_id(itself)
        work.add(where)
        facts = {"cluster": row_id(itself)}
        work.record(actor, "cluster:bind", f"application:{application.id}", **facts)


def bind_own(work: Work, person: Person) -> None:
    """The same for what somebody takes part with, if it is a cluster organisation: it was accepted long ago."""
    query = select(Application).where(
        Application.person_id == person.id, Application.state == ApplicationState.ACCEPTED
    )
    for one in work.session.exec(query).all():
        bind_to_its_cluster(work, one, f"person:{person.id}")


def _named_so(work: Work, where: Organisation) -> Cluster:
    """The cluster that members have named so, else a fresh one; a namesake abroad is another cluster."""
    abroad = f" ({where.country})"
    for name in (where.name, f"{where.name[: LONGEST_NAME - len(abroad)]}{abroad}"):
        query = select(Cluster).where(func.lower(col(Cluster.name)) == name.lower())
        found = work.session.exec(query.order_by(col(Cluster.id))).all()
        here = [one for one in found if one.country == where.country]
        if here:
            return here[0]
        if not found:
            break
    return work.add(Cluster(name=name, country=where.country))
