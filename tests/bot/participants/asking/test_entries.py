"""Every answer: one for each question that is understood, short, in each language, its figures the call's."""

from __future__ import annotations

import re

import pytest

from bot.conversation.speech import languages
from bot.participants.asking import screens
from bot.participants.asking.entries import ENTRIES
from bot.participants.asking.facts import facts
from exchange.money import Money
from matching.questions.finding import Found
from matching.questions.phrasings import phrasings
from tests.builders.bots.talks import answered
from tests.builders.records.applicants import newcomer, visitor
from tests.screens.limits import LINES, length
from tests.screens.stage import Shown

FIGURES = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|hundred|thousand)\b"
)
LONG = {"countries", "who_may_host"}  # lists that the call makes long
spoken = pytest.mark.parametrize("language", languages())


def test_what_is_understood_is_answered():
    """And the other way round; no fewer than sixty."""
    assert {one.entry for one in phrasings()} == set(ENTRIES)
    assert len(ENTRIES) >= 60


def test_no_text_has_a_figure_of_its_own():
    """A figure stands in the call's file, and in a text its place."""
    texts = {entry: one.text for entry, one in ENTRIES.items()}
    assert {entry for entry, text in texts.items() if FIGURES.search(text)} == set()


@spoken
def test_every_answer_is_short_and_whole(work, language):
    """With the call's facts in it, for somebody who has just come and for somebody accepted."""
    for who in (newcomer(work), visitor(work)[0]):
        for entry in ENTRIES:
            talk = answered(work, who, lambda talk, entry=entry: _answer(talk, entry), language)
            shown = Shown("", "", "", str(talk.replies[-1].text))
            assert length(shown) <= (LINES + 3 if entry in LONG else LINES), (entry, shown.text)
            assert "{" not in shown.text


def _answer(talk, entry):
    screens.answer(talk, "?", Found((entry,), sure=True))


def test_answers_follow_the_call(work):
    """Another call, other figures."""
    talk = answered(work, newcomer(work), lambda _: _none())
    told = facts(talk)
    assert told["min_days"] == work.scheme.stay.min_working_days
    most = told["most_sum"]
    assert isinstance(most, Money)
    assert most.amount == max(work.scheme.lump_sums[-1].amounts.values())


def _none():
    """Nothing is done."""


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How much for Portugal?", "780"),
        ("Combien pour le Danemark ?", "1,100"),
        ("Is Portugal part of it?", "780"),
        ("How much for Japan?", "from"),
    ],
)
def test_a_country_that_is_named_is_answered(work, question, said):
    """With its own sum; without one, by the range."""

    def ask(talk):
        screens.answer(talk, question, Found(("amount",), sure=True))

    assert said in str(answered(work, newcomer(work), ask).replies[-1].text)
