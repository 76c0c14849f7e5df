"""What both Partnerships of an exchange are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.people.parties import partnerships_of

if TYPE_CHECKING:
    from exchange.notices import DeskNotice
    from exchange.work import Work
    from storage.tables import Exchange


def tell_both_desks(
    work: Work, exchange: Exchange, notice: DeskNotice, what: str, **facts: object
) -> None:
    """Tell them once per `what`; one Partnership that is on both sides is told once."""
    for desk in partnerships_of(exchange):
        key = f"exchange:{exchange.id}:{what}"
        work.tell_desk(desk, notice, key=key, exchange=exchange.id, **facts)
