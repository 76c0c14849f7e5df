"""The one table of what may follow what, for applications, proposals, exchanges and cohorts."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from exchange.errors import NotPossibleNow
from exchange.life.cards import SIGNED, settle_cards, settle_left
from exchange.life.guests import follow_pair
from exchange.life.reasons import keep_reason
from exchange.life.taken import let_all_go
from exchange.notices import DeskNotice, Notice
from exchange.people.parties import partnerships_of, person_on
from exchange.people.signing import open_amendment
from exchange.states import AMENDABLE, CANCELLABLE
from exchange.timing.next_steps import plan_next_step
from exchange.timing.signatures import strike_signature
from exchange.work import SYSTEM
from storage.errors import Overtaken
from storage.tables import (
    Amendment,
    AmendmentState,
    Application,
    ApplicationState,
    CohortRun,
    CohortState,
    Commitment,
    Exchange,
    ExchangeState,
    Hold,
    HoldState,
    Membership,
    MembershipState,
    Project,
    ProjectState,
    Proposal,
    ProposalState,
    Side,
    Twinning,
    TwinningState,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchange.work import Work


APPLICATION_MOVES: Mapping[ApplicationState, frozenset[ApplicationState]] = {
    ApplicationState.SUBMITTED: frozenset(
        {
            ApplicationState.INFO_REQUESTED,
            ApplicationState.ACCEPTED,
            ApplicationState.REJECTED,
            ApplicationState.WITHDRAWN,
        }
    ),
    ApplicationState.INFO_REQUESTED: frozenset(
        {
            ApplicationState.SUBMITTED,
            ApplicationState.ACCEPTED,
            ApplicationState.REJECTED,
            ApplicationState.WITHDRAWN,
        }
    ),
    ApplicationState.ACCEPTED: frozenset({ApplicationState.WITHDRAWN}),
    ApplicationState.REJECTED: frozenset(),
    ApplicationState.WITHDRAWN: frozenset(),
}
PROPOSAL_MOVES: Mapping[ProposalState, frozenset[ProposalState]] = {
    ProposalState.PROPOSED: frozenset(
        {
            ProposalState.ACCEPTED,
            ProposalState.DECLINED,
            ProposalState.EXPIRED,
            ProposalState.WITHDRAWN,
        }
    ),
    ProposalState.ACCEPTED: frozenset(
        {ProposalState.WITHDRAWN}
    ),  # when its exchange is cancelled: the pair is free again
    ProposalState.DECLINED: frozenset(),
    ProposalState.EXPIRED: frozenset(),
    ProposalState.WITHDRAWN: frozenset(),
}
EXCHANGE_MOVES: Mapping[ExchangeState, frozenset[ExchangeState]] = {
    ExchangeState.DATES: frozenset({ExchangeState.COMMITMENT, ExchangeState.CANCELLED}),
    ExchangeState.COMMITMENT: frozenset(
        {ExchangeState.SIGNING, ExchangeState.DATES, ExchangeState.CANCELLED}
    ),
    ExchangeState.SIGNING: frozenset(
        {
            ExchangeState.SIGNING,
            ExchangeState.READY,
            ExchangeState.COMMITMENT,
            ExchangeState.DATES,
            ExchangeState.CANCELLED,
        }
    ),
    ExchangeState.READY: frozenset({ExchangeState.UNDER_WAY, ExchangeState.CANCELLED}),
    ExchangeState.UNDER_WAY: frozenset({ExchangeState.DONE, ExchangeState.INTERRUPTED}),
    ExchangeState.DONE: frozenset(
        {ExchangeState.REPORTED, ExchangeState.INTERRUPTED, ExchangeState.CLOSED}
    ),
    ExchangeState.REPORTED: frozenset({ExchangeState.VALIDATED, ExchangeState.DONE}),
    ExchangeState.VALIDATED: frozenset({ExchangeState.PROPOSED, ExchangeState.CLOSED}),
    ExchangeState.PROPOSED: frozenset({ExchangeState.PAID, ExchangeState.VALIDATED}),
    ExchangeState.PAID: frozenset(),
    ExchangeState.CLOSED: frozenset(
        {ExchangeState.VALIDATED, ExchangeState.DONE, ExchangeState.INTERRUPTED}
    ),  # a correction finds that it was long enough; the last two where nobody has reported
    ExchangeState.INTERRUPTED: frozenset(
        {ExchangeState.REPORTED, ExchangeState.DONE, ExchangeState.CLOSED}
    ),
    ExchangeState.CANCELLED: frozenset(),
}

UNDECIDED = frozenset({ApplicationState.SUBMITTED, ApplicationState.INFO_REQUESTED})
APPLICATION_BACK: Mapping[ApplicationState, frozenset[ApplicationState]] = {
    **dict.fromkeys(ApplicationState, frozenset()),
    ApplicationState.INFO_REQUESTED: frozenset({ApplicationState.SUBMITTED}),
    ApplicationState.ACCEPTED: UNDECIDED,
    ApplicationState.REJECTED: UNDECIDED,
}
PROPOSAL_BACK: Mapping[ProposalState, frozenset[ProposalState]] = {
    **dict.fromkeys(ProposalState, frozenset()),
    ProposalState.WITHDRAWN: frozenset({ProposalState.ACCEPTED}),
}
EXCHANGE_BACK: Mapping[ExchangeState, frozenset[ExchangeState]] = {
    **dict.fromkeys(ExchangeState, frozenset()),
    ExchangeState.CANCELLED: CANCELLABLE,
    ExchangeState.DONE: frozenset({ExchangeState.REPORTED}),
    ExchangeState.VALIDATED: frozenset({ExchangeState.REPORTED, ExchangeState.PROPOSED}),
    ExchangeState.CLOSED: frozenset({ExchangeState.REPORTED}),
    ExchangeState.PROPOSED: frozenset({ExchangeState.VALIDATED}),
    ExchangeState.PAID: frozenset({ExchangeState.PROPOSED}),
}
"""Ways back of a decision that is undone while nobody has acted on it (`exchange.undoing`), of nothing else."""
AMENDMENT_MOVES: Mapping[AmendmentState, frozenset[AmendmentState]] = {
    AmendmentState.OPEN: frozenset(
        {
            AmendmentState.IN_FORCE,
            AmendmentState.REFUSED,
            AmendmentState.TAKEN_BACK,
            AmendmentState.OVERTAKEN,
        }
    ),
    AmendmentState.IN_FORCE: frozenset(),
    AmendmentState.REFUSED: frozenset(),
    AmendmentState.TAKEN_BACK: frozenset(),
    AmendmentState.OVERTAKEN: frozenset(),
}
HOLD_MOVES: Mapping[HoldState, frozenset[HoldState]] = {
    HoldState.ON: frozenset({HoldState.TAKEN_OFF, HoldState.OVER}),
    HoldState.TAKEN_OFF: frozenset(),
    HoldState.OVER: frozenset(),
}
MEMBERSHIP_MOVES: Mapping[MembershipState, frozenset[MembershipState]] = {
    MembershipState.NAMED: frozenset(
        {
            MembershipState.ASKED,
            MembershipState.CONFIRMED,
            MembershipState.DENIED,
            MembershipState.EXCEPTED,
        }
    ),
    MembershipState.ASKED: frozenset(
        {
            MembershipState.NAMED,  # the applicant names another cluster, here and below
            MembershipState.UNSURE,
            MembershipState.SILENT,
            MembershipState.CONFIRMED,
            MembershipState.DENIED,
            MembershipState.EXCEPTED,
        }
    ),
    MembershipState.UNSURE: frozenset(
        {
            MembershipState.NAMED,
            MembershipState.CONFIRMED,
            MembershipState.DENIED,
            MembershipState.EXCEPTED,
        }
    ),
    MembershipState.SILENT: frozenset(
        {
            MembershipState.NAMED,
            MembershipState.UNSURE,
            MembershipState.CONFIRMED,
            MembershipState.DENIED,
            MembershipState.EXCEPTED,
        }
    ),
    MembershipState.CONFIRMED: frozenset({MembershipState.NAMED, MembershipState.DENIED}),
    MembershipState.DENIED: frozenset(
        {MembershipState.NAMED, MembershipState.CONFIRMED, MembershipState.EXCEPTED}
    ),
    MembershipState.EXCEPTED: frozenset(
        {MembershipState.NAMED, MembershipState.CONFIRMED, MembershipState.DENIED}
    ),
}
COHORT_MOVES: Mapping[CohortState, frozenset[CohortState]] = {
    CohortState.DRAFT: frozenset({CohortState.REPLACED, CohortState.APPROVED}),
    CohortState.REPLACED: frozenset(),
    CohortState.APPROVED: frozenset(),
}
PROJECT_MOVES: Mapping[ProjectState, frozenset[ProjectState]] = {
    ProjectState.IDEA: frozenset({ProjectState.PREPARED, ProjectState.ENDED}),
    ProjectState.PREPARED: frozenset({ProjectState.SUBMITTED, ProjectState.ENDED}),
    ProjectState.SUBMITTED: frozenset(
        {ProjectState.FUNDED, ProjectState.REFUSED, ProjectState.ENDED}
    ),
    ProjectState.FUNDED: frozenset({ProjectState.ENDED}),
    ProjectState.REFUSED: frozenset({ProjectState.PREPARED, ProjectState.ENDED}),
    ProjectState.ENDED: frozenset(),
}
TWINNING_MOVES: Mapping[TwinningState, frozenset[TwinningState]] = {
    TwinningState.PROPOSED: frozenset(
        {
            TwinningState.AGREED,
            TwinningState.DECLINED,
            TwinningState.EXPIRED,
            TwinningState.WITHDRAWN,
        }
    ),
    TwinningState.AGREED: frozenset({TwinningState.ENDED}),
    TwinningState.DECLINED: frozenset(),
    TwinningState.EXPIRED: frozenset(),
    TwinningState.WITHDRAWN: frozenset(),
    TwinningState.ENDED: frozenset(),
}


def move_application(
    work: Work, application: Application, to: ApplicationState, actor: str, **facts: object
) -> None:
    """Change an application's state, with the `facts` that go with it, audit it and settle its cards.

    Raises NotPossibleNow. What is one fact with a state is written with it, here and below: a
    CHECK of the table holds the two together, at every moment at which rows may be written.
    """
    _bring_application(work, application, APPLICATION_MOVES, to, actor, facts)


def return_application(
    work: Work, application: Application, to: ApplicationState, actor: str, **facts: object
) -> None:
    """As `move_application`, back to where a decision that is undone has found it."""
    _bring_application(work, application, APPLICATION_BACK, to, actor, facts)


def _bring_application(
    work: Work,
    application: Application,
    moves: Mapping[ApplicationState, frozenset[ApplicationState]],
    to: ApplicationState,
    actor: str,
    facts: Mapping[str, object],
) -> None:
    _hold(work, application)
    _check(moves, application.state, to)
    _audit(work, "application", application.id, application.state, to, actor)
    before = application.state
    keep_reason(work, application, f"application:{to.value}", str(facts.get("reason", "")))
    application.sqlmodel_update({"state": to, **facts})
    work.session.add(application)
    desk = application.partnership_id
    settle_left(work, [desk], before, to, actor, application=application.id or 0)


def move_proposal(work: Work, proposal: Proposal, to: ProposalState, actor: str) -> None:
    """Change a proposal's state and audit it; its first change decides it. Raises NotPossibleNow."""
    _hold(work, proposal)
    _check(PROPOSAL_MOVES, proposal.state, to)
    _audit(work, "proposal", proposal.id, proposal.state, to, actor)
    proposal.state, proposal.decided_at = to, proposal.decided_at or work.now
    work.session.add(proposal)
    follow_pair(work, proposal, actor)


