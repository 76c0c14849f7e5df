from __future__ import annotations

import pytest

from matching.topics import subjects
from matching.topics.vocabulary import topics
from tests.builders.matching.people import visitor


def test_every_subject_is_a_topic_and_belongs_to_one_theme():
    """A name that the vocabulary does not know would never be found."""
    themed = [topic for listed in subjects.THEMES.values() for topic in listed]
    assert len(themed) == len(set(themed))
    assert {*themed, *subjects.CENTRES, *subjects.LESSONS} <= set(topics())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Solarenergie", ("green",)),
        ("Cybersicherheit", ("digital",)),
        ("robotics and recycling", ("green", "digital")),
        ("cheese", ()),
        ("", ()),
    ],
)
def test_themes_are_read_in_any_language(text, found):
    """Green before digital, whichever comes first in the text, offered or sought."""
    assert subjects.themes(visitor(offers=text, seeks="")) == found
    assert subjects.themes(visitor(offers="", seeks=text)) == found


@pytest.mark.parametrize(
    ("goals", "seeks", "wants"),
    [
        (("technology",), "", True),
        (("learn",), "a technology centre", True),
        (("learn",), "cheese", False),
        ((), "", False),
    ],
)
def test_who_looks_for_a_technology_centre(goals, seeks, wants):
    """By their goal or in their words."""
    assert subjects.wants_centre(visitor(goals=goals, seeks=seeks)) == wants


@pytest.mark.parametrize(
    ("kind", "found"), [("cluster_organisation", ("cluster_management",)), ("sme", ())]
)
def test_lessons_are_for_the_staff_of_clusters(kind, found):
    """A company that seeks a cluster manager is not learning the trade."""
    yours = visitor(organisation_type=kind, seeks="cluster management and yarn")
    assert subjects.lessons_sought(yours) == found
