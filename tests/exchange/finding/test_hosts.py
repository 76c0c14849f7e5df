"""Hosts: who is shown to a visitor, with which reasons; the catalogue; partners by name."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from exchange import leaving
from exchange.applying import review
from exchange.errors import NotFound
from exchange.finding import hosts
from exchange.finding.places import Bookings, bookings_at
from exchange.people import people
from exchange.proposing import proposals
from matching.ranking.eligibility import ExclusionCode
from storage.queues.chats import block_chat, open_chat
from storage.tables import ExchangeState, Role
from tests.builders.records.applicants import (
    accepted,
    applicant,
    host,
    officer,
    organisation,
    visitor,
)
from tests.builders.records.pairs import STAY


@pytest.fixture
def seeker(work):
    """An accepted visitor from Austria."""
    return visitor(work)[1]


def shown(work, seeker):
    """The applications shown to a visitor."""
    return [int(one.host.id) for one in hosts.find_hosts(work, seeker, limit=99).matches]


def left_out(work, seeker):
    """Who is not shown, and why."""
    found = hosts.find_hosts(work, seeker).excluded
    return {int(number): reason.code for number, reason in found.items()}


def agreed(work, own, hosting):
    """The exchange of a visitor and a host who said yes."""
    (who, _), (asked, application) = own, hosting
    invitation = proposals.invite_host(work, who, application.id, "", [])
    return proposals.accept_proposal(work, asked, invitation.id)


def test_the_matcher_sees_the_application_and_its_organisation(work):
    """Under the application's number, so that a match leads back to it."""
    _, hosting = host(work, capacity=3, host_programme="Two days in the mill")
    booked = Bookings(months=(("2027-04", 0),))
    profile, where = hosts.profile_of(work, hosting, bookings=booked), organisation(work, hosting)
    assert (profile.id, profile.organisation) == (str(hosting.id), where.name)
    assert (profile.country, profile.cluster) == ("PT", "Ring of Weavers")
    assert (profile.offers, profile.seeks) == (hosting.offers, hosting.seeks)
    assert (profile.capacity, profile.busy) == (3, 0)
    assert (len(profile.months), "2027-04" in profile.months) == (11, False)
    assert (profile.summary, profile.region_category) == ("Two days in the mill", "less_developed")


@pytest.mark.parametrize(
    ("role", "country", "seen"),
    [
        (Role.HOST, "PT", True),
        (Role.BOTH, "PT", True),
        (Role.VISITOR, "PT", False),
        (Role.HOST, "AT", False),  # the visitor's own country
    ],
)
def test_a_visitor_sees_hosts_abroad(work, seeker, role, country, seen):
    """An exchange leads to another country (ECCP-about)."""
    _, other = accepted(work, role, country)
    assert shown(work, seeker) == ([other.id] if seen else [])


def test_who_may_be_both_does_not_see_themselves(work):
    """Nor is anybody else shown to them by mistake."""
    _, own = accepted(work, Role.BOTH, "PT")
    assert shown(work, own) == []


def test_only_accepted_hosts_are_shown(work, seeker):
    """Neither those under review, nor rejected, nor gone."""
    applicant(work, Role.HOST, "PT")
    _, rejected = applicant(work, Role.HOST, "PT")
    review.reject_application(work, officer(work), rejected.id, "")
    leaver, _ = host(work)
    leaving.withdraw_application(work, leaver)
    assert shown(work, seeker) == []


def test_a_host_who_blocked_the_bot_is_not_shown(work, seeker):
    """Until they come back: nobody waits for an answer that cannot come."""
    who, hosting = host(work)
    block_chat(work.session, "participants", who.telegram_id, work.now)
    assert shown(work, seeker) == []
    open_chat(work.session, "participants", who.telegram_id, work.now)
    assert shown(work, seeker) == [hosting.id]


def test_a_host_who_blocked_the_desk_is_shown(work, seeker):
    """An officer may also be a host; the desk bot is another matter."""
    who, hosting = host(work)
    block_chat(work.session, "desk", who.telegram_id, work.now)
    assert shown(work, seeker) == [hosting.id]


def test_a_host_who_took_consent_back_is_not_shown(work, seeker):
    """Their profile is for others to see only while they agree to it (GDPR art. 7)."""
    who, _ = host(work)
    people.take_consent_back(work, who)
    assert shown(work, seeker) == []


