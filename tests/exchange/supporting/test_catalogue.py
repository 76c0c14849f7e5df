"""Services: who publishes them, who finds which, what is asked and answered, and what is counted."""

from __future__ import annotations

import pytest
from sqlmodel import select

from exchange import leaving
from exchange.errors import NotFound, NotPossibleNow
from exchange.notices import Notice
from exchange.people.budgets import TooManyQuestions
from exchange.privacy import erasure
from exchange.proposing.enquiries import answer_enquiry
from exchange.scheme.service_kinds import NAMES
from exchange.supporting import publishing, requesting, searching
from exchange.supporting.figures import services_at
from exchange.supporting.kinds import kind_in, without_kind
from exchange.supporting.publishing import NotProvider, ServiceEnded, TooManyServices
from exchange.supporting.requesting import NotTakingPartYet
from exchange.timing.requests import REQUEST_UNANSWERED
from storage.tables import Enquiry, Service, ServiceKind
from tests.builders.records import rows
from tests.builders.records.dues import do_what_is_due
from tests.builders.records.funding import desk, member
from tests.builders.records.reading import read_by
from tests.builders.records.works import later

LAB = "A fab lab with laser cutters and 3D printers for small companies, two free days a month."
K = ServiceKind


def provider(work, country="PT", kind="scaling_up_support"):
    """Somebody who may publish."""
    return member(work, country, kind=kind)[0]


def published(work, who, title="Open lab", about=LAB, kind=K.FAB_LAB):
    """A service in the catalogue."""
    return publishing.publish(work, who, kind, title, about)


def titles(found):
    """What was found, in its order."""
    return [one.service.title for one in found]


@pytest.mark.parametrize(
    ("kind", "may"),
    [
        ("cluster_organisation", True),
        ("scaling_up_support", True),
        ("sme", False),
        ("large_company", False),
    ],
)
def test_who_may_publish(work, kind, may):
    """Clusters and scaling-up bodies that take part."""
    who = provider(work, kind=kind)
    if may:
        assert published(work, who).title == "Open lab"
        leaving.withdraw_application(work, who)
    with pytest.raises(NotProvider):
        published(work, who)


def test_the_same_title_twice_is_one_and_there_is_an_end_to_many(work):
    """The later words hold."""
    who = provider(work)
    first = published(work, who)
    assert published(work, who, "open LAB", "Other words than before.", K.TESTING) == first
    assert (first.about, first.kind) == ("Other words than before.", K.TESTING)
    for number in range(publishing.MOST - 1):
        published(work, who, f"Course {number}")
    with pytest.raises(TooManyServices):
        published(work, who, "One more")


def _renamed(work, who, number):
    """Told anew."""
    return publishing.change(work, who, number, K.TESTING, "x", "y")


def test_only_its_provider_changes_and_ends_a_service(work):
    """Once, and no more after its end."""
    who, other = provider(work), provider(work, "AT")
    one = published(work, who)
    for act in (publishing.end, _renamed):
        with pytest.raises(NotFound):
            act(work, other, one.id)
    publishing.change(work, who, one.id, K.TESTING, "Test bench", "Testing of looms.")
    assert one.title == "Test bench"
    publishing.end(work, who, one.id)
    publishing.end(work, who, one.id)
    with pytest.raises(ServiceEnded):
        publishing.change(work, who, one.id, K.TESTING, "x", "y")
    assert publishing.own_services(work, who) == []


SAID = [
    ("Fab lab with lasers", K.FAB_LAB),
    ("Our FabLab in Porto", K.FAB_LAB),
    ("We are the EDIH of Norte", K.DIGITAL_HUB),
    ("Gründerzentrum mit Büros", K.INCUBATOR),
    ("an accelerator for scale-ups", K.ACCELERATOR),
    ("Technologiezentrum für Textil", K.TECHNOLOGY_CENTRE),
    ("pilot line and testing", K.TESTING),
    ("Schulung für Cluster", K.TRAINING),
    ("coaching by people who did it", K.ADVICE),
    ("looms", None),
]


@pytest.mark.parametrize(("text", "kind"), SAID)
def test_a_kind_in_words(text, kind):
    """In several languages; None where no kind is told."""
    assert kind_in(text) is kind


@pytest.mark.parametrize("kind", list(K))
def test_every_kind_is_known_by_its_own_name(kind):
    """As its button calls it; nothing else is left of a search for it."""
    assert kind_in(NAMES[kind]) is kind
    assert without_kind("fab lab Porto") == "porto"


def test_what_is_found(work):
    """By kind, words, town, name and topic; what fits what one seeks stands first; never one's own."""
    who, other = provider(work), provider(work, "AT", "cluster_organisation")
    me, _ = member(work, "FI", seeks="hydrogen for ships")
    published(work, who)
    published(work, other, "Hydrogen bench", "Testing of fuel cells and hydrogen.", K.TESTING)
    published(work, other, "Leadership course", "How to lead a cluster.", K.TRAINING)
    assert titles(searching.fitting(work, me))[0] == "Hydrogen bench"
    assert titles(searching.offered_to(work, me, K.FAB_LAB)) == ["Open lab"]
    assert titles(searching.search(work, me, "fab lab")) == ["Open lab"]
    assert titles(searching.search(work, me, "Wasserstoff")) == ["Hydrogen bench"]
    assert titles(searching.search(work, me, "Portugal")) == ["Open lab"]
    assert titles(searching.search(work, me, "training Portugal")) == []
    assert searching.search(work, me, "xyzzy") == []
    assert titles(searching.offered_to(work, who)) == ["Leadership course", "Hydrogen bench"]


