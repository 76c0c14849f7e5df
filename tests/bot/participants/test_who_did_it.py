"""What one Partnership does is told to both sides by its name: the host's own may be another one."""

from __future__ import annotations

from datetime import date, timedelta

from sqlmodel import select

from bot.conversation.notices import Delivery
from bot.conversation.speech import Speech
from bot.desk.exchange_card import _why
from bot.participants.notices.holds import hold_begun
from bot.participants.notices.staying import STAY
from exchange import holding
from exchange.desk.exchanges import exchange_card
from exchange.notices import Notice
from exchange.visiting import amending, closing, correcting
from exchange.visiting.amending import Change
from storage.tables import Outbox
from tests.builders.records.pairs import REPORT, ready_pair, returned_pair

SAY = Speech("en")


def test_both_read_which_partnership_has_put_their_exchange_on_hold(work):
    """Also a host of another one, whose own has done nothing."""
    pair = ready_pair(work)
    until = work.now.date() + timedelta(days=5)
    holding.hold_exchange(work, pair.vop_officer, pair.id, until, "Strike at the mill")
    rows = work.session.exec(select(Outbox).where(Outbox.kind == Notice.HOLD_BEGUN)).all()
    people = {one.telegram_id: one for one in (pair.visitor, pair.host)}
    told = [
        hold_begun(Delivery(work, SAY, one.chat_id, people[one.chat_id], one.body)) for one in rows
    ]
    assert len(told) == len(people)
    assert all("Loom Ring has put your exchange with" in one.text for one in told if one)


def last_line_for_host(work, pair, kind):
    """How the last notice of that kind to the host ends, as it is read now."""
    query = select(Outbox).where(Outbox.chat_id == pair.host.telegram_id, Outbox.kind == kind)
    row = work.session.exec(query.order_by(Outbox.id)).all()[-1]
    screen = STAY[kind](Delivery(work, SAY, row.chat_id, pair.host, row.body))
    return screen.text.rpartition("\n")[2]


def test_who_was_told_of_a_change_reads_when_it_is_their_turn(work):
    """Not the same words once more."""
    pair = ready_pair(work)
    change = Change(agenda="Day 1: the new mill.")
    made = amending.ask_amendment(work, pair.visitor, pair.id, change, "The mill moved")
    asked = last_line_for_host(work, pair, Notice.AMENDMENT_ASKED)
    amending.sign_amendment(work, pair.visitor, made.id)
    turn = last_line_for_host(work, pair, Notice.COMMITMENT_TO_SIGN)
    assert (asked, turn) == (
        "Until all four have signed, what you signed before holds.",
        "🖊 Your turn. Until all four have signed, the old one holds.",
    )


def test_a_stay_that_a_desk_made_shorter_was_not_broken_off(work):
    """The card says that it ended sooner, and quotes no reason that nobody gave."""
    day, pair = returned_pair(work)
    closing.submit_report(day, pair.visitor, pair.id, REPORT)
    correcting.correct_stay(day, pair.vop_officer, pair.id, date(2027, 4, 15), "The bill says so.")
    card = exchange_card(day, pair.vop_officer, pair.id)
    assert _why(SAY, day.scheme, card) == "⚠️ Ended sooner than agreed, on Thu 15 Apr 2027"
