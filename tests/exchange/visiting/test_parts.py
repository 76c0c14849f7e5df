"""Exchanges in parts: days on the spot beside half days online, and stays in slots; what they count and are worth."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from bot.conversation.sessions import times_in
from exchange.errors import CxcError
from exchange.finding.places import bookings_at
from exchange.people.signing import current_commitment
from exchange.people.spots import days_on_the_spot, spots_of
from exchange.reporting.figures import progress, splits
from exchange.reporting.splits import Split
from exchange.scheme.call import SchemeInvalid, load_scheme
from exchange.scheme.files import whole_call
from exchange.scheme.stay import (
    OneStayOnly,
    SlotsMeet,
    SlotsTooFarApart,
    SlotTooShort,
    StayInPast,
    StayTooLong,
    StayTooShort,
    check_slots,
)
from exchange.timing.sessions import SESSION_NEAR, sessions_of
from exchange.timing.stays import DEPARTURE_NEAR
from exchange.visiting import amending, correcting, counted, course, dates
from exchange.visiting.amending import Change, PiecesStand
from exchange.visiting.attendance import _sheet
from exchange.visiting.calendars import _stay
from exchange.visiting.closing import _certificate
from exchange.visiting.commitment_papers import paper_of
from exchange.visiting.previews import (
    SessionDuringStay,
    TooFewOnTheSpot,
    TooLittleTogether,
    preview,
)
from exchange.visiting.sums import NotHybrid
from exchange.words import plain_english
from storage.tables import Application, Due, ExchangeForm, ExchangeState, Side
from tests.builders.records.pairs import build_pair, draw_up, sign_all
from tests.exchange.visiting.test_online import half_days

MONDAY, WEDNESDAY, FRIDAY = (date(2027, 4, day) for day in (12, 14, 16))
AFTER = datetime(2027, 4, 20, 8, tzinfo=UTC)  # the Tuesday after
SPOT = [(MONDAY, WEDNESDAY)]
MARCH, MAY = (date(2027, 3, 1), date(2027, 3, 26)), (date(2027, 5, 3), date(2027, 5, 28))


@pytest.fixture
def pilot(work):
    """The pilot's call, which has exchanges that are partly online."""
    return replace(work, scheme=load_scheme("pilot"))


@pytest.fixture
def eye(work):
    """The call whose stays may be in slots, for the organisations of ours."""
    kinds = {"organisation_types": work.scheme.organisation_types}
    return replace(work, scheme=load_scheme("young_entrepreneurs").model_copy(update=kinds))


def agreed(work, spots, sessions=()):
    """A pair that has agreed on these times."""
    pair = build_pair(work)
    dates.offer_times(work, pair.visitor, pair.id, spots, sessions, "https://meet.example.eu/1")
    dates.agree_dates(work, pair.host, pair.id)
    return pair


def signed(work, spots, sessions=()):
    """The same, with everything signed."""
    pair = agreed(work, spots, sessions)
    draw_up(work, pair)
    sign_all(work, pair)
    return pair


def planned(work, kind):
    """What is planned of a kind."""
    return work.session.exec(select(Due).where(Due.kind == kind, Due.done_at == None)).all()  # noqa: E711


def hold(work, pair, count):
    """So many of its sessions were held."""
    for one in sessions_of(work, pair.exchange)[:count]:
        counted.tell_held(work, pair.host, pair.id, one.id, held=True)


def test_days_here_and_half_days_there_are_one_exchange(pilot):
    """Three days and two mornings are four working days, paid as a visit of three: half."""
    pair = agreed(pilot, SPOT, half_days(2, first=AFTER))
    exchange = pair.exchange
    assert (exchange.form, exchange.working_days) == (ExchangeForm.HYBRID, 4)
    assert (exchange.lump_sum, exchange.full_sum, exchange.halved_for) == (
        Decimal(390),
        Decimal(780),
        ["short_stay"],
    )
    assert (exchange.starts_on, exchange.ends_on) == (MONDAY, date(2027, 4, 21))
    assert len(days_on_the_spot(pilot, exchange)) == 3


