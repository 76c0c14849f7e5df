"""Calls side by side in one database: each Partnership runs under one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator


class Named(Protocol):
    """What is told apart by its id."""

    @property
    def id(self) -> str:
        """That of a call."""
        ...


Call = TypeVar("Call", bound=Named)


class Calls(Generic[Call]):
    """All calls of one database. The first is that of whoever is in none yet, and of what is nobody's.

    Two of these are the same only where they are one: a call is compared by what it says, not by its neighbours.
    """

    def __init__(self, *calls: Call) -> None:
        self._by_id = {one.id: one for one in calls}
        self._first = calls[0]

    def __iter__(self) -> Iterator[Call]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    def named(self, call: str) -> Call:
        """The call of that id; the first where there is none, as of what was planned before there were several."""
        return self._by_id.get(call, self._first)