def return_proposal(work: Work, proposal: Proposal, to: ProposalState, actor: str) -> None:
    """As `move_proposal`, back to where a decision that is undone has found it."""
    _hold(work, proposal)
    _check(PROPOSAL_BACK, proposal.state, to)
    _audit(work, "proposal", proposal.id, proposal.state, to, actor)
    proposal.state = to
    work.session.add(proposal)
    follow_pair(work, proposal, actor)


def move_exchange(
    work: Work, exchange: Exchange, to: ExchangeState, actor: str, **facts: object
) -> None:
    """Change an exchange's state with its `facts`, audit it, settle its cards, plan its reminders.

    Whoever had taken it at a desk has done so for that step. Raises NotPossibleNow.
    """
    _bring_exchange(work, exchange, EXCHANGE_MOVES, to, actor, facts)


def return_exchange(
    work: Work, exchange: Exchange, to: ExchangeState, actor: str, **facts: object
) -> None:
    """As `move_exchange`, back to where a decision that is undone has found it."""
    _bring_exchange(work, exchange, EXCHANGE_BACK, to, actor, facts)


def _bring_exchange(
    work: Work,
    exchange: Exchange,
    moves: Mapping[ExchangeState, frozenset[ExchangeState]],
    to: ExchangeState,
    actor: str,
    facts: Mapping[str, object],
) -> None:
    _hold(work, exchange)
    _check(moves, exchange.state, to)
    _audit(work, "exchange", exchange.id, exchange.state, to, actor)
    before = exchange.state
    keep_reason(work, exchange, f"exchange:{to.value}", str(facts.get("reason", "")))
    exchange.sqlmodel_update({"state": to, **facts})
    work.session.add(exchange)
    desks = {exchange.visitor_partnership_id, exchange.host_partnership_id}
    settle_left(work, desks, before, to, actor, exchange=exchange.id or 0)
    let_all_go(work, exchange, desks)
    plan_next_step(work, exchange)
    _overtake(work, exchange)


