"""Papers for both sides: the attendance sheet before, a certificate each after the stay."""

from __future__ import annotations

from datetime import date

import pytest
from sqlmodel import select

from exchange.people.sameness import organisations_used_up, visits_used_up
from exchange.visiting import attendance, closing, correcting, course
from exchange.words import plain_english as words
from storage.tables import Application, Exchange, ExchangeState, Outbox, Role
from tests.builders.records import pairs, rows
from tests.builders.records.papers import pages_of
from tests.builders.records.works import at

WEDNESDAY = date(2027, 4, 14)


def test_the_sheet_has_the_days_of_the_stay_and_its_agenda(work):
    """There is none before all have signed: its days may still change."""
    pair = pairs.build_pair(work)
    pairs.agree(work, pair)
    with pytest.raises(attendance.NoSheetYet):
        attendance.attendance_file(work, pair.exchange, words)
    pairs.draw_up(work, pair)
    pairs.sign_all(work, pair)
    (page,) = pages_of(attendance.attendance_file(work, pair.exchange, words).content)
    for told in ("Mon 12 Apr", "the workshop", "Fri 16 Apr", "Alex of Porto"):
        assert told in page


def test_the_host_has_a_certificate_of_its_own(work):
    """It says whom the host received; neither side gets one for a stay that was none."""
    day, pair = pairs.validated_pair(work)
    (page,) = pages_of(closing.host_certificate_file(day, pair.exchange, words).content)
    for told in ("Alex of Porto", "received", "Vienna Weavers & Sons", "HX-0001-H"):
        assert told in page
    query = select(Outbox).where(Outbox.kind == "certificate.ready")
    readers = {one.chat_id for one in work.session.exec(query)}
    assert readers == {pair.visitor.telegram_id, pair.host.telegram_id}


@pytest.mark.parametrize("last", [date(2027, 4, 13), WEDNESDAY])
def test_a_stay_broken_off_before_its_third_day_leaves_the_one_visit(work, last):
    """An exchange has at least three working days (scheme.md 4), so a shorter one uses up nothing."""
    there, pair = pairs.travelling_pair(work)
    there = at(there, there.now.replace(day=15))
    course.interrupt_exchange(there, pair.visitor, pair.id, last, "A death in the family.")
    visitor = work.load(Application, pair.exchange.visitor_id)
    used = last == WEDNESDAY
    assert visits_used_up(there, visitor) is used
    assert (visitor.organisation_id in organisations_used_up(there)) is used


def test_no_second_visit_by_a_correction(work):
    """Who has agreed on another exchange since cannot have the short one made longer."""
    there, pair = pairs.travelling_pair(work)
    there = at(there, there.now.replace(day=14))
    course.interrupt_exchange(there, pair.visitor, pair.id, date(2027, 4, 12), "Ill.")
    visitor = work.load(Application, pair.exchange.visitor_id)
    host = rows.application(there, "FI", Role.HOST, rows.partnership(there, "Bobbin League"))
    there.add(
        Exchange(
            proposal_id=rows.proposal(there, visitor, host).id,
            visitor_id=visitor.id,
            host_id=host.id,
            visitor_partnership_id=pair.exchange.visitor_partnership_id,
            host_partnership_id=pair.exchange.host_partnership_id,
            state=ExchangeState.DATES,
            agreed_at=there.now,
        )
    )
    with pytest.raises(correcting.VisitMadeSince):
        correcting.correct_stay(there, pair.vop_officer, pair.id, WEDNESDAY, "Sheet.")
