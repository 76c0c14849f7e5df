"""A poster keeps to its page: long titles, much to tell, long contacts, letters of other scripts."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.papers.poster import CODE_TOP, EDGE, FOOT, WIDE, Poster, _drawn, _Line, _page
from exchange.papers.typeface import BOX, one_line
from exchange.words import plain_english
from tests.sizes import examples

CONTACT = "Secretariat, Quinta da Maia, Rua Fernando Mesquita 2785, +351 000 000 000, the.desk.of@partnership.example"
TEXTS = st.text(st.characters(categories=["L", "Nd", "Zs"]), max_size=220)


def poster(inviting, summary, contact="desk@example.org"):
    """A poster that says so."""
    return Poster(
        "ClusterXchange",
        inviting,
        summary,
        "https://t.me/ClusterXchangeBot?start=course_123456789",
        "Photonics4Industry",
        contact,
        datetime(2027, 1, 1, tzinfo=UTC),
    )


def lines(shown):
    """Its lines of words, from the top, each with its page."""
    page = _page(shown)
    return page, [one for one in _drawn(page, shown, plain_english) if isinstance(one, _Line)]


@settings(max_examples=examples(20), deadline=None)
@given(TEXTS, st.lists(TEXTS, min_size=1, max_size=7), TEXTS)
def test_whatever_is_told_keeps_its_place(inviting, summary, contact):
    """No line lies on another, on the code or over the edge of the page."""
    page, found = lines(poster(inviting, tuple(summary), contact))
    for line, after in pairwise(found):
        assert line.top + line.ink.line <= after.top + 0.6
    for line in found:
        line.ink.take(page)
        assert page.get_string_width(line.text) <= WIDE - 2 * EDGE
        assert line.top + line.ink.line <= CODE_TOP or line.top > CODE_TOP


@pytest.mark.parametrize(
    "title",
    [
        "Ημέρες φωτονικής και έξυπνων υφασμάτων στη Θεσσαλονίκη με συνεργάτες",
        "Дни на фотониката и умните тъкани в Пловдив за малки и средни предприятия",
        "How cluster organisations win, keep and use the gold label of excellence again",
    ],
)
def test_a_long_title_is_whole_on_two_lines_in_each_script(title):
    """Of 80 signs none is cut, and none is an empty box."""
    _, found = lines(poster(title, ("12 April 2027",)))
    assert one_line(title) in " ".join(one.text for one in found)
    assert not any(BOX in one.text for one in found)


def test_a_long_contact_is_whole():
    """An address that is cut reaches nobody."""
    _, found = lines(poster("Winning a label", ("12 April 2027",), CONTACT))
    assert CONTACT in " ".join(one.text for one in found if one.top > FOOT)
