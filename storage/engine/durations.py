"""How long lies between two instants, worked out by the database."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.expression import FunctionElement


class days_between(FunctionElement[float]):  # noqa: N801 - reads as the function it is in SQL
    """Days, with their fraction, from the first column to the second; NULL where one is NULL."""

    type = sa.Float()
    inherit_cache = True


@compiles(days_between, "postgresql")
def _on_postgresql(element: days_between, compiler: Any, **more: Any) -> str:
    first, second = (compiler.process(clause, **more) for clause in element.clauses)
    return f"(EXTRACT(EPOCH FROM {second} - {first}) / 86400.0)"


@compiles(days_between, "sqlite")
def _on_sqlite(element: days_between, compiler: Any, **more: Any) -> str:
    first, second = (compiler.process(clause, **more) for clause in element.clauses)
    return f"(julianday({second}) - julianday({first}))"
