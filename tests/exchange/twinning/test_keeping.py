"""A twinning that holds is looked after: quiet quarters, and years with their pages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.notices import Notice
from exchange.timing.twinning import TWINNING_QUIET, TWINNING_YEAR
from exchange.twinning import adding, agreeing, keeping
from exchange.twinning.pages import year_of
from tests.builders.records.dues import do_what_is_due
from tests.builders.records.reading import read_by
from tests.builders.records.works import later, working
from tests.exchange.twinning.test_agreeing import agreed

QUARTER = 91


def days_go_by(work, first, last):
    """Each day what is looked at daily is, and what is due is done."""
    for day in range(first, last + 1):
        now = later(work, days=day)
        keeping.plan_all(now)
        do_what_is_due(now)
    return later(work, days=last)


def test_a_quarter_without_anything_is_told_to_both_once(work):
    """And once more after the next one."""
    me, other, one = agreed(work)
    days_go_by(work, 0, QUARTER + 5)
    expected = {"twinning": one.id}
    assert read_by(work, me, TWINNING_QUIET) == read_by(work, other, TWINNING_QUIET) == [expected]
    days_go_by(work, QUARTER + 6, 2 * QUARTER + 10)
    assert read_by(work, me, TWINNING_QUIET) == [expected, expected]


def test_what_is_planned_keeps_it_from_being_quiet(work):
    """An activity counts when it is entered, and on its day."""
    me, _, one = agreed(work)
    then = days_go_by(work, 0, 60)
    adding.add_activity(then, me, one.id, "A day of dyes", (then.now + timedelta(days=80)).date())
    days_go_by(work, 61, 60 + 80 + QUARTER - 5)
    assert read_by(work, me, TWINNING_QUIET) == []
    days_go_by(work, 60 + 80 + QUARTER - 4, 60 + 80 + QUARTER + 5)
    assert len(read_by(work, me, TWINNING_QUIET)) == 1


@pytest.mark.parametrize("days", [QUARTER, 365])
def test_one_that_has_ended_is_let_be(work, days):
    """Neither a quarter nor a year is told of."""
    me, other, one = agreed(work)
    keeping.plan_all(work)
    agreeing.end(later(work, days=1), other, one.id)
    days_go_by(work, days, days + 3)
    kinds = set(read_by(work, me))
    assert kinds & {TWINNING_QUIET, TWINNING_YEAR} == set()
    assert Notice.TWINNING_ENDED in kinds


def test_each_full_year_brings_its_page(work):
    """The first, and the second after it; the page of that year can be opened then."""
    me, other, one = agreed(work)
    keeping.plan_all(work)
    for day in (366, 367, 731, 732):
        days_go_by(work, day, day)
    told = [{"twinning": one.id, "year": year} for year in (1, 2)]
    assert read_by(work, me, TWINNING_YEAR) == read_by(work, other, TWINNING_YEAR) == told
    assert year_of(later(work, days=366), one) == 2


@settings(max_examples=20)
@given(entered=st.lists(st.integers(1, 300), max_size=4, unique=True))
def test_between_two_things_that_were_told_lies_a_quarter(entered):
    """Whatever is entered when: nobody is asked what comes next within a quarter of something."""
    with working() as work:
        me, _, one = agreed(work)
        happened = [0]
        for day in range(0, 400, 7):
            now = later(work, days=day)
            for at in [at for at in entered if day <= at < day + 7]:
                adding.add_activity(now, me, one.id, f"Day {at}", now.now.date())
                happened.append(day)
            before = len(read_by(work, me, TWINNING_QUIET))
            keeping.plan_all(now)
            do_what_is_due(now)
            if len(read_by(work, me, TWINNING_QUIET)) > before:
                assert day - max(happened) >= QUARTER
                happened.append(day)
