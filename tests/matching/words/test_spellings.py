from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from matching.words.spellings import Spellings

WORDS = st.text(alphabet="abcdeλж", min_size=1, max_size=9)


@given(st.lists(WORDS, unique=True, max_size=12), WORDS)
def test_no_word_spelled_alike_is_missed(words, typed):
    """All words with a ratio of 80 or more, however they are looked up."""
    numbers = {word: number for number, word in enumerate(words)}
    found = {number for number, _ in Spellings(numbers).alike(typed)}
    assert found == {numbers[word] for word in words if fuzz.ratio(word, typed) >= 80}


@given(st.lists(WORDS, unique=True, max_size=12), WORDS)
def test_beginnings(words, typed):
    """All words that begin with what was typed, and no others."""
    numbers = {word: number for number, word in enumerate(words)}
    begun = {word for word in words if word.startswith(typed)}
    assert {words[number] for number in Spellings(numbers).starting(typed)} == begun


def test_long_words_and_none():
    """Nothing to look in, and words of a thousand letters."""
    assert [*Spellings({}).alike("weaver")] == []
    assert [number for number, _ in Spellings({"x" * 1000: 7}).alike("x" * 999)] == [7]
