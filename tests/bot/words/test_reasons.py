"""Sentences of a match: every code has words for both sides, in every language."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation.speech import Speech, languages
from bot.words.reasons import PART_NAMES, SENTENCES, THEMES, doubts, in_words, sentence
from exchange.scheme.call import load_scheme
from exchange.scheme.levels import LABELS, REGIONS
from matching.profiles import Record
from matching.ranking.parts import DEVELOPMENT, MATURITY
from matching.ranking.rank import rank
from matching.reasons import PartName, ReasonCode
from matching.topics import subjects
from tests.builders.matching.people import PROFILES, host, visitor
from tests.sizes import examples

SCHEME = load_scheme("clusterxchange")
STAFF = {"organisation_type": "cluster_organisation", "seeks": "EU funding and robotics"}
PAIRS = [
    (visitor(), host()),
    (visitor(maturity="gold", region_category="transition"), host(maturity="bronze", busy=0)),
    (visitor(**STAFF), host(offers="EU funding", organisation_type="sme")),
    (visitor(**STAFF), host(offers="coaching", organisation_type="sme")),
    (visitor(**STAFF), host(organisation_type="cluster_organisation", ecosystems=("tourism",))),
    (visitor(), host(offers="software", ecosystems=("digital",), languages=("pt",))),
    (visitor(), host(ecosystems=("agri_food",), goals=("investment",), months=("2027-09",))),
    (visitor(country="PT"), host(country="FI", wished_countries=("FR",), partner_kinds=("x",))),
    (
        visitor(seeks="robotics", ecosystems=("digital",)),
        host(offers="We build drones", ecosystems=("health",), record=Record(accepted=3)),
    ),
    (
        visitor(seeks="zymurgy in towns", offers="zymology"),
        host(
            offers="Zymurgy",
            seeks="Zymology courses",
            summary="",
            record=Record(lapsed=3, waiting=4),
        ),
    ),
    (visitor(offers="robotics"), host(ecosystems=("retail",), seeks="drones")),
    (visitor(), host(offers="a test bed", seeks="cheese")),
    (visitor(), host(latitude=46.05, longitude=14.5, organisation_type="sme", activities=("x",))),
]


def test_every_part_and_every_reason_has_words():
    """Whatever the matcher has to say can be said."""
    assert set(PART_NAMES) == set(PartName)
    assert set(SENTENCES) == set(ReasonCode)
    assert set(THEMES) == set(subjects.THEMES)
    assert set(LABELS) == set(MATURITY)
    assert set(REGIONS) == set(DEVELOPMENT)


def test_the_pairs_below_give_every_reason():
    """So that each sentence is read at least once, in every language; but two need an encoder."""
    matches = [rank(yours, [theirs]).matches[0] for yours, theirs in PAIRS]
    given = {one.code for match in matches for part in match.parts for one in part.reasons}
    assert set(ReasonCode) - given == {ReasonCode.NEEDS_CLOSE, ReasonCode.OFFERS_CLOSE}


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize(("yours", "theirs"), PAIRS)
@pytest.mark.parametrize("for_host", [False, True])
def test_reasons_are_sentences(language, yours, theirs, for_host):
    """With their facts in the reader's words: no braces, no ids, a full stop at the end."""
    say = Speech(language)
    (match,) = rank(yours, [theirs]).matches
    found = [reason for part in match.parts for reason in part.reasons]
    said = [str(sentence(say, SCHEME, one, for_host=for_host)) for one in found]
    assert found
    for one in said:
        assert one.endswith(".")
        assert not set(one) & set("{}_")


@settings(max_examples=examples(60))
@given(PROFILES, PROFILES, st.sampled_from(languages()), st.booleans())
def test_whatever_people_wrote_becomes_sentences(yours, theirs, language, for_host):
    """Empty, Greek, signs only or ten thousand letters: no id and no placeholder shows through."""
    say = Speech(language)
    for match in rank(yours, [theirs]).matches:
        for reason in (one for part in match.parts for one in part.reasons):
            words = str(sentence(say, SCHEME, reason, for_host=for_host))
            assert words.endswith(".")
            assert not set(words) & set("{}_")


def test_a_match_of_the_library_is_told_in_words():
    """In a language of choice, for and against."""
    (match,) = rank(visitor(languages=("fr",)), [host(languages=("de",))]).matches
    assert in_words(match)
    assert in_words(match, "de") != in_words(match)
    assert any("Deutsch" in one for one in in_words(match, "de", against=True))


def test_a_country_that_was_not_wished_is_said_before_all_else():
    """Whatever costs more: it is what the reader asked for themselves."""
    match = rank(
        visitor(wished_countries=("FI",)), [host(languages=("pt",), months=("2027-11",))]
    ).matches[0]
    assert "Portugal is not on your list." in doubts(Speech("en"), SCHEME, match, 1)[0]
