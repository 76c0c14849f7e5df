"""Cooperation projects: with whom they are begun, who moves them, who is told, and how they are counted."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange import leaving
from exchange.cooperating import introducing, projects, searching
from exchange.cooperating.figures import cooperation_at
from exchange.cooperating.figures import projects as lines
from exchange.cooperating.projects import NotIntroduced, ProjectOver
from exchange.errors import NotFound, NotPossibleNow
from exchange.life.moves import PROJECT_MOVES
from exchange.notices import Notice
from exchange.privacy import erasure
from exchange.rows import row_id
from exchange.timing.cooperation import FINAL, PROJECT_QUIET
from exchange.words import plain_english
from storage.tables import Project, ProjectState
from tests.builders.records.dues import do_what_is_due
from tests.builders.records.funding import desk, member
from tests.builders.records.reading import read_by
from tests.builders.records.works import later, working

TEXT = "We knit sweaters of organic cotton. We look for suppliers of cotton yarn and for shops."
S = ProjectState


def introduced(work, me, country="AT"):
    """Somebody to whom a person was introduced, and the introduction."""
    other, theirs = member(work, country, offers="We spin cotton yarn.", seeks="Knitting mills.")
    searching.open_search(work, me, TEXT)
    one = introducing.ask(work, me, row_id(theirs), "Shall we talk?")
    introducing.answer(work, other, row_id(one), agreed=True)
    return other, row_id(one)


def begun(work):
    """A project of two."""
    me, _ = member(work)
    other, number = introduced(work, me)
    return me, other, projects.begin(work, me, number, "Circular yarn", "Yarn from rags.", "LIFE")


def test_a_project_is_begun_with_somebody_one_was_introduced_to(work):
    """The partner is told; the same title twice is one."""
    me, other, one = begun(work)
    assert one.state is S.IDEA
    number = introducing.introductions_of(work, me)[0].id
    assert projects.begin(work, me, number, "Circular yarn", "Yarn.", "") == one
    assert projects.projects_of(work, other) == [one]
    assert read_by(work, other).count(Notice.PROJECT_JOINED) == 1


def test_not_before_both_said_yes(work):
    """And not by others."""
    (me, _), (stranger, _) = member(work), member(work, "FI")
    other, theirs = member(work, "AT", offers="We spin cotton yarn.")
    searching.open_search(work, me, TEXT)
    one = introducing.ask(work, me, row_id(theirs), "Shall we talk?")
    with pytest.raises(NotIntroduced):
        projects.begin(work, me, row_id(one), "Circular yarn", "Yarn.", "")
    introducing.answer(work, other, row_id(one), agreed=True)
    with pytest.raises(NotFound):
        projects.begin(work, stranger, row_id(one), "Circular yarn", "Yarn.", "")


def test_whoever_is_in_it_moves_it_and_all_others_are_told(work):
    """Strangers find nothing; the same state twice is one move."""
    me, other, one = begun(work)
    stranger, _ = member(work, "FI")
    with pytest.raises(NotFound):
        projects.bring(work, stranger, one.id, S.PREPARED)
    projects.bring(work, other, one.id, S.PREPARED)
    projects.bring(work, other, one.id, S.PREPARED)
    assert read_by(work, me).count(Notice.PROJECT_MOVED) == 1
    assert Notice.PROJECT_MOVED not in read_by(work, other)


@settings(max_examples=12)
@given(st.lists(st.sampled_from(list(S)), max_size=6))
def test_it_goes_only_where_the_table_says(wanted):
    """Everything else is refused, and changes nothing."""
    with working(seeded=True) as work:
        me, _, one = begun(work)
        for state in wanted:
            before = one.state
            if state is before or state in PROJECT_MOVES[before]:
                projects.bring(work, me, one.id, state)
                assert one.state is state
            else:
                with pytest.raises(NotPossibleNow):
                    projects.bring(work, me, one.id, state)
                assert one.state is before


def test_more_partners_join_and_leave(work):
    """Who has left is not brought back by others; the lead's leaving ends it for all."""
    me, other, one = begun(work)
    third, number = introduced(work, me, "FI")
    projects.add_partner(work, me, one.id, number)
    projects.add_partner(work, me, one.id, number)
    assert len(projects.members(work, one)) == 3
    projects.leave(work, third, one.id)
    projects.add_partner(work, me, one.id, number)
    assert len(projects.members(work, one)) == 2
    with pytest.raises(NotFound):
        projects.leave(work, third, one.id)
    projects.leave(work, me, one.id)
    assert one.state is S.ENDED
    assert read_by(work, other).count(Notice.PROJECT_MOVED) == 1
    with pytest.raises(ProjectOver):
        projects.add_partner(work, me, one.id, number)


def test_its_lead_is_asked_how_it_stands_when_it_was_quiet_for_long(work):
    """Counted anew from each move; not of one that has ended."""
    me, _, one = begun(work)
    projects.bring(later(work, days=80), me, one.id, S.PREPARED)
    do_what_is_due(later(work, days=120))
    assert PROJECT_QUIET not in read_by(work, me)
    do_what_is_due(later(work, days=175))
    assert read_by(work, me).count(PROJECT_QUIET) == 1
    projects.bring(later(work, days=176), me, one.id, S.ENDED)
    do_what_is_due(later(work, days=400))
    assert read_by(work, me).count(PROJECT_QUIET) == 1


def test_projects_are_counted_and_listed_at_the_desk_of_the_lead(work):
    """By state; with who is in it."""
    me, other, one = begun(work)
    projects.bring(work, me, one.id, S.PREPARED)
    assert cooperation_at(work, desk(work)).projects == {S.PREPARED: 1}
    (line,) = lines(work, desk(work), plain_english)
    assert (line[1], line[5], line[6]) == ("Circular yarn", "LIFE", "being prepared")
    del other


def test_erasure_leaves_where_a_project_stands(work):
    """Its words go with its lead; a partner goes on without them."""
    me, other, one = begun(work)
    leaving.withdraw_application(work, me)
    erasure.erase(work, me)
    work.session.expire_all()
    kept = work.load(Project, one.id)
    assert (kept.title, kept.aim, kept.call, kept.state) == ("–", "", "", S.IDEA)
    do_what_is_due(later(work, days=400))
    projects.leave(work, other, one.id)


def test_every_state_but_the_end_goes_somewhere():
    """And the end is the only one."""
    assert {state for state, to in PROJECT_MOVES.items() if not to} == FINAL
