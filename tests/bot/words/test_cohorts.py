"""Every figure, reason and price of a cohort has its words, in English and German."""

from __future__ import annotations

import pytest

from bot.conversation.speech import Speech
from bot.words.cohorts import ASKED, REASONS, bars_words, percent, run_words
from exchange.cohorts import drafts
from matching.cohort.account.tradeoffs import Asked
from matching.cohort.account.unplaced import Why
from storage.tables import Wish
from tests.builders.records.applicants import host, officer, visitor


@pytest.mark.parametrize(("words", "codes"), [(REASONS, Why), (ASKED, Asked)])
def test_every_code_has_words(words, codes):
    """None is shown as a code."""
    assert set(words) == set(codes)


@pytest.mark.parametrize(
    ("share", "shown"), [(0.0, "0 %"), (0.29, "29 %"), (0.999, "99 %"), (1.0, "100 %")]
)
def test_a_hundred_percent_means_all(share, shown):
    """Percents are rounded down."""
    assert percent(share) == shown


def test_bars_are_told_the_most_frequent_first():
    """With their counts."""
    told = bars_words(Speech("en"), {"full": 3, "same_country": 12, "closed": 3})
    assert told == "same country 12, closed 3, full 3"


def crowded(work):
    """Three visitors and a host with two places, one locked pair: somebody is left out."""
    people = [visitor(work, organisation_name=f"Mill {n}")[1] for n in range(3)]
    hosting = host(work, capacity=2)[1]
    desk = officer(work)
    return drafts.wish(work, desk, people[2].id, hosting.id, Wish.LOCKED)


def test_an_english_draft_says_who_is_left_out_and_what_would_help(work):
    """On one page."""
    text = run_words(work, Speech("en"), crowded(work))
    assert "<b>2 of 3 visitors get a host</b>" in text
    assert "Places used: 2 of 2" in text
    assert "3 visitors for 2 places at Porto Weavers &amp; Sons, and others fit better" in text
    assert "One more place would help: Porto Weavers &amp; Sons." in text
    assert "{" not in text


def test_a_german_draft_is_german_throughout(work):
    """No English is left in it."""
    text = run_words(work, Speech("de"), crowded(work))
    assert "2 von 3 Besuchern" in text
    assert "Ein Platz mehr würde helfen" in text
    assert not {"visitors", "places", "hosts", "would"} & set(text.split())


def test_one_in_twenty_is_told_of_twenty_and_more(work):
    """Two pairs have a worst one; of 20 it is also told what 19 reach."""
    run = crowded(work)
    assert "19 of 20" not in run_words(work, Speech("en"), run)
    run.figures = run.figures | {"matched": [20, 21]}
    assert "19 of 20 pairs at least" in run_words(work, Speech("en"), run)


def test_ceilings_that_were_not_tried_are_counted(work):
    """An officer learns that prices were left out, and how many."""
    run = crowded(work)
    assert "ceilings hardly matter" not in run_words(work, Speech("en"), run)
    run.figures = run.figures | {"untried": 27}
    assert "• 27 more ceilings hardly matter" in run_words(work, Speech("en"), run)
