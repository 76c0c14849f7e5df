"""What officers read: cases, exchanges, the queue, the spreadsheet."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from exchange import desk
from exchange.errors import NotFound
from exchange.people import parties
from exchange.visiting import closing, commitments, course, dates, paying, surveys
from storage.tables import (
    ApplicationState,
    ExchangeState,
    OfficerRole,
    Organisation,
    Person,
    Role,
    Signatory,
    StaffGroup,
)
from tests.builders.records import applicants
from tests.builders.records.pairs import (
    ENDS,
    REPORT,
    STARTS,
    agree,
    build_pair,
    colleague,
    draw_up,
    pay,
    prove,
    returned_pair,
    validated_pair,
)
from tests.builders.records.rows import application, officer, partnership
from tests.builders.records.surveys import VISITOR
from tests.builders.records.works import at


@pytest.fixture
def pair(work):
    """A pair whose paper waits for its first signature."""
    pair = build_pair(work)
    agree(work, pair)
    draw_up(work, pair)
    return pair


def stranger(work):
    """An officer of a Partnership that has nothing to do with it."""
    return officer(work, partnership(work, "Yarn Circle"), "FI")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("vienna", 1),
        ("Viena weavers", 1),
        ("Österreich", 1),
        ("Autriche", 1),
        ("textiles", 1),
        ("spare parts", 1),
        ("A-0001", 1),
        ("Alex", 1),
        ("Porto", 0),
        ("vienna porto", 0),
        ("", 0),
    ],
)
def test_find_looks_in_names_places_and_topics(work, pair, words, found):
    """Every word must be there, slips allowed, and only in the own Partnership's applications."""
    assert len(desk.find_cases(work, pair.vop_officer, words)) == found


def test_what_is_called_so_comes_before_what_is_only_like_it(work):
    """The name, then what else is told, then slips; of equals the newest."""
    for name, seeks in (
        ("Ribalva Mill", "Dyes"),
        ("Kilim House", "A partner like Ribalva"),
        ("Ribolva Works", "Dyes"),
    ):
        applicants.visitor(work, organisation_name=name, seeks=seeks)
    found = desk.find_cases(work, applicants.officer(work), "ribalva")
    assert [one.organisation for one in found] == ["Ribalva Mill", "Kilim House", "Ribolva Works"]


def test_line_tells_who_and_where(work, pair):
    """A hit shows what an officer needs to choose."""
    (line,) = desk.find_cases(work, pair.vop_officer, "vienna")
    assert (line.organisation, line.country, line.role) == (
        "Vienna Weavers & Sons",
        "AT",
        Role.VISITOR,
    )
    assert (line.state, line.since) == (ApplicationState.ACCEPTED, work.now)


def test_case_shows_everything_to_its_desk_only(work, pair):
    """Application, organisation, proposals and exchanges on one card; others find nothing."""
    number = parties.parties(work, pair.exchange).visitor.id
    case = desk.case(work, pair.vop_officer, number)
    assert (case.organisation.city, case.partnership.name) == ("Vienna", "Loom Ring")
    assert (case.proposals, case.exchanges, case.cluster) == (1, [pair.exchange], None)
    with pytest.raises(NotFound):
        desk.case(work, pair.hop_officer, number)


def test_case_of_a_person_is_the_latest(work, pair):
    """Somebody who never applied has none."""
    assert desk.case_of_person(work, pair.visitor).organisation.city == "Vienna"
    nobody = work.load(Person, pair.vop_officer.person_id)
    assert desk.case_of_person(work, nobody) is None


def test_lines_put_the_own_turn_first(work, pair):
    """What waits for the own desk stands on top, what is over is left out."""
    own = build_pair(work)
    agree(work, own)
    draw_up(work, own)
    commitments.sign_as_person(work, own.visitor, own.id)
    commitments.sign_as_person(work, own.host, own.id)
    cancelled = build_pair(work)
    course.cancel_exchange(work, cancelled.visitor, cancelled.id, "illness")
    lines = desk.exchange_lines(work, pair.vop_officer)
    assert [(line.exchange_id, line.waits_for) for line in lines] == [
        (own.id, "VOP"),
        (pair.id, "VO"),
    ]


def test_lines_of_one_state(work, pair):
    """A filter shows only that state, also of what is over."""
    assert desk.exchange_lines(work, pair.hop_officer, ExchangeState.CANCELLED) == []
    (line,) = desk.exchange_lines(work, pair.hop_officer, ExchangeState.SIGNING)
    assert (line.visitor, line.host) == ("Vienna Weavers & Sons", "Porto Weavers & Sons")
    assert (line.starts_on, line.ends_on) == (STARTS, ENDS)
    assert desk.exchange_lines(work, stranger(work)) == []


def test_open_dates_wait_for_whoever_is_asked(work):
    """An offer waits for the other side's answer."""
    pair = build_pair(work)
    dates.offer_dates(work, pair.visitor, pair.id, STARTS, ENDS)
    (line,) = desk.exchange_lines(work, pair.vop_officer)
    assert line.waits_for == "host"


