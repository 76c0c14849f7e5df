"""A person's name in a text about a firm: introduced, or beside the address that is made of it."""

from __future__ import annotations

import pytest

from matching.understanding.persons import person_told


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("We are a mill. Ana Pisco, ana@pisco.example", ("Ana Pisco", "")),
        ("Contact: João Pereira (CEO), j.pereira@x.example", ("João Pereira", "CEO")),
        (
            "Regards\nAnna-Lena Müller\nSales manager\nanna.mueller@firma.example",
            ("Anna-Lena Müller", "Sales manager"),
        ),
        ("mail me at petra@kovo.example – Petra Nováková", ("Petra Nováková", "")),
        ("Мария Иванова, управител, m.ivanova@abc.example", ("Мария Иванова", "управител")),
        ("Μαρία Παπαδοπούλου, maria@x.example", ("Μαρία Παπαδοπούλου", "")),
        ("I am Maria da Silva, director. We weave.", ("Maria da Silva", "director")),
        ("Ich heiße Jan van der Berg und webe.", ("Jan van der Berg", "")),
        ("We are Alpha Beta Gamma. info@alpha.example", None),
        ("Tissages Roche, roche@tissages.example", None),
        ("Pisco Lda, Guimarães, pisco@pisco.example", None),
        ("Ich bin Geschäftsführer der Weberei Schmidt, petra@schmidt.example", None),
        ("This is Smart Textiles Lab from Ghent. sales@smart.example", None),
        ("I'm Ana, we weave", None),
        ("we speak German", None),
    ],
)
def test_who_writes_is_read_where_it_is_sure(text, person):
    """Capitals alone are a firm's as well."""
    assert person_told(text) == person