@pytest.mark.parametrize(
    ("last", "count", "sum_", "why"),
    [
        (12, 4, 0, ["few_on_the_spot"]),
        (13, 2, 0, ["few_on_the_spot"]),
        (14, 1, 390, ["short_stay"]),
        (16, 2, 780, []),
    ],
)
def test_what_is_paid_is_by_the_days_on_the_spot(pilot, last, count, sum_, why):
    """Below three nothing, below five half, as a visit of as many."""
    pair = build_pair(pilot)
    found = preview(
        pilot, pair.exchange, [(MONDAY, date(2027, 4, last))], half_days(count, first=AFTER)
    )
    assert (found.sum.amount.amount, list(found.sum.reasons)) == (Decimal(sum_), why)


@pytest.mark.parametrize(
    ("spots", "sessions", "error"),
    [
        (SPOT, half_days(1, first=datetime(2027, 4, 13, 8, tzinfo=UTC)), SessionDuringStay),
        ([(date(2027, 4, 17), date(2027, 4, 18))], half_days(4, first=AFTER), TooFewOnTheSpot),
        ([(MONDAY, MONDAY)], half_days(3, first=AFTER), TooLittleTogether),
        (SPOT, half_days(1, first=datetime(2027, 7, 12, 8, tzinfo=UTC)), SlotsTooFarApart),
        ([(date(2020, 4, 13), date(2020, 4, 15))], half_days(1, first=AFTER), StayInPast),
        ([(MONDAY, MONDAY), (FRIDAY, FRIDAY)], half_days(4, first=AFTER), OneStayOnly),
    ],
)
def test_parts_that_make_no_exchange_are_refused_with_their_reason(pilot, spots, sessions, error):
    """Nothing is offered."""
    pair = build_pair(pilot)
    with pytest.raises(error):
        dates.offer_times(pilot, pair.visitor, pair.id, spots, sessions)
    assert dates.open_offer(pilot, pair.exchange) is None


def test_a_call_that_knows_only_one_of_both_says_so(work, pilot):
    """Not that people are told of sessions in a call without them."""
    pair = build_pair(work)
    only_online = replace(pilot, scheme=pilot.scheme.model_copy(update={"hybrid": None}))
    for one in (work, only_online):
        with pytest.raises(NotHybrid):
            dates.offer_times(one, pair.visitor, pair.id, SPOT, half_days(2, first=AFTER))


def test_both_parts_are_reminded_of(pilot):
    """The journey to the part on the spot, and each session."""
    signed(pilot, SPOT, half_days(2, first=AFTER))
    assert len(planned(pilot, SESSION_NEAR)) == 8
    assert {one.facts["starts"] for one in planned(pilot, DEPARTURE_NEAR)} == {"2027-04-12"}


def test_only_days_on_the_spot_take_a_place_at_the_host(pilot):
    """And are on the sheet that both sign, with the sessions in the calendar and on the paper."""
    pair = signed(pilot, SPOT, half_days(2, first=AFTER))
    exchange, host = pair.exchange, pilot.load(Application, pair.exchange.host_id)
    booked = bookings_at(pilot, host)
    assert [booked.taken_on(day) for day in (MONDAY, WEDNESDAY, FRIDAY, AFTER.date())] == [
        1,
        1,
        0,
        0,
    ]
    sheet = _sheet(pilot, exchange, {ExchangeState.READY})
    assert [day for day, _ in sheet.days] == days_on_the_spot(pilot, exchange)
    told = _stay(pilot, exchange, plain_english).words
    assert "2027-04-12 – 2027-04-14" in told
    assert "2027-04-20, 09:00–12:00" in told
    more = dict(paper_of(pilot, exchange, current_commitment(pilot, exchange)).more)
    assert more["Days at the host's"] == "2027-04-12 – 2027-04-14"
    assert "2027-04-21" in more["Sessions online"]