def test_card_offers_the_signature_in_turn(work, pair):
    """`may_sign` is for an officer who decides, when it is the Partnership's turn."""
    commitments.sign_as_person(work, pair.visitor, pair.id)
    early = desk.exchange_card(work, pair.vop_officer, pair.id)
    commitments.sign_as_person(work, pair.host, pair.id)
    card = desk.exchange_card(work, pair.vop_officer, pair.id)
    auditor = officer(work, partnership(work, "Loom Ring"), "AT", OfficerRole.AUDITOR)
    assert (early.may_sign, card.may_sign) == (False, True)
    assert (card.next_signatory, [one.party for one in card.signatures]) == (
        Signatory.VOP,
        [Signatory.VO, Signatory.HO],
    )
    assert desk.exchange_card(work, auditor, pair.id).may_sign is False
    assert desk.exchange_card(work, pair.hop_officer, pair.id).may_sign is False


def test_card_without_a_valid_paper_has_no_signatures(work, pair):
    """What was signed for other dates is not shown."""
    commitments.sign_as_person(work, pair.visitor, pair.id)
    dates.reopen_dates(work, pair.visitor, pair.id)
    assert desk.exchange_card(work, pair.vop_officer, pair.id).signatures == []


def test_card_of_others_is_not_found(work, pair):
    """A stranger's desk learns nothing, by command or by notice."""
    other = stranger(work)
    with pytest.raises(NotFound):
        desk.exchange_card(work, other, pair.id)
    chat = work.load(Person, other.person_id).telegram_id
    with pytest.raises(NotFound):
        desk.exchange_card_of(work, pair.id, chat_id=chat)
    with pytest.raises(NotFound):
        desk.exchange_card_of(work, pair.id, chat_id=-1)


def test_card_in_a_staff_group(work, pair):
    """A group's Partnership decides whether it is its turn."""
    for person in (pair.visitor, pair.host):
        sign = commitments.sign_as_person
        sign(work, person, pair.id)
    for chat_id, desk_officer in ((-71, pair.vop_officer), (-72, pair.hop_officer)):
        work.add(
            StaffGroup(
                chat_id=chat_id,
                partnership_id=desk_officer.partnership_id,
                bound_by=desk_officer.id,
                bound_at=work.now,
            )
        )
    assert desk.exchange_card_of(work, pair.id, chat_id=-71).may_sign is True
    assert desk.exchange_card_of(work, pair.id, chat_id=-72).may_sign is False


def test_queue_has_what_waits_for_the_desk(work):
    """Reviews, signatures, reports and payments; each in its Partnership's queue only."""
    loom = partnership(work, "Loom Ring")
    application(work, "FI", Role.VISITOR, loom, ApplicationState.SUBMITTED)
    back, pair = returned_pair(work)
    closing.submit_report(back, pair.visitor, pair.id, REPORT)
    items = desk.queue(back, pair.vop_officer)
    assert [(one.kind, one.overdue) for one in items] == [("application", True), ("report", False)]
    assert desk.queue(back, pair.hop_officer) == []
    closing.validate_report(back, pair.vop_officer, pair.id)
    kinds = [one.kind for one in desk.queue(back, pair.vop_officer)]
    assert kinds == ["application", "evidence"]
    prove(back, pair)
    assert [one.kind for one in desk.queue(back, pair.vop_officer)] == ["application", "payment"]
    second = colleague(back, pair)
    paying.propose_payment(back, pair.vop_officer, pair.id, "SEPA-1")
    assert [one.kind for one in desk.queue(back, pair.vop_officer)] == ["application"]
    assert [one.kind for one in desk.queue(back, second)] == ["application", "approval"]


def test_queue_counts_from_the_last_signature(work, pair):
    """A signature is overdue when the turn has come too long ago."""
    later = at(work, work.now + timedelta(days=5))
    for person in (pair.visitor, pair.host):
        commitments.sign_as_person(later, person, pair.id)
    (item,) = desk.queue(at(work, later.now + timedelta(days=7, hours=1)), pair.vop_officer)
    assert (item.kind, item.subject, item.since, item.overdue) == (
        "sign",
        pair.id,
        later.now,
        True,
    )
    assert desk.queue(later, pair.hop_officer) == []


def test_spreadsheet_holds_the_partnerships_own(work):
    """Fourteen sheets; text that looks like a formula stays text."""
    back, pair = validated_pair(work)
    surveys.submit_survey(back, pair.visitor, pair.id, VISITOR)
    pay(back, pair, "=1+1")
    book = load_workbook(io.BytesIO(desk.export_file(back, pair.vop_officer).content))
    assert book.sheetnames == [
        *("Applications", "Proposals", "Exchanges", "Surveys", "Services", "Courses"),
        *("Wanted courses", "Introductions", "Projects", "Twinnings", "Funding"),
        *("Cities", "Regions", "Between regions"),
    ]
    assert [sheet.max_row for sheet in book] == [2, 2, 2, 8, *[1] * 7, 3, 3, 2]
    titles, cells = book["Exchanges"][1], book["Exchanges"][2]
    exchange = {title.value: cell for title, cell in zip(titles, cells, strict=True)}
    assert [one.value for one in cells[:3]] == ["HX-0001", "Vienna Weavers & Sons", "Austria"]
    assert exchange["Lump sum"].value == 780
    assert (exchange["Payment reference"].value, exchange["Payment reference"].data_type) == (
        "=1+1",
        "s",
    )
    assert work.load(Organisation, 1).name == "Vienna Weavers & Sons"
