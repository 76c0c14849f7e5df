"""A group visit is published and joined: a seat is sold once, each guest has an exchange of their own."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from exchange.applying.hosting import NoHost, change_hosting
from exchange.finding.group_seats import group_of, seats_of
from exchange.group_visits import changing, joining, looking, publishing
from exchange.group_visits.changing import Changes
from exchange.group_visits.errors import (
    AskedAlready,
    AwayThen,
    ElsewhereThen,
    HostsThenAlready,
    JoinedAlready,
    NoSeatOffered,
    NothingToLeave,
    SeatsOutOfRange,
    TooLateToJoin,
    TooManyGroupVisits,
    WaitsAlready,
)
from exchange.notices import Notice
from exchange.proposing.errors import NotAcceptedYet, SameCountry, VisitsUsedUp
from exchange.proposing.proposals import decline_proposal, expire_proposal, open_proposals
from exchange.scheme.stay import StayInPast, StayTooLong, StayTooShort
from exchange.visiting import commitments, course, dates
from exchange.visiting.dates import DaysOfTheGroup
from storage.tables import (
    Application,
    DateOffer,
    ExchangeState,
    GroupGuest,
    GroupSeat,
    GuestState,
    Outbox,
    Proposal,
    Role,
)
from tests.builders.records.applicants import accepted, applicant, host, invite, visitor
from tests.builders.records.dues import do_what_is_due
from tests.builders.records.groups import (
    ENDS,
    STARTS,
    exchange_of,
    guests,
    holders,
    programme,
    published,
    states,
)
from tests.builders.records.pairs import PAPER
from tests.builders.records.reading import heard
from tests.builders.records.works import later, working


@pytest.fixture
def work():
    """A seeded database."""
    with working(seeded=True) as found:
        yield found


def told(work, person):
    """The kinds of what somebody was told, in order."""
    query = select(Outbox.kind).where(Outbox.chat_id == person.telegram_id).order_by(Outbox.id)
    return list(work.session.exec(query))


def test_a_guest_has_an_exchange_with_the_days_of_the_group(work):
    """One tap: dates, working days and lump sum stand; the host answers nothing, and is told."""
    who, visit = published(work)
    ((person, guest),) = guests(work, visit, 1)
    exchange = exchange_of(work, guest)
    assert (exchange.state, exchange.starts_on, exchange.ends_on, exchange.working_days) == (
        ExchangeState.COMMITMENT,
        STARTS,
        ENDS,
        3,
    )
    assert exchange.lump_sum == Decimal(390)  # half of Portugal's 780: fewer than five days
    assert group_of(work, exchange) == visit
    assert "proposal.accepted" in told(work, who)
    assert "calendar.changed" in told(work, person)
    assert "calendar.changed" not in told(work, who)


def test_seats_are_taken_in_order_and_then_there_is_a_list(work):
    """The fourth of three waits; nobody is refused."""
    _, visit = published(work, seats=3)
    found = guests(work, visit, 5)
    assert states(work, visit) == ["joined", "joined", "joined", "waiting", "waiting"]
    assert holders(work, visit) == [guest.id for _, guest in found[:3]]
    assert seats_of(work, visit).free == 0


def test_ten_fill_a_group_visit_of_ten(work):
    """Helsinki in 2023: ten visitors, ten exchanges, ten lump sums."""
    _, visit = published(work, seats=10)
    found = guests(work, visit, 10)
    assert states(work, visit) == ["joined"] * 10
    assert len({exchange_of(work, guest).id for _, guest in found}) == 10
    assert sum(exchange_of(work, guest).lump_sum for _, guest in found) == Decimal(3900)


def test_who_comes_with_colleagues_takes_as_many_seats(work):
    """Two people take two; who does not fit any more waits, though one seat is left."""
    _, visit = published(work, seats=3)
    found = guests(work, visit, 2, party=2)
    assert states(work, visit) == ["joined", "waiting"]
    assert holders(work, visit) == [found[0][1].id, found[0][1].id, None]


def test_nobody_goes_past_who_waits(work):
    """A seat that would do for somebody on the list is not for who comes now; one that would not, is."""
    _, visit = published(work, seats=3)
    guests(work, visit, 1, party=2)  # one seat is left
    guests(work, visit, 1, party=2)  # waits: two are needed
    one_more, _ = visitor(work, organisation_name="Quartz Mill")
    assert joining.join(work, one_more, visit.id).state is GuestState.JOINED


@pytest.mark.parametrize(
    ("prepare", "error"),
    [
        ({"seats": 3}, JoinedAlready),
        ({"seats": 3, "chooses": True}, AskedAlready),
    ],
)
def test_who_joins_twice_is_told_so(work, prepare, error):
    """One seat is enough, and nothing is done twice."""
    _, visit = published(work, **prepare)
    ((person, _),) = guests(work, visit, 1)
    with pytest.raises(error):
        joining.join(work, person, visit.id)
    assert len(states(work, visit)) == 1


def test_who_waits_twice_keeps_the_place(work):
    """A second tap does not lose, or double, the place."""
    _, visit = published(work, seats=2)
    person, _ = guests(work, visit, 3)[-1]
    with pytest.raises(WaitsAlready):
        joining.join(work, person, visit.id)


def test_a_visit_is_made_once_only(work):
    """Who has a visit agreed joins none; who has joined one has no other."""
    _, visit = published(work)
    ((person, _),) = guests(work, visit, 1)
    who, hosting = host(work, "FI")
    del who
    with pytest.raises(VisitsUsedUp):
        invite(work, person, hosting)
    _, other = published(work, starts_on=date(2027, 5, 3), ends_on=date(2027, 5, 7))
    with pytest.raises(VisitsUsedUp):
        joining.join(work, person, other.id)


def test_joining_withdraws_what_else_was_asked(work):
    """As with every accepted pair, open invitations of the visitor go."""
    _, visit = published(work)
    person, application = visitor(work)
    _, hosting = host(work, "FI")
    invite(work, person, hosting)
    joining.join(work, person, visit.id)
    assert open_proposals(work, application) == []


def test_the_rules_of_pairs_hold(work):
    """Countrymen, people under review and hosts do not join."""
    _, visit = published(work)
    same, _ = visitor(work, "PT", organisation_name="Quartz Mill")
    with pytest.raises(SameCountry):
        joining.join(work, same, visit.id)
    waiting, _ = applicant(work)
    with pytest.raises(NotAcceptedYet):
        joining.join(work, waiting, visit.id)


def test_nobody_is_in_two_places_on_one_day(work):
    """Who receives a group of their own on those days does not travel then."""
    _, visit = published(work)
    both, _ = accepted(work, Role.BOTH, "FI", capacity=2)
    publishing.publish(
        work, both, programme(starts_on=date(2027, 4, 14), ends_on=date(2027, 4, 16))
    )
    with pytest.raises(ElsewhereThen):
        joining.join(work, both, visit.id)


def test_it_closes_before_it_begins(work):
    """Papers have to be signed: seven days before is the last day to join."""
    _, visit = published(work)
    person, _ = visitor(work)
    with pytest.raises(TooLateToJoin):
        joining.join(later(work, days=36), person, visit.id)
    assert joining.join(later(work, days=35), person, visit.id).state is GuestState.JOINED


def test_a_host_that_chooses_is_asked(work):
    """The seat is kept meanwhile; a yes gives the exchange its days, a no gives the seat back."""
    who, visit = published(work, chooses=True, seats=2)
    (ana, one), (_, two) = guests(work, visit, 2)
    assert seats_of(work, visit).free == 0
    assert told(work, who).count("proposal.received") == 2
    exchange = joining.agree(work, who, one.proposal_id)
    assert (exchange.state, exchange.starts_on) == (ExchangeState.COMMITMENT, STARTS)
    assert "proposal.accepted" in told(work, ana)
    decline_proposal(work, who, two.proposal_id, "other")
    assert states(work, visit) == ["joined", "left"]
    assert seats_of(work, visit).free == 1


def test_an_unanswered_request_gives_its_seat_back(work):
    """As it expires, so does the seat that was kept."""
    _, visit = published(work, chooses=True)
    ((_, guest),) = guests(work, visit, 1)
    assert expire_proposal(work, guest.proposal_id)
    assert (states(work, visit), seats_of(work, visit).free) == (["left"], 3)


def test_who_asked_leaves_by_taking_it_back(work):
    """A request is withdrawn, whoever waits just goes; nobody else can."""
    _, visit = published(work, chooses=True, seats=2)
    found = guests(work, visit, 3)
    for person, _ in found[1:]:
        joining.leave(work, person, visit.id)
    assert states(work, visit) == ["asked", "left", "left"]
    with pytest.raises(NothingToLeave):
        joining.leave(work, found[1][0], visit.id)
    with pytest.raises(NoSeatOffered):
        joining.take_offer(work, found[1][0], visit.id)


def test_a_cancelled_exchange_frees_its_seat(work):
    """By its own side, in the way that there is."""
    _, visit = published(work)
    ((person, guest),) = guests(work, visit, 1)
    course.cancel_exchange(work, person, exchange_of(work, guest).id, "illness")
    assert (states(work, visit), seats_of(work, visit).free) == (["left"], 3)
    assert joining.join(work, person, visit.id).state is GuestState.JOINED  # and may come again


def test_the_days_are_those_of_the_group(work):
    """No guest agrees on others alone."""
    _, visit = published(work)
    ((person, guest),) = guests(work, visit, 1)
    with pytest.raises(DaysOfTheGroup):
        dates.reopen_dates(work, person, exchange_of(work, guest).id)
    assert len(work.session.exec(select(DateOffer)).all()) == 1


def test_seats_are_beside_the_places_of_a_host(work):
    """A group of five takes none of the two places for single visits, nor keeps a host from changing them."""
    who, visit = published(work, seats=5)
    guests(work, visit, 5)
    assert change_hosting(work, who, capacity=2).capacity == 2
    person, _ = visitor(work)
    proposal = invite(work, person, work.load(Application, visit.host_id))
    assert proposal.state.value == "proposed"


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"seats": 1}, SeatsOutOfRange),
        ({"seats": 41}, SeatsOutOfRange),
        ({"starts_on": date(2027, 4, 13)}, StayTooShort),
        ({"starts_on": date(2027, 2, 1)}, StayInPast),
        ({"ends_on": date(2027, 6, 14)}, StayTooLong),
    ],
)
def test_what_cannot_be_published(work, changes, error):
    """Each guest's stay has to be one that the scheme knows."""
    who, _ = host(work)
    with pytest.raises(error):
        publishing.publish(work, who, programme(**changes))


