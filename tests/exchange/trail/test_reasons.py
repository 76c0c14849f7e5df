"""Reasons, and what was before and after, in the history of a case: in chat, and on paper in two languages."""

from __future__ import annotations

import io
import re
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from bot.conversation.speech import Speech
from exchange import holding
from exchange.applying import hosting, review, widening
from exchange.applying.transfers import transfer_application
from exchange.desk.export import export_file
from exchange.proposing import proposals
from exchange.trail.act_words import WORDS
from exchange.trail.history import history_of_case, history_of_exchange
from exchange.trail.history_paper import pages
from exchange.undoing import undo
from exchange.visiting import amending, course
from exchange.visiting.amending import Change
from exchange.visiting.correcting import correct_stay
from exchange.visiting.distances import settle_distance
from exchange.visiting.kept_files import on_paper
from matching.ranking.openings import FIELDS, Wish
from storage.tables import Application, Partnership, Person, Side
from tests.builders.records import pairs, rows
from tests.builders.records.applicants import AWAY, HOME, accept, applicant, officer, partnership_id
from tests.builders.records.works import later

CODE = re.compile(r"\b[a-z_]+:[a-z_]+\b|\b20\d\d-\d\d\b|\bNone\b|\{|\}")


def beside(found, act, language="en"):
    """What the last of these acts tells beside its name, in a language."""
    (*_, last) = (one for one in found.moments if one.act == act)
    return [str(one) for one in last.said(on_paper(Speech(language)), language)]


def in_words(found, work):
    """Nothing, if the history is words alone: on paper, in both languages."""
    for language in ("en", "de"):
        paper = pages(found, work.now, "Europe/Vienna", on_paper(Speech(language)), language)
        told = [cell for row in paper.tables[0].rows for cell in row]
        assert [one for one in told if CODE.search(one)] == []


def of_exchange(work, pair):
    """Its history, which is words alone."""
    found = history_of_exchange(work, pair.vop_officer, pair.id)
    in_words(found, work)
    return found


def test_a_correction(work):
    """The last day, the days and the sum as they were and as they are, and why."""
    day, pair = pairs.returned_pair(work)
    correct_stay(day, pair.vop_officer, pair.id, date(2027, 4, 14), "So says the sheet.")
    assert beside(of_exchange(day, pair), "stay:correct") == [
        "12–16 Apr 2027 → 12–14 Apr 2027",
        "5 working days → 3 working days",
        "780 € → 390 €",
        "“So says the sheet.”",
    ]


def test_a_sum_by_hand(work):
    """Days that are as they were are not told."""
    day, pair = pairs.returned_pair(work)
    ends = pair.exchange.ends_on
    correct_stay(day, pair.vop_officer, pair.id, ends, "As agreed.", Decimal(500))
    assert beside(of_exchange(day, pair), "stay:correct") == ["780 € → 500 €", "“As agreed.”"]


def test_a_settled_distance(work):
    """How far, and what it comes to."""
    pair = pairs.build_pair(work, on_the_map=False)
    pairs.agree(work, pair)
    settle_distance(work, pair.vop_officer, pair.id, 150)
    assert beside(of_exchange(work, pair), "distance:settle") == [
        "not known → 150 km",
        "to be confirmed → 390 €",
    ]


@pytest.mark.parametrize(
    ("reason", "words"), [("illness", "“Illness”"), ("No room left.", "“No room left.”")]
)
def test_a_cancellation(work, reason, words):
    """By the label of the call's list, or in somebody's words; taken back, both states."""
    pair = pairs.build_pair(work)
    course.cancel_exchange(work, pair.vop_officer, pair.id, reason)
    assert beside(of_exchange(work, pair), "exchange:cancelled") == [words]
    (found,) = undo.own_decisions(work, pair.vop_officer)
    undo.undo_exchange(later(work, minutes=1), pair.vop_officer, pair.id, found.act)
    assert beside(of_exchange(work, pair), "decision:undo") == [
        "cancelled",
        "Exchange cancelled → Dates to be agreed anew",
    ]


def each_time(found, act):
    """What every one of these acts tells beside its name."""
    say = on_paper(Speech("en"))
    return [[str(one) for one in row.said(say, "en")] for row in found.moments if row.act == act]


def test_what_is_decided_anew_keeps_the_reason_of_before(work):
    """Cancelled, taken back, cancelled again: each time with its own reason, also in the export."""
    pair = pairs.build_pair(work)
    course.cancel_exchange(work, pair.vop_officer, pair.id, "illness")
    (found,) = undo.own_decisions(work, pair.vop_officer)
    undo.undo_exchange(later(work, minutes=1), pair.vop_officer, pair.id, found.act)
    course.cancel_exchange(later(work, days=1), pair.vop_officer, pair.id, "No room left.")
    told = each_time(of_exchange(work, pair), "exchange:cancelled")
    assert told == [["“Illness”"], ["“No room left.”"]]
    book = load_workbook(io.BytesIO(export_file(work, pair.vop_officer).content))
    names, row = book["Exchanges"].iter_rows(values_only=True)
    days = [f"{one.now:%Y-%m-%d}" for one in (work, later(work, days=1))]
    told = f"{days[0]} Illness; {days[1]} No room left."
    assert dict(zip(names, row, strict=True))["Reason"] == told


def test_a_stay_that_was_not_broken_off_after_all(work):
    """The desk finds that it was a whole one; why it was said to be broken off stays on record."""
    back, pair = pairs.returned_pair(work)
    early = date(2027, 4, 14)
    course.interrupt_exchange(back, pair.visitor, pair.id, early, "The train fell out.")
    ends = date(2027, 4, 16)
    after = later(back, hours=1)
    correct_stay(after, pair.vop_officer, pair.id, ends, "They stayed after all.")
    found = of_exchange(after, pair)
    assert each_time(found, "exchange:interrupted") == [["“The train fell out.”"]]


