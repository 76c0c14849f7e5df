"""A twinning is proposed by one cluster, agreed to or declined by the other, taken back, or ended by either."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlmodel import col, or_, select

from exchange.errors import CxcError, NotFound
from exchange.life.moves import move_twinning
from exchange.life.twinnings import OPEN, end_for, open_of
from exchange.notices import DeskNotice, Notice
from exchange.people.choosing import A_CLUSTER
from exchange.people.cluster_staff import clusters_of
from exchange.rows import row_id
from exchange.timing.twinning import plan_twinning, strike_twinning, tell_cluster
from exchange.twinning import finding, profiles
from exchange.work import SYSTEM
from storage.tables import (
    Application,
    Cluster,
    Organisation,
    Person,
    Twinning,
    TwinningState,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exchange.work import Work

LONGEST_AIM = 600


class TwinningSettled(CxcError):
    """This twinning is settled already. /twinning shows how your twinnings stand."""


class TooManyTwinnings(CxcError):
    """Several clusters still have your proposals. Please wait for an answer, or take one back: /twinning."""


class DeclinedLately(CxcError):
    """This cluster has declined not long ago. It can still propose to you; /twinning shows others that fit."""


def propose(work: Work, person: Person, number: int, aim: str) -> Twinning:
    """The twinning proposed to that cluster; where it has proposed the same to us, both have agreed.

    Proposed twice it is one. Raises NotCluster, NotFound, TooManyTwinnings, DeclinedLately.
    """
    own = profiles.own(work, person)
    mine = row_id(own.cluster)
    if not finding.may_see(work, person, number):
        raise NotFound
    work.hold_all(Cluster, mine, number)
    if known := open_between(work, mine, number):
        crossing = known.state is TwinningState.PROPOSED and known.asked_id == mine
        return answer(work, person, row_id(known), agreed=True) if crossing else known
    may_propose(work, mine, number)
    found = work.add(
        Twinning(
            one_id=min(mine, number),
            other_id=max(mine, number),
            asker_id=mine,
            application_id=row_id(own.application),
            aim=aim,
            state=TwinningState.PROPOSED,
            proposed_at=work.now,
            expires_at=work.now + timedelta(days=work.scheme.twinning.expire_after_days),
        )
    )
    work.record(f"person:{person.id}", "twinning:propose", f"twinning:{found.id}")
    key = f"twinning:{found.id}:proposed"
    tell_cluster(work, number, Notice.TWINNING_PROPOSED, key, twinning=found.id)
    plan_twinning(work, found)
    return found


def may_propose(work: Work, mine: int, number: int) -> None:
    """Nothing, if one cluster may propose to the other now. Raises TooManyTwinnings, DeclinedLately."""
    waiting = [
        one
        for one in open_of(work, mine)
        if one.state is TwinningState.PROPOSED and one.asker_id == mine
    ]
    if len(waiting) >= work.scheme.twinning.max_open:
        raise TooManyTwinnings
    since = work.now - timedelta(days=work.scheme.twinning.again_after_days)
    declined = select(Twinning.id).where(
        _of(mine, number),
        Twinning.asker_id == mine,
        Twinning.state == TwinningState.DECLINED,
        col(Twinning.ended_at) > since,
    )
    if work.session.exec(declined).first() is not None:
        raise DeclinedLately


def _of(one: int, other: int) -> bool:
    return (Twinning.one_id == min(one, other)) & (Twinning.other_id == max(one, other))


def open_between(work: Work, one: int, other: int) -> Twinning | None:
    """What two clusters have open, whoever proposed it."""
    query = select(Twinning).where(_of(one, other), col(Twinning.state).in_(OPEN))
    return work.session.exec(query).one_or_none()


def answer(work: Work, person: Person, number: int, *, agreed: bool) -> Twinning:
    """The yes or no of the cluster that was asked; the other one is told, and of a yes both desks.

    The same answer twice does no harm. Raises NotFound, TwinningSettled.
    """
    found = work.hold(Twinning, number)
    if found.asked_id not in clusters_of(work, person):
        raise NotFound
    wanted = TwinningState.AGREED if agreed else TwinningState.DECLINED
    if found.state is wanted:
        return found
    if found.state is not TwinningState.PROPOSED:
        raise TwinningSettled
    actor = f"person:{person.id}"
    if not agreed:
        end_for(work, found, found.asked_id, actor)
        return found
    move_twinning(work, found, wanted, actor, agreed_at=work.now)
    strike_twinning(work, found)
    key = f"twinning:{found.id}:agreed"
    tell_cluster(work, found.asker_id, Notice.TWINNING_AGREED, key, twinning=found.id)
    _tell_desks(work, found)
    return found


def end(work: Work, person: Person, number: int) -> Twinning:
    """The twinning, ended by either side, or the proposal, taken back by who made it; the other side is told.

    Ended twice does no harm. Raises NotFound, TwinningSettled.
    """
    found = work.hold(Twinning, number)
    own = side_of(work, person, found)
    if found.state not in OPEN:
        return found
    if found.state is TwinningState.PROPOSED and found.asker_id != own:
        raise TwinningSettled
    agreed = found.state is TwinningState.AGREED
    end_for(work, found, own, f"person:{person.id}")
    if agreed:
        _tell_desks(work, found)
    return found


def expire(work: Work, number: int) -> bool:
    """Whether nobody has answered in time; who proposed it is told."""
    found = work.hold(Twinning, number)
    if found.state is not TwinningState.PROPOSED or found.expires_at > work.now:
        return False
    move_twinning(work, found, TwinningState.EXPIRED, SYSTEM)
    strike_twinning(work, found)
    key = f"twinning:{found.id}:expired"
    tell_cluster(work, found.asker_id, Notice.TWINNING_EXPIRED, key, twinning=found.id)
    return True


def _tell_desks(work: Work, twinning: Twinning) -> None:
    """The desks of both clusters hear of it once each."""
    for desk in desks_of(work, twinning):
        key = f"twinning:{twinning.id}:{twinning.state.value}:desk:{desk}"
        facts = {"twinning": twinning.id, "state": twinning.state.value}
        work.tell_desk(desk, DeskNotice.TWINNING_MOVED, key=key, **facts)


def desks_of(work: Work, twinning: Twinning) -> set[int]:
    """The Partnerships by which the two take part, or took part last."""
    query = (
        select(Application.partnership_id)
        .join(Organisation)
        .where(
            col(Organisation.cluster_id).in_((twinning.one_id, twinning.other_id)),
            Organisation.type == A_CLUSTER,
        )
    )
    return set(work.session.exec(query))


def side_of(work: Work, person: Person, twinning: Twinning) -> int:
    """The cluster of the two for which somebody speaks. Raises NotFound."""
    for one in clusters_of(work, person):
        if one in {twinning.one_id, twinning.other_id}:
            return one
    raise NotFound


def is_party(work: Work, person: Person, number: int) -> bool:
    """Whether somebody speaks for one of the two."""
    found = work.session.get(Twinning, number)
    return found is not None and bool(clusters_of(work, person) & {found.one_id, found.other_id})


def twinnings_of(work: Work, cluster_id: int) -> Sequence[Twinning]:
    """All that a cluster was ever in: what waits for its answer, what is agreed, what it has asked, what is over."""
    query = select(Twinning).where(
        or_(col(Twinning.one_id) == cluster_id, col(Twinning.other_id) == cluster_id)
    )
    found = work.session.exec(query.order_by(col(Twinning.id).desc())).all()
    order = [TwinningState.PROPOSED, TwinningState.AGREED]
    return sorted(
        found,
        key=lambda one: (
            order.index(one.state) if one.state in order else len(order),
            one.asker_id == cluster_id,
        ),
    )
