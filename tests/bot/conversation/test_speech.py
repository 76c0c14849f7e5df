"""Facts are escaped in one place, and figures follow each language's customs."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from bot.conversation.speech import Speech, in_one_line, known_language
from exchange.money import Money

EN, DE = Speech("en"), Speech("de")


@given(st.text())
def test_every_fact_is_escaped(name):
    """Whatever somebody calls themselves, it is words in one line and never markup."""
    assert EN("<b>{name}</b>", name=name) == f"<b>{escape(in_one_line(name))}</b>"


def test_marked_up_facts_are_not_escaped_twice():
    """What we said ourselves stays as said."""
    assert EN("{a} {b}", a=EN("<i>{x}</i>", x="<3"), b="&") == Markup("<i>&lt;3</i> &amp;")


def test_braces_in_a_fact_are_words():
    """A fact is never read as a pattern."""
    assert EN("{name}", name="{other} {0.__class__}") == "{other} {0.__class__}"


@pytest.mark.parametrize(
    ("amount", "language", "shown"),
    [
        ("780", "en", "780 €"),
        ("1780.00", "en", "1,780 €"),
        ("1780.50", "en", "1,780.50 €"),
        ("1780", "de", "1.780 €"),
        ("0.05", "de", "0,05 €"),
    ],
)
def test_money_is_shown_as_the_language_writes_it(amount, language, shown):
    """Cents only where there are some."""
    found = Speech(language).money(Money(Decimal(amount), "EUR"))
    assert found.replace("\N{NO-BREAK SPACE}", " ") == shown


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("de-AT", "de"),
        ("DE", "de"),
        ("de_CH", "de"),
        ("en-GB", "en"),
        ("xx", "en"),
        ("", "en"),
        (None, "en"),
        ("../../etc", "en"),
    ],
)
def test_an_unknown_language_is_english(code, language):
    """And a regional one is its base language."""
    assert known_language(code) == language


def test_an_unknown_text_is_said_in_english():
    """A missing translation is no silence."""
    assert DE("No catalogue has these words, {name}", name="Ann") == (
        "No catalogue has these words, Ann"
    )


def test_facts_are_shown_by_their_kind():
    """Dates, instants, figures and lists."""
    facts = [
        date(2027, 4, 12),
        datetime(2027, 4, 12, 9, 5, tzinfo=UTC),
        1234.56,
        ["a", "b", "c"],
        "text",
    ]
    assert [EN.show(one) for one in facts] == [
        "Mon 12 Apr 2027",
        "12 Apr 2027 09:05",
        "1,234.6",
        "a, b and c",
        "text",
    ]


def test_an_instant_is_told_by_the_clock_on_the_wall():
    """Two hours ahead in summer."""
    noon = datetime(2027, 7, 1, 10, 0, tzinfo=UTC)
    assert EN.moment(noon, "Europe/Berlin") == "1 Jul 2027 12:00"


@pytest.mark.parametrize(("count", "shown"), [(1, "1 day"), (2, "2 days"), (0, "0 days")])
def test_many_counts(count, shown):
    """One day, two days."""
    assert EN.many("{count} day", "{count} days", count) == shown


@pytest.mark.parametrize(
    ("language", "fit", "gained", "lost"),
    [("en", "1,002.70", "+0.02", "-0.30"), ("de", "1.002,70", "+0,02", "-0,30")],
)
def test_fit_is_told_to_the_hundredth(language, fit, gained, lost):
    """Also where it is round; what changes has its sign."""
    say = Speech(language)
    assert (say.fit(1002.7), say.change(0.0151), say.change(-0.3)) == (fit, gained, lost)


def test_a_moment_is_that_of_the_readers_wall():
    """In every sentence, and so is its day: a card and a history tell one time of one act."""
    say = Speech("en", "Europe/Lisbon")
    late = datetime(2027, 7, 1, 23, 30, tzinfo=UTC)
    assert say("{at}", at=late) == "2 Jul 2027 00:30"
    assert say("{day}", day=say.on(late)) == "Fri 2 Jul 2027"