def test_a_rejection_that_was_taken_back(work):
    """Rejected anew for something else, both reasons are there; in the export no code is read."""
    waiting, desk = rows.waiting_application(work)
    review.reject_application(work, desk, waiting.id, "other\nNo cluster.")
    (found,) = undo.own_decisions(work, desk)
    undo.undo_case(later(work, minutes=1), desk, waiting.id, found.act)
    again = later(work, days=1)
    review.reject_application(again, desk, waiting.id, "Too small a team.")
    told = each_time(history_of_case(again, desk, waiting.id), "application:rejected")
    assert [one[-1] for one in told] == ["“No cluster.”", "“Too small a team.”"]


def test_a_change_of_what_was_signed(work):
    """Both states, whoever refuses it, and why."""
    pair = pairs.ready_pair(work)
    change = Change(date(2027, 4, 19), date(2027, 4, 23), people={Side.VISITOR: "Bo Berg"})
    asked = amending.ask_amendment(work, pair.visitor, pair.id, change, "The fair moved.")
    amending.refuse_amendment(work, pair.hop_officer, asked.id, "We are closed then.")
    found = of_exchange(work, pair)
    days = "12–16 Apr 2027 → 19–23 Apr 2027"
    assert beside(found, "amendment:ask")[0] == days
    assert beside(found, "amendment:ask")[1].endswith("→ Bo Berg")
    assert beside(found, "amendment:ask")[-1] == "“The fair moved.”"
    assert beside(found, "amendment:refused")[-1] == "“We are closed then.”"


def test_a_hold(work):
    """Until when, and why; nobody but the desk reads it."""
    pair = pairs.build_pair(work)
    until = date(2027, 3, 20)
    holding.hold_exchange(work, pair.vop_officer, pair.id, until, "Their factory moves.")
    holding.take_off(later(work, hours=1), pair.vop_officer, pair.exchange)
    found = of_exchange(work, pair)
    assert beside(found, "hold:on") == ["until Sat 20 Mar 2027", "“Their factory moves.”"]
    assert beside(found, "hold:taken_off") == ["until Sat 20 Mar 2027"]


def test_an_acceptance_that_was_taken_back(work):
    """Both states."""
    waiting, desk = rows.waiting_application(work)
    accept(work, desk, waiting.id)
    (found,) = undo.own_decisions(work, desk)
    undo.undo_case(later(work, minutes=1), desk, waiting.id, found.act)
    assert beside(history_of_case(work, desk, waiting.id), "decision:undo") == [
        "accepted",
        "Application accepted → Application handed in",
    ]


def test_an_application(work):
    """Asked, answered, passed on: with the words, and the names of both Partnerships."""
    giving, receiving = officer(work, HOME), officer(work, AWAY)
    who, one = applicant(work)
    enquiry = review.ask_applicant(work, giving, one.id, "Since <when>?")
    review.answer_applicant_enquiry(later(work, hours=1), who, enquiry.id, "Since 2019.")
    transfer_application(
        later(work, hours=2), giving, one.id, partnership_id(work, AWAY), "Theirs & ours."
    )
    accept(later(work, hours=3), receiving, one.id)
    found = history_of_case(later(work, hours=4), receiving, one.id)
    in_words(found, work)
    assert beside(found, "application:info_requested") == ["“Since <when>?”"]
    assert beside(found, "application:submitted") == ["“Since 2019.”"]
    assert beside(found, "application:transfer") == [f"{HOME} → {AWAY}", "“Theirs & ours.”"]


def test_wishes_and_places(work):
    """Countries and months by name; as they were, and as they are."""
    pair = pairs.build_pair(work)
    visiting, host = (
        work.load(Application, one) for one in (pair.exchange.visitor_id, pair.exchange.host_id)
    )
    setattr(visiting, FIELDS[Wish.COUNTRIES], ["PT"])
    work.add(visiting)
    widening.widen(work, pair.visitor, Wish.COUNTRIES, "FI")
    hosting.change_hosting(work, pair.host, capacity=3, offers="Looms, old and new.")
    hosting.set_months(work, pair.host, ["2027-05"], 1)
    own = history_of_case(work, pair.vop_officer, visiting.id)
    theirs = history_of_case(work, pair.hop_officer, host.id)
    in_words(own, work)
    in_words(theirs, work)
    assert beside(own, "application:wish") == ["countries: Portugal → Portugal and Finland"]
    assert beside(own, "application:wish", "de") == ["Länder: Portugal → Portugal und Finnland"]
    assert beside(theirs, "hosting:change") == ["what it offers", "places: 1 → 3"]
    assert beside(theirs, "hosting:months") == ["May 27: 3 → 1"]


def test_a_declined_invitation(work):
    """By the label of the call's list."""
    found = rows.open_proposal(work, expires=later(work, days=5).now)
    host = work.load(Application, found.host_id)
    proposals.decline_proposal(work, work.load(Person, host.person_id), found.id, "no_time")
    desk = rows.officer(work, work.load(Partnership, host.partnership_id), "PT")
    history = history_of_case(work, desk, host.id)
    assert beside(history, "proposal:declined") == ["“The time does not suit us”"]


def test_words_are_told_as_they_are(work):
    """In German no word of the table is English."""
    german = Speech("de")
    assert [act for act, words in WORDS.items() if german(words) == words] == []
