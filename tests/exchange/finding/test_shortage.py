"""Why visitors have few hosts, what would open more, and what another weight would do."""

from __future__ import annotations

import pytest

from exchange import leaving
from exchange.applying import widening
from exchange.cohorts.input import those_waiting
from exchange.errors import NotFound
from exchange.finding import hosts, shortage
from exchange.finding.waiting import seekers
from exchange.finding.what_if import NoSuchShare, shares, what_if
from exchange.people import people
from exchange.proposing import proposals
from exchange.proposing.errors import NotAcceptedYet
from matching.ranking.eligibility import ExclusionCode
from matching.ranking.openings import Way, Wish
from matching.reasons import PartName
from storage.queues.chats import block_chat, open_chat
from storage.tables import Role
from tests.builders.records.applicants import (
    AWAY,
    accepted,
    applicant,
    host,
    officer,
    partnership_id,
    visitor,
)
from tests.builders.records.reading import audited
from tests.builders.records.works import later

WISHES = {"wished_countries": ["PT"], "months": ["2027-06"], "partner_kinds": ["sme"]}


def sought(work, name="Hi-Tech-TEX"):
    """The applications of a Partnership's visitors who look for a host."""
    return [int(one.id) for one, _ in seekers(work, partnership_id(work, name))]


def test_who_looks_for_a_host(work):
    """Accepted visitors of the Partnership with a visit left, whether or not they host too."""
    _, one = visitor(work)
    _, both = accepted(work, Role.BOTH, "FI")
    applicant(work)
    host(work)
    visitor(work, partnership=AWAY)
    left, _ = visitor(work)
    leaving.withdraw_application(work, left)
    silent, _ = visitor(work)
    people.take_consent_back(work, silent)
    assert sought(work) == [one.id, both.id]


def test_who_blocked_the_bot_looks_for_nobody(work):
    """The same for a shortage, a what-if and a cohort; whoever comes back is counted again."""
    who, own = visitor(work)
    block_chat(work.session, "participants", who.telegram_id, work.now)
    assert (sought(work), those_waiting(work, own.partnership_id)) == ([], set())
    open_chat(work.session, "participants", who.telegram_id, work.now)
    assert (sought(work), those_waiting(work, own.partnership_id)) == ([own.id], {own.id})


def test_who_has_a_host_looks_no_longer(work):
    """One visit an organisation (ECCP-about)."""
    (who, own), (asked, hosting) = visitor(work), host(work)
    number = proposals.invite_host(work, who, hosting.id, "", []).id
    assert sought(work) == [own.id]
    proposals.accept_proposal(work, asked, number)
    assert sought(work) == []


def test_seekers_know_whom_they_have_tried(work):
    """As in the list that the visitor sees."""
    (who, own), (_, hosting) = visitor(work), host(work)
    proposals.invite_host(work, who, hosting.id, "", [])
    ((_, circumstances),) = seekers(work, own.partnership_id)
    assert circumstances == hosts.circumstances(work, own)
    assert circumstances.tried == {str(hosting.id)}


def test_a_visitor_learns_what_would_open_more(work):
    """A host in the wished country is free in July, and the wish was June."""
    _, own = visitor(work, **WISHES)
    host(work, "PT", months=["2027-07"])
    host(work, "FI", months=["2027-09"])
    found = shortage.outlook(work, own)
    assert (found.suits, found.full) == (0, 0)
    assert found.obstacles == {Wish.MONTHS: 2, Wish.COUNTRIES: 1}
    assert found.ways[-1] == Way(Wish.MONTHS, "2027-07", 1)


def test_hosts_whose_months_are_over_are_no_hosts(work):
    """Applications grow old; the call's present month is what counts."""
    _, own = visitor(work)
    _, hosting = host(work, months=["2027-06"])
    assert hosts.find_hosts(later(work, days=120), own).total == 1
    over = later(work, days=130)
    assert hosts.find_hosts(over, own).excluded[str(hosting.id)].code is ExclusionCode.DATES_OVER
    assert shortage.outlook(over, own).obstacles == {ExclusionCode.DATES_OVER: 1}


