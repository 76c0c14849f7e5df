from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.ranking.rank import HostIndex
from tests.builders.matching.people import host
from tests.sizes import examples

HOSTS = [
    host(
        id="weave",
        organisation="Invented Weavers",
        city="Porto",
        country="PT",
        ecosystems=("textiles",),
        offers="Reciclagem têxtil e tecelagem",
    ),
    host(
        id="print",
        organisation="Dreamt-up Printers",
        city="München",
        country="DE",
        ecosystems=("electronics", "digital"),
        offers="Additive Fertigung und Robotik",
    ),
    host(
        id="wine",
        organisation="Imagined Cellars",
        city="Bordeaux",
        country="FR",
        ecosystems=("agri_food", "tourism"),
        offers="Viticulture et œnotourisme",
        summary="Exports all over the world",
    ),
    host(
        id="icy",
        organisation="Wholly Made Up Fish",
        city="Reykjavík",
        country="IS",
        ecosystems=("agri_food",),
        offers="Fish processing",
    ),
]


@cache
def known() -> HostIndex:
    """All four, read when the first test asks."""
    return HostIndex.build(HOSTS)


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("weavers", ["weave"]),
        ("wevers", ["weave"]),
        ("weav", ["weave"]),
        ("munchen", ["print"]),
        ("3D printing", ["print"]),
        ("robotcs", ["print"]),
        ("textile recycling", ["weave"]),
        ("Germany", ["print"]),
        ("Alemania", ["print"]),
        ("fish Iceland", ["icy"]),
        ("wine in France", ["wine"]),
        ("viticoltura", ["wine"]),
        ("export", ["wine"]),
        ("zzzzzz", []),
    ],
)
def test_words_are_understood(query, ids):
    """Names, cities, typos, beginnings, countries and topics, in any language."""
    assert [found.id for found in known().search(query).hosts] == ids


def test_the_host_that_answers_every_word_wins():
    """Hosts with more of the words come alone; with none of them, nobody does."""
    assert known().search("robotics porto").total == 2
    assert [found.id for found in known().search("robotics munchen porto").hosts] == ["print"]


@pytest.mark.parametrize("query", ["", "   ", "🙂", "the and"])
def test_without_words_everybody_is_shown_by_name(query):
    """An empty search is the whole catalogue."""
    found = known().search(query)
    assert (found.total, [h.id for h in found.hosts]) == (4, ["print", "wine", "weave", "icy"])


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        ({"countries": ("DE", "FR")}, ["print", "wine"]),
        ({"ecosystems": ("agri_food",)}, ["wine", "icy"]),
        ({"countries": ("FR",), "ecosystems": ("agri_food",)}, ["wine"]),
        ({"countries": ("FI",)}, []),
    ],
)
def test_filters(filters, ids):
    """Any of the countries and any of the ecosystems will do; both kinds must hold."""
    assert [found.id for found in known().search("", **filters).hosts] == ids


def test_filters_and_words_together():
    """A filter narrows what the words found."""
    assert known().search("weavers", countries=("DE",)).total == 0


def test_pages():
    """A page has its hosts and the number of all."""
    page = known().search("", limit=2, offset=3)
    assert (page.total, [found.id for found in page.hosts]) == (4, ["icy"])


def test_an_empty_catalogue():
    """Nothing to search is an empty answer."""
    assert HostIndex.build([]).search("wine").total == 0


@settings(deadline=None, max_examples=examples(60))
@given(st.text(max_size=60))
def test_any_query_is_answered(query):
    """No query is too strange, and no host comes twice."""
    found = known().search(query)
    assert len({h.id for h in found.hosts}) == found.total <= len(HOSTS)


def test_countries_left_out():
    """Who is at home is not shown, whatever they answer."""
    assert [found.id for found in known().search("fish Exports", not_in=("IS",)).hosts] == ["wine"]
    assert known().search("", not_in=("IS", "FR", "DE")).total == 1


@pytest.mark.parametrize(
    "query", ["", "weavers", "wevers", "newcomers", "cheese", "Porto", "robotcs"]
)
def test_hosts_replaced_are_found_as_if_built(query):
    """After hosts changed, came and went, a search finds what it would find in a new index."""
    changed = [
        host(id="weave", organisation="Invented Weavers", city="Braga", offers="cheese"),
        host(id="new", organisation="Newcomers", city="Porto", offers="robotics"),
    ]
    known().search("weavers")
    index = known().replaced(changed, ["icy"])
    fresh = HostIndex.build([one for one in HOSTS if one.id not in {"weave", "icy"}] + changed)
    assert index.search(query) == fresh.search(query)


def test_a_word_that_is_known_is_no_typo():
    """Bakker is not Becker where both are known; a word nobody has may be either."""
    names = [host(id=name, organisation=name, offers="wood") for name in ("Bakker", "Becker")]
    index = HostIndex.build(names)
    assert [found.id for found in index.search("becker").hosts] == ["Becker"]
    assert {found.id for found in index.search("bekker").hosts} == {"Bakker", "Becker"}


def test_an_acronym_that_is_a_small_word_elsewhere():
    """AI is a word of Romanian and Italian; in capitals it is the topic."""
    index = HostIndex.build(
        [host(id="ai", offers="Artificial intelligence"), host(id="wool", offers="Wool")]
    )
    assert [found.id for found in index.search("AI").hosts] == ["ai"]
    assert [found.id for found in index.search("AI for Germany").hosts] == ["ai"]
    assert index.search("ai").total == 2