@pytest.mark.parametrize(
    ("state", "free"),
    [
        (ExchangeState.DATES, False),
        (ExchangeState.COMMITMENT, False),
        (ExchangeState.SIGNING, False),
        (ExchangeState.READY, False),
        (ExchangeState.UNDER_WAY, False),
        (ExchangeState.DONE, True),
        (ExchangeState.REPORTED, True),
        (ExchangeState.VALIDATED, True),
        (ExchangeState.PAID, True),
        (ExchangeState.INTERRUPTED, True),
        (ExchangeState.CANCELLED, True),
    ],
)
def test_a_place_is_taken_until_the_visitor_has_left(work, seeker, state, free):
    """From the yes to the last day; hosting is unlimited in number (ECCP-about).

    The visitor stays all of the only month in which the host receives somebody.
    """
    hosting = host(work, months=["2027-04"])
    exchange = agreed(work, visitor(work, "FI"), hosting)
    april = {"starts_on": date(2027, 4, 1), "ends_on": date(2027, 4, 30)}
    early = STAY["ends_on"] if state is ExchangeState.INTERRUPTED else None
    dates = {} if state is ExchangeState.DATES else STAY | april | {"ended_early_on": early}
    work.add(exchange.sqlmodel_update({"state": state, **dates}))
    number = hosting[1].id
    assert len(bookings_at(work, hosting[1]).booked) == (0 if free else 1)
    assert shown(work, seeker) == ([number] if free else [])
    assert left_out(work, seeker) == ({} if free else {number: ExclusionCode.FULL})


def test_a_host_with_places_left_is_shown(work, seeker):
    """A host may take several visitors at once (BLUES)."""
    hosting = host(work, capacity=2)
    agreed(work, visitor(work, "FI"), hosting)
    assert shown(work, seeker) == [hosting[1].id]


@pytest.mark.parametrize(
    ("answer", "again"),
    [
        (None, False),
        ("decline", False),
        ("withdraw", True),
        ("expire", True),
    ],
)
def test_a_host_who_said_no_is_not_shown_again(work, answer, again):
    """Nor one whose answer is open; an invitation that lapsed may be made again."""
    (who, own), (asked, hosting) = visitor(work), host(work)
    number = proposals.invite_host(work, who, hosting.id, "", []).id
    answers = {
        "decline": lambda: proposals.decline_proposal(work, asked, number, ""),
        "withdraw": lambda: proposals.withdraw_proposal(work, who, number),
        "expire": lambda: proposals.expire_proposal(work, number),
    }
    answers.get(answer, bool)()
    assert shown(work, own) == ([hosting.id] if again else [])


def test_a_host_who_did_not_answer_comes_after_the_others(work):
    """They may be asked again, but whoever has not kept this visitor waiting stands first."""
    who, own = visitor(work, seeks="natural dyes for wool")
    _, near = host(work, offers="natural dyes and wool spinning")
    _, far = host(work, offers="accounting software")
    proposals.expire_proposal(work, proposals.invite_host(work, who, near.id, "", []).id)
    assert shown(work, own) == [far.id, near.id]


def test_hosts_come_in_pages_without_gaps(work, seeker):
    """Five at a time; the same order however it is cut."""
    numbers = {host(work)[1].id for _ in range(7)}
    pages = [hosts.find_hosts(work, seeker, offset=at) for at in (0, 5, 10)]
    found = [int(one.host.id) for page in pages for one in page.matches]
    assert [len(page.matches) for page in pages] == [5, 2, 0]
    assert (len(found), set(found), {page.total for page in pages}) == (7, numbers, {7})


def test_what_fits_better_comes_first(work):
    """Who offers what the visitor seeks stands before who does not."""
    _, own = visitor(work, seeks="natural dyes for wool")
    _, far = host(work, offers="accounting software")
    _, near = host(work, offers="natural dyes and wool spinning")
    assert shown(work, own) == [near.id, far.id]


@pytest.mark.parametrize(("country", "amount"), [("PT", 780), ("FI", 950)])
def test_a_match_tells_the_lump_sum_of_the_country(work, seeker, country, amount):
    """That of the host's country, on the day it is shown (ECCP-about)."""
    host(work, country)
    (match,) = hosts.find_hosts(work, seeker).matches
    assert match.lump_sum == Decimal(amount)


def test_a_card_explains_one_pair(work, seeker):
    """Every part of the score has its reason."""
    _, hosting = host(work)
    card = hosts.host_card(work, seeker, hosting.id)
    assert (card.host.id, card.lump_sum) == (str(hosting.id), Decimal(780))
    assert {part.name.value for part in card.parts} == set(work.scheme.weights)


