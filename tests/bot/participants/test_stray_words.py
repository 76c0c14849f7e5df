"""Words that come by while a card or a last page is open: an answer, or told kindly that they are none."""

from __future__ import annotations

import pytest
from sqlmodel import select

from storage.tables import GroupVisit, PartnerSearch
from tests.screens.plays.groups import PARAGRAPH
from tests.screens.programme import Cast, open_stage

SEARCH = "We weave fabrics. We look for a supplier of natural dyes."


@pytest.fixture
def cast():
    """A programme in which everybody speaks English."""
    stage = open_stage("en")
    yield Cast(stage)
    stage.close()


def rows(cast, table):
    """What is kept."""
    with cast.stage.database.transaction() as session:
        found = session.exec(select(table)).all()
        session.expunge_all()
        return found


def sought(cast):
    """The open search, as it is kept."""
    (found,) = rows(cast, PartnerSearch)
    return found.seeks, found.wanted, found.countries


@pytest.mark.parametrize(
    "typed", ["ok thanks", "thank you so much!", "👍", "natural zippers", "when am I paid?"]
)
def test_words_that_tell_nothing_of_a_search_change_nothing(cast, typed):
    """Thanks, a question to us, and what names no role, country or thing: of the last it is asked whether to add it."""
    cast.vienna.types(f"/partners {SEARCH}")
    before = sought(cast)
    cast.vienna.types(typed)
    assert sought(cast) == before
    assert ("Do you look for it, too?" in cast.vienna.reads()) is (typed == "natural zippers")


def test_what_changes_a_search_is_said_and_taken_back(cast):
    """A tap puts it as it was; words that were asked about are added by one."""
    cast.vienna.types(f"/partners {SEARCH}")
    before = sought(cast)
    cast.vienna.types("only in Portugal")
    assert sought(cast)[2] == ["PT"]
    assert "Changed by “only in Portugal”" in cast.vienna.reads()
    cast.vienna.taps("j:undo")
    assert sought(cast) == before
    cast.vienna.types("natural zippers")
    cast.vienna.taps("j:add")
    assert sought(cast)[0].endswith("natural zippers")


def begun(cast):
    """A host before the last page of a group visit."""
    cast.porto.types("/group")
    cast.porto.taps("g:new")
    cast.porto.types(PARAGRAPH)
    return cast.porto


def test_a_sticker_sends_nothing(cast):
    """Nor does one agree to anything outside a form; the same sign typed does."""
    porto = begun(cast)
    porto.sends_thumb()
    assert rows(cast, GroupVisit) == []
    assert "A sticker sends nothing" in porto.reads()
    porto.types("👍")
    assert len(rows(cast, GroupVisit)) == 1
    porto.sends_thumb()
    assert "Nothing is done by a sticker" in porto.reads()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("no wait, 13-16 April", "Days: 13–16 Apr 2027"),
        ("13-16 April 2027 please", "Days: 13–16 Apr 2027"),
        ("3 seats pls", "Seats: 3"),
        ("sorry, 3 seats", "Seats: 3"),
        ("make it 3 seats", "Seats: 3"),
    ],
)
def test_what_can_be_one_answer_only_needs_no_name(cast, typed, told):
    """Days are days, and seats are counted as such."""
    porto = begun(cast)
    porto.types(typed)
    assert told in porto.reads()


def test_a_yes_with_the_buttons_word_sends(cast):
    """As people answer what reads “Then tap “Publish””."""
    begun(cast).types("ok publish")
    assert len(rows(cast, GroupVisit)) == 1
