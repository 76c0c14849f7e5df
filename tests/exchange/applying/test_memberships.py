"""Membership is confirmed: who is asked, what they may say, what is blocked, and exceptions on record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from exchange.applying import applications, memberships, review
from exchange.applying.memberships import (
    ApprovalMissing,
    MemberAnswer,
    NoExceptionForIt,
    SaidAlready,
    answer_as_cluster,
    answer_for_cluster,
    decide,
    except_membership,
)
from exchange.errors import CxcError, NotFound, NotPossibleNow
from exchange.holding import hold_application, take_off
from exchange.life.moves import MEMBERSHIP_MOVES
from exchange.people.cluster_profiles import NoProfile, is_profile, set_profile
from exchange.people.cluster_staff import asked_at_desk, asked_of
from exchange.people.memberships import (
    SETTLED,
    InNoCluster,
    MembershipOpen,
    membership_of,
    require_settled,
    standing,
)
from exchange.people.officers import RoleMayNot
from exchange.people.partnerships import seed_partnerships
from exchange.timing.memberships import MEMBERSHIP_EXPIRE, MEMBERSHIP_UNANSWERED
from exchange.work import Work
from scheduler.ticks import work_off_due
from storage.tables import (
    Cluster,
    Membership,
    MembershipException,
    MembershipState,
    Officer,
    OfficerRole,
    Outbox,
    Person,
    Role,
)
from tests.builders.records.applicants import (
    AWAY,
    accept,
    answers,
    applicant,
    officer,
    organisation,
)
from tests.builders.records.reading import audited, read_at_desk, read_by, still_due
from tests.builders.records.works import NOON, later, new_database, scheme

S, A = MembershipState, MemberAnswer
COORDINATOR = OfficerRole.COORDINATOR
ITSELF = {
    "organisation_type": "cluster_organisation",
    "organisation_name": "CITEVE",
    "cluster_other": "",
}


def citeve(work):
    """The number of a cluster of the Partnership of everybody here."""
    return work.session.exec(select(Cluster.id).where(Cluster.name == "CITEVE")).one()


def member(work, role=Role.VISITOR, **more):
    """Somebody who names that cluster, and the membership."""
    named = {"cluster_id": citeve(work), "cluster_other": ""}
    who, application = applicant(work, role, "PT", **named | more)
    return who, application, membership_of(work, application.id)


def manager(work, name="marta"):
    """One of the cluster's own people, accepted as such."""
    who, application = applicant(
        work, Role.HOST, "PT", **ITSELF | {"email": f"{name}@citeve.example"}
    )
    if application.state != "accepted":
        accept(work, officer(work), application.id)
    return who


def lists(work):
    """The lists that were posted, by key."""
    query = select(Outbox.dedupe_key).where(Outbox.kind == MEMBERSHIP_UNANSWERED)
    return work.session.exec(query).all()


def test_its_own_people_are_asked_in_one_list(work):
    """Five that come in one day are one message; each is reminded, and in the end it is the desk's."""
    marta = manager(work)
    found = [
        member(work, organisation_name=f"{name} Looms", email=f"a@{name}.example")[2]
        for name in "Amber Birch Cedar Dogwood Elder".split()
    ]
    assert {one.state for one in found} == {S.ASKED}
    assert asked_of(work, marta) == found
    assert read_by(work, marta).count(MEMBERSHIP_UNANSWERED) == 1
    assert still_due(work, MEMBERSHIP_EXPIRE, found[0].id) == 1
    assert still_due(work, MEMBERSHIP_UNANSWERED, found[0].id) == 2
    assert still_due(work, MEMBERSHIP_UNANSWERED, found[1].id) == 3  # on the list of tomorrow too


def test_of_who_is_on_hold_nobody_is_asked_meanwhile(work):
    """It is on no list of the cluster until the hold is over; the others are."""
    marta, by = manager(work), officer(work)
    _, resting, _ = member(work)
    *_, other = member(work, organisation_name="Amber Looms", email="a@amber.example")
    hold_application(work, by, resting.id, work.now.date() + timedelta(days=9), "They move.")
    assert asked_of(work, marta) == [other]
    take_off(work, by, resting)
    assert len(asked_of(work, marta)) == 2


