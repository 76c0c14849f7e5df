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

from exchange import leaving
from exchange.applying import applications, review
from exchange.errors import CxcError
from exchange.life.moves import APPLICATION_MOVES, EXCHANGE_MOVES, PROPOSAL_MOVES
from exchange.people import parties
from exchange.people.partnerships import seed_partnerships
from exchange.proposing import enquiries, proposals
from exchange.states import TAKING_A_PLACE
from exchange.visiting import (
    agreements,
    closing,
    commitments,
    course,
    dates,
    evidence,
    paying,
    surveys,
)
from exchange.work import Work
from scheduler.ticks import work_off_due
from storage.tables import (
    Agreement,
    Application,
    ApplicationState,
    Audit,
    Due,
    Enquiry,
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
    accept,
    accepted,
    answers,
    applicant,
    officer,
)
from tests.builders.records.pairs import PAPER, REPORT, stored
from tests.builders.records.surveys import HOST, VISITOR
from tests.builders.records.works import NOON, new_database, scheme
from tests.sizes import of_a_machine

A, P, E = ApplicationState, ProposalState, ExchangeState
MOVES = {
    "application": (Application, APPLICATION_MOVES, A.SUBMITTED),
    "proposal": (Proposal, PROPOSAL_MOVES, P.PROPOSED),
    "exchange": (Exchange, EXCHANGE_MOVES, E.DATES),
}
CAST = ((Role.VISITOR, "AT", HOME), (Role.VISITOR, "FI", AWAY), (Role.HOST, "PT", AWAY))
CAST += ((Role.HOST, "SK", HOME),)
WEEK = timedelta(days=7)
numbers = st.integers(1, 6)

pytestmark = pytest.mark.proofs


def monday(work, weeks):
    """A Monday some weeks on."""
    day = work.now.date()
    return day + timedelta(days=7 - day.weekday()) + weeks * WEEK


def apply_again(work, person, _number):
    """Hand an application in."""
    mine = applications.latest_application(work, person)
    applications.submit_application(work, person, answers(work, mine.role, person.country))


def offer(work, person, number):
    """Put dates forward."""
    begins = monday(work, number % 3 + 1)
    dates.offer_dates(work, person, number, begins, begins + timedelta(days=4))


def break_off(work, person, number):
    """Break a stay off today."""
    course.interrupt_exchange(work, person, number, work.now.date(), "ill")


def answer(work, person, number):
    """Answer a question, of the desk's or of the other side's."""
    asked = work.load(Enquiry, number)
    answering = enquiries.answer_enquiry if asked.proposal_id else (review.answer_applicant_enquiry)
    answering(work, person, number, "Yes, we have two.")


def fill_in_survey(work, person, number):
    """Answer the survey of one's side."""
    side = parties.side_in(work, person, parties.exchange_for(work, person, number))
    surveys.submit_survey(work, person, number, VISITOR if side == "visitor" else HOST)


def prove(item):
    """Send a proof of the stay."""

    def act(work, person, number):
        evidence.hand_in_evidence(work, person, number, {item: [stored(work, person)]})

    return act


def sign_money(act):
    """Sign the agreement on the money, as it stands."""

    def signed(work, who, number):
        found = agreements.current_agreement(work, work.load(Exchange, number))
        act(work, who, number, found.version if found else 0)

    return signed


# What people and officers do; those that may be done again and again are new acts each time.
BY_PEOPLE = {
    "apply": apply_again,
    "invite": lambda work, person, n: proposals.invite_host(work, person, n, "May I come?", []),
    "declare": lambda work, person, n: proposals.declare_pair(work, person, n, "We agreed."),
    "accept": proposals.accept_proposal,
    "decline": lambda work, person, n: proposals.decline_proposal(work, person, n, "no_time"),
    "take back": proposals.withdraw_proposal,
    "ask": lambda work, person, n: enquiries.ask_about_proposal(work, person, n, "Which looms?"),
    "answer": answer,
    "offer": offer,
    "agree": dates.agree_dates,
    "reopen": dates.reopen_dates,
    "write": lambda work, person, n: commitments.draw_up_commitment(work, person, n, PAPER),
    "sign": commitments.sign_as_person,
    "sign money": sign_money(agreements.sign_as_visitor),
    "break off": break_off,
    "report": lambda work, person, n: closing.submit_report(work, person, n, REPORT),
    "survey": fill_in_survey,
    "prove travel": prove("travel"),
    "prove bed": prove("bed"),
}
BY_OFFICERS = {
    "accept": accept,
    "reject": lambda work, who, n: review.reject_application(work, who, n, "incomplete"),
    "ask": lambda work, who, n: review.ask_applicant(work, who, n, "Which looms?"),
    "sign": commitments.sign_as_officer,
    "sign money": sign_money(agreements.sign_as_payer),
    "validate": closing.validate_report,
    "return": lambda work, who, n: closing.return_report(work, who, n, "Too short."),
    "propose": lambda work, who, n: paying.propose_payment(work, who, n, f"SEPA-{n}"),
    "approve": paying.approve_payment,
    "send back": lambda work, who, n: paying.decline_payment(work, who, n, "Which account?"),
    "waive": lambda work, who, n: evidence.waive_evidence(work, who, n, "Slept at friends'."),
}
# What ends everything is done now and then only.
RARELY = {
    "leave": lambda work, person, _: leaving.withdraw_application(work, person),
    "cancel": lambda work, person, n: course.cancel_exchange(work, person, n, "partner"),
}
NEW_EACH_TIME = {apply_again, offer, BY_PEOPLE["ask"]}
# What usually comes next in an exchange, by whom: a person or an officer.
NEXT = {
    E.DATES: [("people", "offer"), ("people", "agree")],
    E.COMMITMENT: [("people", "write")],
    E.SIGNING: [("people", "sign"), ("officers", "sign")],
    E.READY: [("people", "sign money"), ("officers", "sign money")],
    E.DONE: [("people", "prove travel"), ("people", "report"), ("people", "survey")],
    E.INTERRUPTED: [("people", "report")],
    E.REPORTED: [("people", "prove bed"), ("officers", "validate")],
    E.VALIDATED: [
        ("people", "prove travel"),
        ("people", "prove bed"),
        ("people", "sign money"),
        ("officers", "sign money"),
        ("officers", "propose"),
    ],
    E.PROPOSED: [("officers", "approve")],
}


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
    run_state_machine_as_test(Life, settings=of_a_machine(12))
