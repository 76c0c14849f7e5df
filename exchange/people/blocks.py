"""Who keeps whom away: the two are not shown to each other, and cannot write to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import and_, col, or_, select

from storage.tables import Application, Block

if TYPE_CHECKING:
    from sqlmodel.sql.expression import SelectOfScalar

    from exchange.work import Work


def between(work: Work, one_id: int, other_id: int) -> bool:
    """Whether either of two people keeps the other away."""
    query = select(Block.id).where(
        or_(
            and_(Block.by_id == one_id, Block.about_id == other_id),
            and_(Block.by_id == other_id, Block.about_id == one_id),
        )
    )
    return work.session.exec(query).first() is not None


def kept_apart(person_id: int) -> SelectOfScalar[int | None]:
    """The applications of whoever keeps that person away, or is kept away, to be a subquery."""
    theirs = sa.union(
        sa.select(col(Block.about_id)).where(col(Block.by_id) == person_id),
        sa.select(col(Block.by_id)).where(col(Block.about_id) == person_id),
    )
    return select(col(Application.id)).where(col(Application.person_id).in_(theirs))


def pairs_kept_apart(work: Work) -> list[tuple[int, int]]:
    """Every two applications of which one person keeps the other away, both ways round."""
    found = [(first, second) for first, second in work.session.execute(_APART)]
    return [*found, *((second, first) for first, second in found)]


_BY, _ABOUT = aliased(Application), aliased(Application)
_APART = (  # composed once: two more names for a table cost milliseconds
    sa.select(col(_BY.id), col(_ABOUT.id))
    .select_from(Block)
    .join(_BY, col(_BY.person_id) == col(Block.by_id))
    .join(_ABOUT, col(_ABOUT.person_id) == col(Block.about_id))
)


def complaints(work: Work, person_id: int) -> tuple[int, int]:
    """By how many somebody is kept away, and by how many of them reported."""
    query = select(Block.reported_at).where(Block.about_id == person_id)
    found = work.session.exec(query).all()
    return len(found), len([one for one in found if one])
