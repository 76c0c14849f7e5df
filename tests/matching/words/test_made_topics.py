"""The meanings of topics are those of the names that they have."""

from __future__ import annotations

import numpy as np

from matching.topics.vocabulary import topics
from tests.bench.meaning_axes import DATA, MADE_OF, digest


def test_topics_are_placed_by_the_names_that_they_have():
    """After a change of names or of their order: `python -m tests.bench.meaning_axes topics`."""
    assert MADE_OF.read_text(encoding="utf-8").strip() == digest()
    assert len(np.load(DATA / "topics.npy")) == len(topics())
