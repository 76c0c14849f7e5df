"""Every topic in every language finds the hosts that have it: no word of one is taken for a country."""

from __future__ import annotations

import pytest

from matching.places.countries import countries_in
from matching.places.languages import EU_LANGUAGES
from matching.ranking.rank import HostIndex
from matching.topics.vocabulary import topic_label, topics
from tests.builders.matching.people import host

NAMES_MALTA = {"soft_landing"}  # in Maltese it is "f'Malta"
OFFERED = sorted(topics())


@pytest.fixture(scope="module")
def index() -> HostIndex:
    """A host for every topic, which tells it in English."""
    return HostIndex.build(
        [host(id=one, organisation="X", offers=topic_label(one, "en")) for one in OFFERED]
    )


@pytest.mark.parametrize("language", EU_LANGUAGES)
def test_no_topic_is_taken_for_a_country(language):
    """In any of its words."""
    named = {one: countries_in(topic_label(one, language)) for one in OFFERED}
    assert {one for one, countries in named.items() if countries} <= NAMES_MALTA


@pytest.mark.parametrize("language", EU_LANGUAGES)
def test_every_topic_finds_its_host(index, language):
    """Asked for by its name in the language, first or among others: none is lost."""
    lost = [
        one
        for one in OFFERED
        if one
        not in {
            found.id for found in index.search(topic_label(one, language), limit=len(OFFERED)).hosts
        }
    ]
    assert lost == []


@pytest.mark.parametrize(
    ("typed", "topic"),
    [
        ("green hydrogen", "hydrogen"),
        ("heat pumps", "heat"),
        ("creative", "creative_industries"),
        ("moda", "fashion"),
        ("additve manufacturing", "additive_manufacturing"),
        ("fablab", "prototyping"),
        ("DSGVO", "privacy"),
        ("dsgvo", "privacy"),
    ],
)
def test_words_that_begin_like_a_country_or_are_short(index, typed, topic):
    """Greece, Croatia, Moldova and Health are not meant; an acronym is one in small letters, too."""
    assert topic in {found.id for found in index.search(typed).hosts}
