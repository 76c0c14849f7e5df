"""Limits of invitations and places: whatever people do, in any order, and at the same moment."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlmodel import Session, col, select

from exchange.applying import applications
from exchange.errors import CxcError
from exchange.people import officers
from exchange.people.partnerships import seed_partnerships
from exchange.proposing import proposals
from exchange.work import Work
from storage.tables import Application, Exchange, OfficerRole, Person, Proposal, ProposalState, Role
from tests.builders.records.applicants import HOME, accepted, answers, host, newcomer, visitor
from tests.builders.records.works import NOON, new_database, scheme
from tests.sizes import examples

CAST = (  # role, country, places
    (Role.VISITOR, "AT", 0),
    (Role.VISITOR, "AT", 0),
    (Role.VISITOR, "FI", 0),
    (Role.BOTH, "SK", 1),
    *[(Role.HOST, "PT", 1)] * 5,
    (Role.HOST, "FI", 2),
)
someone = st.integers(0, len(CAST) - 1)
something = st.integers(0, 30)


class Invitations(RuleBasedStateMachine):
    """People who invite, declare, answer, take back and let lapse, as they like."""

    @initialize()
    def begin(self):
        """Everybody is accepted."""
        self.database = new_database()
        self.work = Work(Session(self.database.engine), NOON, scheme())
        seed_partnerships(self.work)
        self.people = []
        for number, (role, country, places) in enumerate(CAST):
            name = f"Weavers No. {number}"
            who, own = accepted(self.work, role, country, capacity=places, organisation_name=name)
            self.people.append((who, own))

    @rule(who=someone, other=someone)
    def invite(self, who, other):
        """Somebody invites somebody."""
        target = self.people[other][1].id
        self.attempt(proposals.invite_host, self.people[who][0], target, "", [])

    @rule(who=someone, other=someone)
    def declare(self, who, other):
        """Somebody declares a pair, though not one who is both (see test_proposals)."""
        if CAST[who][0] is not Role.BOTH:
            target = self.people[other][1].id
            self.attempt(proposals.declare_pair, self.people[who][0], target, "")

    @rule(number=something, side=st.sampled_from(["visitor_id", "host_id"]))
    def accept(self, number, side):
        """A side of some proposal says yes, whether or not it is theirs to say."""
        self.answer(proposals.accept_proposal, number, side)

    @rule(number=something, side=st.sampled_from(["visitor_id", "host_id"]))
    def decline(self, number, side):
        """A side of some proposal says no."""
        self.answer(proposals.decline_proposal, number, side, "No time")

    @rule(number=something, side=st.sampled_from(["visitor_id", "host_id"]))
    def take_back(self, number, side):
        """A side of some proposal takes it back."""
        self.answer(proposals.withdraw_proposal, number, side)

    @rule(number=something)
    def lapse(self, number):
        """The clock lets some proposal lapse."""
        self.attempt(proposals.expire_proposal, number)

    def answer(self, act, number, side, *more):
        """One side does something about a proposal, if there is one."""
        found = self.work.session.get(Proposal, number)
        if found:
            own = self.work.load(Application, getattr(found, side))
            self.attempt(act, self.work.load(Person, own.person_id), number, *more)

    def attempt(self, act, *args):
        """What is refused is refused kindly, and changes nothing."""
        before = self.states()
        try:
            act(self.work, *args)
        except CxcError:
            assert self.states() == before

    def states(self):
        """The state of every proposal, and how many exchanges there are."""
        rows = self.work.session.exec(select(Proposal.id, Proposal.state)).all()
        return rows, len(self.work.session.exec(select(Exchange.id)).all())

    def proposals_in(self, *states):
        """The proposals in these states."""
        return self.work.session.exec(select(Proposal).where(col(Proposal.state).in_(states))).all()

    @invariant()
    def at_most_five_open_a_maker(self):
        """The scheme's figure (EYE-tool-a)."""
        made = [
            one.visitor_id if one.made_by == "visitor" else one.host_id
            for one in self.proposals_in(ProposalState.PROPOSED)
        ]
        assert max(Counter(made).values(), default=0) <= 5

    @invariant()
    def one_live_proposal_a_pair(self):
        """Proposed or accepted."""
        live = self.proposals_in(ProposalState.PROPOSED, ProposalState.ACCEPTED)
        pairs = Counter((one.visitor_id, one.host_id) for one in live)
        assert max(pairs.values(), default=0) <= 1

    @invariant()
    def no_host_has_more_guests_than_places(self):
        """Nor does a visitor visit twice, or stay open for others after a yes."""
        exchanges = self.work.session.exec(select(Exchange)).all()
        guests = Counter(one.host_id for one in exchanges)
        places = {own.id: own.capacity for _, own in self.people}
        assert all(count <= places[number] for number, count in guests.items())
        visits = Counter(one.visitor_id for one in exchanges)
        assert max(visits.values(), default=0) <= 1
        waiting = {one.visitor_id for one in self.proposals_in(ProposalState.PROPOSED)}
        assert waiting.isdisjoint(visits)

    @invariant()
    def every_exchange_has_its_accepted_proposal(self):
        """And the other way round."""
        exchanges = self.work.session.exec(select(Exchange.proposal_id)).all()
        accepted_ones = [one.id for one in self.proposals_in(ProposalState.ACCEPTED)]
        assert sorted(exchanges) == sorted(accepted_ones)

    def teardown(self):
        """Give the database back."""
        if hasattr(self, "work"):
            self.work.session.close()
            self.database.close()


