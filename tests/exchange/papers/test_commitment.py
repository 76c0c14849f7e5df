"""The Commitment to Quality: what is on it, what is signed, and that nothing breaks it."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.money import Money
from exchange.papers.commitment import (
    HalvingText,
    PaperSignatory,
    commitment_digest,
    commitment_pdf,
)
from exchange.words import plain_english as say
from storage.tables import Signatory
from tests.builders.records.papers import PARTIES, pages_of, paper, signature
from tests.sizes import examples

TEXT_FIELDS = ("reference", "programme", "objectives", "agenda", "outcomes")
LATER = datetime(2030, 1, 1, tzinfo=UTC)


def _read(sample, language="en"):
    return " ".join(pages_of(commitment_pdf(sample, say, language=language)))


@cache
def _as_it_is() -> str:
    return _read(paper())


@pytest.mark.parametrize(
    "words",
    [
        "Commitment to Quality",
        "HX-0042, version 2",
        "ClusterXchange 2026–2028",
        "10–12 May 2027",
        "€390.00",
        "half of €780.00: fewer than 5 working days",
        "Explore new markets",
        "See how a mill halved its water use.",
        "Tour of the mill.",
        "A return visit",
        *(party.organisation for party in PARTIES),
        *(party.person for party in PARTIES),
        "Hi-Tech-TEX",
        "MEDIC-NEST",
        "France",
        "Greece",
        "Spain",
    ],
)
def test_everything_agreed_is_on_the_paper(words):
    """Parties, dates, money with its reason, goals, objectives, agenda and outcomes can be read."""
    assert words in _as_it_is()


def test_an_unsigned_paper_says_so_for_each_party():
    """Whoever has not signed stands there as not yet signed."""
    assert _read(paper()).count("not yet signed") == 4


def test_a_signature_shows_name_times_and_digest():
    """A signature states who, when in UTC and on the signer's clocks, and what was signed."""
    digest = commitment_digest(paper())
    text = _read(paper(signatures=(signature(Signatory.VO, digest),)))
    assert "Signer VO 2 March 2027, 08:15 UTC 2 March 2027, 09:15 in Europe/Paris" in text
    assert (text.count(digest), text.count("not yet signed")) == (text.count("Page ") + 1, 3)


def test_a_signature_under_an_earlier_text_is_shown_as_void():
    """A signature whose digest is not this content's does not count, and the paper says so."""
    old = commitment_digest(paper(agenda="Another agenda"))
    assert "earlier text and does not count" in _read(
        paper(signatures=(signature(Signatory.VO, old),))
    )


def test_parties_sign_in_the_order_given():
    """The block lists the parties in signing order, whatever the scheme says it is."""
    block = _read(paper(parties=PARTIES[::-1])).partition("Signatures")[2]
    places = [block.index(party.organisation) for party in PARTIES[::-1]]
    assert places == sorted(places)


def test_the_digest_is_at_the_foot_of_every_page():
    """A long agenda fills several pages, and each names the text it belongs to."""
    long = paper(agenda="Monday: talks\n" * 200)
    pages = pages_of(commitment_pdf(long, say))
    digest = commitment_digest(long)
    total = len(pages)
    assert total > 3
    assert [f"SHA-256 {digest} Page {n} of {total}" in page for n, page in enumerate(pages, 1)] == [
        True
    ] * total


def test_nobody_can_write_the_page_count_into_a_text():
    """What fpdf2 takes for the number of pages is plain text when a person writes it."""
    assert "{nb} \\x and done" in _read(paper(objectives="{nb} \uf6c5\\x and done"))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", ["10.–12. Mai 2027", "390,00 €", "Griechenland"]),
        ("el", ["10–12 Μαΐ 2027", "390,00 €", "Ελλάδα"]),
        ("xx", ["10–12 May 2027", "€390.00", "Greece"]),
    ],
)
def test_dates_money_and_countries_follow_the_language(language, words):
    """The paper writes figures as its reader's language does, else in English."""
    text = _read(paper(), language)
    assert [word for word in words if word not in text] == []


def test_equal_papers_are_equal_bytes():
    """The same paper drawn twice is the same file."""
    assert commitment_pdf(paper(), say) == commitment_pdf(paper(), say)


