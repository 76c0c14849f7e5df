"""The page that a coordinator would read: what was lived, the eight accounts, what the years found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.year.account import TITLES

if TYPE_CHECKING:
    from tests.year.account import Account

BEGINS, ENDS = "<!-- year -->", "<!-- end of year -->"


def tables(account: Account, size: int, seed: int, where: str) -> str:
    """The accounts as tables."""
    faults = account.faults()
    lines = [
        (
            f"{size} exchanges were aimed at, seed {seed}, on {where}; it took {account.days} days of the programme. "
            f"From outside came: {', '.join(account.struck) or 'nothing'}."
        )
    ]
    for name, part in account.parts.items():
        wrong = len(faults.get(name, ()))
        lines += ["", f"### {TITLES[name]}", "", "| | |", "| --- | ---: |"]
        lines += [f"| {what} | {value} |" for what, value in part.rows()]
        lines += [f"| **may not be** | **{wrong}** |"]
    return "\n".join(lines)


def written(page: str, tables: str) -> str:
    """The page with these tables in their place."""
    before, _, rest = page.partition(BEGINS)
    _, _, after = rest.partition(ENDS)
    return f"{before}{BEGINS}\n{tables}\n{ENDS}{after}"
