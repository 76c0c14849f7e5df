"""Whatever visitors, host and clock do: no seat is sold twice, the list is fair, nobody is in two places."""

from __future__ import annotations

from itertools import combinations

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlmodel import select

from exchange.errors import CxcError
from exchange.finding.group_seats import first_in_line
from exchange.group_visits import changing, joining, moving_up, publishing
from exchange.group_visits.changing import Changes
from exchange.life.moving_up import expire_offer
from exchange.people import parties
from exchange.states import CANCELLABLE
from exchange.visiting import course
from storage.tables import (
    Exchange,
    ExchangeState,
    GroupGuest,
    GroupSeat,
    GroupVisit,
    GuestState,
)
from tests.builders.records.applicants import host, visitor
from tests.builders.records.groups import NAMES, programme
from tests.builders.records.works import later, working
from tests.sizes import of_a_machine

PEOPLE = 7
HOLDING = {GuestState.OFFERED, GuestState.ASKED, GuestState.JOINED}


class Group(RuleBasedStateMachine):
    """Group visits of two hosts on the same days, seven visitors, and a clock that goes on."""

    def __init__(self):
        super().__init__()
        self._open = working(seeded=True)
        self.work = self._open.__enter__()

    def teardown(self):
        """Give the database back."""
        self._open.__exit__(None, None, None)

    @initialize(chooses=st.booleans(), seats=st.integers(2, 4))
    def begin(self, chooses, seats):
        """Publish both; everybody is there."""
        self.hosts = [host(self.work)[0] for _ in "12"]
        self.visits = [
            publishing.publish(self.work, who, programme(seats=seats, chooses=one)).id
            for who, one in zip(self.hosts, (chooses, False), strict=True)
        ]
        self.people = [
            visitor(self.work, organisation_name=f"{name} Works", party=1 + (number == 0))[0]
            for number, name in enumerate(NAMES[:PEOPLE])
        ]

    def attempt(self, deed):
        """Do it, or nothing of it."""
        try:
            with self.work.session.begin_nested():
                deed()
        except CxcError:
            pass
        self.work = later(self.work, minutes=1)

    @rule(who=st.integers(0, PEOPLE - 1), which=st.integers(0, 1))
    def join(self, who, which):
        """A tap on *Join*; nobody goes past another."""
        before = self.line(which)
        self.attempt(lambda: joining.join(self.work, self.people[who], self.visits[which]))
        after = [one for one in self.line(which) if one in before]
        assert after == [one for one in before if one in after]  # nobody goes past another

    @rule(who=st.integers(0, PEOPLE - 1), which=st.integers(0, 1))
    def take(self, who, which):
        """A tap on *Take the seat*."""
        self.attempt(lambda: joining.take_offer(self.work, self.people[who], self.visits[which]))

    @rule(who=st.integers(0, PEOPLE - 1), which=st.integers(0, 1))
    def leave(self, who, which):
        """Off the list, or without the seat that is kept."""
        self.attempt(lambda: joining.leave(self.work, self.people[who], self.visits[which]))

    @rule(who=st.integers(0, PEOPLE - 1))
    def cancel_own(self, who):
        """A guest calls the exchange off."""
        person = self.people[who]
        for one in parties.exchanges_of(self.work, person):
            if one.state in CANCELLABLE:
                self.attempt(lambda: course.cancel_exchange(self.work, person, one.id, "illness"))  # noqa: B023

    @rule(which=st.integers(0, 1))
    def answer(self, which):
        """The host says yes to whoever asked first."""
        query = select(GroupGuest).where(
            GroupGuest.visit_id == self.visits[which], GroupGuest.state == GuestState.ASKED
        )
        for one in self.work.session.exec(query).all()[:1]:
            self.attempt(lambda: joining.agree(self.work, self.hosts[which], one.proposal_id))  # noqa: B023

    @rule(which=st.integers(0, 1), seats=st.integers(2, 6))
    def other_seats(self, which, seats):
        """The host has more seats, or fewer."""
        changes = Changes(seats=seats)
        self.attempt(
            lambda: changing.change(
                self.work, self.hosts[which], self.visits[which], changes, "More come."
            )
        )

    @rule(which=st.integers(0, 1))
    def move_up(self, which):
        """The clock moves the list up."""
        first = first_in_line(self.work, self.visit(which))
        self.attempt(lambda: moving_up.move_up(self.work, self.visits[which]))
        if first:  # who came first of those who fit is not passed over but for whom cannot come
            assert first.state in {GuestState.OFFERED, GuestState.LEFT}

    @rule(which=st.integers(0, 1))
    def time_runs_out(self, which):
        """Nobody answers in time."""
        query = select(GroupGuest).where(
            GroupGuest.visit_id == self.visits[which], GroupGuest.state == GuestState.OFFERED
        )
        for one in self.work.session.exec(query).all():
            self.attempt(lambda: expire_offer(self.work, one.id))  # noqa: B023

    @rule(which=st.integers(0, 1))
    def cancel(self, which):
        """The host calls it off."""
        self.attempt(
            lambda: changing.cancel(self.work, self.hosts[which], self.visits[which], "illness")
        )

    def visit(self, which):
        """One of the two."""
        return self.work.load(GroupVisit, self.visits[which])

    def line(self, which):
        """Who waits, the first one first."""
        query = select(GroupGuest.id).where(
            GroupGuest.visit_id == self.visits[which], GroupGuest.state == GuestState.WAITING
        )
        return list(self.work.session.exec(query.order_by(GroupGuest.since, GroupGuest.id)))

    @invariant()
    def a_seat_has_one_guest_and_a_guest_has_seats(self):
        """As many as people come, while one is kept or taken; else none."""
        held = list(self.work.session.exec(select(GroupSeat.guest_id)))
        for guest in self.work.session.exec(select(GroupGuest)):
            wanted = guest.people if guest.state in HOLDING else 0
            assert held.count(guest.id) == wanted

    @invariant()
    def who_joined_has_an_exchange_on_those_days(self):
        """And nobody else has."""
        for guest in self.work.session.exec(select(GroupGuest)):
            query = select(Exchange).where(Exchange.proposal_id == guest.proposal_id)
            own = self.work.session.exec(query).one_or_none() if guest.proposal_id else None
            alive = own is not None and own.state is not ExchangeState.CANCELLED
            assert alive == (guest.state is GuestState.JOINED)
            if alive:
                visit = self.work.load(GroupVisit, guest.visit_id)
                assert (own.starts_on, own.ends_on) == (visit.starts_on, visit.ends_on)

    @invariant()
    def nobody_is_in_two_places(self):
        """No two stays of one visitor share a day."""
        query = select(Exchange).where(Exchange.state != ExchangeState.CANCELLED)
        alive = [(one.visitor_id, one) for one in self.work.session.exec(query)]
        for (who, one), (other, two) in combinations(alive, 2):
            apart = one.ends_on < two.starts_on or two.ends_on < one.starts_on
            assert who != other or apart


def test_a_group_visit_is_fair_whatever_happens():
    """Any order of deeds, and no rule is broken."""
    run_state_machine_as_test(Group, settings=of_a_machine(8))
