"""The demo's programme: complete, within the rules, and seeded once."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from sqlmodel import Session, SQLModel, select

from bot.demo.detours import DETOURS
from bot.demo.group_visit import GUESTS
from bot.demo.history import EPISODES
from bot.demo.members import Member, application_of, members, members_in, month_after
from bot.demo.programme import FIRST_MEMBER, FIRST_OFFICER, cast, seed_demo
from bot.demo.yours import own_desk
from exchange.finding.group_seats import seats_of
from exchange.finding.hosts import find_hosts
from exchange.scheme.call import load_scheme
from exchange.scheme.eligibility import Applicant, check_eligibility
from exchange.teaching.rules import takes_guests
from exchange.timing.calls import open_call
from exchange.twinning.agreeing import desks_of
from exchange.work import Work
from matching.places.cities import find_city
from matching.words.names import Certainty
from storage.tables import (
    Amendment,
    Application,
    ApplicationState,
    Course,
    Due,
    Entry,
    Exchange,
    ExchangeForm,
    ExchangeState,
    Hold,
    Membership,
    MembershipState,
    Outbox,
    OutboxState,
    Partnership,
    Payment,
    PaymentState,
    Role,
    Twinning,
    TwinningState,
)
from tests.builders.databases import migrated_database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from exchange.scheme.call import Scheme
    from storage.engine.database import Database

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
UNINVITED = "Taller Brisanova"
SCHEME = load_scheme("clusterxchange")
CLUSTERS = {one.name for entry in SCHEME.partnerships for one in entry.clusters}
WAITING = [one for one in members() if one.waits_days]
VISITORS = [one for one in members() if one.role is not Role.HOST]

each_member = pytest.mark.parametrize("member", members(), ids=lambda one: one.name)


@contextmanager
def _seeded(folder: Path, now: datetime, scheme: Scheme = SCHEME) -> Iterator[Database]:
    database = migrated_database(f"sqlite:///{folder / 'demo.sqlite'}")
    with database.transaction() as session:
        seed_demo(Work(session, now, scheme))
    yield database
    database.close()


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A database with the demo's programme in it."""
    with _seeded(tmp_path_factory.mktemp("demo"), NOW) as database:
        yield database


def _counts(database: Database) -> dict[str, int]:
    with database.transaction() as session:
        tables = SQLModel.metadata.sorted_tables
        return {one.name: len(session.connection().execute(one.select()).all()) for one in tables}


@each_member
def test_a_member_belongs_to_a_cluster_of_the_scheme(member: Member) -> None:
    """Every member's cluster is one that the scheme names."""
    assert {member.cluster} - CLUSTERS == set()


@each_member
def test_a_member_is_in_a_town_that_is_found(member: Member) -> None:
    """Every member's town is found in its country without asking back."""
    assert find_city(member.city, member.country).certainty == Certainty.SURE


@each_member
def test_a_member_uses_the_words_of_the_scheme(member: Member) -> None:
    """Every id that a member gives stands in the scheme."""
    given = {
        "sizes": {member.size},
        "ecosystems": set(member.ecosystems),
        "goals": set(member.goals),
        "activities": set(member.activities),
        "bodies": {member.body} - {None},
        "organisation_types": {member.type, *member.partner_kinds},
    }
    unknown = {kind: ids - {one.id for one in getattr(SCHEME, kind)} for kind, ids in given.items()}
    assert unknown == {kind: set() for kind in given}


@each_member
def test_a_member_may_take_part(member: Member) -> None:
    """No rule of the scheme stands in a member's way."""
    applicant = Applicant(
        organisation_type=member.type,
        role=member.role.value,
        country=member.country,
        cluster_member=True,
        already_visited=False,
    )
    assert check_eligibility(applicant, SCHEME, date(2027, 3, 1)) == ()


@each_member
def test_a_member_says_what_its_role_needs(member: Member) -> None:
    """Hosts have room and a programme, and visitors a length, a motivation and no room."""
    hosts, visits = member.role is not Role.VISITOR, member.role is not Role.HOST
    assert (member.capacity > 0, bool(member.host_programme)) == (hosts, hosts)
    assert (member.days is not None, bool(member.motivation)) == (visits, visits)


def test_names_are_used_once() -> None:
    """No organisation and no person appears twice."""
    names = [name for one in members() for name in (one.name, one.person)]
    assert sorted(set(names)) == sorted(names)


