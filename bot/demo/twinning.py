"""A twinning in the demo: the clusters among the members have told of themselves, and two of them have agreed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlmodel import col, select

from bot.demo.members import members_in
from bot.demo.yours import own_first
from exchange.people.choosing import A_CLUSTER
from exchange.rows import row_id
from exchange.twinning import adding, agreeing, finding, profiles
from storage.tables import Application, ApplicationState, Cluster, Organisation, Person

if TYPE_CHECKING:
    from exchange.work import Work

AIM = "Visits of our members in both directions, a fair together each year, and a project on materials that last."
ACTIVITY, AHEAD = "A day on circular materials", timedelta(days=45)


def seed_twinning(work: Work) -> None:
    """Every cluster tells its profile; that of the newcomer's desk proposes a twinning to the one that fits it best, which agrees."""
    _speak_for(work)
    query = (
        select(Application)
        .join(Organisation)
        .where(
            Application.state == ApplicationState.ACCEPTED,
            Organisation.type == A_CLUSTER,
            col(Organisation.cluster_id).is_not(None),
        )
        .order_by(col(Application.id))
    )
    found = own_first(work, work.session.exec(query).all())
    for one in found:
        told = f"{one.offers} We look for: {one.seeks}"
        profiles.tell(work, work.load(Person, one.person_id), told)
    for application in found[:1]:
        person = work.load(Person, application.person_id)
        for fit in finding.fitting(work, person)[:1]:
            held = agreeing.propose(work, person, row_id(fit.view.cluster), AIM)
            theirs = work.load(Person, fit.view.application.person_id)
            agreeing.answer(work, theirs, row_id(held), agreed=True)
            adding.add_activity(work, person, row_id(held), ACTIVITY, work.now.date() + AHEAD)


def _speak_for(work: Work) -> None:
    """The invented cluster organisations speak for the cluster that they name: none has the name of a real one."""
    for member in members_in(work.scheme, work.now.date()):
        found = select(Organisation).where(
            Organisation.name == member.name, Organisation.type == A_CLUSTER
        )
        named = select(Cluster.id).where(Cluster.name == member.cluster)
        for where in work.session.exec(found).all():
            where.cluster_id = work.session.exec(named).first()
            work.add(where)
