"""Who sees to an exchange at a desk: taken for one step, and nobody's again when that is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import col, select

from storage.tables import Exchange, Officer, Taking

if TYPE_CHECKING:
    from collections.abc import Collection

    from exchange.work import Work


def takers_at(work: Work, partnership_id: int | None) -> dict[int, Officer]:
    """Who has taken which exchange at a desk, as long as they work there."""
    query = (
        select(Taking.exchange_id, Officer)
        .join(Officer, col(Officer.id) == col(Taking.officer_id))
        .where(
            Taking.partnership_id == partnership_id,
            Officer.partnership_id == partnership_id,
            col(Officer.revoked_at).is_(None),
        )
    )
    return dict(work.session.exec(query).all())


def let_all_go(work: Work, exchange: Exchange, desks: Collection[int]) -> None:
    """The step is done at those desks: nobody sees to the exchange any more."""
    done = sa.delete(Taking).where(
        col(Taking.exchange_id) == exchange.id, col(Taking.partnership_id).in_(desks)
    )
    work.session.execute(done)
