from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from matching.words.names import NOTHING, Certainty, NameIndex, Resolution, fold, resolve

TOOLS = {
    "saw": ("Table saw", "Kreissäge"),
    "lathe": ("Lathe", "Drehbank"),
    "lace": ("Laces",),
    "press": ("Hydraulic press", "Presse"),
}


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  Łódź ", "lodz"),
        ("Straße", "strasse"),
        ("SØNDERBORG", "sonderborg"),
        ("Þórshöfn", "thorshofn"),
        ("'s-Hertogenbosch", "s hertogenbosch"),
        ("L’Hospitalet", "l hospitalet"),
        ("ΑΘΉΝΑ", "αθηνα"),
        ("Αθήνας", "αθηνασ"),
        ("Пловдив!", "пловдив"),
        ("🙂", ""),
    ],
)
def test_folding(text, folded):
    """Case, accents and punctuation go; Greek and Cyrillic letters stay."""
    assert fold(text) == folded


@given(st.text())
def test_folding_settles(text):
    """Folding what was folded changes nothing."""
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("typed", "certainty", "best"),
    [
        ("kreissage", Certainty.SURE, "saw"),
        ("tabel saw", Certainty.SURE, "saw"),
        ("Hydr", Certainty.SURE, "press"),
        ("Hyd", Certainty.UNSURE, "press"),
        ("pressse", Certainty.SURE, "press"),
        ("Lathes", Certainty.SURE, "lathe"),
        ("", Certainty.NONE, None),
        ("la", Certainty.NONE, None),
        ("screwdriver", Certainty.NONE, None),
        ("🙂", Certainty.NONE, None),
    ],
)
def test_certainties(typed, certainty, best):
    """A close name with no rival is taken, a doubtful one asked about, a strange one refused."""
    found = resolve(typed, TOOLS)
    assert (found.certainty, found.best) == (certainty, best)


def test_one_spelling_of_two_ids_is_asked_about():
    """An exact hit on two ids is a question, not a guess."""
    found = resolve("Neustadt", {"b": ("Neustadt",), "a": ("neustadt",)})
    assert found == Resolution(Certainty.UNSURE, "b", ("b", "a"))


def test_limit_caps_the_question():
    """No more candidates than asked for come back."""
    choices = {str(n): (f"Station {n}",) for n in range(9)}
    assert len(resolve("Statoin", choices, limit=3).candidates) == 3


def test_nothing_to_choose_from():
    """Without choices the answer is nothing."""
    assert resolve("anything", {}) == NOTHING


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("hamer", "hammer"),  # a letter left out, not one mistaken (hater)
        ("abmer", "amber"),  # two letters swapped
        ("hammer blo", "blow"),  # one letter off rather than the beginning of a longer one
        ("hammer", "hammer"),
        ("hammer b", "blow"),
        ("hamm", "hammer"),
    ],
)
def test_the_likelier_slip_comes_first(typed, first):
    """Few slips, those that can happen in one way only, and ends left off, in that order."""
    tools = {"hater": ("Hater",), "hammer": ("Hammer",), "amber": ("Amber",), "umber": ("Abmur",)}
    tools |= {"blow": ("Hammer blow",), "bloom": ("Hammer blossom",)}
    assert resolve(typed, tools).best == first


def test_what_few_people_say_comes_later_and_what_many_mean_first():
    """At the same number of slips the usual spelling wins, then the larger of two."""
    usual = {"small": ("Lorvik",), "large": ("Torvik",), "odd": ("Moss",)}
    index = NameIndex(usual, {"odd": ("Sorvik",)}, {"large": 2.0, "small": 1.0, "odd": 9.0})
    assert resolve("orvik", index).candidates == ("large", "small", "odd")


def test_of_two_that_nothing_tells_apart_the_one_listed_first_comes_first():
    """Also where it has rare spellings besides, and the other has none."""
    index = NameIndex({"first": ("Torvik",), "second": ("Lorvik",)}, {"first": ("Odd",)})
    assert resolve("orvik", index).candidates == ("first", "second")


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("łqtwa", "LV"),  # Łotwa, not Litwa: the accent was typed
        ("lqtwa", "LT"),  # nothing tells: the first of the list
        ("l\u0323qtwa", "LT"),  # an accent that neither has
        ("łutwa", "LV"),
    ],
)
def test_an_accent_that_was_typed_tells_two_names_apart(typed, first):
    """Accents may be left out; who types one means a name that has it."""
    names = {"LT": ("Litwa",), "LV": ("Łotwa",)}
    assert resolve(typed, names).candidates[0] == first


@given(st.lists(st.text("abc d", min_size=1, max_size=9), max_size=9), st.text("abcd", max_size=9))
def test_no_name_near_by_is_missed(names, typed):
    """Every name with one slip or none is found, however it is looked up."""
    choices = {name: (name,) for name in map(fold, names) if name}
    found = {hit.found for hit in NameIndex(choices).alike(typed)}
    assert found >= {name for name in choices if OSA.distance(typed, name) <= len(typed) // 4}


@given(st.text(max_size=60))
def test_sure_means_one_id(typed):
    """Whatever is typed, SURE has one candidate, NONE has none and UNSURE some."""
    found = resolve(typed, NameIndex(TOOLS))
    sizes = {Certainty.SURE: range(1, 2), Certainty.NONE: range(1), Certainty.UNSURE: range(1, 5)}
    assert len(found.candidates) in sizes[found.certainty]
