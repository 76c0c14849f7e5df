"""A hello and a name tell nothing of what somebody does."""

from __future__ import annotations

import pytest

from matching.understanding.greeting import own_name, without_greeting
from matching.understanding.reading import understand

TOLD = {
    "Hello, I am Ana and we weave wool for furniture.": "We weave wool for furniture.",
    "Hallo zusammen! Wir weben Wolle für Möbel.": "Wir weben Wolle für Möbel.",
    "Guten Tag, mein Name ist Jürgen Groß, wir weben Wolle.": "Wir weben Wolle.",
    "Buongiorno, mi chiamo Anna Neri e produciamo tessuti e mobili.": "Produciamo tessuti e mobili.",
    "Hi, we make cheese from organic milk.": "We make cheese from organic milk.",
    "Hidden Works weaves wool.": "Hidden Works weaves wool.",
}


@pytest.mark.parametrize(("text", "offers"), TOLD.items())
def test_what_is_offered_begins_after_the_greeting(text, offers):
    """In whichever language people say hello."""
    assert understand(text).offers == offers


MEMBERS = {
    "Delta Ltd is a company of 34 people in Cluj-Napoca and a member of the Transylvanian Furniture Cluster.": (
        "sme",
        "small",
    ),
    "Two people can come in May. Vela is a company of 80 people in Brest, and a member of Photonics Bretagne.": (
        "sme",
        "medium",
    ),
}


@pytest.mark.parametrize(("text", "kind_and_size"), MEMBERS.items())
def test_a_member_of_a_cluster_is_none_and_guests_are_no_staff(text, kind_and_size):
    """Whatever stands first."""
    told = understand(text)
    assert (told.organisation_type, told.size) == kind_and_size


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("hi Im Vera Lindqvist from Loomtek", "Vera Lindqvist"),
        ("Hallo, ich bin Jana Weber von der Flachsmühle GmbH", "Jana Weber"),
        ("My name is Ana Pop. We weave.", "Ana Pop"),
        ("I am Managing Director of a mill", ""),
        ("We are Loom Works in Tampere", ""),
    ],
)
def test_somebody_says_what_they_are_called(text, name):
    """An office is no name, nor is what an organisation is called."""
    assert own_name(text) == name


def test_a_hello_without_a_stop_is_a_hello_too():
    """“hi Im Vera Lindqvist from Loomtek, we are …”."""
    assert without_greeting("hi Im Vera Lindqvist from Loomtek, we are 14") == "we are 14"
