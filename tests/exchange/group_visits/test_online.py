"""A group visit online, or partly so: half days instead of days, no travel, and who was there session by session."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from exchange.errors import NotFound, NotPossibleNow
from exchange.group_visits import attending, changing, joining, looking, publishing, talks
from exchange.group_visits.changing import Changes
from exchange.group_visits.errors import (
    ElsewhereThen,
    GuestsHaveSigned,
    HostsThenAlready,
    TalksAreThere,
)
from exchange.group_visits.times import Busy, at_one_time
from exchange.people.sameness import visits_used_up
from exchange.people.spots import spots_of
from exchange.scheme.call import load_scheme
from exchange.timing.group_visits import GROUP_SESSION_HELD, GROUP_SESSION_NEAR
from exchange.timing.sessions import SESSION_HELD, SESSION_NEAR, sessions_of
from exchange.visiting.counted import SessionToCome
from exchange.visiting.online import NotOnline, Session, TooFewSessions, kept
from storage.tables import (
    Due,
    ExchangeForm,
    ExchangeState,
    GroupVisitState,
    Outbox,
    Role,
)
from tests.builders.records.applicants import accepted, host, visitor
from tests.builders.records.dues import do_what_is_due
from tests.builders.records.groups import (
    ENDS,
    STARTS,
    exchange_of,
    guests,
    programme,
    published,
    sign,
)
from tests.builders.records.works import working
from tests.exchange.visiting.test_online import half_days

LINK = "https://meet.example.eu/1"
FIRST = datetime(2027, 4, 20, 8, tzinfo=UTC)  # a Tuesday after the days on the spot
SESSIONS = kept(half_days(6, apart=2))


@pytest.fixture
def work():
    """The pilot's call, which has exchanges online and partly online."""
    with working(seeded=True) as found:
        yield replace(found, scheme=load_scheme("pilot"))


def online(count=6, **changes):
    """What makes a programme one of half days, every second morning from a Monday on."""
    sessions = half_days(count, apart=2)
    last = sessions[-1].starts.date()
    told = {"starts_on": STARTS, "ends_on": last, "sessions": kept(sessions), "link": LINK}
    return told | changes


def partly(**changes):
    """Two days on the spot, and two mornings in the week after."""
    sessions = half_days(2, first=FIRST)
    told = {
        "starts_on": STARTS,
        "ends_on": date(2027, 4, 21),
        "slots": [[f"{STARTS}", f"{date(2027, 4, 13)}"]],
        "sessions": kept(sessions),
    }
    return told | changes


def test_a_guest_online_has_an_exchange_of_half_days(work):
    """One tap: half days, link and working days are those of the group; nobody travels, so nothing is paid."""
    _, visit = published(work, **online())
    ((_, guest),) = guests(work, visit, 1)
    exchange = exchange_of(work, guest)
    assert (exchange.form, exchange.working_days, exchange.lump_sum, exchange.link) == (
        ExchangeForm.ONLINE,
        3,
        Decimal(0),
        LINK,
    )
    own = [Session(one.starts_at, one.ends_at) for one in sessions_of(work, exchange)]
    assert kept(own) == SESSIONS


def test_a_guest_of_a_hybrid_group_is_here_and_there(work):
    """Days on the spot and half days beside them, as the call counts them: below three days on the spot nothing is paid."""
    _, visit = published(work, **partly())
    ((_, guest),) = guests(work, visit, 1)
    exchange = exchange_of(work, guest)
    assert (exchange.form, exchange.working_days, exchange.lump_sum) == (
        ExchangeForm.HYBRID,
        3,
        Decimal(0),
    )
    assert spots_of(work, exchange) == [(STARTS, date(2027, 4, 13))]


@pytest.mark.parametrize(
    ("told", "days", "amount"), [(online, 3, 0), (partly, 3, 0), (dict, 3, 390)]
)
def test_what_is_shown_before_joining_is_what_stands_after(work, told, days, amount):
    """Nobody joins for another sum than the one on the card."""
    _, visit = published(work, **told())
    who, own = visitor(work, organisation_name="Quartz Mill")
    shown = looking.worth(work, own, visit)
    exchange = exchange_of(work, joining.join(work, who, visit.id))
    assert (shown[0], shown[1].amount.amount) == (days, Decimal(amount))
    assert (exchange.working_days, exchange.lump_sum) == (days, Decimal(amount))


@pytest.mark.parametrize(
    ("told", "error"),
    [(online(5), TooFewSessions), (online(1), TooFewSessions)],
)
def test_too_few_half_days_are_no_group_visit(work, told, error):
    """As of every exchange online."""
    with pytest.raises(error):
        published(work, **told)


def test_a_call_without_half_days_has_no_group_visits_online(work):
    """Whoever published one under it is told so."""
    with pytest.raises(NotOnline):
        published(replace(work, scheme=load_scheme("clusterxchange")), **online())


def test_on_the_spot_there_is_no_link(work):
    """Neither by use case nor by hand."""
    _, visit = published(work, link=LINK)
    assert visit.link == ""
    visit.link = LINK
    with pytest.raises(IntegrityError):
        work.add(visit)
    work.session.rollback()


