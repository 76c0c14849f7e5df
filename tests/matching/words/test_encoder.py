from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.ranking.rank import HostIndex
from matching.ranking.relevance import relevance
from matching.words.encoder import readable, sentence_encoder
from tests.builders.matching.people import PROFILES, TEXTS, VISITOR, host
from tests.sizes import examples


class ByLength:
    """An encoder for tests: texts of like length mean the same; one of 13 letters nothing."""

    size = 2

    def encode(self, texts):
        """A direction for each length."""
        lengths = np.array([len(text) for text in texts], dtype=np.float32)
        rows = np.stack([np.cos(lengths), np.sin(lengths)], axis=1).astype(np.float32)
        rows[lengths == 13] = 0
        return rows


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Wir suchen einen Partner für die Weberei", True),
        ("Textilrecycling", True),
        ("Θέλουμε να μάθουμε", False),
        ("Искаме да научим", False),
        ("Vrem să învățăm despre reciclare", False),
        ("", False),
        ("🙂 123", False),
    ],
)
def test_only_texts_that_may_be_in_its_languages_are_read(text, read):
    """What is surely in another language is left to words, letters and topics."""
    assert readable(text) is read


def test_meanings_bring_texts_together():
    """Two texts without a common word are as near as their meanings, others stay apart."""
    query, alike, unlike = "wool wool", "salt beef", "oak and pine"
    assert relevance([query], [alike, unlike])[0].tolist() == [0.0, 0.0]
    near, far = relevance([query], [alike, unlike], encoder=ByLength())[0]
    assert near > 0.5 > far


def test_what_the_encoder_cannot_read_is_as_without():
    """No meaning, no change."""
    texts = ["thirteen lett", "lett thirteen"]
    assert relevance(texts, texts, encoder=ByLength()).tolist() == pytest.approx(
        relevance(texts, texts), abs=1e-6
    )


@settings(deadline=None, max_examples=examples(25))
@given(st.lists(TEXTS, max_size=3), st.lists(TEXTS, max_size=3))
def test_always_between_0_and_1(queries, documents):
    """Whatever is written and meant."""
    matrix = relevance(queries, documents, encoder=ByLength())
    assert matrix.shape == (len(queries), len(documents))
    assert ((matrix >= 0) & (matrix <= 1)).all()


@settings(deadline=None, max_examples=examples(25))
@given(st.lists(PROFILES, max_size=3), st.lists(PROFILES, max_size=3))
def test_an_index_with_meanings_ranks_all_at_once_as_one_by_one(visitors, hosts):
    """The encoder changes values, not rules."""
    index = HostIndex.build(hosts, ByLength())
    found = index.rank_all(visitors, top=3)
    alone = [index.rank(one, limit=3).matches for one in visitors]
    assert [found.ids(n) for n in range(len(visitors))] == [
        tuple(match.host.id for match in page) for page in alone
    ]


@pytest.mark.skipif(sentence_encoder() is None, reason="the extra `languages` is not installed")
def test_the_sentence_encoder_crosses_languages():
    """A German need meets an English offer without a word in common."""
    hosts = [
        host(id="near", organisation="", offers="Bakery for bread and cakes", summary=""),
        host(id="far", organisation="", offers="Bridges, tunnels and roads", summary=""),
    ]
    index = HostIndex.build(hosts, sentence_encoder())
    visitor = VISITOR.__class__(id="v", seeks="Wir möchten lernen, wie man Brot bäckt")
    needs = {m.host.id: m.parts[0].value for m in index.rank(visitor).matches}
    assert needs["near"] > needs["far"] + 0.2
