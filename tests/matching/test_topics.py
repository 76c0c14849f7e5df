from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.ecosystems import ECOSYSTEMS
from matching.topics import find_topics, related, spellings, spot_topics, topic_label, topics


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They offer additive manufacturing", {"additive_manufacturing"}),
        ("we want 3D-printing", {"additive_manufacturing"}),
        ("Wir suchen additive Fertigung", {"additive_manufacturing"}),
        ("Expertise in der additiven Fertigung", {"additive_manufacturing"}),
        ("impression 3D", {"additive_manufacturing"}),
        ("reciclaje textil", {"textile_recycling"}),
        ("robtics", {"robotics"}),
        ("senosrs", {"sensors"}),
        ("Kunststoffrecycling", {"plastics", "recycling"}),
        ("IA para agricultura de precisión", {"artificial_intelligence", "precision_farming"}),
        ("energie regenerabilă", {"renewable_energy"}),
        ("l'economia circolare", {"circular_economy"}),
        ("services for members and EU funding", {"cluster_services", "eu_funding"}),
        ("our patients", set()),
        ("hello world", set()),
        ("", set()),
        ("🙂 !!", set()),
    ],
)
def test_topics_of_a_text(text, found):
    """Topics are found in several languages, inflected, misspelt and inside compounds."""
    assert set(find_topics(text)) == found


def test_the_longest_phrase_wins():
    """A smart city is a smart city, not a city and something smart."""
    assert find_topics("textile recycling") == ("textile_recycling",)


def test_the_words_that_led_to_a_topic_are_kept():
    """A sentence can quote what the person wrote."""
    spotted = spot_topics("We love “3D printing”, and Wasserstofftechnologie!")
    assert spotted == {
        "additive_manufacturing": "3D printing",
        "hydrogen": "Wasserstofftechnologie",
    }


def test_no_name_serves_two_topics():
    """Every name, in any language and inflection, leads to one topic."""
    owners = defaultdict(set)
    for phrase, topic in spellings():
        owners[phrase].add(topic)
    assert {phrase: ids for phrase, ids in owners.items() if len(ids) > 1 or not phrase} == {}


def test_the_vocabulary_points_only_at_what_exists():
    """Ecosystems and kindred topics are known ones, and no topic is its own kin."""
    for topic in topics().values():
        assert set(topic.ecosystems) <= set(ECOSYSTEMS)
        assert set(topic.near) <= set(topics()) - {topic.id}


def test_every_ecosystem_has_topics():
    """The vocabulary covers all 14 ecosystems."""
    assert {e for topic in topics().values() for e in topic.ecosystems} == set(ECOSYSTEMS)


def test_every_name_finds_its_topic():
    """Whatever a topic is called, that text is about it."""
    for topic in topics().values():
        for names in topic.names.values():
            assert [topic.id in find_topics(name) for name in names] == [True] * len(names)


def test_kinship_goes_both_ways():
    """If one topic is near another, the other is near it."""
    for topic in topics():
        assert all(topic in related(other) for other in related(topic))


@pytest.mark.parametrize(
    ("topic", "language", "label"),
    [
        ("circular_economy", "de", "Kreislaufwirtschaft"),
        ("circular_economy", "fi", "circular economy"),
        ("circular_economy", "pt-br", "economia circular"),
        ("unheard_of", "en", "unheard_of"),
    ],
)
def test_labels(topic, language, label):
    """A label comes in the asked language, else in English, else as the id."""
    assert topic_label(topic, language) == label


@given(st.text())
def test_any_text_is_read(text):
    """No text is too strange to look for topics in."""
    assert set(find_topics(text)) <= set(topics())