def test_who_may_publish(work):
    """Accepted hosts, and not without an end."""
    person, _ = visitor(work)
    with pytest.raises(NoHost):
        publishing.publish(work, person, programme())
    who, _ = host(work)
    for week in range(publishing.MOST_TO_COME):
        publishing.publish(work, who, weeks_on(week))
    with pytest.raises(TooManyGroupVisits):
        publishing.publish(work, who, weeks_on(publishing.MOST_TO_COME))


def weeks_on(count):
    """What a host tells, for so many weeks later."""
    later_ = timedelta(weeks=count)
    return programme(starts_on=STARTS + later_, ends_on=ENDS + later_)


def test_a_host_receives_one_group_at_a_time(work):
    """One that is called off is none; another host may."""
    who, visit = published(work)
    with pytest.raises(HostsThenAlready):
        publishing.publish(work, who, programme(starts_on=ENDS, ends_on=ENDS + timedelta(days=2)))
    other = publishing.publish(work, who, weeks_on(1))
    with pytest.raises(HostsThenAlready):
        changing.change(work, who, other.id, Changes(starts_on=ENDS), "The fair was moved.")
    changing.change(work, who, visit.id, Changes(ends_on=STARTS + timedelta(days=3)), "Longer.")
    changing.cancel(work, who, visit.id, "No fair.")
    publishing.publish(work, who, programme())
    published(work)


