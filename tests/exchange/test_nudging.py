"""Nudges: where they are still true, to whom they may be said, as often as the call says, until stopped."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from exchange import holding, nudging
from exchange.people import people
from exchange.proposing.proposals import invite_host
from exchange.timing.nudges import NUDGE_COMMITMENT, NUDGE_HOST, NUDGE_IDLE, NUDGES
from exchange.visiting import commitments
from storage.tables import Draft, Due, Partnership, Person, Role
from tests.builders.records import pairs, rows
from tests.builders.records.dues import do_what_is_due
from tests.builders.records.reading import read_by
from tests.builders.records.silence import at_rest, blocked, frozen, unwilling, withdrawn
from tests.builders.records.works import later


def visitor(work, country="AT"):
    """An accepted visitor who looks for a host."""
    own = rows.application(work, country, Role.VISITOR, rows.partnership(work, "Loom Ring"))
    people.give_consent(work, work.load(Person, own.person_id))
    return own


def host(work, country="PT"):
    """A host that was accepted now."""
    league = rows.partnership(work, "Bobbin League")
    own = rows.application(work, country, Role.HOST, league)
    by = rows.officer(work, league, "PT")
    own.decided_at, own.decided_by, own.offers = work.now, by.id, "spare parts for looms"
    people.give_consent(work, work.load(Person, own.person_id))
    return work.add(own)


def nudged(work, person, days):
    """What somebody is nudged with on each of the next days, the clock looking every day."""
    found = []
    for day in range(days):
        then = later(work, days=day)
        before = len(read_by(work, person))
        nudging.plan_nudges(then)
        do_what_is_due(then)
        found += [(day, one) for one in read_by(work, person)[before:] if one in set(NUDGES)]
    return found


def test_accepted_and_idle(work):
    """After two weeks and after five, on working days; then no more."""
    own = visitor(work)
    person = work.load(Person, own.person_id)
    assert nudged(work, person, 70) == [(14, NUDGE_IDLE), (35, NUDGE_IDLE)]


def test_a_new_host_that_fits_once_a_week_at_most(work):
    """Two that come in one week are told one a week later than the other is not: the best of them is."""
    own = visitor(work)
    person = work.load(Person, own.person_id)
    nudging.plan_nudges(work)
    host(later(work, days=1))
    host(later(work, days=2), "FI")
    found = [day for day, kind in nudged(work, person, 60) if kind == NUDGE_HOST]
    assert len(found) == 1
    host(later(work, days=61), "BE")
    host(later(work, days=70), "SK")
    more = [day for day, kind in nudged(later(work, days=61), person, 40) if kind == NUDGE_HOST]
    assert len(more) == 2
    assert more[1] - more[0] >= 7


def test_a_commitment_half_written(work):
    """Two days after the last word, and once more; never to the side that has not begun it."""
    found = pairs.build_pair(work)
    pairs.agree(work, found)
    people.give_consent(work, found.visitor)
    row = rows.draft(work, found.visitor)
    row.form, row.subject = "cq", found.id
    kinds = [
        (day, kind) for day, kind in nudged(work, found.visitor, 20) if kind == NUDGE_COMMITMENT
    ]
    assert [day for day, _ in kinds] == [2, 14]
    assert not [one for one in nudged(work, found.host, 20) if one[1] == NUDGE_COMMITMENT]


def test_what_is_drawn_up_is_nudged_to_no_more(work):
    """Its draft is gone."""
    found = pairs.build_pair(work)
    pairs.agree(work, found)
    people.give_consent(work, found.visitor)
    row = rows.draft(work, found.visitor)
    row.form, row.subject = "cq", found.id
    nudging.plan_nudges(work)
    commitments.draw_up_commitment(work, found.visitor, found.id, pairs.PAPER)
    work.session.delete(work.session.exec(select(Draft)).one())
    do_what_is_due(later(work, days=16))
    assert NUDGE_COMMITMENT not in read_by(work, found.visitor)


def put_on_hold(work, own, person):
    """Their desk has put them on hold."""
    by = rows.officer(work, work.load(Partnership, own.partnership_id), "AT")
    holding.hold_application(work, by, own.id, work.now.date() + timedelta(days=170), "Ill.")


def stopped(work, own, person):
    """They have stopped every kind."""
    for kind in NUDGES:
        nudging.stop(work, person, kind)


def invited(work, own, person):
    """They have invited somebody."""
    invite_host(work, person, host(work, "GR").id, "May I come?", [])


@pytest.mark.parametrize("planned_before", [False, True])
@pytest.mark.parametrize(
    "why", [put_on_hold, at_rest, withdrawn, blocked, frozen, unwilling, stopped, invited]
)
def test_who_is_never_nudged(work, why, planned_before):
    """Whether it was planned before or not."""
    own = visitor(work)
    person = work.load(Person, own.person_id)
    if planned_before:
        nudging.plan_nudges(work)
    host(later(work, days=1))
    why(work, own, person)
    work.session.flush()
    limit = 28  # until an invitation expires
    assert not nudged(work, person, limit)


def test_each_is_planned_once_however_often_it_is_looked_at(work):
    """Also in one day."""
    visitor(work)
    for _ in range(3):
        nudging.plan_nudges(work)
    kinds = [row.kind for row in work.session.exec(select(Due))]
    assert sorted(kinds) == [NUDGE_HOST, NUDGE_IDLE, NUDGE_IDLE]


def test_one_kind_is_stopped_and_wanted_again(work):
    """The others go on."""
    own = visitor(work)
    person = work.load(Person, own.person_id)
    nudging.stop(work, person, NUDGE_IDLE)
    nudging.stop(work, person, NUDGE_IDLE)
    assert person.no_nudges == [NUDGE_IDLE]
    assert nudging.wants(work, person, NUDGE_HOST)
    assert not nudging.wants(work, person, NUDGE_IDLE)
    nudging.stop(work, person, NUDGE_IDLE, again=True)
    assert nudging.wants(work, person, NUDGE_IDLE)


def test_of_a_host_it_is_told_only_where_it_is_new(work):
    """Those that were there when they were accepted they have seen."""
    host(later(work, days=-3))
    own = visitor(work)
    assert nudging.best_new_host(work, own, work.now - timedelta(days=1)) is None
    assert nudging.best_new_host(work, own, work.now - timedelta(days=4))
