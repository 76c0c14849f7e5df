"""Group visits in the words that participants and desk share: seats, and how guests stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.words import N_
from storage.tables import GroupVisitState, GuestState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markupsafe import Markup

    from bot.conversation.speech import Speech
    from exchange.finding.group_seats import Seats
    from exchange.people.gatherings import Gathering

GUESTS: Mapping[GuestState, str] = {
    GuestState.JOINED: N_("✓ Joined ({count}): {names}"),
    GuestState.ASKED: N_("⏳ Ask the host ({count}): {names}"),
    GuestState.OFFERED: N_("🪑 May take a seat ({count}): {names}"),
    GuestState.WAITING: N_("🔔 Wait ({count}): {names}"),
}
"""How guests stand, a line for each state."""


def seats_left(say: Speech, visit: Gathering, seats: Seats, waiting: int = 0) -> Markup:
    """`🪑 5 of 12 seats free`, how many wait, or that it was cancelled."""
    if visit.state is GroupVisitState.CANCELLED:
        return say("❌ It was cancelled.")
    if seats.free:
        return say("🪑 {free} of {all} seats free", free=seats.free, all=seats.all)
    if seats.all == 1:
        return say("🪑 The only seat is taken")
    full = say("🪑 All {all} seats are taken", all=seats.all)
    return say("{full}, {count} waiting", full=full, count=waiting) if waiting else full
