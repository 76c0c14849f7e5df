"""Two sets of 200 questions in 24 languages, one of 60 in six, one of 120 in 23 and one of 120 in 15, find their answer, and nothing wrong is told as sure.

They were written before any phrasing, and none was fitted to them. Their vectors are kept beside
them, as reading them takes half a minute; one test reads some anew.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from matching.questions.finding import MODEL, Found, find
from matching.questions.phrasings import DATA, Phrasing, digest, phrasings
from matching.words.encoder import SentenceEncoder, sentence_encoder

HERE = Path(__file__).parent
NONE = "-"  # in place of an answer: no business of ours
RIGHT, OFFERED, WRONG_AND_SURE = 0.91, 0.95, 0.01
AGAIN = 0.92
"""Right first in the set that was written last, after every phrasing."""
SHOWN_TO_FOREIGN = 0.13
"""Of questions that are no business of ours, those under which we offer an answer."""
LATE, LATE_OFFERED = 0.86, 0.9
"""Of questions in six languages that were given no phrasings when the others were."""
NEW = 0.92
"""Of 120 more, of which the first half showed what was missing and the other was measured once."""
FRESH = 0.87
"""Of 120 more in 15 languages, of which again the first half showed what was missing."""
SETS = ("asked", "asked_again", "asked_late", "asked_new", "asked_fresh")
RIGHT_BY_WORDS = 0.7


@cache
def asked(of="asked"):
    """Language, answer and question."""
    lines = (HERE / f"{of}.tsv").read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines]


class Kept:
    """A reader of the questions alone, with the vectors that the engine made of them."""

    name = MODEL

    def __init__(self) -> None:
        self._known = {}
        for of in SETS:
            rows = np.load(HERE / f"{of}.npy").astype(np.float32)
            self._known |= {one[2]: row for one, row in zip(asked(of), rows, strict=True)}

    def plain(self, texts):
        """A row a text."""
        return np.array([self._known[text] for text in texts])


@cache
def found(reader, of="asked"):
    """The answer that is right, and what was found, of each question."""
    return [(entry, find(question, (), reader)) for _, entry, question in asked(of)]


KEPT = Kept()


def first(entry, told: Found) -> bool:
    """Whether the right answer comes first."""
    return told.entries[:1] == (entry,)


def test_the_right_answer_comes_first():
    """By meanings and words; and it is among those that are offered."""
    told = [one for one in found(KEPT) if one[0] != NONE]
    assert len(told) == 200
    assert sum(first(*one) for one in told) >= RIGHT * len(told)
    assert sum(entry in one.entries for entry, one in told) >= OFFERED * len(told)


def test_the_right_answer_comes_first_again():
    """Of questions that were written when all the rest stood."""
    told = [one for one in found(KEPT, "asked_again") if one[0] != NONE]
    assert len(told) >= 200
    assert sum(first(*one) for one in told) >= AGAIN * len(told)
    assert sum(entry in one.entries for entry, one in told) >= OFFERED * len(told)


def test_the_right_answer_comes_first_in_languages_that_were_left_out():
    """Phrasings of one language serve another: these were asked before some were written, and in none of their languages."""
    told = found(KEPT, "asked_late")
    assert len(told) == 60
    assert sum(first(*one) for one in told) >= LATE * len(told)
    assert sum(entry in one.entries for entry, one in told) >= LATE_OFFERED * len(told)


def test_the_right_answer_comes_first_in_newer_questions():
    """As people on telephones ask: short, or from the middle of something."""
    told = found(KEPT, "asked_new")
    assert len(told) == 120
    assert sum(first(*one) for one in told) >= NEW * len(told)
    assert sum(entry in one.entries for entry, one in told) >= OFFERED * len(told)


def test_the_right_answer_comes_first_in_fresh_questions():
    """Which were written last; the right one is nearly always among those offered."""
    told = [one for one in found(KEPT, "asked_fresh") if one[0] != NONE]
    assert len(told) == 116
    assert sum(first(*one) for one in told) >= FRESH * len(told)
    assert sum(entry in one.entries for entry, one in told) >= OFFERED * len(told)


def test_a_foreign_question_has_no_buttons():
    """Of the weather, of football, of how to bake a cake: the officers may know."""
    told = [one for of in SETS for entry, one in found(KEPT, of) if entry == NONE]
    assert len(told) == 76
    assert sum(bool(one.entries) for one in told) <= SHOWN_TO_FOREIGN * len(told)


@pytest.mark.parametrize("of", SETS)
def test_nothing_wrong_is_sure(of):
    """With meanings or without, of questions that are ours and others."""
    for reader in (KEPT, None):
        told = found(reader, of)
        wrong = [entry for entry, one in told if one.sure and not first(entry, one)]
        assert len(wrong) <= WRONG_AND_SURE * len(told)
        assert sum(one.sure for _, one in told) >= len(told) / 6


def test_words_alone_find_most():
    """Where there is no encoder."""
    told = [one for one in found(None) if one[0] != NONE]
    assert sum(first(*one) for one in told) >= RIGHT_BY_WORDS * len(told)


def test_what_a_partnership_keeps_is_found():
    """As our own answers are, by its words."""
    own = [Phrasing("kept-7", "May I bring my dog?"), Phrasing("kept-8", "Is lunch paid for?")]
    assert find("may i bring my dog", own) == Found(("kept-7",), sure=True)
    assert "kept-8" in find("Lunch, is it paid?", own).entries


def test_a_phrasing_asks_for_its_answer():
    """Word for word, in each language: there is nothing to ask back."""
    some = phrasings()[::29]
    right = [find(one.text).entries[:1] == (one.entry,) for one in some]
    assert sum(right) >= 0.97 * len(some)


def test_the_files_are_made_of_the_phrasings():
    """After a change `python -m tests.bench.question_axes` makes them anew."""
    assert (DATA / "made_of.sha256").read_text(encoding="utf-8").strip() == digest()
    assert len(np.load(DATA / "meanings.npy")) == len(phrasings())


def test_the_kept_vectors_are_those_of_the_engine():
    """Of some questions, read anew."""
    reader = sentence_encoder()
    if not isinstance(reader, SentenceEncoder):
        pytest.skip("no encoder here")
    some = [question for *_, question in asked()[::56]]
    assert np.allclose(reader.plain(some), Kept().plain(some), atol=0.01)


@pytest.mark.parametrize("text", ["", "?", "¿", "\0?", "x" * 10_000 + "?", "🐴 🐴 🐴?"])
def test_anything_may_be_asked(text):
    """Without an exception, and never surely."""
    assert not find(text).sure
