"""Signatures are those under one version, and of no other paper."""

from __future__ import annotations

import pytest

from exchange.people.signing import current_agreement, current_commitment, signatures_of
from storage.tables import Agreement, Commitment, Signature
from tests.builders.records.pairs import agree, build_pair, draw_up, sign_all, sign_money


@pytest.fixture
def pair(work):
    """A pair that has signed both of its papers."""
    pair = build_pair(work)
    agree(work, pair)
    draw_up(work, pair)
    sign_all(work, pair)
    sign_money(work, pair)
    return pair


def test_each_paper_has_its_own(work, pair):
    """Four under the commitment, two under the agreement."""
    papers = current_commitment(work, pair.exchange), current_agreement(work, pair.exchange)
    assert [len(signatures_of(work, one)) for one in papers] == [4, 2]


@pytest.mark.parametrize("table", [Agreement, Commitment])
def test_what_is_not_kept_yet_has_none(work, pair, table):
    """A version is drawn up before it has a number: those of all other papers are not under it."""
    assert pair.exchange
    assert work.session.get(Signature, 1)
    unkept = table.model_construct(id=None)
    assert signatures_of(work, unkept) == []
