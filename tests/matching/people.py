"""Fictional organisations for the tests of the matcher."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from matching.profiles import Profile

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
