"""Whatever leaves the house as a table or a paper speaks in words: no ids and no codes, in any column."""

from __future__ import annotations

import csv
import io
import re
from datetime import date

import pytest
from openpyxl import load_workbook
from sqlmodel import select

from bot.conversation.speech import Speech
from exchange import desk
from exchange.reporting.agency.findings import findings
from exchange.reporting.agency.paper import pages, report_files
from exchange.reporting.agency.periods import Period
from exchange.reporting.agency.voice import voice_of
from exchange.reporting.payments import payments_book, payments_text
from exchange.visiting import surveys
from exchange.words import plain_english
from storage.tables import Application as Case
from storage.tables import (
    ApplicationState,
    Cluster,
    ExchangeState,
    PaymentState,
    Proposal,
    ProposalState,
    Service,
    ServiceKind,
)
from storage.tables import Organisation as Body
from tests.builders.records.pairs import pay, ready_pair, validated_pair
from tests.builders.records.surveys import HOST, VISITOR
from tests.builders.records.works import scheme

YEAR = Period(date(2027, 1, 1), date(2027, 12, 31))
REGION = re.compile(r"[A-Z]{2}[0-9A-Z]{2,3}")


def ids():
    """Every id of the call and of our states, and every code of a country."""
    call = scheme()
    lists = (
        getattr(call, name) for name in ("organisation_types", "sizes", "bodies", "ecosystems")
    )
    more = (call.goals, call.activities, call.decline_reasons, call.rejection_reasons)
    states = (ApplicationState, ExchangeState, PaymentState, ProposalState, ServiceKind)
    options = [
        option.id
        for question in (*call.surveys.visitor, *call.surveys.host, *call.report_form)
        for option in question.options
    ]
    return {
        *(one.id for some in (*lists, *more, call.cancellation_reasons) for one in some),
        *(one.value for kind in states for one in kind),
        *(one.id for one in call.evidence),
        *options,
        *("short_stay", "short_distance", "more_developed", "less_developed", "yes", "no"),
        *call.visitor_countries,
        *call.host_countries,
    } - PLAIN


PLAIN = {"paid", "accepted", "proposed", "cancelled", "rejected", "withdrawn"}
"""Words that are words as well: a state that is called as its id is."""


@pytest.fixture
def programme(work):
    """A Partnership with a bit of everything that could be told by an id."""
    back, pair = validated_pair(work)
    visitor = work.load(Case, pair.exchange.visitor_id)
    visitor.goals, visitor.topics = ["learn", "new_markets"], []
    house = work.load(Body, visitor.organisation_id)
    house.type, house.body, house.size = "scaling_up_support", "technology_centre", "small"
    house.region, house.region_category = "AT13", "more_developed"
    house.cluster_id = work.add(Cluster(name="Ring of Weavers", country="AT", label="gold")).id
    pair.exchange.halved_for = ["short_stay", "short_distance"]
    surveys.submit_survey(back, pair.visitor, pair.id, VISITOR)
    surveys.submit_survey(back, pair.host, pair.id, HOST)
    pay(back, pair)
    other = ready_pair(work)
    other.exchange.state, other.exchange.reason = ExchangeState.CANCELLED, "illness"
    no = work.session.exec(select(Proposal).where(Proposal.id == other.exchange.proposal_id)).one()
    no.reason = "no_fit"
    work.add(
        Service(
            application_id=visitor.id,
            kind=ServiceKind.FAB_LAB,
            title="Lasers",
            about="Two days a month.",
            published_at=work.now,
        )
    )
    return back, pair


def cells(book):
    """Every cell of a workbook, under the name of its sheet and column."""
    for sheet in load_workbook(io.BytesIO(book)):
        head, *rows = sheet.iter_rows(values_only=True)
        for row in rows:
            yield from (
                (f"{sheet.title}: {at}", str(one)) for at, one in zip(head, row, strict=True)
            )


def coded(told):
    """The cells in which a code stands, alone or in a list."""
    known = ids()
    return [
        (where, text)
        for where, text in told
        for part in re.split(r"[,;] ?", text)
        if part in known or REGION.fullmatch(part)
    ]


@pytest.mark.parametrize("language", ["en", "de"])
def test_no_column_of_any_table_holds_a_code(programme, language):
    """The export of cases, the accountant's, the report to the agency."""
    back, pair = programme
    say = Speech(language)
    books = (
        desk.export_file(back, pair.vop_officer, say),
        payments_book(back, pair.vop_officer, say),
        report_files(back, pair.vop_officer, YEAR, say)[1],
    )
    assert [found for one in books for found in coded(cells(one.content))] == []


def test_the_accountants_text_holds_no_code(programme):
    """As its spreadsheet."""
    back, pair = programme
    text = payments_text(back, pair.vop_officer).content.decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text))
    told = ((at, one) for row in rows for at, one in zip(head, row, strict=True))
    assert coded(told) == []


def test_the_paper_holds_no_code_and_names_regions(programme):
    """Tables of the report as they are printed."""
    back, pair = programme
    found = findings(back, pair.vop_officer, YEAR)
    report = pages(found, voice_of(plain_english, back.scheme), back.now)
    told = [(one.title, cell) for one in report.tables for row in one.rows for cell in row]
    assert coded(told) == []
    assert "Vienna Weavers & Sons, Wien, Austria" in {cell for _, cell in told}


def test_regions_are_named_with_their_development(programme):
    """In columns of their own (scheme.md §11)."""
    back, pair = programme
    _, book = report_files(back, pair.vop_officer, YEAR)
    told = dict(cells(book.content))
    assert told["Exchanges: Visitor's region"] == "Wien"
    assert told["Exchanges: Development of the visitor's region"] == "more developed"
    assert (
        told["Exchanges: Kind of visitor"] == "Scaling-up support organisation: Technology centre"
    )