def test_a_host_gives_two_groups_online_at_other_hours_of_a_day(work):
    """On the spot one is in one place a day; at a screen one is in one session at a time."""
    who, _ = published(work, **online())
    afternoons = kept([replace(one, starts=one.starts + timedelta(hours=5), ends=one.ends + timedelta(hours=5)) for one in half_days(6, apart=2)])  # fmt: skip
    publishing.publish(work, who, programme(**online(sessions=afternoons)))
    with pytest.raises(HostsThenAlready):
        publishing.publish(work, who, programme(**online()))
    with pytest.raises(HostsThenAlready):
        publishing.publish(work, who, programme())  # on the spot, on the first of those days


def test_who_hosts_then_joins_nothing_then(work):
    """A day on the spot and half days of the same day are two places."""
    _, visit = published(work, **online())
    who, own = accepted(work, Role.BOTH, "AT", organisation_name="Quartz Mill")
    publishing.publish(work, who, programme())
    with pytest.raises(ElsewhereThen):
        joining.join(work, who, visit.id)
    assert not visits_used_up(work, own)


def busy(spots=(), hours=()):
    """Somebody on the spot on those days of April, and online at those hours of the 12th."""
    day = datetime(2027, 4, 12, tzinfo=UTC)
    return Busy(
        [(date(2027, 4, first), date(2027, 4, last)) for first, last in spots],
        [Session(day.replace(hour=starts), day.replace(hour=ends)) for starts, ends in hours],
        "Europe/Lisbon",
    )


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        (busy([(12, 14)]), busy([(14, 16)]), True),
        (busy([(12, 14)]), busy([(15, 16)]), False),
        (busy([(12, 14)]), busy(hours=[(8, 11)]), True),
        (busy([(13, 14)]), busy(hours=[(8, 11)]), False),
        (busy(hours=[(8, 11)]), busy(hours=[(11, 14)]), False),
        (busy(hours=[(8, 11)]), busy(hours=[(10, 14)]), True),
        (busy(), busy([(12, 14)]), False),
    ],
)
def test_what_is_at_one_time(one, other, meet):
    """Days on the spot are whole, half days are hours; either way round."""
    assert at_one_time(one, other) is at_one_time(other, one) is meet


SPANS = st.lists(st.tuples(st.integers(1, 25), st.integers(0, 3)), max_size=3)


@given(SPANS, SPANS)
def test_two_stays_share_a_day_or_are_apart(one, other):
    """As sets of days say it."""
    here, there = ([(first, first + more) for first, more in told] for told in (one, other))
    days = [
        {day for first, last in told for day in range(first, last + 1)} for told in (here, there)
    ]
    assert at_one_time(busy(here), busy(there)) is bool(days[0] & days[1])


def test_half_days_move_until_a_paper_is_signed(work):
    """Until then every guest has the new ones at once; then they stand, and nothing is half-done."""
    who, visit = published(work, **online())
    ((person, guest),) = guests(work, visit, 1)
    moved = kept(half_days(6, first=FIRST))
    week = {"starts_on": date(2027, 4, 20), "ends_on": date(2027, 4, 25), "sessions": moved}
    changing.change(work, who, visit.id, Changes(**week), "Another week")
    exchange = exchange_of(work, guest)
    own = [Session(one.starts_at, one.ends_at) for one in sessions_of(work, exchange)]
    assert (kept(own), exchange.starts_on) == (moved, date(2027, 4, 20))
    sign(work, person, who, exchange)
    with pytest.raises(GuestsHaveSigned):
        changing.change(work, who, visit.id, Changes(**online()), "Back again")
    changing.change(work, who, visit.id, Changes(programme="Dyeing, then talks."), "Other words")
    assert exchange.state is ExchangeState.READY


def test_a_link_reaches_every_guest_at_any_time(work):
    """Told later, or another one: it is in each exchange, and the calendars come anew, once."""
    who, visit = published(work, **online(link=""))
    found = guests(work, visit, 2)
    changing.tell_link_to_all(work, who, visit.id, LINK)
    changing.tell_link_to_all(work, who, visit.id, LINK)
    assert {exchange_of(work, guest).link for _, guest in found} == {LINK}
    for person, _ in found:
        query = select(Outbox.kind).where(
            Outbox.chat_id == person.telegram_id, Outbox.kind == "calendar.changed"
        )
        assert len(work.session.exec(query).all()) == 2  # with the half days, and with the link
    stranger, _ = host(work, organisation_name="Another Mill")
    with pytest.raises(NotFound):
        changing.tell_link_to_all(work, stranger, visit.id, LINK)
    changing.cancel(work, who, visit.id, "illness")
    with pytest.raises(NotPossibleNow):
        changing.tell_link_to_all(work, who, visit.id, LINK)


def test_on_the_spot_no_link_is_told(work):
    """There is nothing to meet at."""
    who, visit = published(work)
    with pytest.raises(NotPossibleNow):
        changing.tell_link_to_all(work, who, visit.id, LINK)