def test_what_was_held_counts_beside_the_days_on_the_spot(pilot):
    """One of two mornings is no working day; the sum does not hang on it."""
    pair = signed(pilot, SPOT, half_days(2, first=AFTER))
    exchange = pair.exchange
    course.start_exchange(replace(pilot, now=datetime(2027, 4, 12, 8, tzinfo=UTC)), pair.id)
    over = replace(pilot, now=AFTER + timedelta(days=3))
    hold(over, pair, 1)
    assert course.finish_exchange(over, pair.id)
    assert (exchange.working_days, exchange.lump_sum) == (3, Decimal(390))
    hold(over, pair, 2)
    assert (exchange.working_days, exchange.lump_sum) == (4, Decimal(390))
    certificate = _certificate(over, exchange, Side.VISITOR)
    assert (certificate.working_days, certificate.online_days) == (4, 1)
    assert splits(over, pair.vop_officer, Split.FORM) == [(("hybrid",), 1)]
    found = progress(over, pair.vop_officer)
    assert (found.online, found.hybrid) == (0, 1)


def test_what_was_broken_off_counts_as_far_as_it_went(pilot):
    """Two days on the spot, and no session any more: no exchange, nothing paid."""
    pair = signed(pilot, SPOT, half_days(2, first=AFTER))
    then = replace(pilot, now=datetime(2027, 4, 13, 12, tzinfo=UTC))
    course.start_exchange(then, pair.id)
    course.interrupt_exchange(then, pair.visitor, pair.id, date(2027, 4, 13), "ill")
    assert (pair.exchange.working_days, pair.exchange.lump_sum) == (2, Decimal(0))


def test_a_correction_counts_the_days_on_the_spot_and_keeps_the_sessions(pilot):
    """The desk finds that the visitor left a day early."""
    pair = signed(pilot, [(MONDAY, FRIDAY)], half_days(2, first=AFTER))
    course.start_exchange(replace(pilot, now=datetime(2027, 4, 12, 8, tzinfo=UTC)), pair.id)
    over = replace(pilot, now=AFTER + timedelta(days=3))
    hold(over, pair, 2)
    course.finish_exchange(over, pair.id)
    assert (pair.exchange.working_days, pair.exchange.lump_sum) == (6, Decimal(780))
    tuesday = date(2027, 4, 13)
    found = correcting.would_be(over, pair.vop_officer, pair.id, AFTER.date(), first_day=tuesday)
    assert (found.working_days, found.sum.amount.amount) == (5, Decimal(390))


def test_a_stay_in_two_slots_is_as_long_as_both(eye):
    """Paid by the month: nearly two of 21 working days, at the rate of Portugal."""
    pair = agreed(eye, [MAY, MARCH])
    exchange = pair.exchange
    assert (exchange.form, spots_of(eye, exchange)) == (ExchangeForm.VISIT, [MARCH, MAY])
    assert (exchange.starts_on, exchange.ends_on) == (MARCH[0], MAY[1])
    assert (exchange.working_days, exchange.lump_sum) == (38, Decimal(1560))
    booked = bookings_at(eye, eye.load(Application, exchange.host_id))
    assert [booked.taken_on(day) for day in (MARCH[1], date(2027, 4, 12), MAY[0])] == [1, 0, 1]


@pytest.mark.parametrize(
    ("slots", "error"),
    [
        ([MARCH, (date(2027, 3, 22), date(2027, 4, 16))], SlotsMeet),
        ([MARCH, (date(2027, 5, 3), date(2027, 5, 5))], SlotTooShort),
        ([MARCH, (date(2028, 3, 1), date(2028, 3, 31))], SlotsTooFarApart),
        (
            [(date(2027, 3, 1), date(2027, 5, 31)), (date(2027, 7, 1), date(2027, 10, 29))],
            StayTooLong,
        ),
        (
            [(date(2027, 3, 1), date(2027, 3, 5)), (date(2027, 5, 3), date(2027, 5, 7))],
            StayTooShort,
        ),
    ],
)
def test_slots_that_make_no_stay_are_refused_with_their_reason(eye, slots, error):
    """Weeks inside twelve months, together one to six."""
    pair = build_pair(eye)
    with pytest.raises(error):
        dates.offer_times(eye, pair.visitor, pair.id, slots)


def test_where_a_call_has_no_slots_a_stay_is_in_one_piece(work):
    """As in ClusterXchange."""
    pair = build_pair(work)
    with pytest.raises(OneStayOnly):
        dates.offer_times(work, pair.visitor, pair.id, [MARCH, MAY])