def _overtake(work: Work, exchange: Exchange) -> None:
    """Where the stay has gone on, a change that does not fit it any more comes to nothing."""
    amendment = open_amendment(work, exchange)
    if amendment is None:
        return
    begun = exchange.state is ExchangeState.UNDER_WAY
    starts = work.load(Commitment, amendment.commitment_id).starts_on
    if exchange.state not in AMENDABLE or (begun and starts != exchange.starts_on):
        move_amendment(work, amendment, AmendmentState.OVERTAKEN, SYSTEM)


def move_project(work: Work, project: Project, to: ProjectState, actor: str) -> None:
    """Change a project's state and audit it. Raises NotPossibleNow."""
    _hold(work, project)
    _check(PROJECT_MOVES, project.state, to)
    _audit(work, "project", project.id, project.state, to, actor)
    project.state, project.moved_at = to, work.now
    work.session.add(project)


def move_twinning(
    work: Work, twinning: Twinning, to: TwinningState, actor: str, **facts: object
) -> None:
    """Change a twinning's state with its `facts` and audit it; all but a yes ends it. Raises NotPossibleNow."""
    _hold(work, twinning)
    _check(TWINNING_MOVES, twinning.state, to)
    _audit(work, "twinning", twinning.id, twinning.state, to, actor)
    ended = {} if to is TwinningState.AGREED else {"ended_at": work.now}
    twinning.sqlmodel_update({"state": to, **ended, **facts})
    work.session.add(twinning)


