"""Clusters that take part, each with somebody who speaks for it; and members of theirs."""

from __future__ import annotations

from storage.tables import Cluster, Organisation, Person, Role
from tests.builders.records import rows
from tests.builders.records.funding import member

OWN = ("We weave wool and have a test lab for fabrics.", "Natural dyes and circular materials.")
OTHERS = ("We bring natural dyes and recycling of fabrics.", "Looms and weaving of wool.")


def cluster(work, name="Ring of Looms", country="AT", *, told=OWN, label=None, region=None):
    """Somebody who speaks for a cluster of the Loom Ring, and the cluster."""
    person, own = member(
        work, country, Role.HOST, kind="cluster_organisation", offers=told[0], seeks=told[1]
    )
    loom = rows.partnership(work, "Loom Ring")
    made = work.add(Cluster(name=name, country=country, partnership_id=loom.id, label=label))
    where = work.load(Organisation, own.organisation_id)
    where.name, where.cluster_id, where.region_category = name, made.id, region
    work.add(where)
    return person, made


def both(work):
    """Two clusters that fit each other."""
    one = cluster(work)
    return (*one, *cluster(work, "Guild of Dyers", "PT", told=OTHERS))


def its_member(work, of, country, role=Role.VISITOR):
    """A company of a cluster, with its application."""
    person, own = member(work, country, role)
    where = work.load(Organisation, own.organisation_id)
    where.cluster_id = of.id
    work.add(where)
    return work.load(Person, person.id), own
