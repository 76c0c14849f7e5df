"""Group visits, courses and their guests: what may follow what, and a seat that is let go or taken again with its pair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.errors import NotPossibleNow
from exchange.finding.group_seats import free_seats, guest_of, take_seats
from exchange.people.gatherings import in_the_record
from exchange.rows import row_id
from exchange.timing.group_visits import (
    GROUP_OFFER_EXPIRE,
    plan_moving_up,
    plan_talks,
)
from storage.tables import (
    GroupGuest,
    GroupVisit,
    GroupVisitState,
    GuestState,
    ProposalState,
    TalkHostState,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchange.people.gatherings import Gathering
    from exchange.work import Work
    from storage.tables import Proposal, TalkHost

GROUP_VISIT_MOVES: Mapping[GroupVisitState, frozenset[GroupVisitState]] = {
    GroupVisitState.OPEN: frozenset({GroupVisitState.CANCELLED}),
    GroupVisitState.CANCELLED: frozenset(),
}
GUEST_MOVES: Mapping[GuestState, frozenset[GuestState]] = {
    GuestState.WAITING: frozenset(
        {GuestState.OFFERED, GuestState.ASKED, GuestState.JOINED, GuestState.LEFT}
    ),
    GuestState.OFFERED: frozenset({GuestState.ASKED, GuestState.JOINED, GuestState.LEFT}),
    GuestState.ASKED: frozenset({GuestState.JOINED, GuestState.LEFT}),
    GuestState.JOINED: frozenset({GuestState.LEFT}),
    GuestState.LEFT: frozenset(),
}
GUEST_BACK: Mapping[GuestState, frozenset[GuestState]] = {
    **dict.fromkeys(GuestState, frozenset()),
    GuestState.LEFT: frozenset({GuestState.JOINED}),
}
"""The way back where the cancellation of an exchange is undone, of nothing else."""
TALK_HOST_MOVES: Mapping[TalkHostState, frozenset[TalkHostState]] = {
    TalkHostState.ASKED: frozenset({TalkHostState.COMING, TalkHostState.DECLINED}),
    TalkHostState.COMING: frozenset({TalkHostState.DECLINED}),
    TalkHostState.DECLINED: frozenset({TalkHostState.COMING}),
}
ENDED = frozenset({ProposalState.DECLINED, ProposalState.EXPIRED, ProposalState.WITHDRAWN})


def move_guest(work: Work, guest: GroupGuest, to: GuestState, actor: str, **facts: object) -> None:
    """Change how a guest stands, with the `facts` that go with it, and audit it. Raises NotPossibleNow.

    Whoever calls it holds the group visit, or the course.
    """
    _bring_guest(work, guest, GUEST_MOVES, to, actor, facts)


def _bring_guest(
    work: Work,
    guest: GroupGuest,
    moves: Mapping[GuestState, frozenset[GuestState]],
    to: GuestState,
    actor: str,
    facts: Mapping[str, object],
) -> None:
    if to not in moves[guest.state]:
        raise NotPossibleNow
    before, subject = guest.state.value, in_the_record(guest)
    work.record(actor, f"guest:{to.value}", subject, before=before, guest=guest.id)
    if guest.state is GuestState.OFFERED:
        work.unschedule(GROUP_OFFER_EXPIRE, row_id(guest))
    ended = work.now if to is GuestState.LEFT else None
    if ended:
        free_seats(work, guest)
    talking = guest.visit_id is not None and GuestState.JOINED in {guest.state, to}
    guest.sqlmodel_update({"offered_until": None, "ended_at": ended, **facts, "state": to})
    work.add(guest)
    if talking:
        plan_talks(work, work.load(GroupVisit, guest.visit_id), f"guest:{guest.id}:{to.value}")


def move_talk_host(work: Work, host: TalkHost, to: TalkHostState, actor: str) -> None:
    """Change what a host says to short talks, and audit it. Raises NotPossibleNow."""
    if to not in TALK_HOST_MOVES[host.state]:
        raise NotPossibleNow
    subject = f"group:{host.visit_id}"
    work.record(actor, f"talks:{to.value}", subject, before=host.state.value, host=host.id)
    host.state, host.answered_at = to, work.now
    work.add(host)


def move_group_visit(
    work: Work, visit: Gathering, to: GroupVisitState, actor: str, **facts: object
) -> None:
    """Change the state of a group visit, or course, with its `facts` and audit it. Raises NotPossibleNow."""
    if to not in GROUP_VISIT_MOVES[visit.state]:
        raise NotPossibleNow
    act = f"group:{to.value}" if isinstance(visit, GroupVisit) else f"course:{to.value}"
    work.record(actor, act, in_the_record(visit), before=visit.state.value)
    visit.sqlmodel_update({"state": to, "ended_at": work.now, **facts})
    work.add(visit)
    if isinstance(visit, GroupVisit):
        plan_talks(work, visit, to.value)


def follow_pair(work: Work, proposal: Proposal, actor: str) -> None:
    """A pair that came to nothing lets its seat go, and whoever waits moves up; one that is revived takes one.

    Raises NoSeatLeft where somebody else has it by now.
    """
    guest = guest_of(work, proposal.id)
    if guest is None:
        return
    visit = work.hold(GroupVisit, guest.visit_id)
    if proposal.state in ENDED and guest.state is not GuestState.LEFT:
        move_guest(work, guest, GuestState.LEFT, actor)
        plan_moving_up(work, visit)
    elif proposal.state is ProposalState.ACCEPTED and guest.state is GuestState.LEFT:
        _bring_guest(work, guest, GUEST_BACK, GuestState.JOINED, actor, {})
        take_seats(work, guest)