TestInvitations = Invitations.TestCase
TestInvitations.settings = settings(
    max_examples=examples(12),
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.fixture
def database(tmp_path):
    """A database on disk with the scheme's Partnerships, for several threads."""
    found = new_database(f"sqlite:///{tmp_path}/limits.sqlite")
    with found.transaction() as session:
        seed_partnerships(Work(session, NOON, scheme()))
    yield found
    found.close()


def at_once(database, acts):
    """What comes of acts done by as many people at the same moment: "done" or the error's name."""
    ready = Barrier(len(acts))

    def run(act):
        ready.wait()
        try:
            with database.transaction() as session:
                act(Work(session, NOON, scheme()))
        except CxcError as error:
            return type(error).__name__
        return "done"

    with ThreadPoolExecutor(len(acts)) as threads:
        return Counter(threads.map(run, acts))


def prepared(database, build):
    """What `build` makes, committed."""
    with database.transaction() as session:
        return build(Work(session, NOON, scheme()))


def kept(database, query):
    """How many rows a query finds."""
    with database.transaction() as session:
        return len(session.exec(query).all())


def test_eight_invitations_at_once_leave_five(database):
    """Eight devices, one visitor, eight hosts."""
    (who, _), numbers = prepared(
        database, lambda work: (visitor(work), [host(work)[1].id for _ in range(8)])
    )
    acts = [
        lambda work, number=number: proposals.invite_host(work, who, number, "", [])
        for number in numbers
    ]
    assert at_once(database, acts) == {"done": 5, "TooManyOpenProposals": 3}
    assert kept(database, select(Proposal.id)) == 5


def test_one_invitation_tapped_six_times_is_one(database):
    """A nervous thumb."""
    (who, _), (_, hosting) = prepared(database, lambda work: (visitor(work), host(work)))
    act = [lambda work: proposals.invite_host(work, who, hosting.id, "", [])] * 6
    assert at_once(database, act) == {"done": 1, "AlreadyProposed": 5}


def crowd(work):
    """A host with two places, and six visitors who have asked."""
    asked, hosting = host(work, capacity=2, months=["2027-04"])
    guests = [visitor(work)[0] for _ in range(6)]
    return asked, [proposals.invite_host(work, one, hosting.id, "", []).id for one in guests]


def test_six_yeses_at_once_fill_two_places(database):
    """The places hold."""
    asked, numbers = prepared(database, crowd)
    acts = [
        lambda work, number=number: proposals.accept_proposal(work, asked, number)
        for number in numbers
    ]
    assert at_once(database, acts) == {"done": 2, "HostFull": 4}
    assert kept(database, select(Exchange.id)) == 2


def suitors(work):
    """A visitor who has asked four hosts."""
    who, _ = visitor(work)
    asked = [host(work) for _ in range(4)]
    made = [proposals.invite_host(work, who, one.id, "", []).id for _, one in asked]
    return [(person, number) for (person, _), number in zip(asked, made, strict=True)]


def test_four_hosts_who_say_yes_at_once_win_one_visitor(database):
    """The others hear that it is answered already."""
    acts = [
        lambda work, person=person, number=number: proposals.accept_proposal(work, person, number)
        for person, number in prepared(database, suitors)
    ]
    assert at_once(database, acts) == {"done": 1, "AnsweredAlready": 3}
    assert kept(database, select(Exchange.id)) == 1


def test_one_person_who_applies_five_times_at_once_has_one_application(database):
    """The later ones replace the first."""
    who = prepared(database, newcomer)
    act = [lambda work: applications.submit_application(work, who, answers(work))] * 5
    assert at_once(database, act) == {"done": 5}
    assert kept(database, select(Application.id)) == 1


def test_a_link_opened_by_four_people_at_once_makes_one_officer(database):
    """The others are strangers."""
    strangers, payload = prepared(
        database,
        lambda work: (
            [newcomer(work) for _ in range(4)],
            officers.invite_officer(work, OfficerRole.OFFICER, HOME),
        ),
    )
    acts = [
        lambda work, person=person: officers.bind_officer(work, person, payload, "Kim")
        for person in strangers
    ]
    assert at_once(database, acts) == {"done": 1, "InvitationUnusable": 3}
