"""The register of erasure as a table, from the list that erasure works off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.privacy.nobodys import NOBODYS
from exchange.privacy.register import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchange.privacy.rule import Rule


def drawing() -> str:
    """A line for each table: what goes, what is emptied, and why something stays."""
    head = ("| table | what becomes of it | |", "| --- | --- | --- |")
    return "\n".join([*head, *_lines()])


def _lines() -> Iterator[str]:
    for rule in RULES:
        yield f"| `{rule.table.__tablename__}` | {_fate(rule)} | {rule.why} |"
    known = {rule.table for rule in RULES}
    for model, columns in NOBODYS.items():
        if model not in known:
            told = "; ".join(f"`{name}`: {why}" for name, why in columns.items())
            yield f"| `{model.__tablename__}` | nothing of people | {told} |"


def _fate(rule: Rule) -> str:
    if rule.goes:
        return "rows go"
    names = ", ".join(f"`{name}`" for name in (*rule.becomes, *rule.thinned))
    return f"{names} emptied"
