from __future__ import annotations

from math import log, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.organisations.vectors import OF_A_UNIT, Block, Said, letter_groups

WORDS = st.lists(st.text("abc", min_size=1, max_size=4), max_size=3)
NAMES = st.lists(st.tuples(WORDS, WORDS), max_size=4)
PRIOR = 1000


def said(names):
    """Names as a block reads them."""
    return Said([named for named, _ in names], [inside for _, inside in names])


def weighed(name, feature):
    """The features of a name, each once, those of units for less."""
    named, inside = ({one for word in words for one in feature(word)} for words in name)
    return dict.fromkeys(inside, OF_A_UNIT) | dict.fromkeys(named, 1.0)


def plain(names, known, feature):
    """The vectors of names in a register, worked out one by one: feature to value."""
    seen = [set(weighed(one, feature)) for one in known]
    rows = []
    for name in names:
        weights = weighed(name, feature)
        often = {one: 1 + sum(one in held for held in seen) for one in weights}
        values = {
            one: weight * (log((1 + PRIOR + len(known)) / often[one]) + 1)
            for one, weight in weights.items()
        }
        length = sqrt(sum(value**2 for value in values.values()))
        rows.append({one: value / length for one, value in values.items()})
    return rows


@pytest.mark.parametrize("feature", [None, letter_groups])
@given(known=NAMES, asked=NAMES)
def test_vectors_are_what_they_would_be_one_by_one(feature, known, asked):
    """Cosines of names asked for with names known, whatever both share and lack."""
    block = Block(said(known), feature)
    found = (block.vectors(said(asked)) @ block.known.T).toarray()
    each = feature or (lambda word: (word,))
    expected = [
        [sum(value * there.get(one, 0.0) for one, value in row.items()) for there in others]
        for others in [plain(known, known, each)]
        for row in plain(asked, known, each)
    ]
    assert np.allclose(found, np.array(expected).reshape(found.shape), atol=1e-5)