@pytest.mark.parametrize(
    ("answer", "state"),
    [(A.YES, S.CONFIRMED), (A.NO, S.DENIED), (A.WHO, S.UNSURE)],
)
def test_each_answer_is_kept_and_told_to_the_desk(work, answer, state):
    """Whose word it is stands with it, in the record too; nobody is reminded any more."""
    marta, desk = manager(work), officer(work)
    _, application, found = member(work)
    answer_as_cluster(work, marta, found.id, answer)
    assert found.state is state
    assert (found.answered_by == marta.id) is (state is not S.UNSURE)
    assert read_at_desk(work, desk)[-1] == "desk.membership.said"
    assert audited(work, f"application:{application.id}")[-1] == (
        f"membership:{state.value}",
        f"person:{marta.id}",
    )
    assert still_due(work, MEMBERSHIP_EXPIRE, found.id) == 0


def test_the_first_answer_counts(work):
    """The other manager, or the same once more, learns that it is settled; “who is this?” stays open."""
    marta, joana = manager(work), manager(work, "joana")
    _, _, found = member(work)
    answer_as_cluster(work, joana, found.id, A.WHO)
    answer_as_cluster(work, marta, found.id, A.YES)
    with pytest.raises(SaidAlready):
        answer_as_cluster(work, joana, found.id, A.NO)
    assert standing(work, found.application_id).by == "CITEVE"


def test_only_the_clusters_own_people_are_asked(work):
    """Not one whose own application is open, and nobody about themselves."""
    stranger, _, own = member(work)
    applied, _ = applicant(work, Role.HOST, "PT", **ITSELF)
    assert own.state is S.NAMED
    for who in (stranger, applied):
        with pytest.raises(NotFound):
            answer_as_cluster(work, who, own.id, A.YES)


def test_who_waits_is_asked_about_once_somebody_is_there(work):
    """The cluster's person is accepted after the members have applied."""
    _, _, found = member(work)
    marta = manager(work)
    assert found.state is S.ASKED
    assert asked_of(work, marta) == [found]


def test_another_desk_is_asked_where_that_one_has_the_cluster(work):
    """Its officers answer, with their name; the desk that reviews cannot answer in their place."""
    home, away = officer(work), officer(work, AWAY)
    _, application, found = member(work, partnership=AWAY)
    assert (found.state, asked_at_desk(work, home.partnership_id)) == (S.ASKED, [found])
    assert "desk.members.asked" in read_at_desk(work, home)
    with pytest.raises(NotFound):
        answer_for_cluster(work, away, found.id, A.YES)
    answer_for_cluster(work, home, found.id, A.YES)
    assert standing(work, application.id).by == home.name
    assert accept(work, away, application.id).state == "accepted"


def test_silence_is_the_desks_after_the_calls_days():
    """Reminded twice, then the desk hears that nobody answered; a late yes still counts."""
    database = programme()
    with database.transaction() as session:
        work = _work(session)
        marta = manager(work).id
        number = member(work)[2].id
    for day in range(1, 16):
        work_off_due(database, scheme(), later(_work(None), days=day).now)
    with database.transaction() as session:
        work = _work(session)
        found = work.load(Membership, number)
        assert found.state is S.SILENT
        assert len(lists(work)) == 3
        answer_as_cluster(work, work.load(Person, marta), number, A.YES)
        assert found.state is S.CONFIRMED
    database.close()


def programme():
    """A database with the Partnerships in it."""
    database = new_database()
    with database.transaction() as session:
        seed_partnerships(_work(session))
    return database


def _work(session):
    return Work(session, NOON, scheme())


