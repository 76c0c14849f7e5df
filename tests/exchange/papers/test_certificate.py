"""The certificate: one page with everything on it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.papers.certificate import certificate_pdf
from exchange.words import plain_english as say
from tests.builders.records.papers import certificate, pages_of
from tests.sizes import examples


@pytest.mark.parametrize(
    "words",
    [
        "Certificate of Exchange",
        "Élodie Martin",
        "Filatures Martin (fictional), France",
        "Κλωστήρια Θεσσαλίας",
        "Λάρισα, Greece",
        "10–12 May 2027",
        "Hi-Tech-TEX",
        "1 June 2027",
        "HX-0042",
        "ClusterXchange 2026–2028",
    ],
)
def test_a_certificate_tells_who_where_and_when(words):
    """Everything that makes it a proof is on its one page."""
    assert words in pages_of(certificate_pdf(certificate(), say))[0]


def test_equal_certificates_are_equal_bytes():
    """The same certificate drawn twice is the same file."""
    assert certificate_pdf(certificate(), say) == certificate_pdf(certificate(), say)


def test_a_long_name_is_set_smaller_before_it_is_cut():
    """A name that is long for a name is still printed whole."""
    name = "Maria-Magdalena Anastasia von und zu Oberniederbergkirchen-Papadopoulou"
    assert name in pages_of(certificate_pdf(certificate(person=name), say))[0]


@settings(deadline=None, max_examples=examples(12))
@given(st.text(), st.text(), st.text())
def test_any_name_leaves_one_page(person, host, city):
    """No text, however long or odd, breaks the page or spills onto a second."""
    odd = certificate(person=person, partner=host * 20, partner_city=city, partnership=person * 9)
    assert len(pages_of(certificate_pdf(odd, say))) == 1
