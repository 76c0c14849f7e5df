"""What officers read of visitors without a host, and of a weight they try out."""

from __future__ import annotations

import pytest

from bot.conversation.speech import Speech
from bot.desk.answers import answer
from bot.desk.matching.what_if import _share
from bot.words.reasons import PARTS_AT_DESK
from exchange.finding.what_if import NoSuchShare, shares
from matching.reasons import PartName
from storage.tables import Person
from tests.builders.bots.talks import answered, buttons, text
from tests.builders.records.applicants import host, officer, visitor

WISHES = {"wished_countries": ["PT"], "months": ["2027-06"]}


@pytest.fixture
def desk(work):
    """Ask the desk something, as an officer."""
    who = work.load(Person, officer(work).person_id)
    return lambda **did: answered(work, who, answer, **did)


def test_nobody_without_a_host(work, desk):
    """Neither where nobody looks, nor where each has one that meets every wish."""
    assert "Nobody looks for a host" in text(desk(command="shortage"))
    visitor(work, **WISHES)
    host(work, "PT")
    assert "1 visitor looks for a host, and there is one" in text(desk(command="shortage"))


def test_what_would_help_the_visitors_without_a_host(work, desk):
    """The months and countries that would give most of them one, and whose cases they are."""
    _, own = visitor(work, **WISHES)
    visitor(work, "FI", **WISHES)
    host(work, "PT", months=["2027-07"])
    talk = desk(command="shortage")
    assert "Of 2 visitors who look for a host, 2 have none" in text(talk)
    assert "months (2)" in text(talk)
    assert "· months: July 2027 – 2 visitors" in text(talk)
    assert f"a:show:{own.id}" in buttons(talk).values()
    assert text(desk(data="d:shortage")) == text(talk)


def test_the_parts_and_what_they_count(desk):
    """Without a part, a list to copy from; the same by button."""
    talk = desk(command="whatif")
    assert "<code>needs</code> 24 % – what the visitor seeks" in text(talk)
    assert text(desk(data="d:whatif")) == text(talk)


@pytest.mark.parametrize(
    "typed", ["languages 60", "Languages 60 %", "lenguages 0.6", "languages 0,6"]
)
def test_another_share_is_tried_out(work, desk, typed):
    """Who moves, from which host to which, and why; the scheme stays as it is."""
    visitor(work, languages=["de"], seeks="natural dyes for wool", organisation_name="Seek & Co")
    host(work, organisation_name="Dye Mill", languages=["pt"], offers="natural dyes and wool")
    host(work, "FI", organisation_name="Talk Ltd", languages=["de"], offers="accounting")
    before = shares(work)
    words = text(desk(command="whatif", text=typed))
    assert "If “languages” counted 60 % instead of 9 %" in words
    assert "1 of 1 visitor would see another host first." in words
    assert "languages: 0 → 100 % on average" in words
    assert "<b>Seek &amp; Co</b>: Dye Mill → Talk Ltd (languages 0 → 100 %)" in words
    assert shares(work) == before


@pytest.mark.parametrize("typed", ["charm 20", "20"])
def test_an_unknown_part_is_said_so(desk, typed):
    """With the way to the list."""
    assert "/whatif lists them all" in text(desk(command="whatif", text=typed))


def test_a_part_without_a_number_is_asked_for_one(desk):
    """And the parts are listed."""
    words = text(desk(command="whatif", text="languages twenty"))
    assert "I need a part and then a number, such as: /whatif languages 20." in words
    assert "<b>How much each part of a match counts</b>" in words


@pytest.mark.parametrize("typed", ["languages -5", "languages 101", "languages -5 %"])
def test_no_share_is_below_nothing_or_above_all(work, desk, typed):
    """A sign is read, not overlooked."""
    visitor(work)
    with pytest.raises(NoSuchShare):
        desk(command="whatif", text=typed)


@pytest.mark.parametrize(
    ("number", "percent", "share"),
    [
        ("20", False, 0.2),
        ("20", True, 0.2),
        ("0.2", False, 0.2),
        ("0,2", False, 0.2),
        ("0.5", True, 0.005),
        ("1", False, 0.01),
        ("100", False, 1.0),
        ("0", False, 0.0),
    ],
)
def test_shares_are_read_as_they_are_typed(number, percent, share):
    """Per cent from 1 on; below that a part of the whole, unless it says per cent."""
    assert _share(number, percent=percent) == pytest.approx(share)


def test_every_part_can_be_named():
    """In both languages, each by a name of its own."""
    for language in ("en", "de"):
        names = [str(Speech(language)(PARTS_AT_DESK[part])) for part in PartName]
        assert len(set(names)) == len(PartName)