@pytest.mark.parametrize("state", sorted(S))
def test_nobody_is_accepted_while_it_is_open(work, state):
    """Confirmed or an exception lets in; whatever else does not."""
    desk, boss = officer(work), officer(work, role=COORDINATOR)
    marta = manager(work)
    _, application, found = member(work)
    ways = {
        S.UNSURE: lambda: answer_as_cluster(work, marta, found.id, A.WHO),
        S.SILENT: lambda: memberships.fall_silent(work, found.id),
        S.CONFIRMED: lambda: decide(work, desk, application.id, member=True),
        S.DENIED: lambda: decide(work, desk, application.id, member=False),
        S.EXCEPTED: lambda: except_membership(
            work, boss, application.id, MembershipException.INDIRECT, "Its guild is a member."
        ),
    }
    ways.get(state, lambda: None)()
    if state is not S.NAMED:
        assert found.state is state
    if state in SETTLED:
        assert review.accept_application(work, desk, application.id).state == "accepted"
    else:
        with pytest.raises(MembershipOpen):
            review.accept_application(work, desk, application.id)


@pytest.mark.parametrize(
    ("blocks", "raises"), [("acceptance", True), ("payment", False), ("nothing", False)]
)
def test_what_is_blocked_is_the_calls_to_say(work, blocks, raises):
    """A setting with its reason in the call's file."""
    _, application, _ = member(work)
    rules = work.scheme.membership.model_copy(update={"blocks": blocks})
    other = type(work)(work.session, work.now, work.scheme.model_copy(update={"membership": rules}))
    if raises:
        with pytest.raises(MembershipOpen):
            require_settled(other, application.id, "acceptance")
    else:
        require_settled(other, application.id, "acceptance")


def test_another_cluster_begins_anew(work):
    """What was said of one is not said of another; the same one stays as it stands."""
    desk = officer(work)
    who, application, found = member(work)
    decide(work, desk, application.id, member=True)
    again = answers(work, Role.VISITOR, "PT", cluster_id=citeve(work), cluster_other="")
    applications.submit_application(work, who, again)
    assert found.state is S.CONFIRMED
    applications.submit_application(work, who, answers(work, Role.VISITOR, "PT"))
    assert (found.state, found.decided_by, found.decided_at) == (S.NAMED, None, None)
    itself = answers(work, Role.VISITOR, "PT", **ITSELF)
    applications.submit_application(work, who, itself)
    assert membership_of(work, application.id) is None


@pytest.mark.parametrize(
    ("role", "kind", "approval", "error"),
    [
        (Role.HOST, MembershipException.HOST, "EISMEA, 3 May", None),
        (Role.HOST, MembershipException.HOST, " ", ApprovalMissing),
        (Role.HOST, MembershipException.INDIRECT, "", InNoCluster),
    ],
)
def test_a_host_without_a_cluster_takes_the_agencys_approval(work, role, kind, approval, error):
    """“Exceptionally a host, never a visitor”, case by case (CLAMTEX-faq)."""
    boss = officer(work, role=COORDINATOR)
    _, application = applicant(work, role, cluster_other="")
    with pytest.raises(InNoCluster):
        review.accept_application(work, boss, application.id)
    with pytest.raises(InNoCluster):
        decide(work, boss, application.id, member=True)
    if error:
        with pytest.raises(error):
            except_membership(work, boss, application.id, kind, "The only one.", approval)
        return
    except_membership(work, boss, application.id, kind, "The only one.", approval)
    assert review.accept_application(work, boss, application.id).state == "accepted"


def test_a_visitor_is_no_exceptional_host(work):
    """Nor does a plain officer make exceptions, nor anybody else's desk."""
    boss, plain = officer(work, role=COORDINATOR), officer(work)
    _, application, _ = member(work)
    told = (application.id, MembershipException.HOST, "A reason", "A letter")
    with pytest.raises(NoExceptionForIt):
        except_membership(work, boss, *told)
    with pytest.raises(RoleMayNot):
        except_membership(work, plain, *told)
    with pytest.raises(NotFound):
        except_membership(work, officer(work, AWAY, COORDINATOR), *told)


