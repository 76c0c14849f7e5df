"""Which programmes fit whom, and why: country, kind, topics of the application and of finished exchanges."""

from __future__ import annotations

import pytest

from exchange.opportunities.fitting import fit, fitting, may_apply
from exchange.people.people import accepted_application
from storage.tables import Application, ApplicationState, Organisation, Role
from tests.builders.records import pairs, rows
from tests.builders.records.funding import listed, member

HYDROGEN = "Hydrogen and fuel cells for small ships."


def titles(work, own):
    """What fits, the best first."""
    return [one.opportunity.title for one in fitting(work, own)]


OPEN_TO = [
    ({}, True),
    ({"countries": ("AT", "DE")}, True),
    ({"countries": ("PT",)}, False),
    ({"kinds": ("sme",)}, True),
    ({"kinds": ("cluster_organisation",)}, False),
    ({"countries": ("AT",), "kinds": ("sme", "large_company")}, True),
    ({"countries": ("AT",), "kinds": ("large_company",)}, False),
    ({"countries": ("PT",), "kinds": ("sme",)}, False),
]


@pytest.mark.parametrize(("limits", "fits"), OPEN_TO)
def test_it_is_open_to_country_and_kind(work, limits, fits):
    """Both, where both are named; none named is all."""
    _, own = member(work, seeks="hydrogen for ships")
    one = listed(work, "Clean ships", HYDROGEN, **limits)
    assert may_apply(one, work.load(Organisation, own.organisation_id)) is fits
    assert titles(work, own) == (["Clean ships"] if fits else [])


ABOUT = [
    ("hydrogen for ships", ("hydrogen",)),
    ("Wasserstoff für Schiffe", ("hydrogen",)),
    ("cheese and wine", None),
]


@pytest.mark.parametrize(("seeks", "topics"), ABOUT)
def test_it_is_about_what_they_look_for(work, seeks, topics):
    """In any language; what has nothing in common does not fit."""
    _, own = member(work, seeks=seeks)
    own.offers = "cheese"
    listed(work, "Clean ships", HYDROGEN)
    found = fitting(work, own)
    assert bool(found) is (topics is not None)
    if topics:
        assert set(topics) <= set(found[0].topics)
        assert found[0].exchange is None


def test_one_that_names_no_topic_is_for_all_who_may_apply(work):
    """After those that are about something of theirs."""
    _, own = member(work, seeks="hydrogen for ships")
    listed(work, "Anything", "For everybody.", days=10)
    listed(work, "Clean ships", HYDROGEN, days=90)
    assert titles(work, own) == ["Clean ships", "Anything"]


@pytest.mark.parametrize(
    ("built", "tells"),
    [(pairs.ready_pair, False), (lambda work: pairs.returned_pair(work)[1], True)],
)
def test_a_finished_exchange_tells_what_two_have_in_common(work, built, tells):
    """What the host offered, which the visitor's own words never name; only once the stay is over."""
    found = built(work)
    visitor = work.load(Application, found.exchange.visitor_id)
    host = work.load(Application, found.exchange.host_id)
    visitor.seeks, host.offers = "something new", "hydrogen and fuel cells"
    work.add(visitor)
    work.add(host)
    one = listed(work, "Clean ships", HYDROGEN)
    assert titles(work, visitor) == (["Clean ships"] if tells else [])
    if tells:
        why = fit(work, visitor, one)
        assert (why.exchange, "hydrogen" in why.topics) == (found.exchange.id, True)


def test_only_the_list_of_their_own_partnership(work):
    """Others' programmes are others' business."""
    league = rows.partnership(work, "Bobbin League")
    away = rows.application(work, "PT", Role.HOST, league)
    listed(work, "Anything", "For everybody.")
    assert titles(work, away) == []


def test_who_takes_part_has_an_accepted_application(work):
    """Nobody else is matched."""
    person, own = member(work)
    assert accepted_application(work, person) == own
    own.state = ApplicationState.WITHDRAWN
    work.add(own)
    assert accepted_application(work, person) is None
