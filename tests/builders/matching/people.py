"""Fictional organisations for the tests of the matcher."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from matching.profiles import Profile, Record

VISITOR = Profile(
    id="v1",
    organisation="Fictional Weavers Ltd",
    organisation_type="sme",
    country="AT",
    city="Graz",
    latitude=47.0667,
    longitude=15.4500,
    region_category="more_developed",
    ecosystems=("textiles",),
    offers="Weaving of linen and smart textiles",
    seeks="We want to learn about textile recycling and 3D printing",
    goals=("learn", "technology"),
    activities=("knowledge_sharing",),
    languages=("de", "en"),
    wished_countries=("PT", "ES"),
    months=("2027-03", "2027-04"),
    partner_kinds=("scaling_up_support", "sme"),
    size="small",
)

HOST = Profile(
    id="h1",
    organisation="Invented Textile Centre",
    organisation_type="scaling_up_support",
    country="PT",
    city="Porto",
    latitude=41.1496,
    longitude=-8.6110,
    region_category="less_developed",
    ecosystems=("textiles", "retail"),
    offers="Fabrico aditivo e reciclagem têxtil",
    seeks="Partners with e-textiles",
    goals=("learn",),
    activities=("knowledge_sharing", "projects"),
    languages=("pt", "en"),
    wished_countries=("AT",),
    months=("2027-04", "2027-05"),
    partner_kinds=("sme",),
    size="small",
    capacity=2,
    busy=1,
)


def host(**changes: Any) -> Profile:
    """Return the host of the tests with some fields changed."""
    return replace(HOST, **changes)


def visitor(**changes: Any) -> Profile:
    """Return the visitor of the tests with some fields changed."""
    return replace(VISITOR, **changes)


TEXTS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            *("", "🙂🙂", "the of and", "3D printing", "Ανακύκλωση υφασμάτων", "рециклиране"),
            *("solar power and a fab lab", "cluster management", "wool " * 2_000),
        ]
    ),
)


def some(*values):
    """Return a strategy for a few of some values."""
    return st.lists(st.sampled_from(values), max_size=3, unique=True).map(tuple)


PROFILES = st.builds(
    Profile,
    id=st.uuids().map(str),
    organisation=TEXTS,
    organisation_type=st.sampled_from(["", "sme", "cluster_organisation", "scaling_up_support"]),
    country=st.sampled_from(["", "AT", "PT", "GR"]),
    latitude=st.one_of(st.none(), st.floats(-90, 90)),
    longitude=st.one_of(st.none(), st.floats(-180, 180)),
    region_category=st.sampled_from([None, "less_developed", "transition"]),
    ecosystems=some("textiles", "digital", "nonsense"),
    offers=TEXTS,
    seeks=TEXTS,
    goals=some("learn", "technology"),
    activities=some("projects", "market_research"),
    languages=some("en", "de", "el"),
    wished_countries=some("AT", "PT"),
    months=some("2027-03", "2027-04"),
    partner_kinds=some("sme", "large_company"),
    size=st.sampled_from([None, "micro", "large", "gigantic"]),
    capacity=st.integers(-1, 3),
    busy=st.integers(0, 3),
    summary=TEXTS,
    maturity=st.sampled_from([None, "bronze", "gold", "platinum"]),
    record=st.builds(Record, *[st.integers(0, 9)] * 4, st.none() | st.floats(0, 99)),
)
