"""A cluster for which nobody speaks any more has no twinnings: what it proposed or was asked ends, and so does what it agreed to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, or_, select

from exchange.life.moves import move_twinning
from exchange.notices import Notice
from exchange.people.choosing import A_CLUSTER
from exchange.timing.twinning import strike_twinning, tell_cluster
from storage.tables import Application, ApplicationState, Organisation, Twinning, TwinningState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exchange.work import Work

OPEN = (TwinningState.PROPOSED, TwinningState.AGREED)


def leave_twinnings(work: Work, application: Application, actor: str) -> None:
    """End all that a cluster has open, unless a colleague still speaks for it; the others are told."""
    organisation = work.load(Organisation, application.organisation_id)
    cluster_id = organisation.cluster_id
    if organisation.type != A_CLUSTER or cluster_id is None or _spoken_for(work, cluster_id):
        return
    for one in open_of(work, cluster_id):
        end_for(work, work.hold(Twinning, one.id), cluster_id, actor)


def end_for(work: Work, twinning: Twinning, cluster_id: int, actor: str) -> None:
    """End a twinning because one of the two ends it, or is gone; the other one is told."""
    proposed = twinning.state is TwinningState.PROPOSED
    asker = twinning.asker_id == cluster_id
    if not proposed:
        move_twinning(work, twinning, TwinningState.ENDED, actor, ended_by=cluster_id)
        notice = Notice.TWINNING_ENDED
    elif asker:
        move_twinning(work, twinning, TwinningState.WITHDRAWN, actor)
        notice = Notice.TWINNING_TAKEN_BACK
    else:
        move_twinning(work, twinning, TwinningState.DECLINED, actor)
        notice = Notice.TWINNING_DECLINED
    strike_twinning(work, twinning)
    key = f"twinning:{twinning.id}:over"
    tell_cluster(work, twinning.beside(cluster_id), notice, key, twinning=twinning.id)


def open_of(work: Work, cluster_id: int) -> Sequence[Twinning]:
    """What a cluster has proposed, is asked, or has agreed to, and has not ended; the oldest first."""
    query = select(Twinning).where(
        or_(col(Twinning.one_id) == cluster_id, col(Twinning.other_id) == cluster_id),
        col(Twinning.state).in_(OPEN),
    )
    return work.session.exec(query.order_by(col(Twinning.id))).all()


def _spoken_for(work: Work, cluster_id: int) -> bool:
    query = (
        select(Application.id)
        .join(Organisation)
        .where(
            Organisation.cluster_id == cluster_id,
            Organisation.type == A_CLUSTER,
            Application.state == ApplicationState.ACCEPTED,
        )
    )
    return work.session.exec(query).first() is not None