def test_the_newcomers_desk_has_one_of_everything(seeded: Database) -> None:
    """A twinning that holds, a course to come with seats left, which a newcomer of a cluster can take."""
    with seeded.transaction() as session:
        work = Work(session, NOW, SCHEME)
        own = session.exec(select(Partnership).where(Partnership.name == own_desk(work))).one()
        (twinning,) = session.exec(select(Twinning)).all()
        assert (own.id in desks_of(work, twinning), twinning.state) == (True, TwinningState.AGREED)
        course = session.exec(select(Course).where(Course.partnership_id == own.id)).one()
        assert (takes_guests(work, course), seats_of(work, course).free > 0) == (True, True)


def test_where_a_call_has_exchanges_online_the_newcomers_desk_has_one(tmp_path: Path) -> None:
    """The pilot."""
    scheme = open_call("pilot")
    with _seeded(tmp_path, NOW, scheme) as database, database.transaction() as session:
        own = own_desk(Work(session, NOW, scheme))
        number = session.exec(select(Partnership.id).where(Partnership.name == own)).one()
        online = select(Exchange).where(Exchange.form == ExchangeForm.ONLINE)
        assert [one.visitor_partnership_id for one in session.exec(online)] == [number]


def test_every_cluster_has_a_member() -> None:
    """The demo leaves no cluster of the scheme empty."""
    assert CLUSTERS - {one.cluster for one in members()} == set()


@pytest.mark.parametrize("ecosystem", [one.id for one in SCHEME.ecosystems])
def test_an_ecosystem_has_hosts_abroad(ecosystem: str) -> None:
    """A newcomer of any ecosystem finds three hosts or more, in two countries or more."""
    hosts = [one for one in members() if one.capacity and ecosystem in one.ecosystems]
    enough = (len(hosts) >= 3, len({one.country for one in hosts}) >= 2)
    assert enough == (True, True)


@pytest.mark.parametrize(
    ("offset", "month"), [(0, "2026-11"), (1, "2026-12"), (2, "2027-01"), (14, "2028-01")]
)
def test_months_count_from_now(offset: int, month: str) -> None:
    """A month is given as so many months from now, across the turn of the year."""
    assert month_after(NOW, offset) == month


def test_an_application_says_what_the_file_says() -> None:
    """A member's words and wishes reach the application unchanged."""
    given = application_of(members()[1], "somebody@example.org", 1, NOW)
    assert given.organisation_name == "Ostwind Faserwerk"
    assert given.months == ["2027-01", "2027-02", "2027-04"]


def test_everybody_is_accepted_who_does_not_wait(seeded: Database) -> None:
    """Every member is in the programme, accepted but for two, in the order of the file."""
    with seeded.transaction() as session:
        found = session.exec(select(Application).order_by(Application.id)).all()
    assert [one.person_name for one in found[: len(members())]] == [one.person for one in members()]
    waiting = [one for one in found if one.state is not ApplicationState.ACCEPTED]
    assert [one.person_name for one in waiting] == [one.person for one in WAITING]
    assert {one.state for one in waiting} == {ApplicationState.SUBMITTED}


def test_the_cast_is_everybody(seeded: Database) -> None:
    """All members with their role, and two officers for each Partnership: it takes two to pay."""
    with seeded.transaction() as session:
        everybody = cast(Work(session, NOW, SCHEME))
    expected = [(FIRST_MEMBER + n, one.name, one.role) for n, one in enumerate(members())]
    twice = [one.name for one in SCHEME.partnerships for _ in range(2)]
    staff = [(FIRST_OFFICER + n, name) for n, name in enumerate(twice)]
    assert [(p.telegram_id, p.organisation, p.role) for p in everybody.people] == expected
    assert [(p.telegram_id, p.organisation) for p in everybody.officers] == staff


def test_seeding_is_silent(seeded: Database) -> None:
    """Nothing waits to be sent, and nothing is due, when the demo begins."""
    with seeded.transaction() as session:
        waiting = session.exec(select(Outbox).where(Outbox.state == OutboxState.WAITING)).all()
        open_rows = session.exec(select(Due).where(Due.done_at == None)).all()  # noqa: E711
    assert waiting == []
    assert [one.key for one in open_rows if one.due_at <= NOW] == []


EVERY_DAY = [pytest.param(day, marks=pytest.mark.proofs) for day in range(21, 28)]


