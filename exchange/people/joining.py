"""Links that win people: made by a desk, on posters and in mails, and proposed to whoever comes by one."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import col, select

from exchange.errors import CxcError, NotPossibleNow
from exchange.people.cluster_labels import own_clusters
from exchange.people.officers import Right, actor_of, require, require_partnership
from exchange.rows import row_id
from storage.tables import Application, ApplicationState, Arrival, JoiningLink, Partnership

if TYPE_CHECKING:
    from exchange.work import Work
    from storage.tables import Officer, Person, Role

CODE_BYTES = 9
PREFIX = "via_"
PAYLOAD = re.compile(rf"{PREFIX}([A-Za-z0-9_-]{{12}})")
MOST = 60
"""Links in use of one Partnership: nobody prints more kinds of posters."""


class TooManyLinks(CxcError):
    """Your Partnership has very many links in use. Please stop some that are over: /links."""


@dataclass(frozen=True)
class Origin:
    """A link, and how many of those who came by it have applied and were accepted; None: by no link."""

    link: JoiningLink | None
    came: int
    applied: int
    accepted: int


def make_link(
    work: Work, officer: Officer, name: str, cluster_id: int | None, role: Role | None
) -> JoiningLink:
    """A link for a cluster of the officer's Partnership, or for all of it. Raises RoleMayNot, NotPossibleNow, TooManyLinks."""
    require(officer, Right.DECIDE)
    if cluster_id is not None and cluster_id not in {one.id for one in own_clusters(work, officer)}:
        raise NotPossibleNow
    if len([one for one in links_of(work, officer) if one.stopped_at is None]) >= MOST:
        raise TooManyLinks
    link = work.add(
        JoiningLink(
            code=secrets.token_urlsafe(CODE_BYTES),
            partnership_id=officer.partnership_id,
            cluster_id=cluster_id,
            role=role,
            name=name,
            made_by=row_id(officer),
            made_at=work.now,
        )
    )
    work.record(actor_of(officer), "link:make", f"link:{link.id}")
    return link


def stop_link(work: Work, officer: Officer, link_id: int) -> JoiningLink:
    """The link, which counts and proposes nothing any more. Raises RoleMayNot, NotFound."""
    require(officer, Right.DECIDE)
    link = work.hold(JoiningLink, link_id)
    require_partnership(officer, link.partnership_id)
    if link.stopped_at is None:
        link.stopped_at = work.now
        work.record(actor_of(officer), "link:stop", f"link:{link.id}")
    return work.add(link)


def link_at_desk(work: Work, officer: Officer, link_id: int) -> JoiningLink:
    """A link of the officer's Partnership. Raises RoleMayNot, NotFound."""
    require(officer, Right.READ)
    link = work.load(JoiningLink, link_id)
    require_partnership(officer, link.partnership_id)
    return link


def links_of(work: Work, officer: Officer) -> list[JoiningLink]:
    """The links of the officer's Partnership, those in use first, then the newest. Raises RoleMayNot."""
    require(officer, Right.READ)
    query = select(JoiningLink).where(JoiningLink.partnership_id == officer.partnership_id)
    found = work.session.exec(query.order_by(col(JoiningLink.id).desc())).all()
    return sorted(found, key=lambda one: one.stopped_at is not None)


def payload_of(link: JoiningLink) -> str:
    """What stands behind `?start=`: 16 of the 64 signs that Telegram takes."""
    return f"{PREFIX}{link.code}"


def arrive(work: Work, person: Person, payload: str) -> JoiningLink | None:
    """The link that somebody opened, kept as where they came from; None for what is no link in use.

    Whoever has applied before came from elsewhere. From now on they are under the call of its Partnership.
    """
    read = PAYLOAD.fullmatch(payload)
    query = select(JoiningLink).where(JoiningLink.code == (read[1] if read else ""))
    link = work.session.exec(query).one_or_none() if read else None
    if link is None or link.stopped_at is not None:
        return None
    applied = select(Application.id).where(Application.person_id == person.id)
    if work.session.exec(applied).first() is not None:
        return None
    known = _arrival(work, person) or Arrival(
        person_id=row_id(person), link_id=row_id(link), came_at=work.now
    )
    known.link_id, known.came_at = row_id(link), work.now
    work.add(known)
    person.call = work.load(Partnership, link.partnership_id).call
    work.add(person)
    return link


def link_of(work: Work, person: Person) -> JoiningLink | None:
    """The link by which somebody came, while it is in use: what it carries is proposed to them."""
    found = _arrival(work, person)
    link = work.load(JoiningLink, found.link_id) if found else None
    return link if link and link.stopped_at is None else None


def _arrival(work: Work, person: Person) -> Arrival | None:
    query = select(Arrival).where(Arrival.person_id == person.id)
    return work.session.exec(query).one_or_none()


def came_by(work: Work, application: Application) -> str:
    """The name of the link behind an application; empty for whoever came by themselves."""
    query = (
        select(JoiningLink.name)
        .join(Arrival, col(Arrival.link_id) == col(JoiningLink.id))
        .where(Arrival.person_id == application.person_id)
    )
    return work.session.exec(query).one_or_none() or ""


def origins(work: Work, officer: Officer) -> list[Origin]:
    """Where the people of the officer's Partnership came from, the most fruitful link first; last, by no link.

    Counted are those who opened a link, those who applied to this Partnership, and those it accepted.
    Raises RoleMayNot.
    """
    require(officer, Right.READ)
    ours = Application.partnership_id == officer.partnership_id
    accepted = sa.case((col(Application.state) == ApplicationState.ACCEPTED, 1))
    counts = (
        select(
            Arrival.link_id,
            sa.func.count(sa.distinct(col(Application.person_id))),
            sa.func.count(accepted),
        )
        .select_from(Application)
        .join(Arrival, col(Arrival.person_id) == col(Application.person_id), isouter=True)
        .where(ours)
        .group_by(col(Arrival.link_id))
    )
    applied = {link: (many, good) for link, many, good in work.session.exec(counts)}
    came = select(Arrival.link_id, sa.func.count(col(Arrival.id))).group_by(col(Arrival.link_id))
    opened = dict(work.session.exec(came).all())
    found = [
        Origin(one, opened.get(row_id(one), 0), *applied.get(row_id(one), (0, 0)))
        for one in links_of(work, officer)
    ]
    known = {row_id(one.link) for one in found if one.link}
    others = [numbers for link, numbers in applied.items() if link not in known]
    rest = Origin(None, 0, sum(many for many, _ in others), sum(good for _, good in others))
    return [*sorted(found, key=lambda one: (-one.applied, -one.came)), rest]