def test_each_slot_is_reminded_of_and_its_days_stand(eye):
    """Also the second, when the stay is under way already."""
    pair = signed(eye, [(date(2027, 3, 15), date(2027, 4, 9)), MAY])
    assert {one.facts["starts"] for one in planned(eye, DEPARTURE_NEAR)} == {
        "2027-03-15",
        "2027-05-03",
    }
    with pytest.raises(PiecesStand):
        amending.would_amend(eye, pair.visitor, pair.id, Change(ends_on=date(2027, 5, 14)))


def test_a_stay_in_slots_that_is_broken_off_is_worth_what_was_stayed(eye):
    """The first slot alone: a month, nothing of the second."""
    pair = signed(eye, [MARCH, MAY])
    begun = replace(eye, now=datetime(2027, 3, 1, 9, tzinfo=UTC))
    course.start_exchange(begun, pair.id)
    between = replace(eye, now=datetime(2027, 4, 12, 9, tzinfo=UTC))
    course.interrupt_exchange(between, pair.visitor, pair.id, date(2027, 4, 9), "ill")
    assert (pair.exchange.working_days, pair.exchange.lump_sum) == (19, Decimal(780))


@pytest.mark.parametrize(
    ("table", "why"),
    [
        ("[hybrid]\nleast_days_on_the_spot = 1\n", "hybrid: what is partly online"),
        (
            "[online]\n[hybrid]\nleast_days_on_the_spot = 4\npaid_from_days = 3\n",
            "paid_from_days is below",
        ),
        ("[slots]\nmonths = 5\n[stay]\nmax_months = 6\n", "slots: a stay in one piece"),
    ],
)
def test_a_call_that_contradicts_itself_says_where(tmp_path, table, why):
    """Two tables of which one makes the other impossible."""
    path = tmp_path / "call.toml"
    path.write_text(f'like = "clusterxchange"\n{table}', encoding="utf-8")
    assert whole_call(path.read_text(encoding="utf-8"))
    with pytest.raises(SchemeInvalid, match=why):
        load_scheme(path)


TODAY = date(2027, 1, 4)


@pytest.mark.parametrize(
    ("typed", "spots", "half_days_"),
    [
        ("12–14 April, Tue 20 April 9-12", [((4, 12), (4, 14))], [(20, 9)]),
        ("12.-14. April und 20. April 9-12 Uhr", [((4, 12), (4, 14))], [(20, 9)]),
        ("20 April 9-12, 22 April 9-12, 10-12 May", [((5, 10), (5, 12))], [(20, 9), (22, 9)]),
        ("1–26 March, 3–28 May", [((3, 1), (3, 26)), ((5, 3), (5, 28))], []),
        ("1.3.-26.3. und 3.5.-28.5.", [((3, 1), (3, 26)), ((5, 3), (5, 28))], []),
        (
            "2027-03-01 to 2027-03-26\n2027-05-03 to 2027-05-28",
            [((3, 1), (3, 26)), ((5, 3), (5, 28))],
            [],
        ),
        ("13 April and 15 April 9-12", [], [(13, 9), (15, 9)]),
        ("12-16 April", [((4, 12), (4, 16))], []),
        ("any week", [], []),
    ],
)
def test_days_and_half_days_are_read_as_people_type_them(typed, spots, half_days_):
    """What has hours is a half day; from one day to another is a stay."""
    stays, found = times_in(typed, TODAY, UTC)
    assert [tuple((day.month, day.day) for day in one) for one in stays] == spots
    assert [(one.day, one.hour) for one, _ in found] == half_days_


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 60)), min_size=2, max_size=5))
def test_no_day_is_stayed_twice(drawn):
    """Whatever is offered in slots is refused, or counts each of its days once, at most six months of them."""
    scheme = load_scheme("young_entrepreneurs")
    slots = [(TODAY + timedelta(days=at), TODAY + timedelta(days=at + long)) for at, long in drawn]
    try:
        found = check_slots(slots, "PT", TODAY, scheme)
    except CxcError:
        return
    assert len(set(found.days)) == found.count <= sum(long + 1 for _, long in drawn) <= 6 * 31