def ended(work, who, me, one):
    """It has ended."""
    publishing.end(work, who, one.id)


def left(work, who, me, one):
    """Its provider takes no part any more."""
    leaving.withdraw_application(work, who)


def unwilling(work, who, me, one):
    """Its provider has taken the consent back."""
    leaving.withdraw_consent(work, who)


@pytest.mark.parametrize("why", [ended, left, unwilling])
def test_what_is_not_in_the_catalogue(work, why):
    """Neither found nor asked for."""
    who, (me, _) = provider(work), member(work)
    one = published(work, who)
    assert searching.can_see(work, me, one.id)
    why(work, who, me, one)
    work.session.flush()
    assert searching.offered_to(work, me) == []
    assert not searching.can_see(work, me, one.id)
    with pytest.raises((NotFound, ServiceEnded)):
        requesting.request(work, me, one.id, "May we come?")


def test_a_request_is_answered_once_and_both_hear(work):
    """Asked twice in the same words it is one; one's own is nobody's to ask."""
    who, (me, _) = provider(work), member(work)
    one = published(work, who)
    asked = requesting.request(work, me, one.id, "May we come?")
    assert requesting.request(work, me, one.id, "May we come?") == asked
    assert requesting.requests_of(work, who) == [asked]
    answer_enquiry(work, who, asked.id, "Any Tuesday.")
    with pytest.raises(NotPossibleNow):
        answer_enquiry(work, who, asked.id, "Any Monday.")
    with pytest.raises(NotFound):
        answer_enquiry(work, me, asked.id, "Any Monday.")
    assert read_by(work, who) == [Notice.SERVICE_REQUESTED]
    assert read_by(work, me) == [Notice.SERVICE_ANSWERED]
    with pytest.raises(NotFound):
        requesting.request(work, who, one.id, "May I come?")
    leaving.withdraw_application(work, me)
    with pytest.raises(NotTakingPartYet):
        requesting.request(work, me, one.id, "Again?")


def test_who_asks_many_hears_when_they_may_ask_again(work):
    """In words that fit providers: a request is no question to officers."""
    hosts = [provider(work, kind="cluster_organisation") for _ in range(6)]
    numbers = [published(work, who, "Lab").id for who in hosts]
    asker, _ = member(work, "AT")
    for number in numbers[:5]:
        requesting.request(work, asker, number, "May we come?")
    with pytest.raises(TooManyQuestions) as refused:
        requesting.request(work, asker, numbers[5], "May we come?")
    assert str(refused.value).startswith("You have written a lot")
    assert requesting.request(later(work, hours=1), asker, numbers[5], "May we come?").id


def test_who_does_not_answer_is_reminded_and_no_more_after_the_answer(work):
    """After three days and after seven."""
    who, (me, _) = provider(work), member(work)
    one = published(work, who)
    asked = requesting.request(work, me, one.id, "May we come?")
    do_what_is_due(later(work, days=4))
    assert read_by(work, who).count(REQUEST_UNANSWERED) == 1
    answer_enquiry(work, who, asked.id, "Yes.")
    do_what_is_due(later(work, days=9))
    assert read_by(work, who).count(REQUEST_UNANSWERED) == 1


@pytest.mark.parametrize("why", [ended, left])
def test_who_asked_hears_that_it_is_not_offered_any_more(work, why):
    """Once, instead of a reminder; a late answer still comes through."""
    who, (me, _) = provider(work), member(work)
    one = published(work, who)
    asked = requesting.request(work, me, one.id, "May we come?")
    why(work, who, me, one)
    do_what_is_due(later(work, days=9))
    assert read_by(work, me).count(Notice.SERVICE_GONE) == 1
    assert REQUEST_UNANSWERED not in read_by(work, who)
    answer_enquiry(work, who, asked.id, "We have moved.")


def test_what_is_counted(work):
    """At the provider's own desk: requests, answers and days; nobody else's."""
    who, (me, _) = provider(work), member(work)
    one = published(work, who)
    first = requesting.request(work, me, one.id, "May we come?")
    requesting.request(work, me, one.id, "And in May?")
    answer_enquiry(later(work, days=2), who, first.id, "Yes.")
    (found,) = services_at(work, desk(work))
    assert (found.requests, found.answered, found.days) == (2, 1, 2.0)
    stranger = rows.officer(work, rows.partnership(work, "Bobbin League"), "PT")
    assert services_at(work, stranger) == []


@pytest.mark.parametrize("leaves", ["provider", "company"])
def test_erasure_takes_services_and_what_was_asked(work, leaves):
    """A provider's services go with all requests; a company's requests go alone."""
    who, (me, _) = provider(work), member(work)
    one = published(work, who)
    requesting.request(work, me, one.id, "May we come?")
    leaver = who if leaves == "provider" else me
    leaving.withdraw_application(work, leaver)
    erasure.erase(work, leaver)
    do_what_is_due(later(work, days=9))
    assert work.session.exec(select(Enquiry)).all() == []
    there = 0 if leaves == "provider" else 1
    assert len(work.session.exec(select(Service)).all()) == there


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Open lab. Two days a month.", "Open lab"),
        ("Open lab\nTwo days", "Open lab"),
        (
            "word " * 40,
            "word word word word word word word…",
        ),
    ],
)
def test_a_title_from_a_paragraph(text, title):
    """Its first sentence, or as much of it as a title takes."""
    assert publishing.title_in(text) == title
