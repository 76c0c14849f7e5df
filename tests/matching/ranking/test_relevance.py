from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.ranking.relevance import TextSpace, relevance, words_of
from tests.sizes import examples

TEXTS = st.one_of(st.text(max_size=40), st.sampled_from(["", "🙂", "the and of", "αβγ δεζ"]))


@pytest.mark.parametrize(
    ("query", "right", "wrong"),
    [
        ("wine tourism routes", "routes for tourists of wine", "steel for ships"),
        ("Wir suchen additive Fertigung", "a 3D printing centre", "a centre for wine"),
        ("cluster management", "gestion de cluster", "gestion des déchets"),
        ("batteries", "Batterierecycling", "Tourismus"),
        ("solar panels", "renewable energy", "leather shoes"),
        ("Plovdiv", "Пловдив и Plovdiv", "Sofia"),
    ],
)
def test_the_right_text_is_more_relevant(query, right, wrong):
    """Shared words, other languages, compounds and kindred topics beat what is unrelated."""
    near, far = relevance([query], [right, wrong])[0]
    assert near > far


@pytest.mark.parametrize(
    ("query", "right", "wrong"),
    [
        ("Pekárna každý den vyhazuje bochníky", "Vi hjälper bagerier", "Vi hjälper varv"),
        ("Our brewery has too much of it", "Dla browarów i młynów", "Dla stoczni i portów"),
    ],
)
def test_everyday_words_of_one_trade_meet_in_all_languages(query, right, wrong):
    """Where no word is shared and no topic is named, and no meaning is known."""
    near, far = relevance([query], [right, wrong], encoder=None)[0]
    assert near > far


def test_trades_tell_less_of_a_long_text():
    """There its words tell for themselves: what all long texts share is chance."""
    short, long = "a brewery", "a brewery " + " ".join(f"word{number}" for number in range(300))
    near, far = relevance(["browar"], [short, long], encoder=None)[0]
    assert near > far


def test_shape_and_identity():
    """The matrix is queries by documents, and a text is fully relevant to itself."""
    texts = ["solar energy", "wine and cheese", "x-ray optics"]
    matrix = relevance(texts, [*texts, ""])
    assert matrix.shape == (3, 4)
    assert np.diag(matrix).tolist() == pytest.approx([1.0, 1.0, 1.0])


@pytest.mark.parametrize(
    ("queries", "documents", "shape"),
    [([], [], (0, 0)), (["a"], [], (1, 0)), ([], ["a"], (0, 1)), ([""], ["", "🙂"], (1, 2))],
)
def test_nothing_is_relevant_to_nothing(queries, documents, shape):
    """Empty lists and empty texts give zeros of the right shape."""
    matrix = relevance(queries, documents)
    assert matrix.shape == shape
    assert not matrix.any()


@settings(deadline=None, max_examples=examples(50))
@given(st.lists(TEXTS, max_size=4), st.lists(TEXTS, max_size=4))
def test_always_between_0_and_1(queries, documents):
    """Whatever is written, relevance is a number between 0 and 1."""
    matrix = relevance(queries, documents)
    assert matrix.shape == (len(queries), len(documents))
    assert ((matrix >= 0) & (matrix <= 1)).all()


@settings(deadline=None, max_examples=examples(50))
@given(st.lists(TEXTS, max_size=4), st.lists(TEXTS, max_size=3))
def test_a_text_read_again_is_the_same(texts, others):
    """Alone or among others, known words or new ones: a text has the vector it was learnt with."""
    space, learnt = TextSpace.learnt(texts)
    again = space.vectors([*others, *texts])[len(others) :]
    assert np.array_equal(again.words.toarray(), learnt.words.toarray())


def test_the_letters_of_a_new_word_count_at_once():
    """A word nobody used before still shares letters with those that are known."""
    space, learnt = TextSpace.learnt(["textile weaving", "steel casting"])
    near, far = (learnt.words @ space.vectors(["weavings unheard"]).words.T).toarray()[:, 0]
    assert near > far


def test_long_texts_are_read():
    """Ten thousand letters are no trouble."""
    assert relevance(["hydrogen " * 1200], ["green hydrogen"])[0, 0] > 0.3


def test_words_without_a_subject_are_dropped():
    """Function words of several languages say nothing; pairs of the others are kept."""
    assert words_of("We want to learn about wood and wir suchen Leder") == [
        "wood",
        "leder",
        "wood leder",
    ]
