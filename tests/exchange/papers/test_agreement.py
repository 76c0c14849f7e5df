"""The Agreement for Financial Support on paper."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.conversation.speech import Speech
from exchange.money import Money
from exchange.papers.agreement import PartPayment, agreement_digest, agreement_pdf
from exchange.visiting.kept_files import on_paper
from exchange.words import plain_english
from storage.tables import Signatory
from tests.builders.records.papers import agreement, pages_of, signature


def test_it_says_the_sum_and_what_decided_on_it():
    """Kind, country, distance, days, halving; on one page, the digest at its foot."""
    (page,) = pages_of(agreement_pdf(agreement(), plain_english))
    for words in ("€390.00", "half of €780.00:", "fewer than 5 working days", "Greece", "1,880 km"):
        assert words in page
    assert "Small or medium-sized company" in page
    assert "It is paid within 10 days." in page
    assert f"SHA-256 {agreement_digest(agreement())}" in page


def test_equal_facts_make_equal_bytes_and_signatures_no_other_digest():
    """So that it is drawn once, and both sign the same."""
    assert agreement_pdf(agreement(), plain_english) == agreement_pdf(agreement(), plain_english)
    digest = agreement_digest(agreement())
    signed = agreement(signatures=(signature(Signatory.VO, digest),))
    assert agreement_digest(signed) == digest
    assert agreement_digest(agreement(lump_sum=Money(Decimal(780), "EUR"))) != digest


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"follows": 1, "version": 2}, "follows from the terms of version 1"),
        ({"distance_km": None}, "not known"),
        (
            {"halved_for": (), "lump_sum": Money(Decimal(300), "EUR")},
            "of €780.00 at most, as the Partnership has settled it",
        ),
        ({"halved_for": (), "lump_sum": Money(Decimal(780), "EUR")}, "the whole sum for a visit"),
        (
            {
                "instalments": (
                    PartPayment(Money(Decimal(312), "EUR"), 80),
                    PartPayment(Money(Decimal(78), "EUR"), 20),
                )
            },
            "€78.00 (20 %)",
        ),
    ],
)
def test_what_is_special_is_said(changes, words):
    """A version by signed terms, a sum by hand, instalments."""
    assert words in " ".join(pages_of(agreement_pdf(agreement(**changes), plain_english)))


def test_signatures_count_under_the_version_that_was_signed():
    """Of a version that follows, the signatures are under the one before."""
    before = agreement_digest(agreement())
    follows = agreement(version=2, follows=1, signatures=(signature(Signatory.VO, before),))
    page = " ".join(pages_of(agreement_pdf(follows, plain_english, signed=before)))
    assert "does not count" not in page
    assert "does not count" in " ".join(pages_of(agreement_pdf(follows, plain_english)))


def test_it_is_there_in_german():
    """Words, dates and amounts."""
    say = on_paper(Speech("de"))
    page = " ".join(pages_of(agreement_pdf(agreement(), say, language="de")))
    assert "Vereinbarung über die finanzielle Unterstützung" in page
    assert "390,00" in page
