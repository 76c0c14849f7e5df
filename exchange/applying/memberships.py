"""Membership is confirmed: by the cluster that an applicant names, by an officer, or by an exception on record.

Who needs one: https://www.clustercollaboration.eu/clusterxchange/how-can-i-participate . Indirect members and the
host that is no member at all: https://clamtex.eu/faq-page and the call's own file.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlmodel import col, select

from exchange.errors import CxcError, NotFound, NotPossibleNow
from exchange.life.moves import MEMBERSHIP_MOVES, move_membership
from exchange.life.reasons import keep_reason
from exchange.notices import DeskNotice
from exchange.people.choosing import A_CLUSTER
from exchange.people.cluster_staff import asked_desk, may_say, people_of
from exchange.people.memberships import SETTLED, InNoCluster, membership_of, standing
from exchange.people.officers import Right, actor_of, require, require_partnership
from exchange.rows import row_id
from exchange.timing.memberships import ask_cluster, strike_membership
from exchange.work import SYSTEM
from storage.tables import (
    Application,
    ApplicationState,
    Membership,
    MembershipException,
    MembershipState,
    Organisation,
)

if TYPE_CHECKING:
    from exchange.people.memberships import Standing
    from exchange.work import Work
    from storage.tables import Officer, Person

S = MembershipState
UNDECIDED = (ApplicationState.SUBMITTED, ApplicationState.INFO_REQUESTED)
FRESH: dict[str, Any] = {
    "asked_at": None,
    "decided_at": None,
    "decided_by": None,
    "answered_by": None,
    "exception": None,
    "approval": "",
    "reason": "",
}
"""What is known of a membership that was only named."""


class NoExceptionForIt(CxcError):
    """Without any cluster only hosts take part, of the kinds that the call names, and as the agency has approved beforehand."""


class ApprovalMissing(CxcError):
    """A host without a cluster needs the agency's approval: please tell its number or date."""


class SaidAlready(CxcError):
    """That was settled meanwhile, thank you. Nothing is left to do."""


class MemberAnswer(StrEnum):
    """What a cluster may say when it is asked whether somebody is its member."""

    YES = "yes"
    NO = "no"
    WHO = "who"


LEADS_TO = {
    MemberAnswer.YES: S.CONFIRMED,
    MemberAnswer.NO: S.DENIED,
    MemberAnswer.WHO: S.UNSURE,
}


def note_membership(work: Work, application: Application) -> Membership | None:
    """What the application as it is now needs: the cluster's people are asked about a new one.

    What was said of the same cluster stays said. None where no membership is needed.
    """
    organisation = work.load(Organisation, application.organisation_id)
    found = membership_of(work, row_id(application))
    if not work.scheme.organisation_type(organisation.type).membership_required:
        if found is not None:
            strike_membership(work, found)
            work.session.delete(found)
            work.session.flush()
        return None
    if found is None:
        number, cluster = row_id(application), organisation.cluster_id
        found = work.add(Membership(application_id=number, cluster_id=cluster, state=S.NAMED))
    elif _still_holds(work, found, application, organisation):
        return found
    else:
        _begin_anew(work, found, organisation.cluster_id)
    _ask(work, found)
    return found


def _still_holds(
    work: Work, found: Membership, application: Application, organisation: Organisation
) -> bool:
    """Whether what was said is of this cluster, and an exception of a host still is one of a host's."""
    if found.exception is MembershipException.HOST:
        kind, role = organisation.type, application.role.value
        return work.scheme.membership.may_be_exceptional(kind, role)
    return found.cluster_id == organisation.cluster_id


def _begin_anew(work: Work, found: Membership, cluster_id: int | None) -> None:
    strike_membership(work, found)
    if found.state is S.NAMED:
        found.cluster_id = cluster_id
        work.add(found)
    else:
        move_membership(work, found, S.NAMED, SYSTEM, cluster_id=cluster_id, **FRESH)


def _ask(work: Work, found: Membership) -> None:
    """Ask the cluster, if anybody speaks for it who is not the desk that reviews anyway."""
    if found.cluster_id is None or found.state is not S.NAMED:
        return
    application = work.load(Application, found.application_id)
    own = [one for one in people_of(work, found.cluster_id) if one.id != application.person_id]
    if own or asked_desk(work, found) is not None:
        move_membership(work, found, S.ASKED, SYSTEM, asked_at=work.now)
        ask_cluster(work, found)


def ask_anew(work: Work, found: Membership) -> None:
    """Ask about a membership of which nothing is settled as if it had just been named: another desk reviews now."""
    if found.state in {*SETTLED, S.DENIED}:
        return
    _begin_anew(work, found, found.cluster_id)
    _ask(work, found)


def ask_again(work: Work, application: Application) -> None:
    """Ask a cluster, whose own person is in now, about everybody who waits for it."""
    organisation = work.load(Organisation, application.organisation_id)
    if organisation.type != A_CLUSTER or organisation.cluster_id is None:
        return
    query = (
        select(Membership)
        .join(Application, col(Application.id) == col(Membership.application_id))
        .where(
            Membership.cluster_id == organisation.cluster_id,
            Membership.state == S.NAMED,
            col(Application.state).in_(UNDECIDED),
        )
    )
    for one in work.session.exec(query.order_by(col(Membership.id))).all():
        _ask(work, one)


