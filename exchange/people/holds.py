"""Which applications and exchanges rest, because a desk has put them on hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from storage.tables import Application, Exchange, Hold, HoldState

if TYPE_CHECKING:
    import sqlalchemy as sa

    from exchange.work import Work


def hold_of(work: Work, thing: Application | Exchange) -> Hold | None:
    """The hold under which something rests now."""
    own = Hold.application_id if isinstance(thing, Application) else Hold.exchange_id
    query = select(Hold).where(own == thing.id, Hold.state == HoldState.ON)
    return work.session.exec(query).first()


def holds_now(work: Work) -> tuple[dict[int, Hold], dict[int, Hold]]:
    """All that rests now: applications and exchanges, by their numbers."""
    found = work.session.exec(select(Hold).where(Hold.state == HoldState.ON)).all()
    return (
        {one.application_id: one for one in found if one.application_id},
        {one.exchange_id: one for one in found if one.exchange_id},
    )


def resting() -> sa.ColumnElement[bool]:
    """Whether an application is on hold, as a condition on it."""
    on = select(Hold.id).where(
        col(Hold.application_id) == col(Application.id), Hold.state == HoldState.ON
    )
    return on.exists()
