"""Buttons that an officer's role may not use are not on their screens: an auditor reads, and decides nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation.addresses import Family, only_looks
from bot.desk import addresses as to
from exchange.people.officers import RIGHTS, Right

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.conversation.screens import Button, Screen
    from storage.tables import Officer

DECIDING = frozenset("a e s m n p i k h g w j z u y".split())
"""Rooms whose buttons decide something, but for those that only look."""
NEEDED: Mapping[Family, Right] = {
    to.EXCEPT: Right.WAIVE,
    to.WAIVE: Right.WAIVE,
    to.PAY: Right.PAY,
    to.VALIDATE_TO_PAY: Right.PAY,
    to.APPROVE_PAYMENT: Right.PAY,
    to.DECLINE_PAYMENT: Right.PAY,
    to.DROP_QUOTA: Right.TUNE,
}
"""What a button needs that is not `DECIDE`."""
LOOKING = tuple(one for one in vars(to).values() if isinstance(one, Family) and one.looks)


def may_tap(officer: Officer, button: Button) -> bool:
    """Whether the officer's role has the right that a button needs."""
    data = str(button.data or "")
    needed = next((right for family, right in NEEDED.items() if family.read(data)), None)
    if needed is None:
        decides = data.partition(":")[0] in DECIDING and not only_looks(data, LOOKING)
        needed = Right.DECIDE if decides else Right.READ
    return needed in RIGHTS[officer.role]


def within(screen: Screen, officer: Officer) -> Screen:
    """The screen with those buttons that are for the officer's role."""
    kept = (tuple(one for one in row if may_tap(officer, one)) for row in screen.rows)
    return replace(screen, rows=tuple(row for row in kept if row))
