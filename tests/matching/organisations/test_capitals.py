"""Names in capitals, as registers have them."""

from __future__ import annotations

import pytest

from matching.organisations.clues import Clue
from matching.organisations.names import parts_of
from matching.organisations.sameness import same_organisations

REGISTER = [
    "SIEMENS ENERGY AG",
    "SIEMENS AG",
    "SAP SE",
    "SES SA",
    "K&S AG",
    "K+S TRADING GMBH",
    "AIRBUS SE",
    "AIRBUS HELICOPTERS SAS",
]


@pytest.mark.parametrize("name", ["SIEMENS AG", "SAP SE", "SES SA", "K&S AG", "AIRBUS SE"])
def test_the_same_name_comes_before_a_longer_one(name):
    """A word in capitals is no acronym where the whole name is in capitals."""
    ((best, *_),) = same_organisations([name], REGISTER)
    assert REGISTER[best.index] == name


def test_a_word_of_a_name_in_capitals_is_no_short_form():
    """Nothing tells it from the other words."""
    ((*found,),) = same_organisations(["SIEMENS AG"], ["SIEMENS ENERGY AG"])
    assert all(Clue.SHORT_FORM not in one.clues for one in found)


@pytest.mark.parametrize("name", ["SAP SE", "SES SA", "K&S AG", "S.A. AG"])
def test_a_name_that_dissolves_into_its_form_is_kept(name):
    """Something has to be left to compare."""
    assert parts_of(name).core
