"""What counts to a twinning: by itself, by a tap, by its day; nothing of before and after; and its annual page."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from bot.conversation.speech import Speech
from exchange import leaving
from exchange.cooperating.projects import LONGEST_TITLE
from exchange.errors import NotFound
from exchange.notices import Notice
from exchange.privacy import erasure
from exchange.rows import row_id
from exchange.twinning import adding, agreeing, pages
from exchange.twinning.adding import TwinningNotAgreed
from exchange.twinning.programme import programme
from exchange.visiting.kept_files import on_paper
from exchange.words import plain_english
from storage.tables import (
    Cluster,
    ExchangeState,
    Project,
    ProjectPartner,
    ProjectState,
    Role,
    TwinningActivity,
)
from tests.builders.records import clusters, rows
from tests.builders.records.reading import read_by
from tests.builders.records.works import at, later

BEFORE_DATES = {ExchangeState.DATES, ExchangeState.CANCELLED}


def twinned(work):
    """Two who speak for twinned clusters, their clusters, and the twinning."""
    me, ring, other, guild = clusters.both(work)
    one = agreeing.propose(work, me, row_id(guild), "Visits each year.")
    agreeing.answer(work, other, row_id(one), agreed=True)
    return me, other, ring, guild, one


def visit(work, whence, where, state=ExchangeState.DATES):
    """An exchange of members of two clusters, agreed to now."""
    _, visitor = clusters.its_member(work, whence, "AT")
    _, host = clusters.its_member(work, where, "PT", Role.HOST)
    days = (
        {}
        if state in BEFORE_DATES
        else {
            "starts_on": work.now.date(),
            "ends_on": work.now.date(),
            "working_days": 1,
            "full_sum": Decimal(100),
        }
    )
    return rows.exchange(work, visitor, host, state, **days)


def project(work, *partners):
    """One that the first of some applications leads."""
    lead, *others = partners
    made = work.add(
        Project(
            lead_id=lead.id,
            title="Curtains",
            aim="Dyes.",
            call="",
            state=ProjectState.FUNDED,
            begun_at=work.now,
            moved_at=work.now,
        )
    )
    for one in others:
        work.add(ProjectPartner(project_id=made.id, application_id=one.id, joined_at=work.now))
    return made


def test_exchanges_between_their_members_count_by_themselves(work):
    """Both ways round, while it holds, unless they were cancelled; those with others do not."""
    me, _, ring, guild, one = twinned(work)
    third = work.add(Cluster(name="Third", country="FI"))
    then = later(work, days=5)
    wanted = [visit(then, ring, guild), visit(then, guild, ring, ExchangeState.DONE)]
    visit(then, ring, guild, ExchangeState.CANCELLED)
    visit(then, ring, third)
    visit(later(work, days=-5), ring, guild)
    agreeing.end(later(work, days=10), me, row_id(one))
    visit(later(work, days=15), guild, ring)
    found = programme(later(work, days=20), one)
    assert [each.id for each in found.exchanges] == [each.id for each in wanted]
    assert found.stayed == 1


def test_projects_with_somebody_of_both_count_by_themselves_and_others_by_a_tap(work):
    """A tap twice is one; only who is in a project adds it."""
    me, other, ring, guild, one = twinned(work)
    (who, ours), (_, theirs) = (
        clusters.its_member(work, ring, "SK"),
        clusters.its_member(work, guild, "FI"),
    )
    both, alone = project(work, ours, theirs), project(work, ours)
    assert [each.id for each in programme(work, one).projects] == [both.id]
    with pytest.raises(NotFound):
        adding.add_project(work, me, row_id(one), row_id(alone))
    own = project(work, work.load(type(ours), one.application_id))
    for _ in range(2):
        adding.add_project(work, me, row_id(one), row_id(own))
    assert [each.id for each in programme(work, one).projects] == [both.id, own.id]
    assert adding.projects_to_add(work, me, one) == []
    with pytest.raises(NotFound):
        adding.add_project(work, who, row_id(one), row_id(alone))
    assert programme(work, one).funded == 2
    del other


def test_an_activity_is_told_to_the_other_side_and_can_be_called_off(work):
    """Entered twice it is one; what is called off does not count."""
    me, other, _, _, one = twinned(work)
    day = work.now.date() + timedelta(days=40)
    made = [adding.add_activity(work, me, row_id(one), "Summer school", day) for _ in range(2)]
    assert made[0] == made[1]
    assert read_by(work, other).count(Notice.TWINNING_PLANNED) == 1
    assert len(programme(work, one).ahead) == 1
    for _ in range(2):
        adding.call_off(work, other, row_id(made[0]))
    assert read_by(work, me).count(Notice.TWINNING_CALLED_OFF) == 1
    assert programme(work, one).ahead == []


@pytest.mark.parametrize(("begins", "until", "counts"), [(-1, 1, 1), (0, None, 1), (1, 3, 0)])
def test_what_lies_ahead_does_not_count_yet(work, begins, until, counts):
    """Neither on the card nor on the page of the year; what has begun does, though it goes on."""
    me, _, _, _, one = twinned(work)
    work = later(work, days=5)
    on = work.now.date() + timedelta(days=begins)
    last = work.now.date() + timedelta(days=until) if until else None
    adding.add_activity(work, me, row_id(one), "Summer school", on, last)
    done = programme(work, one)
    assert (len(done.activities), len(done.ahead)) == (counts, 1 - counts)
    assert pages.page(work, one, 1, plain_english).cards[2].main == str(counts)


def test_an_activity_lasts_one_day_or_several(work):
    """A last day before the first is none; the page has both."""
    me, _, _, _, one = twinned(work)
    day = work.now.date()
    whole = adding.add_activity(work, me, row_id(one), "School", day, day + timedelta(days=2))
    assert whole.until == day + timedelta(days=2)
    assert adding.add_activity(work, me, row_id(one), "Fair", day, day).until is None
    (table,) = pages.page(work, one, 1, plain_english).tables
    assert {" – " in when for _, when in table.rows} == {True, False}


def test_nothing_is_added_by_strangers_or_after_its_end(work):
    """And nothing by one whose cluster is not in it."""
    me, other, _, _, one = twinned(work)
    stranger, _ = clusters.cluster(work, "Neighbours", "FI")
    day, number = work.now.date(), row_id(one)
    made = adding.add_activity(work, me, number, "Summer school", day)
    for act in (
        lambda who: adding.add_activity(work, who, number, "Fair", day),
        lambda who: adding.call_off(work, who, row_id(made)),
        lambda who: pages.page_file(work, who, number, 1, plain_english),
    ):
        with pytest.raises(NotFound):
            act(stranger)
    agreeing.end(work, other, number)
    with pytest.raises(TwinningNotAgreed):
        adding.add_activity(work, me, number, "Fair", day)
    assert len("x" * LONGEST_TITLE) == adding.LONGEST_TITLE


def test_the_page_of_a_year_has_what_was_done_in_it(work):
    """The year after has the rest; a year that has not begun has no page."""
    me, _, ring, guild, one = twinned(work)
    visit(later(work, days=3), ring, guild)
    soon, far = (work.now.date() + timedelta(days=days) for days in (30, 400))
    for title, day in (("Summer school", soon), ("Fair", far)):
        adding.add_activity(work, me, row_id(one), title, day)
    then = later(work, days=401)
    first, second = (pages.page(then, one, year, plain_english) for year in (1, 2))
    assert [card.main for card in first.cards] == ["1", "0", "1"]
    assert [card.main for card in second.cards] == ["0", "0", "1"]
    assert [table.title for table in first.tables] == ["Exchanges", "Joint activities"]
    assert pages.page_file(then, me, row_id(one), 1, plain_english).content.startswith(b"%PDF-")
    for year in (0, 3):
        with pytest.raises(NotFound):
            pages.page_file(then, me, row_id(one), year, plain_english)


def test_erasure_leaves_that_there_was_an_activity(work):
    """Its title goes with whoever entered it."""
    me, _, _, _, one = twinned(work)
    made = adding.add_activity(work, me, row_id(one), "Summer school", work.now.date())
    number = made.id
    leaving.withdraw_application(work, me)
    erasure.erase(work, me)
    work.session.expire_all()
    assert work.load(TwinningActivity, number).title == "–"


def test_a_year_goes_from_the_day_of_the_agreement_to_its_return_by_the_clock_of_who_proposed(work):
    """Near midnight, and in a leap year: what was agreed at 23:30 UTC is of the next day in Bratislava."""
    late = at(work, datetime(2027, 5, 31, 23, 30, tzinfo=UTC))
    me, _, ring, guild, one = twinned(late)
    assert pages.days_of_year(late, one, 1) == (date(2027, 6, 1), date(2028, 5, 31))
    assert pages.days_of_year(late, one, 2) == (date(2028, 6, 1), date(2029, 5, 31))
    for moment, year in ((28, 1), (31, 2)):
        assert pages.year_of(at(work, datetime(2028, 5, moment, 23, 30, tzinfo=UTC)), one) == year
    for title, day in (("Last of May", date(2028, 5, 31)), ("First of June", date(2028, 6, 1))):
        adding.add_activity(late, me, row_id(one), title, day)
    visit(at(work, datetime(2028, 5, 31, 22, 30, tzinfo=UTC)), ring, guild)  # the first of June
    then = at(work, datetime(2028, 7, 1, 12, tzinfo=UTC))
    found = [programme(then, one, pages.days_of_year(then, one, year)) for year in (1, 2)]
    told = [([each.title for each in year.activities], len(year.exchanges)) for year in found]
    assert told == [(["Last of May"], 0), (["First of June"], 1)]


def test_a_page_is_in_one_language(work):
    """Its days are written as its words are, on paper too."""
    _, _, _, _, one = twinned(work)
    german = pages.page(later(work, days=1), one, 1, on_paper(Speech("de")))
    assert german.subtitle == "Jahr 1: 1. März 2027 – 29. Februar 2028"