def test_a_group_that_comes_to_the_host_after_all_has_no_link(work):
    """From half days to days: who has joined has days, and their sum."""
    who, visit = published(work, **online())
    ((_, guest),) = guests(work, visit, 1)
    days = Changes(starts_on=STARTS, ends_on=ENDS, slots=[], sessions=[])
    changing.change(work, who, visit.id, days, "Come and see")
    exchange = exchange_of(work, guest)
    assert (visit.link, exchange.link, exchange.form, exchange.lump_sum) == (
        "",
        "",
        ExchangeForm.VISIT,
        Decimal(390),
    )


def test_short_talks_are_where_the_host_is(work):
    """Nobody near by is asked to a place where no guest comes."""
    who, visit = published(work, **online())
    guests(work, visit, 1)
    with pytest.raises(TalksAreThere):
        talks.ask(work, who, visit.id)


def under_way(work, count=2):
    """A host, a group visit online whose papers are signed, its guests, and the time after the second session."""
    who, visit = published(work, **online())
    found = guests(work, visit, count)
    for person, guest in found:
        sign(work, person, who, exchange_of(work, guest))
    after = replace(work, now=FIRST.replace(day=14, hour=12))
    do_what_is_due(after)
    return who, visit, found, after


def test_a_host_is_asked_once_a_session_and_not_once_a_guest(work):
    """Six sessions, ten guests: a host hears of six, and each guest of their own."""
    who, visit, found, _ = under_way(work, 2)
    query = select(Due.kind, Due.subject).where(Due.kind.in_([GROUP_SESSION_HELD, SESSION_HELD]))  # type: ignore[attr-defined]
    rows = list(work.session.exec(query))
    assert [one for one in rows if one[0] == GROUP_SESSION_HELD] == [
        (GROUP_SESSION_HELD, visit.id)
    ] * 6
    assert len([one for one in rows if one[0] == SESSION_HELD]) == 6 * len(found)
    sides = select(Due.facts).where(Due.kind == SESSION_NEAR)
    assert {one["side"] for one in work.session.exec(sides)} == {"visitor"}
    asked = select(Outbox.kind).where(
        Outbox.chat_id == who.telegram_id, Outbox.kind == GROUP_SESSION_HELD
    )
    assert len(work.session.exec(asked).all()) == 2  # of those that are over


def test_what_a_guest_attended_counts_for_that_guest_alone(work):
    """A tick is one guest's, one session's; the later word counts."""
    who, visit, ((_, ana), (_, ben)), after = under_way(work)
    attending.tell_there(after, who, ana.id, 0, there=True)
    attending.tell_there(after, who, ben.id, 0, there=True)
    attending.tell_there(after, who, ben.id, 0, there=False)
    held = [
        [one.held for one in sessions_of(after, exchange_of(after, guest))][:2]
        for guest in (ana, ben)
    ]
    assert held == [[True, None], [False, None]]
    assert attending.open_in(after, visit, 0) == []
    assert attending.open_in(after, visit, 1) == [ana, ben]


@pytest.mark.parametrize(("number", "error"), [(3, SessionToCome), (9, NotFound)])
def test_nobody_was_in_what_is_still_to_come(work, number, error):
    """Nor in a session that there is not."""
    who, _, ((_, ana), _), after = under_way(work)
    with pytest.raises(error):
        attending.tell_there(after, who, ana.id, number, there=True)


def test_a_stranger_ticks_nobody_off(work):
    """The host's word is the host's."""
    _, _, ((person, ana), _), after = under_way(work)
    for other in (person, host(work, organisation_name="Another Mill")[0]):
        with pytest.raises(NotFound):
            attending.tell_there(after, other, ana.id, 0, there=True)


def test_who_was_in_all_half_days_has_a_valid_exchange_and_who_missed_some_has_none(work):
    """Six half days are three working days, the shortest exchange; five are two, and no exchange in any figure."""
    who, visit, ((_, ana), (_, ben)), _ = under_way(work)
    over = replace(work, now=datetime(2027, 4, 23, 12, tzinfo=UTC))
    do_what_is_due(over)
    for number in range(6):
        attending.tell_there(over, who, ana.id, number, there=True)
        attending.tell_there(over, who, ben.id, number, there=number > 0)
    assert [exchange_of(over, one).working_days for one in (ana, ben)] == [3, 2]
    assert len(attending.sessions_over(over, visit)) == 6


def test_a_group_online_that_is_called_off_reminds_nobody(work):
    """Its host hears of no session any more."""
    who, visit = published(work, **online())
    guests(work, visit, 1)
    changing.cancel(work, who, visit.id, "illness")
    assert visit.state is GroupVisitState.CANCELLED
    do_what_is_due(replace(work, now=FIRST.replace(day=14, hour=12)))
    query = select(Outbox.kind).where(Outbox.chat_id == who.telegram_id)
    kinds = set(work.session.exec(query))
    assert not kinds & {GROUP_SESSION_NEAR, GROUP_SESSION_HELD}