def test_a_cluster_organisation_needs_none(work):
    """It is one itself."""
    desk = officer(work)
    _, application = applicant(work, Role.HOST, "PT", **ITSELF)
    assert membership_of(work, application.id) is None
    with pytest.raises(NotPossibleNow):
        decide(work, desk, application.id, member=True)
    assert review.accept_application(work, desk, application.id).state == "accepted"


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "confirmed"},
        {"decided_at": NOON},
        {"state": "asked"},
        {"state": "excepted", "decided_at": NOON, "reason": "x"},
        {"exception": "indirect"},
        {"state": "sure"},
    ],
)
def test_the_database_keeps_one_fact_whole(work, wrong):
    """A state with its time and its officer, an exception with its reason."""
    _, _, found = member(work)
    found.state = S.NAMED
    work.add(found)
    change = sa.text("UPDATE membership SET " + ", ".join(f"{name} = :{name}" for name in wrong))
    with pytest.raises(sa.exc.IntegrityError), work.session.begin_nested():
        work.session.execute(change, {name: str(value) for name, value in wrong.items()})


@pytest.mark.parametrize(
    ("address", "is_one"),
    [
        ("https://clustercollaboration.eu/content/citeve", True),
        ("https://www.clustercollaboration.eu/citeve", True),
        ("http://clustercollaboration.eu/citeve", False),
        ("https://clustercollaboration.eu.example.org/citeve", False),
        ("clustercollaboration.eu/citeve", False),
        ("https://clustercollaboration.eu/" + 200 * "x", False),
    ],
)
def test_a_profile_is_on_the_platform(work, address, is_one):
    """And is kept with its cluster."""
    assert is_profile(address) is is_one
    desk = officer(work)
    if is_one:
        assert set_profile(work, desk, "citeve", address).eccp == address
    else:
        with pytest.raises(NoProfile):
            set_profile(work, desk, "citeve", address)


@dataclass(frozen=True)
class Scene:
    """One membership, and everybody who may have a word on it."""

    work: Work
    marta: Person
    desk: Officer
    boss: Officer
    found: Membership

    def says(self, answer):
        """The cluster's own person."""
        answer_as_cluster(self.work, self.marta, self.found.id, answer)

    def decides(self, *, member):
        """The desk."""
        decide(self.work, self.desk, self.found.application_id, member=member)

    def excepts(self):
        """The coordinator."""
        told = (MembershipException.INDIRECT, "Its guild is in it.")
        except_membership(self.work, self.boss, self.found.application_id, *told)


ACTS = {
    "yes": lambda scene: scene.says(A.YES),
    "no": lambda scene: scene.says(A.NO),
    "who": lambda scene: scene.says(A.WHO),
    "silent": lambda scene: memberships.fall_silent(scene.work, scene.found.id),
    "confirm": lambda scene: scene.decides(member=True),
    "deny": lambda scene: scene.decides(member=False),
    "except": lambda scene: scene.excepts(),
    "accept": lambda scene: review.accept_application(
        scene.work, scene.desk, scene.found.application_id
    ),
}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.sampled_from(sorted(ACTS)), max_size=9))
def test_no_way_in_without_a_word_that_stands(acts):
    """In whatever order people act: each move is one of the table, and whoever was accepted was settled then."""
    database = programme()
    with database.transaction() as session:
        work = _work(session)
        marta, desk, boss = manager(work), officer(work), officer(work, role=COORDINATOR)
        _, application, found = member(work)
        scene = Scene(work, marta, desk, boss, found)
        for name in acts:
            before, was = found.state, application.state
            try:
                with session.begin_nested():
                    ACTS[name](scene)
            except CxcError:
                session.refresh(found)
                assert found.state is before
            assert found.state is before or found.state in MEMBERSHIP_MOVES[before]
            if application.state != was:
                assert found.state in SETTLED
    database.close()


def test_the_organisation_is_what_a_cluster_reads(work):
    """Its case at the desk has the cluster; an erased one has none."""
    _, application, found = member(work)
    assert organisation(work, application).cluster_id == found.cluster_id