def test_a_desk_learns_what_would_help_most(work):
    """Two visitors have no host; July would help both."""
    visitor(work, **WISHES)
    visitor(work, "FI", **WISHES)
    visitor(work, "SK", wished_countries=["PT"])
    visitor(work, partnership=AWAY, **WISHES)
    host(work, "PT", months=["2027-07"])
    found = shortage.shortage(work, officer(work))
    assert (found.visitors, found.short, found.stuck) == (3, 2, 0)
    assert Way(Wish.MONTHS, "2027-07", 2) in found.ways


@pytest.mark.parametrize(
    ("wish", "value", "field", "values"),
    [
        (Wish.COUNTRIES, "FI", "wished_countries", ["PT", "FI"]),
        (Wish.COUNTRIES, "PT", "wished_countries", ["PT"]),
        (Wish.MONTHS, "2027-07", "months", ["2027-06", "2027-07"]),
        (Wish.KINDS, "large_company", "partner_kinds", ["sme", "large_company"]),
        (Wish.LANGUAGES, "fr", "languages", ["en", "fr"]),
    ],
)
def test_a_wish_is_widened_and_narrowed(work, wish, value, field, values):
    """With one tap, and back with another; what stands there already stands there once."""
    who, own = visitor(work, **WISHES)
    before = list(getattr(own, field))
    widening.widen(work, who, wish, value)
    assert getattr(own, field) == values
    widening.narrow(work, who, wish, value)
    assert getattr(own, field) == before
    acts = [act for act, _ in audited(work, f"application:{own.id}")]
    assert acts.count("application:wish") == (0 if before == values else 2)


def test_an_open_wish_stays_open(work):
    """Any country includes Finland; and the last country cannot be taken away by mistake."""
    who, own = visitor(work, months=["2027-06"])
    widening.widen(work, who, Wish.COUNTRIES, "FI")
    widening.narrow(work, who, Wish.MONTHS, "2027-06")
    assert (own.wished_countries, own.months) == ([], ["2027-06"])


@pytest.mark.parametrize(
    ("wish", "value"),
    [
        (Wish.COUNTRIES, "US"),
        (Wish.MONTHS, "2027-02"),
        (Wish.MONTHS, "2027-13"),
        (Wish.KINDS, "circus"),
        (Wish.LANGUAGES, "xx"),
        (Wish.ECOSYSTEMS, "digital"),
    ],
)
def test_what_is_not_on_the_list_is_no_wish(work, wish, value):
    """Whatever an old button says; ecosystems are what the Partnership has accepted."""
    who, _ = visitor(work, **WISHES)
    with pytest.raises(NotFound):
        widening.widen(work, who, wish, value)


def test_only_who_is_accepted_widens_wishes(work):
    """Before that the form is still theirs to change."""
    who, _ = applicant(work, **WISHES)
    with pytest.raises(NotAcceptedYet):
        widening.widen(work, who, Wish.COUNTRIES, "FI")
    with pytest.raises(NotAcceptedYet):
        widening.narrow(work, who, Wish.COUNTRIES, "PT")


def test_what_another_weight_would_do(work):
    """For the officer's own visitors; nothing is kept of it."""
    _, own = visitor(work, languages=["de"], seeks="natural dyes for wool")
    visitor(work, partnership=AWAY)
    _, knows = host(work, languages=["pt"], offers="natural dyes and wool spinning")
    _, speaks = host(work, "FI", languages=["de"], offers="accounting")
    before = shares(work)
    found = what_if(work, officer(work), PartName.LANGUAGES, 0.6)
    (move,) = found.moves
    assert (move.visitor.id, move.before.id) == (str(own.id), str(knows.id))
    assert (move.after.id, move.part) == (str(speaks.id), PartName.LANGUAGES)
    assert shares(work) == before
    assert sum(before.values()) == pytest.approx(1)


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_a_share_is_between_nothing_and_all(work, share):
    """Anything else is refused with a word."""
    with pytest.raises(NoSuchShare):
        what_if(work, officer(work), PartName.NEEDS, share)