def move_amendment(
    work: Work, amendment: Amendment, to: AmendmentState, actor: str, **facts: object
) -> None:
    """End a change of what was signed with its `facts`: audited, cards settled, everybody else told.

    Raises NotPossibleNow.
    """
    _check(AMENDMENT_MOVES, amendment.state, to)
    exchange = work.load(Exchange, amendment.exchange_id)
    subject = f"exchange:{exchange.id}"
    work.record(actor, f"amendment:{to.value}", subject, amendment=amendment.id)
    amendment.sqlmodel_update({"state": to, "ended_at": work.now, **facts})
    work.add(amendment)
    strike_signature(work, exchange)
    key, told = f"amendment:{amendment.id}:ended", {"exchange": exchange.id}
    desks = partnerships_of(exchange)
    settle_cards(work, desks, SIGNED, to, actor, exchange=exchange.id or 0)
    let_all_go(work, exchange, desks)
    for side in Side:
        reader = person_on(work, exchange, side)
        own = f"{key}:{side.value}"
        if actor == f"person:{reader.id}":
            continue  # who refuses it, or takes it back, is answered
        work.tell(reader, Notice.AMENDMENT_ENDED, key=own, amendment=amendment.id, **told)
    for desk in desks:
        work.tell_desk(desk, DeskNotice.AMENDMENT_ENDED, key=key, amendment=amendment.id, **told)


def move_membership(
    work: Work, membership: Membership, to: MembershipState, actor: str, **facts: object
) -> None:
    """Change how a membership stands, with the `facts` that go with it, and audit it with its application.

    Raises NotPossibleNow.
    """
    _check(MEMBERSHIP_MOVES, membership.state, to)
    subject, before = f"application:{membership.application_id}", membership.state.value
    work.record(actor, f"membership:{to.value}", subject, before=before, call=work.scheme.version)
    membership.sqlmodel_update({"state": to, **facts})
    work.add(membership)


def _hold(
    work: Work, row: Application | Proposal | Exchange | CohortRun | Project | Twinning
) -> None:
    """Nothing, if the row still is in the state that the use case saw. Raises Overtaken."""
    if work.holds(row):
        return
    seen = row.state
    if work.hold(type(row), row.id).state is not seen:
        raise Overtaken


def move_hold(work: Work, hold: Hold, to: HoldState, actor: str, **facts: object) -> None:
    """End a hold with its `facts` and audit it under what it was of. Raises NotPossibleNow."""
    _check(HOLD_MOVES, hold.state, to)
    thing = "application" if hold.application_id else "exchange"
    subject = f"{thing}:{hold.application_id or hold.exchange_id}"
    work.record(actor, f"hold:{to.value}", subject, before=hold.state.value, hold=hold.id)
    hold.sqlmodel_update({"state": to, "ended_at": work.now, **facts})
    work.add(hold)


def move_cohort(work: Work, run: CohortRun, to: CohortState, actor: str, **facts: object) -> None:
    """Change the state of a cohort's run with its `facts` and audit it. Raises NotPossibleNow."""
    _hold(work, run)
    _check(COHORT_MOVES, run.state, to)
    _audit(work, "cohort", run.id, run.state, to, actor)
    run.sqlmodel_update({"state": to, **facts})
    work.session.add(run)


State = TypeVar("State", bound=StrEnum)


def _check(moves: Mapping[State, frozenset[State]], state: State, to: State) -> None:
    if to not in moves[state]:
        raise NotPossibleNow


def _audit(
    work: Work, thing: str, thing_id: int | None, state: StrEnum, to: StrEnum, actor: str
) -> None:
    work.record(actor, f"{thing}:{to.value}", f"{thing}:{thing_id}", before=state.value)
