from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.organisations.legal_forms import is_legal_form, without_legal_form
from matching.words.names import fold

LIMITED, STOCK = frozenset({"limited"}), frozenset({"stock"})


@pytest.mark.parametrize(
    ("name", "country", "bare", "kinds"),
    [
        ("Müller GmbH", "", "muller", LIMITED),
        ("Müller Gesellschaft mit beschränkter Haftung", "DE", "muller", LIMITED),
        ("Müller GmbH & Co. KG", "DE", "muller", {"limited_partnership"}),
        ("Υφαντουργία Νάουσα Α.Ε.", "GR", "υφαντουργια ναουσα", STOCK),
        ("Υφαντουργία Νάουσα ΑΕ", "", "υφαντουργια ναουσα", STOCK),
        ("Тъкачи ЕООД", "BG", "тъкачи", LIMITED),
        ("Тъкачи АД", "", "тъкачи", STOCK),
        ("ET Ivan", "BG", "ivan", {"sole"}),
        ("Tkalci, z.s.", "CZ", "tkalci", {"association"}),
        ("Tkalci spol. s r.o.", "CZ", "tkalci", LIMITED),
        ("SC Textil Nord S.R.L.", "RO", "textil nord", LIMITED),
        ("Asociația Textil Nord", "RO", "textil nord", {"association"}),
        ("Tkacze sp. z o.o. sp. k.", "PL", "tkacze", {"limited_partnership"}),
        ("UAB „Audėjai“", "LT", "audejai", LIMITED),
        ("Kutojat Oy Ab", "FI", "kutojat", LIMITED),
        ("Dokumacılar San. ve Tic. A.Ş.", "TR", "dokumacilar", STOCK),
        ("Ткачі ТОВ", "UA", "ткачі", LIMITED),
        ("Weavers", "", "weavers", frozenset()),
    ],
)
def test_legal_forms_come_off(name, country, bare, kinds):
    """In every script, abbreviated or written out, behind the name or before it."""
    found = without_legal_form(name, country)
    assert (found.kinds, found.name) == (frozenset(kinds), fold(bare))


@pytest.mark.parametrize(
    ("name", "country", "bare"),
    [
        ("GmbH", "", "gmbh"),
        ("SAS Institute", "", "sas institute"),
        ("Gaming PC", "DE", "gaming pc"),
        ("Casa di", "DE", "casa di"),
        ("SC Freiburg", "DE", "sc freiburg"),
        ("", "", ""),
        ("🤷", "", ""),
    ],
)
def test_what_is_a_word_elsewhere_stays(name, country, bare):
    """A form that is an everyday word counts at home only; a name of forms alone stays whole."""
    assert without_legal_form(name, country).name == bare


@pytest.mark.parametrize(
    ("folded", "country", "is_form"),
    [
        ("gmbh", "", True),
        ("gmbh co kg", "DE", True),
        ("sp z o o", "PL", True),
        ("inc", "", True),
        ("weavers", "", False),
        ("weavers gmbh", "", False),
        ("", "", False),
    ],
)
def test_a_form_and_nothing_else(folded, country, is_form):
    """What stands behind a comma may be a form alone."""
    assert is_legal_form(folded, country) is is_form


@given(st.text(max_size=60), st.sampled_from(["", "DE", "GR", "BG"]))
def test_something_is_left(name, country):
    """What is left is a part of the name, and nothing only where there was nothing."""
    found = without_legal_form(name, country)
    assert found.name in fold(name)
    assert bool(found.name) == bool(fold(name))
