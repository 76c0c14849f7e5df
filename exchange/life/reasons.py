"""Why something was done: kept beside its act in the record, where nothing that is decided anew takes it away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.rows import row_id
from storage.tables import ActReason, Application, Exchange

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exchange.work import Work
    from storage.tables import Audit


def keep_reason(work: Work, about: Application | Exchange, act: str, said: str) -> None:
    """Keep why an act of this moment was done; nothing where nobody said any."""
    if not said:
        return
    column = "application_id" if isinstance(about, Application) else "exchange_id"
    work.add(ActReason(act=act, said_at=work.now, said=said, **{column: row_id(about)}))


def reason_of(work: Work, row: Audit) -> str:
    """Why an act in the record was done; empty where nothing is kept of it, or it was erased."""
    kind, _, number = row.subject.partition(":")
    mine = ActReason.application_id if kind == "application" else ActReason.exchange_id
    query = select(ActReason.said).where(
        mine == int(number), ActReason.act == row.act, ActReason.said_at == row.at
    )
    return work.session.exec(query.order_by(col(ActReason.id).desc())).first() or ""


def reasons_of(work: Work, exchange: Exchange, *acts: str) -> Sequence[ActReason]:
    """Each time that one of these acts was done to an exchange, oldest first."""
    query = select(ActReason).where(
        ActReason.exchange_id == exchange.id, col(ActReason.act).in_(acts)
    )
    return work.session.exec(query.order_by(col(ActReason.id))).all()
