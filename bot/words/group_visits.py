"""Group visits in the words that participants and desk share: seats, and how guests stand."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from exchange.group_visits.errors import ElsewhereThen, TooLateToJoin
from exchange.proposing.errors import AlreadyProposed, SameCountry, SameOrganisation, WrongRole
from exchange.words import N_, N_many
from storage.tables import GroupVisitState, GuestState

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from markupsafe import Markup

    from bot.conversation.speech import Speech
    from exchange.errors import CxcError
    from exchange.finding.group_seats import Seats
    from exchange.people.gatherings import Gathering

GUESTS: Mapping[GuestState, str] = {
    GuestState.JOINED: N_("✓ Joined ({count}): {names}"),
    GuestState.ASKED: N_("⏳ Ask the host ({count}): {names}"),
    GuestState.OFFERED: N_("🪑 May take a seat ({count}): {names}"),
    GuestState.WAITING: N_("🔔 Wait ({count}): {names}"),
}
"""How guests stand, a line for each state."""


WHY_NOT: Mapping[type[CxcError], tuple[str, str]] = {
    SameCountry: N_many("{count} is in your own country", "{count} are in your own country"),
    ElsewhereThen: N_many("{count} is while you are elsewhere", "{count} are while you are elsewhere"),
    TooLateToJoin: N_many("{count} begins too soon for the papers", "{count} begin too soon for the papers"),
    AlreadyProposed: N_many("{count} is of a host you have an invitation with", "{count} are of hosts you have invitations with"),
    SameOrganisation: N_many("{count} is your own", "{count} are your own"),
    WrongRole: N_many("{count} is your own", "{count} are your own"),
}  # fmt: skip
"""Why a visitor cannot join so many of them; another rule is told in general, as whoever keeps somebody away is not told."""
OTHERWISE = N_many("{count} is not open to you by the rules", "{count} are not open to you by the rules")  # fmt: skip


def why_none(say: Speech, obstacles: Mapping[type[CxcError], int]) -> Iterator[Markup]:
    """A line for each rule that keeps the reader from group visits to come."""
    told = Counter[tuple[str, str]]()
    for rule, count in obstacles.items():
        told[WHY_NOT.get(rule, OTHERWISE)] += count
    for (one, other), count in told.most_common():
        yield say("• {why}", why=say.many(one, other, count))


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