@pytest.mark.parametrize("day", [*EVERY_DAY, 31])
def test_exchanges_stand_where_they_should(tmp_path: Path, day: int) -> None:
    """On whatever day the demo begins, its exchanges are paid, done, under way and ready."""
    now = datetime(2026, 12, day, 0, 30, tzinfo=UTC)
    with _seeded(tmp_path, now) as database, database.transaction() as session:
        states = [one.state for one in session.exec(select(Exchange).order_by(Exchange.id))]
    in_the_group = [ExchangeState.COMMITMENT] * GUESTS
    detours = [one.reached for one, _ in DETOURS]
    assert states == [*(one.reached for one in EPISODES), *detours, *in_the_group]


def test_the_demo_shows_what_does_not_go_straight(seeded: Database) -> None:
    """One of each: broken off, nothing to pay, amended, on hold, to be settled, half approved, unconfirmed, unclaimed."""
    with seeded.transaction() as session:
        exchanges = session.exec(select(Exchange)).all()
        broken = [one for one in exchanges if one.ended_early_on and one.reason]
        nothing = [one for one in exchanges if one.state is ExchangeState.CLOSED]
        unsettled = [one for one in exchanges if one.starts_on and one.lump_sum is None]
        counts = {
            "broken off": len(broken),
            "nothing to pay": len(nothing),
            "to be settled": len(unsettled),
            "amended": len(session.exec(select(Amendment)).all()),
            "on hold": len(session.exec(select(Hold)).all()),
            "to be approved": _in_state(session, Payment, PaymentState.PROPOSED),
            "to be confirmed": _in_state(session, Membership, MembershipState.NAMED),
            "not taken over": len(session.exec(select(Entry)).all()),
        }
    assert counts == {**dict.fromkeys(counts, 1), "broken off": 2, "to be confirmed": len(WAITING)}


def _in_state(session: Session, table: type[Payment | Membership], state: str) -> int:
    return len(session.exec(select(table).where(table.state == state)).all())


def test_seeding_twice_changes_nothing(seeded: Database) -> None:
    """A database that has people in it is left as it is."""
    before = _counts(seeded)
    with seeded.transaction() as session:
        again = seed_demo(Work(session, NOW, SCHEME))
    assert _counts(seeded) == before
    assert len(again.people) == len(members())


@pytest.mark.parametrize("member", VISITORS, ids=lambda one: one.name)
def test_a_visitor_finds_hosts(seeded: Database, member: Member) -> None:
    """Every visitor of the demo is shown five hosts."""
    with seeded.transaction() as session:
        work = Work(session, NOW, SCHEME)
        query = select(Application).where(Application.person_name == member.person)
        matches = find_hosts(work, session.exec(query).one(), limit=5).matches
    assert len(matches) == 5


@pytest.mark.parametrize("call", ["pilot", "second_generation", "young_entrepreneurs"])
def test_another_call_has_a_demo_of_its_own(tmp_path: Path, call: str) -> None:
    """Those of the invented members who may take part in it, hosts and visitors, some with an exchange."""
    scheme = load_scheme(call)
    there = members_in(scheme, NOW.date())
    assert {one.type for one in there} <= {kind.id for kind in scheme.organisation_types}
    with _seeded(tmp_path, NOW, scheme) as database, database.transaction() as session:
        found = session.exec(select(Application)).all()
        names = [
            one.person_name for one in found[: len(there)]
        ]  # then who was entered by telephone
        assert names == [one.person for one in there]
        assert {Role.HOST, Role.VISITOR} <= {one.role for one in found}
        exchanges = session.exec(select(Exchange)).all()
        assert len(exchanges) >= 4
        assert any(one.form is ExchangeForm.ONLINE for one in exchanges) is (
            scheme.online is not None
        )


@pytest.mark.parametrize("names", ["pilot,young_entrepreneurs", "young_entrepreneurs,pilot"])
def test_two_calls_have_their_members_and_exchanges_each(tmp_path, names):
    """Whichever is the first; nobody visits a host of the other."""
    both = open_call(names)
    with _seeded(tmp_path, NOW, both) as database, database.transaction() as session:
        of = {one.id: one.call for one in session.exec(select(Partnership))}
        accepted = {of[one.partnership_id] for one in session.exec(select(Application))}
        pairs = [
            (of[one.visitor_partnership_id], of[one.host_partnership_id])
            for one in session.exec(select(Exchange))
        ]
    assert accepted == {one.id for one in both.calls}
    assert pairs
    assert all(visitor == host for visitor, host in pairs)