def test_who_travels_then_receives_nobody(work):
    """Nobody is in two places on one day, whichever comes first."""
    _, visit = published(work)
    both, _ = accepted(work, Role.BOTH, "FI", capacity=2)
    joining.join(work, both, visit.id)
    with pytest.raises(AwayThen):
        publishing.publish(work, both, programme())


def test_why_nobody_can_join_is_known(work):
    """By the rule, of one and of all to come; nothing where nothing stands in the way."""
    _, visit = published(work)
    _, own = visitor(work)
    _, near = visitor(work, "PT", organisation_name="Quartz Mill")
    assert looking.obstacle(work, own, visit) is None
    assert isinstance(looking.obstacle(work, near, visit), SameCountry)
    assert isinstance(looking.obstacle(later(work, days=36), own, visit), TooLateToJoin)
    assert looking.obstacles(work, near) == {SameCountry: 1}
    assert looking.obstacles(work, own) == {}


def test_who_waits_in_vain_is_told_when_the_list_is_over(work):
    """Once, when it is too late for papers; not while seats are given, as after other days."""
    who, visit = published(work, seats=2)
    found = guests(work, visit, 3)
    waits = found[2][0]
    changing.change(work, who, visit.id, Changes(ends_on=date(2027, 4, 15)), "Longer.")
    do_what_is_due(later(work, days=35))
    assert Notice.GROUP_LIST_OVER not in heard(work, waits)
    moved = Changes(starts_on=date(2027, 4, 19), ends_on=date(2027, 4, 21))
    changing.change(later(work, days=34), who, visit.id, moved, "The fair was moved.")
    do_what_is_due(later(work, days=37))
    assert Notice.GROUP_LIST_OVER not in heard(work, waits)
    do_what_is_due(later(work, days=43))
    do_what_is_due(later(work, days=44))
    assert heard(work, waits).count(Notice.GROUP_LIST_OVER) == 1
    assert states(work, visit) == ["joined", "joined", "left"]


