"""What erasure does to some rows of a table, and doing it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import SQLModel, select

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from exchange.privacy.belongings import Belongings
    from exchange.work import Work


ERASED = "–"  # what stands where a name stood


@dataclass(frozen=True)
class Rule:
    """What erasure does to some rows of a table: they go, or these columns become something else.

    What is `thinned` is made of what the column holds. `own`: the rows are the person's own, who
    gets a copy of them.
    """

    table: type[SQLModel]
    of: Callable[[Belongings], sa.ColumnElement[bool]]
    becomes: Mapping[str, Any] = field(default_factory=dict)
    why: str = ""
    thinned: Mapping[str, Callable[[Work, Any], Any]] = field(default_factory=dict)
    own: bool = True

    @property
    def goes(self) -> bool:
        """Whether the rows go."""
        return not self.becomes and not self.thinned


def apply_rule(work: Work, rule: Rule, which: sa.ColumnElement[bool]) -> None:
    """Do to those rows what the rule says."""
    table: Any = rule.table
    if not rule.thinned:
        act: Any = sa.delete(table) if rule.goes else sa.update(table).values(dict(rule.becomes))
        work.session.execute(act.where(which), execution_options={"synchronize_session": False})
        return
    work.session.flush()
    for row in work.session.exec(select(table).where(which)).all():
        values = {name: of(work, getattr(row, name)) for name, of in rule.thinned.items()}
        work.session.add(row.sqlmodel_update(values))
    work.session.flush()
