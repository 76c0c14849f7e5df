"""Countries wished for: one's own is left out, and that is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.conversation.kinds.base import Again, Given, Option
from bot.conversation.kinds.options import typed_country
from bot.participants.forms.applying.abroad import Abroad
from tests.builders.bots.stand_ins import asked, words

LANDS = tuple(Option(code, name) for code, name in (("AT", "Austria"), ("PT", "Portugal"), ("RO", "Romania")))  # fmt: skip
KIND = Abroad(lambda _: LANDS, find=typed_country)


@pytest.mark.parametrize(
    ("typed", "left"),
    [("Romania, Austria", ["AT"]), ("Portugal and Austria", ["PT", "AT"]), ("Romania", None)],
)
def test_ones_own_country_is_left_out(typed, left):
    """Where nothing else is named, the question is asked again with the reason."""
    at_home = replace(asked(), answers={"country": "RO"})
    heard = KIND.hear(at_home, words(typed))
    if left is None:
        assert isinstance(heard, Again)
        return
    assert isinstance(heard, Given)
    assert heard.value == left
    assert ("left out" in heard.note) is ("Romania" in typed)


def test_it_stands_on_no_button():
    """Before the country is known, all do."""
    at_home = replace(asked(), answers={"country": "RO"})
    labels = [[str(one.label) for row in KIND.rows(a) for one in row] for a in (asked(), at_home)]
    assert ["Romania" in each for each in labels] == [True, False]