def test_visitors_find_those_that_fit(work):
    """With why and what it is worth; not those of their own country, nor closed ones."""
    _, visit = published(work, ecosystems=["textiles"])
    _, own = visitor(work)
    _, near = visitor(work, "PT")
    (found,) = looking.fitting(work, own)
    assert (found.visit, found.seats.free, found.waiting) == (visit, 3, 0)
    assert found.match is not None
    assert looking.worth(work, own, visit)[1].amount.amount == Decimal(390)
    assert looking.fitting(work, near) == []
    assert looking.fitting(later(work, days=37), own) == []


def test_a_commitment_follows(work):
    """From here on an exchange is like all others."""
    _, visit = published(work)
    ((person, guest),) = guests(work, visit, 1)
    commitments.draw_up_commitment(work, person, exchange_of(work, guest).id, PAPER)
    assert exchange_of(work, guest).state is ExchangeState.SIGNING


WRONG = {
    "a seat twice": lambda seat, *_: GroupSeat(visit_id=seat.visit_id, number=seat.number),
    "a seat of another visit": lambda _, guest, other: GroupSeat(
        visit_id=other.id, number=99, guest_id=guest.id
    ),
    "a guest twice": lambda _, guest, __: GroupGuest(
        visit_id=guest.visit_id, visitor_id=guest.visitor_id, state="waiting", since=guest.since
    ),
    "no pair": lambda _, guest, other: GroupGuest(
        visit_id=other.id, visitor_id=guest.visitor_id, state="joined", since=guest.since
    ),
    "a pair twice": lambda _, guest, other: GroupGuest(
        visit_id=other.id,
        visitor_id=guest.visitor_id,
        state="asked",
        since=guest.since,
        proposal_id=guest.proposal_id,
    ),
}


@pytest.mark.parametrize("row", WRONG.values(), ids=WRONG.keys())
def test_the_database_refuses(work, row):
    """Constraints hold whatever the code does."""
    _, visit = published(work)
    _, other = published(work, starts_on=date(2027, 5, 3), ends_on=date(2027, 5, 7))
    ((_, guest),) = guests(work, visit, 1)
    seat = work.session.exec(select(GroupSeat).where(GroupSeat.visit_id == visit.id)).first()
    work.session.add(row(seat, guest, other))
    with pytest.raises(IntegrityError):
        work.session.flush()


def test_proposals_of_groups_are_those_there_are(work):
    """No second engine: a pair, accepted, between the two."""
    _, visit = published(work)
    ((_, guest),) = guests(work, visit, 1)
    pair = work.load(Proposal, guest.proposal_id)
    assert (pair.visitor_id, pair.host_id, pair.state.value) == (
        guest.visitor_id,
        visit.host_id,
        "accepted",
    )
