from __future__ import annotations

import os

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import rank
from matching.ranking.rank import HostIndex
from matching.ranking.relevance import relevance
from matching.words import encoder as encoders
from matching.words.encoder import chosen, name_of, sentence_encoder, use_encoder
from tests.builders.matching.meant_pairs import fresh_pairs, pairs, plain_pairs
from tests.builders.matching.people import PROFILES, TEXTS, host, visitor
from tests.sizes import examples

needs_encoder = pytest.mark.skipif(
    sentence_encoder() is None, reason="the encoder is not to be had on this machine"
)


class ByLength:
    """An encoder for tests: texts of like length mean the same; one of 13 letters nothing."""

    size = 2

    def encode(self, texts):
        """A direction for each length."""
        lengths = np.array([len(text) for text in texts], dtype=np.float32)
        rows = np.stack([np.cos(lengths), np.sin(lengths)], axis=1).astype(np.float32)
        rows[lengths == 13] = 0
        return rows


def test_meanings_bring_texts_together():
    """Two texts without a common word are as near as their meanings, others stay apart."""
    query, alike, unlike = "wool wool", "salt beef", "oak and pine"
    same, other = relevance([query], [alike, unlike], encoder=None)[0]
    assert same == other
    near, far = relevance([query], [alike, unlike], encoder=ByLength())[0]
    assert near > 10 * same > 10 * far


def test_what_the_encoder_cannot_read_has_its_words():
    """No meaning, no evidence of one."""
    near, far = relevance(
        ["thirteen lett"], ["lett thirteen", "oak and pines"], encoder=ByLength()
    )[0]
    assert near > 0.5 > far


@settings(deadline=None, max_examples=examples(25))
@given(queries=st.lists(TEXTS, max_size=4), documents=st.lists(TEXTS, max_size=6))
def test_relevance_with_meanings_stays_between_0_and_1(queries, documents):
    """Whatever the texts, whether understood or not."""
    matrix = relevance(queries, documents, encoder=ByLength())
    assert matrix.shape == (len(queries), len(documents))
    assert np.all((matrix >= 0) & (matrix <= 1))


@settings(deadline=None, max_examples=examples(25))
@given(visitors=st.lists(PROFILES, max_size=5), hosts=st.lists(PROFILES, max_size=12))
def test_rank_all_with_meanings_is_rank(visitors, hosts):
    """Products of meanings are exact: many at once or one alone are the same to the last digit."""
    index = HostIndex.build([*{one.id: one for one in hosts}.values()], ByLength())
    found = index.rank_all(visitors, top=3)
    for number, guest in enumerate(visitors):
        alone = index.rank(guest, limit=3).matches
        assert [(one.host.id, one.score) for one in alone] == [
            (index.hosts[place].id, score)
            for place, score in zip(found.numbers[number], found.scores[number], strict=True)
            if place >= 0
        ]


def test_a_true_offer_never_counts_less_than_silence():
    """Whoever tells what they offer is at least where they were without."""
    hosts = [
        host(id=f"{told}{number:02}", offers=pair.offer if told else "", summary="")
        for told in (0, 1)
        for number, pair in enumerate(pairs())
    ]
    silent, telling = np.split(
        HostIndex.build(hosts).scores([visitor(seeks=pair.need) for pair in pairs()]), 2, axis=1
    )
    assert (telling >= silent).all()


def test_who_says_nothing_takes_the_one_in_use():
    """What is in use is words alone in tests; whoever names one gets it."""
    mine = ByLength()
    use_encoder(mine)
    try:
        assert chosen(encoders.AS_USUAL) is mine
        assert chosen(None) is None
        found = rank("wool wool", ["salt beef", "oak and pine"])
        assert found.matches[0].host.offers == "salt beef"
    finally:
        use_encoder(None)
    assert chosen(encoders.AS_USUAL) is None


@pytest.mark.parametrize(
    "loses", [ImportError("no such package"), OSError("no engine"), RuntimeError("no weights")]
)
def test_without_the_engine_words_are_all(monkeypatch, loses):
    """A machine on which it does not start is one without it."""

    def engine():
        raise loses

    monkeypatch.setattr(encoders, "engine", engine)
    assert sentence_encoder.__wrapped__() is None


@needs_encoder
def test_the_usual_encoder_puts_needs_beside_their_offers():
    """Across languages the right offer is nearer than most others; names say which vectors go together."""
    usual, some = sentence_encoder(), pairs()[:8]
    asked = usual.encode([one.need for one in some])
    given_ = usual.encode([one.offer for one in some])
    assert asked.shape == (8, usual.size)
    assert np.linalg.norm(asked, axis=1).tolist() == pytest.approx([1.0] * 8, abs=1e-5)
    found = (asked @ given_.T).argmax(axis=1)
    assert sum(number == place for number, place in enumerate(found)) >= 6
    assert name_of(usual) != name_of(ByLength())


@needs_encoder
@pytest.mark.parametrize(
    ("told", "first", "among_five"), [(fresh_pairs, 26, 36), (plain_pairs, 18, 33)]
)
def test_problems_find_who_can_solve_them(told, first, among_five):
    """Of 40 that nothing was fitted to, so many have the right host first, and among five of 40."""
    index = HostIndex.build(
        [host(id=f"{at:02}", offers=one.offer, summary="") for at, one in enumerate(told())],
        sentence_encoder(),
    )
    scores = index.scores([visitor(seeks=one.need, offers="") for one in told()])
    places = (scores > np.diag(scores)[:, None]).sum(axis=1)
    assert (places == 0).sum() >= first
    assert (places < 5).sum() >= among_five


@needs_encoder
def test_what_has_no_letters_has_no_meaning_and_nothing_stops_it():
    """Signs, zeros and nothing are rows of zeros; the number of threads of others is left alone."""
    before = os.environ.get("OMP_NUM_THREADS")
    rows = sentence_encoder().encode(["", "🙂 123", "a\0b", "x" * 5_000])
    assert rows.any(axis=1).tolist() == [False, False, True, True]
    assert not sentence_encoder().encode([]).size
    assert os.environ.get("OMP_NUM_THREADS") == before
