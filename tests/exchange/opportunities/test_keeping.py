"""The list of a desk: entered, changed, ended and opened again by its officers; its deadline ends a programme."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from exchange.errors import NotFound, NotPossibleNow
from exchange.opportunities import keeping
from exchange.opportunities.keeping import DeadlinePast, HasEnded, KnownAlready
from exchange.people.officers import RoleMayNot
from exchange.privacy.retention import PERIODS
from exchange.timing.opportunities import OPPORTUNITY_END
from storage.tables import OfficerRole, Opportunity
from tests.builders.records import rows
from tests.builders.records.dues import do_what_is_due
from tests.builders.records.funding import desk, listed, programme
from tests.builders.records.reading import audited, still_due
from tests.builders.records.works import later


def test_an_officer_keeps_the_list(work):
    """Entered, changed, ended, opened again: each is in the record with who did it."""
    officer = desk(work)
    one = keeping.enter(work, officer, officer.partnership_id, programme(work))
    keeping.change(work, officer, one.id, programme(work, "Better vouchers", days=90))
    assert (one.title, one.deadline) == ("Better vouchers", date(2027, 5, 30))
    keeping.end(work, officer, one.id)
    assert not keeping.is_open(work, one)
    with pytest.raises(HasEnded):
        keeping.change(work, officer, one.id, programme(work))
    keeping.open_again(work, officer, one.id)
    assert keeping.is_open(work, one)
    by = f"officer:{officer.id}"
    acts = [f"opportunity:{act}" for act in ("enter", "change", "end", "open")]
    assert audited(work, f"opportunity:{one.id}") == [(act, by) for act in acts]


@pytest.mark.parametrize(
    ("changes", "error"),
    [({"days": -1}, DeadlinePast), ({"title": "loom VOUCHERS"}, KnownAlready)],
)
def test_what_cannot_stand_on_the_list(work, changes, error):
    """A deadline that is past, the same programme twice; neither entered nor by a change."""
    officer = desk(work)
    listed(work)
    with pytest.raises(error):
        listed(work, **changes)
    other = listed(work, "Dye grants")
    with pytest.raises(error):
        keeping.change(work, officer, other.id, programme(work, **changes))


def test_the_same_programme_next_year_is_another(work):
    """And one that is changed may keep its own title and deadline."""
    officer, one = desk(work), listed(work)
    listed(work, days=400)
    keeping.change(work, officer, one.id, programme(work, about="Looms, and their spare parts."))


def test_only_those_who_decide_at_that_desk_keep_it(work):
    """An auditor reads; another Partnership's officer finds nothing."""
    one, auditor = listed(work), desk(work, OfficerRole.AUDITOR)
    stranger = rows.officer(work, rows.partnership(work, "Bobbin League"), "PT")
    assert keeping.list_of(work, auditor) == [one]
    assert keeping.list_of(work, stranger) == []
    for act in (keeping.end, keeping.open_again):
        with pytest.raises(RoleMayNot):
            act(work, auditor, one.id)
        with pytest.raises(NotFound):
            act(work, stranger, one.id)
    with pytest.raises(NotFound):
        keeping.enter(work, stranger, one.partnership_id, programme(work, "Other"))
    with pytest.raises(NotFound):
        keeping.at_desk(work, stranger, one.id)


DEADLINE = date(2027, 3, 28)  # clocks change in that night
EVES = [
    (datetime(2027, 3, 28, 21, 59, tzinfo=UTC), True),
    (datetime(2027, 3, 28, 22, 0, tzinfo=UTC), False),  # midnight in Brussels
    (datetime(2027, 3, 29, 3, 0, tzinfo=UTC), False),  # before the clock has come to it
    (datetime(2027, 3, 29, 12, 0, tzinfo=UTC), False),
]


@pytest.mark.parametrize(("at", "open_"), EVES)
def test_the_last_day_is_open_to_its_end(work, at, open_):
    """By the desk's midnight, whether or not the clock has ended it yet."""
    one = listed(work, deadline=DEADLINE)
    then = replace(work, now=at)
    do_what_is_due(then)
    assert keeping.is_open(then, one) is open_
    assert keeping.open_at(then, one.partnership_id) == ([one] if open_ else [])


def test_a_deadline_that_is_past_ends_it_by_itself_once(work):
    """On the morning after it, by nobody; and not before where it was put off."""
    officer, one = desk(work), listed(work, days=10)
    keeping.change(work, officer, one.id, programme(work, days=20))
    keeping.change(work, officer, one.id, programme(work, days=10))
    keeping.change(work, officer, one.id, programme(work, days=20))
    do_what_is_due(later(work, days=12))
    assert one.ended_at is None
    do_what_is_due(later(work, days=21))
    assert one.ended_at is not None
    assert one.ended_by is None
    assert audited(work, f"opportunity:{one.id}")[-1] == ("opportunity:end", "system")
    with pytest.raises(NotPossibleNow):
        keeping.open_again(later(work, days=21), officer, one.id)


def test_what_an_officer_has_ended_and_opened_again_ends_by_itself_all_the_same(work):
    """Once; what was ended before its deadline stays ended by whoever did it."""
    officer, one, other = desk(work), listed(work, days=10), listed(work, "Dye grants", days=10)
    for _ in range(2):
        keeping.end(work, officer, one.id)
        keeping.end(work, officer, other.id)
    keeping.open_again(work, officer, one.id)
    do_what_is_due(later(work, days=12))
    assert (one.ended_by, other.ended_by) == (None, officer.id)
    assert (one.ended_at, other.ended_at) == (later(work, days=12).now, work.now)
    assert still_due(work, OPPORTUNITY_END, one.id) == 0


def test_what_ended_long_ago_is_let_go(work):
    """After the days of the call, with all to whom it was shown."""
    one, days = listed(work, days=1), work.scheme.retention.opportunity_days
    number = one.id
    do_what_is_due(later(work, days=3))
    period = PERIODS["opportunities"]
    assert period(later(work, days=days)) == 0
    assert period(later(work, days=days + 4)) == 1
    work.session.expunge_all()
    assert work.session.get(Opportunity, number) is None
