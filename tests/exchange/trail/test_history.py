"""The history of a case: every act in words, in order, with who did it and why."""

from __future__ import annotations

import pytest

from exchange.errors import NotFound
from exchange.trail.act_words import WORDS
from exchange.trail.history import history_of_case, history_of_exchange
from exchange.trail.history_paper import history_paper
from exchange.visiting import closing, paying
from exchange.words import plain_english
from storage.tables import ApplicationState, ExchangeState, OfficerRole, ProposalState
from tests.builders.records.pairs import REPORT, colleague, pay, returned_pair, validated_pair
from tests.builders.records.rows import officer, partnership
from tests.builders.records.works import later


def beside(one):
    """What an act tells beside its name, in English."""
    return " · ".join(one.said(plain_english, "en"))


@pytest.fixture
def paid(work):
    """A pair whose payment was sent back once, then made; the work of that day."""
    back, pair = validated_pair(work)
    paying.propose_payment(back, pair.vop_officer, pair.id, "SEPA-0")
    paying.decline_payment(back, colleague(back, pair), pair.id, "Another reference, please.")
    pay(later(back, hours=1), pair)
    return back, pair


@pytest.mark.parametrize("kind", ["application", "proposal", "exchange"])
def test_each_state_has_its_words(kind):
    """Whatever a case may come to; what it begins with has an act of its own."""
    states: dict[str, set] = {
        "application": set(ApplicationState),
        "proposal": set(ProposalState) - {ProposalState.PROPOSED},
        "exchange": set(ExchangeState),
    }
    assert {f"{kind}:{state.value}" for state in states[kind]} <= WORDS.keys()


def test_a_history_tells_all_in_order(paid):
    """From the dates to the payment; a step back is another act, with its reason."""
    back, pair = paid
    found = history_of_exchange(back, pair.vop_officer, pair.id)
    assert [one.act for one in found.moments if not one.act.startswith("evidence")] == [
        *("dates:offer", "exchange:commitment", "exchange:signing"),
        *["commitment:sign"] * 4,
        *("exchange:ready", "agreement:draw_up", "agreement:sign", "agreement:sign"),
        *("exchange:under_way", "exchange:done", "exchange:reported"),
        *("exchange:validated", "exchange:payment_proposed", "payment:declined"),
        *("exchange:payment_proposed", "exchange:paid"),
    ]
    (sent_back,) = [one for one in found.moments if one.act == "payment:declined"]
    assert (beside(sent_back), sent_back.who) == (
        "“Another reference, please.”",
        "Officer of Loom Ring",
    )
    assert found.moments == sorted(found.moments, key=lambda one: one.at)


def test_a_report_that_was_sent_back_has_its_reason(work):
    """Each time; it stays in the history when the report is handed in again and validated."""
    back, pair = returned_pair(work)
    closing.submit_report(back, pair.visitor, pair.id, REPORT)
    for hours, why in ((0, "Who was there?"), (2, "Which suppliers?")):
        closing.return_report(later(back, hours=hours), pair.vop_officer, pair.id, why)
        again = later(back, hours=hours + 1)
        closing.submit_report(again, pair.visitor, pair.id, REPORT)
    closing.validate_report(later(back, hours=4), pair.vop_officer, pair.id)
    found = history_of_exchange(back, pair.vop_officer, pair.id)
    sent_back = [beside(one) for one in found.moments if one.act == "report:returned"]
    assert sent_back == ["“Who was there?”", "“Which suppliers?”"]


def test_who_did_it_is_told_by_name(paid):
    """Officers by theirs, people by their organisation's, what happened by itself by none."""
    back, pair = paid
    found = history_of_exchange(back, pair.hop_officer, pair.id)
    signed = [one.who for one in found.moments if one.act == "commitment:sign"]
    assert signed == [
        *("Vienna Weavers & Sons", "Porto Weavers & Sons"),
        *("Officer of Loom Ring", "Officer of Bobbin League"),
    ]


def test_a_case_tells_of_its_exchange_too(paid):
    """The application is the case: what was proposed and visited belongs to it."""
    back, pair = paid
    found = history_of_case(back, pair.vop_officer, pair.exchange.visitor_id)
    assert found.number == f"A-{pair.exchange.visitor_id:04}"
    assert "exchange:paid" in [one.act for one in found.moments]


def test_others_learn_nothing(paid):
    """Not even that there is such a case."""
    back, pair = paid
    stranger = officer(back, partnership(back, "Yarn Circle"), "FI", OfficerRole.COORDINATOR)
    for read in (history_of_case, history_of_exchange):
        with pytest.raises(NotFound):
            read(back, stranger, pair.id)
    with pytest.raises(NotFound):
        history_of_case(back, pair.vop_officer, pair.exchange.host_id)


def test_a_history_is_printed(paid):
    """As a PDF under its number."""
    back, pair = paid
    found = history_of_exchange(back, pair.vop_officer, pair.id)
    file = history_paper(back, pair.vop_officer, found)
    assert (file.name, file.content[:5]) == ("history-HX-0001.pdf", b"%PDF-")