def test_a_card_has_the_score_of_the_list(work):
    """Who taps 81 % does not read another figure."""
    _, own = visitor(work, seeks="natural dyes for wool, spinning")
    for offers in ("natural dyes and wool spinning", "wool", "dyes for paper", "accounting"):
        host(work, offers=offers)
    listed = {one.host.id: one.score for one in hosts.find_hosts(work, own, limit=9).matches}
    cards = {number: hosts.host_card(work, own, int(number)).score for number in listed}
    assert cards == listed


def test_the_card_of_a_full_host_can_still_be_read(work, seeker):
    """Somebody may come to it from an invitation."""
    hosting = host(work)
    agreed(work, visitor(work, "FI"), hosting)
    assert hosts.host_card(work, seeker, hosting[1].id).host.id == str(hosting[1].id)


def test_who_is_no_host_has_no_card(work, seeker):
    """Visitors, applicants under review, unknown numbers."""
    _, other = visitor(work, "FI")
    _, waiting = applicant(work, Role.HOST, "PT")
    for number in (other.id, waiting.id, 999):
        with pytest.raises(NotFound):
            hosts.host_card(work, seeker, number)


@pytest.mark.parametrize(
    ("query", "filters", "found"),
    [
        ("", {}, {"PT", "FI"}),
        ("wool", {}, {"PT"}),
        ("spining", {}, {"PT"}),  # a slip of the finger
        ("Helsinki", {}, {"FI"}),
        ("", {"countries": ("PT",)}, {"PT"}),
        ("", {"countries": ("PT", "FI")}, {"PT", "FI"}),
        ("", {"ecosystems": ("health",)}, {"FI"}),
        ("wool", {"countries": ("FI",)}, set()),
        ("zeppelins", {}, set()),
    ],
)
def test_the_catalogue_is_searched_by_words_country_and_field(work, seeker, query, filters, found):
    """Hosts of the visitor's own country are left out."""
    host(work, "PT", offers="wool spinning")
    host(work, "FI", offers="surgical robots", ecosystems=["health"])
    host(work, "AT", offers="wool")
    hits = hosts.search_hosts(work, seeker, query, **filters)
    assert {one.country for one in hits.hosts} == found
    assert hits.total == len(found)


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("Portugal", (("PT",), (), "")),
        ("textiles", ((), ("textiles",), "")),
        ("Portugal, textiles; wool", (("PT",), ("textiles",), "wool")),
        ("Finland Portugal", (("FI", "PT"), (), "")),
        ("dye in mills", ((), (), "dye in mills")),  # "in" is a word, not India
        ("", ((), (), "")),
    ],
)
def test_words_that_name_a_country_or_a_field_become_filters(work, words, read):
    """What is left is searched for."""
    assert hosts.read_filters(work, words) == read


@pytest.mark.parametrize(
    ("own", "other", "found"),
    [
        (Role.VISITOR, Role.HOST, True),
        (Role.VISITOR, Role.VISITOR, False),
        (Role.HOST, Role.VISITOR, True),
        (Role.HOST, Role.HOST, False),
        (Role.BOTH, Role.VISITOR, True),
        (Role.BOTH, Role.HOST, True),
        (Role.VISITOR, Role.BOTH, True),
    ],
)
def test_a_known_partner_is_found_by_name(work, own, other, found):
    """In the role that goes with one's own, slips allowed."""
    _, mine = accepted(work, own, "AT")
    _, theirs = accepted(work, other, "FI", organisation_name="Northern Looms")
    assert hosts.find_partners(work, mine, "Nothern Looms") == ([theirs] if found else [])


def test_a_partner_at_home_or_under_review_is_not_found(work, seeker):
    """Only pairs that could be declared are offered."""
    host(work, "AT", organisation_name="Northern Looms")
    applicant(work, Role.HOST, "FI", organisation_name="Northern Looms")
    assert hosts.find_partners(work, seeker, "Northern Looms") == []


def test_a_partner_who_cannot_be_reached_is_not_found(work, seeker):
    """Nobody waits for a yes that cannot come."""
    who, _ = host(work, "FI", organisation_name="Northern Looms")
    block_chat(work.session, "participants", who.telegram_id, work.now)
    assert hosts.find_partners(work, seeker, "Northern Looms") == []


def test_partners_with_names_alike_are_all_offered(work, seeker):
    """The person chooses."""
    names = ("Northern Looms", "Northern Locks")
    wanted = {host(work, "FI", organisation_name=name)[1].id for name in names}
    assert {one.id for one in hosts.find_partners(work, seeker, "Northern Lo")} == wanted
