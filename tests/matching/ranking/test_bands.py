"""How well two fit is told in words that mean the same everywhere."""

from __future__ import annotations

import pytest

from matching.ranking.rank import HostIndex
from matching.reasons import Band, PartName, ReasonCode
from tests.builders.matching.people import host, visitor

OTHERS = [
    host(id=f"o{number}", offers=offers, seeks="", summary="")
    for number, offers in enumerate(["Cheese", "Bridges and tunnels", "Theatre for children"])
]


def met(yours, theirs):
    """The match of a visitor and a host among others."""
    return HostIndex.build([theirs, *OTHERS]).match(yours, theirs.id)


@pytest.mark.parametrize(
    ("yours", "theirs", "band"),
    [
        ({}, {"offers": "Textile recycling and 3D printing"}, Band.VERY_GOOD),
        ({"offers": ""}, {"offers": "Salt", "seeks": "Pepper", "summary": ""}, Band.HARDLY),
        ({}, {"languages": ("fi",)}, Band.POSSIBLE),
        ({}, {"months": ("2028-01",)}, Band.POSSIBLE),
    ],
)
def test_what_is_told_decides_unless_nothing_is_in_common(yours, theirs, band):
    """Without a common language or month a pair is possible at best."""
    assert met(visitor(**yours), host(**theirs)).band is band


def test_who_told_nothing_is_told_by_the_score():
    """Silence is no reason to call a pair hardly a fit."""
    silent = {"offers": "", "seeks": "", "summary": ""}
    assert met(visitor(**silent), host(**silent)).band is not Band.HARDLY


def test_words_of_two_languages_are_no_reason():
    """Post is a job in Irish and a parcel service in German."""
    yours = visitor(seeks="Tá post samhraidh ag teastáil uainn agus táimid ag lorg na hoibre")
    theirs = host(offers="Die Post bringt Pakete und Briefe, wir sind für die Stadt da", summary="")
    codes = {r.code for p in met(yours, theirs).parts for r in p.reasons}
    assert ReasonCode.NEEDS_ECHOED not in codes


def test_the_language_of_a_quote_is_told_where_it_is_sure():
    """Nobody reads that Czech is Polish."""
    yours = visitor(seeks="We want to learn about 3D printing and how it is used in our trade")
    theirs = host(
        offers="Wir bieten additive Fertigung und Beratung für die Industrie", languages=("de",)
    )
    (reason,) = next(p for p in met(yours, theirs).parts if p.name is PartName.NEEDS).reasons
    assert (reason.facts["your_tongue"], reason.facts["their_tongue"]) == ("en", "de")
    unsure = host(offers="3D-Druck", languages=("de",))
    (reason,) = next(p for p in met(yours, unsure).parts if p.name is PartName.NEEDS).reasons
    assert reason.facts["their_tongue"] == ""