CHANGES = {
    "reference": "HX-0043",
    "version": 3,
    "programme": "Another",
    "parties": (
        *PARTIES[:3],
        PaperSignatory(Signatory.HOP, "Hellenic BioCluster", "GR", "Someone"),
    ),
    "starts_on": date(2027, 5, 11),
    "ends_on": date(2027, 5, 13),
    "working_days": 2,
    "lump_sum": Money(Decimal("390.01"), "EUR"),
    "full_sum": Money(Decimal(780), "NOK"),
    "halved_for": (HalvingText("fewer than {days} working days", {"days": 4}),),
    "goals": ("Explore new markets", "Learn from another cluster"),
    "objectives": "See how a mill halved its water use!",
    "agenda": "",
    "outcomes": "None",
    "more": (("Languages spoken", "Basque"),),
}


def test_every_content_field_has_a_case():
    """No field of the paper is forgotten below."""
    names = {field.name for field in dataclasses.fields(paper())}
    assert names == {*CHANGES, "prepared_at", "signatures"}


@pytest.mark.parametrize(("name", "value"), CHANGES.items(), ids=CHANGES)
def test_the_digest_changes_with_each_content_field(name, value):
    """Whatever changes in what is agreed voids the signatures."""
    assert commitment_digest(paper(**{name: value})) != commitment_digest(paper())


@given(st.sampled_from(TEXT_FIELDS), st.text(), st.text())
def test_different_texts_have_different_digests(name, one, other):
    """Two papers have the same digest exactly if their texts are the same."""
    same = commitment_digest(paper(**{name: one})) == commitment_digest(paper(**{name: other}))
    assert same == (one == other)


@given(st.lists(st.sampled_from(Signatory), unique=True), st.datetimes(timezones=st.just(UTC)))
def test_signing_leaves_the_digest_alone(signers, prepared_at):
    """All four sign the same content: neither signatures nor the printing time are part of it."""
    digest = commitment_digest(paper())
    signatures = tuple(signature(party, digest) for party in signers)
    assert commitment_digest(paper(signatures=signatures, prepared_at=prepared_at)) == digest


def test_an_amount_has_one_digest_however_it_is_stored():
    """390, 390.0 and 390.00 are the same money."""
    amounts = ("390", "390.0", "390.00", "3.9E+2")
    digests = {commitment_digest(paper(lump_sum=Money(Decimal(one)))) for one in amounts}
    assert len(digests) == 1


ODD = {
    "emoji": "👩‍👩‍👧 🇪🇺 visit 👍🏽",
    "one long word": "Donaudampfschifffahrt" * 200,
    "wide letters": "W" * 3_000,
    "right to left": "שלום مرحبا 123",
    "other scripts": "工場見学 한국 ไทย",
    "control characters": "a\x00b\x1bc\x7f\u202e\ufeff\ud800d",
    "only spaces": " \t\n\r\u3000\u2028",
    "markup": "<b>**__~~--{x}{0}%s$\\frac{1}{2}",
    "many lines": "x\n" * 300,
    "colons": ": :\na: \n: b\nMonday: " + "y" * 2_000,
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_texts_print(text):
    """Whatever people type, in every place of the paper, a paper comes out."""
    party = PaperSignatory(Signatory.VO, text, text, text, text)
    odd = paper(
        parties=(party, *PARTIES[1:]),
        goals=(text, text),
        **dict.fromkeys(TEXT_FIELDS, text),
    )
    assert commitment_pdf(odd, say).startswith(b"%PDF-")


@settings(deadline=None, max_examples=examples(12))
@given(st.text(), st.text(max_size=200), st.lists(st.text(), max_size=3))
def test_any_text_prints(long, short, goals):
    """The same for whatever else can be typed."""
    party = PaperSignatory(Signatory.HO, short, "GR", short, short)
    odd = paper(parties=(PARTIES[0], party), goals=tuple(goals), agenda=long, programme=short)
    assert commitment_pdf(odd, say).startswith(b"%PDF-")


def test_a_further_question_of_the_call_is_printed_and_signed():
    """A fifth answer stands under its title, and changes the digest; without one nothing changes."""
    plain, asked = paper(), dataclasses.replace(paper(), more=(("Languages spoken", "Basque"),))
    text = _read(asked)
    assert "Languages spoken" in text
    assert "Basque" in text
    assert commitment_digest(asked) != commitment_digest(plain)
