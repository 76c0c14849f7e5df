"""A yes or a no in words: to the newest question alone, and never enough for what cannot be taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from exchange.proposing import proposals
from storage.tables import ApplicationState
from tests.screens.plays.visiting import agreed, party, signed
from tests.screens.programme import HOSTS, VISITORS, Cast, open_stage

VIENNA, PORTO = VISITORS[0][0], HOSTS[0][0]


@pytest.fixture
def cast():
    """The programme, in English."""
    stage = open_stage("en")
    yield Cast(stage)
    stage.close()


def invited(cast: Cast) -> None:
    """A card with buttons comes to the visitor's host."""

    def deed(work):
        (asking, _), (_, hosting) = party(work, VIENNA), party(work, PORTO)
        proposals.invite_host(work, asking, hosting.id, "May I come?", [])

    cast.stage.tell("An invitation goes out", deed)


@pytest.mark.parametrize(
    "typed", ["no", "no, other dates", "not these", "nein, andere Termine", "another week please"]
)
def test_a_no_to_dates_asks_for_others(cast, typed):
    """In all ways in which people turn something down."""
    agreed(cast)
    cast.vienna.taps("x:dates")
    cast.vienna.types("12-16 April 2027")
    assert "Shall I propose these dates" in cast.vienna.reads()
    cast.vienna.types(typed)
    assert "first working day" in cast.vienna.reads()


@pytest.mark.parametrize("typed", ["no, 19-23 April 2027", "rather 19-23 April"])
def test_other_days_in_the_same_breath_are_read(cast, typed):
    """They are looked at at once."""
    agreed(cast)
    cast.vienna.taps("x:dates")
    cast.vienna.types("12-16 April 2027")
    cast.vienna.types(typed)
    assert "19–23 Apr 2027" in cast.vienna.reads()


@pytest.mark.parametrize("typed", ["later", "not now", "cancel"])
def test_who_stops_among_dates_has_stopped(cast, typed):
    """And is not told that this is no date."""
    agreed(cast)
    cast.vienna.taps("x:dates")
    cast.vienna.types(typed)
    assert "Stopped" in cast.vienna.reads()


def test_nobody_is_looked_for_by_a_small_word(cast):
    """“No” where hosts are searched for stops the search."""
    cast.vienna.types("/search")
    cast.vienna.types("no")
    assert "Stopped" in cast.vienna.reads()


@pytest.mark.parametrize("typed", ["yes", "ok", "👍", "no"])
def test_a_yes_in_a_form_is_not_for_what_came_in_between(cast, typed):
    """Nor is what came in between answered by it: the open question is asked anew."""
    porto = cast.member(PORTO)
    porto.types("/mydata")
    porto.taps("q:fix")
    asked = porto.place()
    invited(cast)
    porto.types(typed)
    assert porto.place() == asked
    assert any("in between" in one.text for one in cast.stage.scenes[-1].shown)


@pytest.mark.parametrize("typed", ["yes", "YES!", "ok", "👍", "ja", "delete"])
def test_a_yes_deletes_nothing(cast, typed):
    """What cannot be taken back wants its own words."""
    cast.vienna.types("/deletemydata")
    cast.vienna.types(typed)
    assert "cannot be taken back" in cast.vienna.reads()
    cast.vienna.types("yes")
    assert "cannot be taken back" in cast.vienna.reads()
    cast.vienna.types("no")
    assert "Your application stays" in cast.vienna.reads()


@pytest.mark.parametrize("typed", ["Yes, delete everything", "delete everything"])
def test_its_own_words_delete(cast, typed):
    """Whole, with or without the yes."""
    cast.vienna.types("/deletemydata")
    cast.vienna.types(typed)
    assert "Done" in cast.vienna.reads()


def test_a_yes_withdraws_nothing(cast):
    """An application that is withdrawn stays so."""
    cast.vienna.types("/withdraw")
    cast.vienna.types("yes")
    assert _state(cast) is ApplicationState.ACCEPTED
    cast.vienna.types("withdraw")
    assert _state(cast) is ApplicationState.WITHDRAWN


def _state(cast: Cast) -> ApplicationState:
    with cast.stage.work() as work:
        return party(work, VIENNA)[1].state


def test_a_late_yes_is_asked_about_anew(cast):
    """Half an hour later nobody knows what it was about."""
    cast.vienna.types("/hosts")
    cast.vienna.taps("m:host")
    cast.vienna.types("yes")
    assert "is that what you mean?" in cast.vienna.reads()
    cast.stage.now += timedelta(hours=3)
    cast.vienna.types("yes")
    assert "is that what you mean?" in cast.vienna.reads()
    cast.vienna.types("yes")
    assert cast.vienna.question()


def test_the_desk_is_asked_anew_hours_later(cast):
    """A yes to “is that what you mean?” that came late reminds nobody."""
    agreed(cast)
    signed(cast, until="paper")
    cast.olga.types("remind all who did not sign")
    cast.stage.now += timedelta(hours=3)
    cast.olga.types("yes")
    assert "is it still what you mean?" in cast.olga.reads()
    cast.olga.types("yes")
    assert "is it still what you mean?" not in cast.olga.reads()


def test_the_desk_is_asked_anew_after_another_card(cast):
    """A yes is never said to an older question than the newest."""
    agreed(cast)
    signed(cast, until="paper")
    cast.olga.types("remind all who did not sign")
    cast.vienna.types("Is there parking for a horse at the host?")
    cast.vienna.taps("y:ask")
    cast.olga.types("yes")
    assert "is it still what you mean?" in cast.olga.reads()


def test_a_label_is_typed_at_the_desk(cast):
    """All words of a button of the newest card: asked about first where it changes something."""
    cast.vienna.types("Is there parking for a horse at the host?")
    cast.vienna.taps("y:ask")
    cast.olga.types("answer")
    assert "is that what you mean?" in cast.olga.reads()
    cast.olga.types("yes")
    assert cast.olga.question()
