"""Visitors, hosts, two desks and the clock do as they like; the scheme's rules hold throughout."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import product

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlmodel import col, select

from exchange.applying import applications
from exchange.errors import CxcError
from exchange.life.moves import (
    APPLICATION_BACK,
    APPLICATION_MOVES,
    EXCHANGE_BACK,
    EXCHANGE_MOVES,
    PROPOSAL_BACK,
    PROPOSAL_MOVES,
)
from exchange.people.partnerships import seed_partnerships
from exchange.states import TAKING_A_PLACE
from exchange.work import Work
from scheduler.ticks import work_off_due
from storage.tables import (
    Agreement,
    Application,
    ApplicationState,
    Audit,
    Due,
    Evidence,
    Exchange,
    ExchangeState,
    Officer,
    OfficerRole,
    Outbox,
    Payment,
    PaymentState,
    Person,
    Proposal,
    ProposalState,
    Report,
    Role,
    Signature,
)
from tests.builders.records.applicants import (
    AWAY,
    HOME,
    accepted,
    applicant,
    officer,
)
from tests.builders.records.deeds import BY_OFFICERS, BY_PEOPLE, NEW_EACH_TIME, NEXT, RARELY, WEEK
from tests.builders.records.works import NOON, new_database, scheme
from tests.sizes import of_a_machine

A, P, E = ApplicationState, ProposalState, ExchangeState


def and_back(moves, back):
    """Where a state may go, decisions that are taken back among it."""
    return {state: moves[state] | back[state] for state in moves}


MOVES = {
    "application": (Application, and_back(APPLICATION_MOVES, APPLICATION_BACK), A.SUBMITTED),
    "proposal": (Proposal, and_back(PROPOSAL_MOVES, PROPOSAL_BACK), P.PROPOSED),
    "exchange": (Exchange, and_back(EXCHANGE_MOVES, EXCHANGE_BACK), E.DATES),
}
CAST = ((Role.VISITOR, "AT", HOME), (Role.VISITOR, "FI", AWAY), (Role.HOST, "PT", AWAY))
CAST += ((Role.HOST, "SK", HOME),)
numbers = st.integers(1, 6)

pytestmark = pytest.mark.proofs


class Life(RuleBasedStateMachine):
    """Two visitors, two hosts with a place each, a newcomer, two Partnerships with two officers each."""

    @initialize(pairs=st.sampled_from([(), ((0, 2),), ((0, 2), (1, 3))]))
    def begin(self, pairs):
        """Four are accepted, some have agreed, and one has applied."""
        self.now, self.database, self.said = NOON, new_database(), set()
        with self.database.transaction() as session:
            work = Work(session, NOON, scheme())
            seed_partnerships(work)
            for number, (role, country, home) in enumerate(CAST):
                named = {"partnership": home, "organisation_name": f"Weavers No. {number}"}
                accepted(work, role, country, **named)
            staff = [*product((HOME, AWAY), (OfficerRole.OFFICER, OfficerRole.COORDINATOR))]
            self.officers = [officer(work, name, role).id for name, role in staff]
            applicant(work, Role.VISITOR, "SK", organisation_name="Weavers No. 4")
            self.people = list(session.exec(select(Application.person_id)))
        for visitor, host in pairs:
            self.pair_up(visitor, host)

    def do(self, act, table, who, number):
        """An act that is refused changes nothing; done twice, it tells nobody twice."""
        told = self.attempt(act, table, who, number)
        if told is not None and act not in NEW_EACH_TIME:
            again = self.attempt(act, table, who, number)
            assert again in (None, told), act

    def attempt(self, act, table, who, number):
        """How many messages there are then; None if the act was refused."""
        before = self.told()
        try:
            with self.database.transaction() as session:
                work = Work(session, self.now, scheme())
                act(work, work.load(table, who), number)
        except CxcError:
            assert self.told() == before
            return None
        self.now += timedelta(seconds=1)
        return self.told()

    def told(self) -> int:
        """How many messages there are."""
        return len(self.read(select(Outbox.id)))

    def read(self, query) -> list:
        """What a query finds."""
        with self.database.transaction() as session:
            return list(session.exec(query))

    @rule(act=st.sampled_from(list(BY_PEOPLE.values())), who=st.integers(0, 4), number=numbers)
    def person_acts(self, act, who, number):
        """Whatever it is, and whether it fits or not."""
        self.do(act, Person, self.people[who], number)

    @rule(act=st.sampled_from(list(BY_OFFICERS.values())), who=st.integers(0, 3), number=numbers)
    def officer_acts(self, act, who, number):
        """Whatever it is, and whether it fits or not."""
        self.do(act, Officer, self.officers[who], number)

    @rule(act=st.sampled_from(list(RARELY.values())), who=st.integers(0, 4), luck=st.integers(0, 9))
    def somebody_gives_up(self, act, who, luck):
        """Now and then."""
        if luck > 7:
            self.do(act, Person, self.people[who], luck - 7)

    @rule(visitor=st.integers(0, 1), host=st.integers(2, 3))
    def pair_up(self, visitor, host):
        """A visitor invites a host, who says yes."""
        hosting = self.read(
            select(Application.id).where(Application.person_id == self.people[host])
        )
        self.do(BY_PEOPLE["invite"], Person, self.people[visitor], max(hosting))
        for proposal in self.read(select(Proposal.id).where(Proposal.state == P.PROPOSED)):
            self.do(BY_PEOPLE["accept"], Person, self.people[host], proposal)

    @rule()
    def go_on(self):
        """Everybody does what comes next."""
        for exchange in self.read(select(Exchange)):
            for who, act in NEXT.get(exchange.state, []):
                self.everybody(who, act, exchange.id)

    @rule(weeks=st.integers(2, 9))
    def live_on(self, weeks):
        """Everybody does what comes next, week by week."""
        for _ in range(weeks):
            self.go_on()
            self.now += WEEK
            work_off_due(self.database, scheme(), self.now)

    def everybody(self, who, act, number):
        """Each of them tries."""
        if who == "people":
            for person in self.people:
                self.do(BY_PEOPLE[act], Person, person, number)
        else:
            for one in self.officers:
                self.do(BY_OFFICERS[act], Officer, one, number)

    @rule(days=st.sampled_from([1, 3, 8, 20, 45]))
    def time_passes(self, days):
        """Day by day, or all at once."""
        for _ in range(days if days < 10 else 1):
            self.now += timedelta(days=1 if days < 10 else days)
            work_off_due(self.database, scheme(), self.now)

    @invariant()
    def nothing_is_given_twice(self):
        """One payment an exchange, one active application a person, a key on every message."""
        payments = self.read(select(Payment.exchange_id).where(Payment.state == PaymentState.PAID))
        paid = self.read(select(Exchange.id).where(Exchange.state == E.PAID))
        assert sorted(payments) == sorted(paid)
        active = select(Application.person_id).where(
            col(Application.state).in_(applications.ACTIVE)
        )
        assert max(Counter(self.read(active)).values(), default=0) <= 1
        assert all(self.read(select(Outbox.dedupe_key)))

    @invariant()
    def what_is_paid_was_reported_validated_proved_agreed_and_seen_by_two(self):
        """Or a coordinator has said why it is paid without a proof (https://clamtex.eu/faq-page)."""
        for payment in self.read(select(Payment).where(Payment.state == PaymentState.PAID)):
            number = payment.exchange_id
            (report,) = self.read(select(Report).where(Report.exchange_id == number))
            there = set(self.read(select(Evidence.item).where(Evidence.exchange_id == number)))
            assert report.validated_by
            assert there >= {"travel", "bed"} or report.waived_for
            assert payment.decided_by not in {None, payment.proposed_by}
            (agreement,) = self.read(select(Agreement).where(Agreement.id == payment.agreement_id))
            under = Signature.agreement_id == (agreement.follows_id or agreement.id)
            assert set(self.read(select(Signature.party).where(under))) == {"VO", "VOP"}
            assert payment.amount == agreement.lump_sum

    @invariant()
    def no_host_has_more_guests_than_places(self):
        """On any day; and nobody visits twice."""
        exchanges = self.read(select(Exchange).where(Exchange.state != E.CANCELLED))
        guests = Counter(
            (one.host_id, one.starts_on + timedelta(days=ahead))
            for one in exchanges
            if one.state in TAKING_A_PLACE and one.starts_on
            for ahead in range(((one.ended_early_on or one.ends_on) - one.starts_on).days + 1)
        )
        places = dict(self.read(select(Application.id, Application.capacity)))
        assert all(count <= places[host] for (host, _), count in guests.items())
        assert max(Counter(one.visitor_id for one in exchanges).values(), default=0) <= 1

    @invariant()
    def nothing_is_a_dead_end(self):
        """For whatever is open somebody was told, or the clock will come to it."""
        due = {
            (row.kind, row.subject) for row in self.read(select(Due).where(Due.done_at.is_(None)))
        }
        self.said |= {  # what was said stays said when the message is no longer kept
            (row.kind, name, number)
            for row in self.read(select(Outbox))
            for name, number in row.body.items()
        }
        for name, (table, _, _) in MOVES.items():
            for thing in self.read(select(table)):
                owed = OWED.get((name, thing.state))
                known = owed is None or any(
                    (kind, thing.id) in due or (kind, name, thing.id) in self.said for kind in owed
                )
                assert known, (name, thing.state)

    def teardown(self):
        """Every state was come to by the table of moves, and each move is on record."""
        trail = self.read(select(Audit).order_by(Audit.id))
        for name, (table, moves, first) in MOVES.items():
            states = {one.id: first for one in self.read(select(table))}
            for row in trail:
                thing, _, number = row.subject.partition(":")
                if thing == row.act.partition(":")[0] == name and "before" in row.facts:
                    to = type(first)(row.act.partition(":")[2])
                    assert (row.facts["before"], to in moves[states[int(number)]]) == (
                        states[int(number)],
                        True,
                    )
                    states[int(number)] = to
            assert states == {one.id: one.state for one in self.read(select(table))}
        self.database.close()


# Who has been told, or what will come due, while a thing is in that state.
OWED = {
    ("application", A.SUBMITTED): {"desk.application.submitted", "review.overdue"},
    ("application", A.INFO_REQUESTED): {"application.asked"},
    ("application", A.ACCEPTED): {"application.accepted"},
    ("application", A.REJECTED): {"application.rejected"},
    ("application", A.WITHDRAWN): {"desk.application.withdrawn"},
    ("proposal", P.PROPOSED): {"proposal.expire"},
    ("exchange", E.DATES): {"proposal.accepted", "dates.offered"},
    ("exchange", E.COMMITMENT): {"dates.agreed"},
    ("exchange", E.SIGNING): {
        "commitment.unsigned",
        "commitment.drawn_up",
        "commitment.to_sign",
        "desk.commitment.to_sign",
    },
    ("exchange", E.READY): {"exchange.start"},
    ("exchange", E.UNDER_WAY): {"exchange.finish"},
    ("exchange", E.DONE): {"report.open", "report.due", "report.returned"},
    ("exchange", E.INTERRUPTED): {"report.open", "report.due"},
    ("exchange", E.REPORTED): {"desk.report.submitted"},
    ("exchange", E.VALIDATED): {"desk.payment.due", "certificate.ready", "report.validated"},
    ("exchange", E.PROPOSED): {"desk.payment.proposed"},
    ("exchange", E.PAID): {"payment.made"},
}


def test_life_machine():
    """From the application to the payment, in any order."""
    run_state_machine_as_test(Life, settings=of_a_machine(10))