def answer_as_cluster(
    work: Work, person: Person, membership_id: int, answer: MemberAnswer
) -> Membership:
    """What one of the cluster's own people says. Raises NotFound, SaidAlready."""
    found = work.hold(Membership, membership_id)
    if not may_say(work, person, found):
        raise NotFound
    return _answered(work, found, answer, f"person:{person.id}", answered_by=person.id)


def answer_for_cluster(
    work: Work, officer: Officer, membership_id: int, answer: MemberAnswer
) -> Membership:
    """What the desk of the cluster's Partnership says to another. Raises RoleMayNot, NotFound, SaidAlready."""
    require(officer, Right.DECIDE)
    found = work.hold(Membership, membership_id)
    if asked_desk(work, found) != officer.partnership_id:
        raise NotFound
    return _answered(work, found, answer, actor_of(officer), decided_by=officer.id)


def _answered(
    work: Work, found: Membership, answer: MemberAnswer, actor: str, **by: int | None
) -> Membership:
    """The first word counts: whoever comes later learns that it is settled."""
    to = LEADS_TO[answer]
    if found.state in {S.NAMED, *SETTLED, S.DENIED} or to not in MEMBERSHIP_MOVES[found.state]:
        raise SaidAlready
    facts = {"decided_at": work.now, **by} if to is not S.UNSURE else {}
    move_membership(work, found, to, actor, **facts)
    strike_membership(work, found)
    _tell_desk(work, found)
    return found


def _tell_desk(work: Work, found: Membership) -> None:
    """The desk that reviews hears what the cluster says, or that it says nothing."""
    application = work.load(Application, found.application_id)
    key = f"membership:{found.id}:{found.state.value}:{work.now.isoformat()}"
    facts = {"application": application.id}
    work.tell_desk(application.partnership_id, DeskNotice.MEMBERSHIP_SAID, key=key, **facts)


def fall_silent(work: Work, membership_id: int) -> bool:
    """Whether nobody of the cluster has answered in time: its silence is the desk's now."""
    found = work.hold(Membership, membership_id)
    if found.state is not S.ASKED:
        return False
    move_membership(work, found, S.SILENT, SYSTEM)
    if work.load(Application, found.application_id).state in UNDECIDED:
        _tell_desk(work, found)
    return True


def decide(work: Work, officer: Officer, application_id: int, *, member: bool) -> Membership:
    """An officer's own word on the membership, which counts over the cluster's and can be put right.

    Raises RoleMayNot, NotFound; InNoCluster where none is named, NotPossibleNow where it stands so.
    """
    found = _at_desk(work, officer, application_id, Right.DECIDE)
    if found.cluster_id is None:
        raise InNoCluster(number=application_id)
    to = S.CONFIRMED if member else S.DENIED
    facts = {**FRESH, "asked_at": found.asked_at, "decided_at": work.now, "decided_by": officer.id}
    move_membership(work, found, to, actor_of(officer), **facts)
    strike_membership(work, found)
    return found


def except_membership(
    work: Work,
    officer: Officer,
    application_id: int,
    kind: MembershipException,
    reason: str,
    approval: str = "",
) -> Membership:
    """An exception on record: a coordinator's, with the reason, and for a host the agency's approval.

    Raises RoleMayNot, NotFound, NotPossibleNow, InNoCluster, NoExceptionForIt, ApprovalMissing.
    """
    found = _at_desk(work, officer, application_id, Right.WAIVE)
    if kind is MembershipException.INDIRECT and found.cluster_id is None:
        raise InNoCluster(number=application_id)
    if kind is MembershipException.HOST:
        if not may_be_excepted_host(work, application_id):
            raise NoExceptionForIt
        if not approval.strip():
            raise ApprovalMissing
    facts = {
        **FRESH,
        "asked_at": found.asked_at,
        "decided_at": work.now,
        "decided_by": officer.id,
        "exception": kind,
        "reason": reason,
        "approval": approval.strip(),
    }
    move_membership(work, found, S.EXCEPTED, actor_of(officer), **facts)
    application = work.load(Application, application_id)
    keep_reason(work, application, f"membership:{S.EXCEPTED.value}", reason)
    strike_membership(work, found)
    return found


def may_be_excepted_host(work: Work, application_id: int) -> bool:
    """Whether an exception may stand in for any cluster: a host, of a kind that the call names."""
    application = work.load(Application, application_id)
    kind = work.load(Organisation, application.organisation_id).type
    return work.scheme.membership.may_be_exceptional(kind, application.role.value)


def _at_desk(work: Work, officer: Officer, application_id: int, right: Right) -> Membership:
    require(officer, right)
    application = work.hold(Application, application_id)
    require_partnership(officer, application.partnership_id)
    found = membership_of(work, application_id)
    if found is None:
        raise NotPossibleNow
    return work.hold(Membership, found.id)


def open_at_desk(work: Work, officer: Officer) -> list[Standing]:
    """The open memberships of those who wait for the officer's desk, longest first. Raises RoleMayNot."""
    require(officer, Right.READ)
    query = (
        select(Membership.application_id)
        .join(Application, col(Application.id) == col(Membership.application_id))
        .where(
            Application.partnership_id == officer.partnership_id,
            col(Application.state).in_(UNDECIDED),
            col(Membership.state).not_in(SETTLED),
        )
    )
    found = (standing(work, one) for one in work.session.exec(query.order_by(col(Membership.id))))
    return [one for one in found if one is not None]
