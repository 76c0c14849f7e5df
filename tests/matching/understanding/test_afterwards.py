"""Of what somebody wants, the sentences about afterwards are what should come of it."""

from __future__ import annotations

import pytest

from matching.understanding.afterwards import afterwards_told

TOLD = {
    "Learn laser cutting of wool. A joint pilot on printed fabrics afterwards.": "A joint pilot on printed fabrics afterwards.",
    "Wir wollen lernen.\nDanach ein gemeinsames Projekt.": "Danach ein gemeinsames Projekt.",
    "We want to see how it is done": "",
    "": "",
}


@pytest.mark.parametrize(("text", "told"), TOLD.items())
def test_what_should_come_afterwards(text, told):
    """As it was written."""
    assert afterwards_told(text) == told
