"""Who is silent for half a year is asked whether they stay; without an answer their profile rests."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from exchange.due import do_due
from exchange.finding.hosts import host_profiles
from exchange.finding.waiting import still_looking
from exchange.holding import hold_application, take_off
from exchange.people import people
from exchange.privacy import dormancy
from storage.tables import Application, ApplicationState, Due, DueOutcome, Outbox, Person
from tests.builders.records.applicants import accepted, host, officer
from tests.builders.records.pairs import travelling_pair
from tests.builders.records.reading import read_by
from tests.builders.records.works import later


def rest_of(work):
    """The due row of the question whether a silent profile stays."""
    return work.session.exec(select(Due).where(Due.kind == "dormant.rest")).one()


def wrote(work, who):
    """Somebody wrote, or tapped."""
    people.meet(work, who.telegram_id, "en", languages={"en"})


@pytest.mark.parametrize(
    ("silent", "wrote_after", "asked", "rests"),
    [
        (182, None, False, False),  # "no log-in for 6 months" (scheme.md §3, EYE-tool-a)
        (183, None, True, True),
        (364, None, True, True),
        (367, None, False, False),  # now they are asked before their profile leaves
        (183, 0, True, False),  # on the day on which they were asked
        (183, 29, True, False),  # before the thirty days are over (our setting)
    ],
)
def test_who_is_silent_is_asked_and_then_rests(work, silent, wrote_after, asked, rests):
    """Six months, then a question, then thirty days; whoever writes in between goes on as before."""
    who, application = host(work)
    then = later(work, days=silent)
    assert dormancy.ask_the_silent(then) == asked
    assert read_by(work, who).count("dormant.asked") == asked
    assert [one.id for one in host_profiles(then)] == [str(application.id)]
    if not asked:
        return
    if wrote_after is not None:
        wrote(later(then, days=wrote_after), who)
    outcome = do_due(later(then, days=30), rest_of(work))
    assert outcome is (DueOutcome.DONE if rests else DueOutcome.NOT_NEEDED)
    assert (work.load(Person, who.id).resting_since is not None) is rests
    assert [one.id for one in host_profiles(then)] == ([] if rests else [str(application.id)])
    assert read_by(work, who).count("dormant.rests") == rests


@pytest.mark.parametrize("build", [host, accepted])
def test_who_rests_is_in_no_list_and_is_back_with_one_word(work, build):
    """Neither among the hosts nor among those for whom the desk looks; nothing else of theirs changes."""
    who, application = build(work)
    then = later(work, days=200)
    desk = application.partnership_id

    def listed():
        return len(host_profiles(then)), len(still_looking(then, desk))

    before = listed()
    assert sum(before) == 1
    dormancy.ask_the_silent(then)
    rested = later(then, days=30)
    do_due(rested, rest_of(work))
    assert listed() == (0, 0)
    assert work.load(Application, application.id).state is ApplicationState.ACCEPTED
    wrote(later(rested, days=90), who)
    assert listed() == before


def test_nobody_is_asked_over_and_over(work):
    """Once for each silence, and not while the profile rests."""
    who, _ = host(work)
    for days in (183, 184, 200):
        dormancy.ask_the_silent(later(work, days=days))
    then = later(work, days=230)
    do_due(then, rest_of(work))
    assert dormancy.ask_the_silent(later(then, days=1)) == 0
    assert read_by(work, who).count("dormant.asked") == 1


def test_who_is_in_an_exchange_is_left_in_peace(work):
    """It keeps both of them busy, however long they say nothing."""
    day, _ = travelling_pair(work)
    assert dormancy.ask_the_silent(later(day, days=400)) == 0


def test_who_is_on_hold_is_left_in_peace(work):
    """Their desk knows why they say nothing; once the hold is over they are asked."""
    who, application = host(work)
    then = later(work, days=200)
    by = officer(work)
    hold_application(then, by, application.id, then.now.date() + timedelta(days=20), "They move.")
    assert dormancy.ask_the_silent(then) == 0
    take_off(then, by, application)
    assert dormancy.ask_the_silent(then) == 1
    assert read_by(work, who).count("dormant.asked") == 1


@pytest.mark.parametrize("hours", range(0, 72, 5))
def test_it_is_read_in_working_hours(work, hours):
    """The day's looks are made at any hour; who sleeps, or has a weekend, reads it afterwards."""
    who, _ = host(work)
    then = later(work, days=183, hours=hours)
    dormancy.ask_the_silent(then)
    do_due(later(then, days=30), rest_of(work))
    sent = [one for one in work.session.exec(select(Outbox)) if one.kind.startswith("dormant.")]
    local = [one.due_at.astimezone(ZoneInfo(who.zone)) for one in sent]
    assert len(local) == 2
    assert all(9 <= one.hour < 18 and one.weekday() < 5 for one in local), local
