"""The fictional cohort: the same for a seed, plain about being invented, and like a real one."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from bot.demo.cohort.drawing import FICTIONAL, fictional_cohort
from bot.demo.cohort.world import Sentences, sentences, world
from exchange.scheme.call import load_scheme
from exchange.spreadsheets.files import profiles_csv, read_profiles
from exchange.spreadsheets.matching import may_visit
from matching.places.cities import city, find_city
from matching.topics.subjects import offered, sought

SCHEME = load_scheme("clusterxchange")
SLOTS = {
    "company": {"n", "town"},
    "cluster": {"n", "town"},
    "support": {"n", "town"},
    "public": {"n", "town"},
    "offer": {"a", "b", "c"},
    "offer_more": set(),
    "seek": {"a", "b"},
    "seek_more": set(),
    "programme": {"a"},
}


@pytest.fixture(scope="module")
def cohort():
    """Some visitors and hosts."""
    return fictional_cohort(7, 300, 400, SCHEME)


def test_a_seed_gives_one_cohort_and_a_longer_one_begins_with_it(cohort):
    """What is measured today can be measured again, and grown."""
    visitors, hosts = fictional_cohort(7, 40, 50, SCHEME)
    assert (visitors, hosts) == (cohort[0][:40], cohort[1][:50])
    assert fictional_cohort(8, 40, 50, SCHEME)[0] != visitors


def test_every_name_says_that_nobody_is_meant(cohort):
    """Organisations and clusters; no two of a side have one name."""
    for side in cohort:
        names = [one.organisation for one in side]
        assert len(set(names)) == len(names)
        clusters = [one.cluster for one in side if one.cluster]
        assert all(name.endswith(FICTIONAL) for name in (*names, *clusters))
    assert not {one.organisation for one in cohort[0]} & {one.organisation for one in cohort[1]}


def test_everybody_may_take_part(cohort):
    """By the rules of the call; hosts are never fuller than they can be."""
    visitors, hosts = cohort
    kinds = {one.id for one in SCHEME.organisation_types if one.host}
    assert all(may_visit(SCHEME, one) for one in visitors)
    assert all(one.country in SCHEME.host_countries for one in hosts)
    assert all(one.organisation_type in kinds for one in hosts)
    assert all(0 <= one.busy <= one.capacity for one in hosts)
    assert all(one.country not in one.wished_countries for one in visitors)


def test_hosts_and_visitors_come_from_where_they_would(cohort):
    """Many hosts in Germany, many visitors from less developed regions."""
    german, poor = (
        [sum(test(one) for one in side) / len(side) for side in cohort]
        for test in (
            lambda one: one.country == "DE",
            lambda one: one.region_category == "less_developed",
        )
    )
    assert german[1] > 2 * german[0]
    assert poor[0] > 2 * poor[1]


def test_texts_speak_of_something_in_many_languages(cohort):
    """The matcher finds what each offers and seeks; ten languages are written."""
    everybody = [*cohort[0], *cohort[1]]
    assert all(offered(one) and sought(one) for one in everybody)
    written = {
        code
        for code, told in sentences().items()
        if any(more in one.offers for more in told.offer_more for one in everybody)
    }
    assert written == set(sentences())
    assert len(written) >= 10
    assert not any(re.search(r"[{}]|\bNone\b", one.offers + one.seeks) for one in everybody)


def test_applications_are_not_the_same_over_and_over(cohort):
    """Sentences repeat, whole applications do not."""
    for side in cohort:
        assert len({one.offers + one.seeks for one in side}) == len(side)


@pytest.mark.parametrize("code", [*sentences()])
def test_sentences_have_their_gaps_and_no_others(code):
    """A gap that nothing fills would stop the drawing one day."""
    for part, told in sentences()[code]:
        for text in told:
            gaps = {name for _, name, _, _ in Formatter().parse(text) if name}
            assert gaps <= SLOTS[part], text
            assert text[-1] in ".!?", text
    assert set(Sentences.model_fields) == set(SLOTS)


def test_towns_are_known_by_the_names_people_there_use():
    """A name that the list of places does not know would be a place nobody finds."""
    for english, local in world().towns.items():
        meant = find_city(english).candidates[0]
        assert meant in find_city(local, city(meant).country).candidates, local


def test_what_is_written_is_read_again(cohort, tmp_path):
    """The tables give back the very same organisations."""
    for side in cohort:
        path = tmp_path / "side.csv"
        path.write_text(profiles_csv(side), encoding="utf-8")
        assert read_profiles(path, SCHEME) == side
