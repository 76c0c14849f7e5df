"""Two calls in one database: each Partnership runs under one, and so does whatever comes of its pairs."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from exchange.cooperating import searching
from exchange.finding import hosts
from exchange.group_visits import looking
from exchange.group_visits import publishing as group_visits
from exchange.people import calls, joining, people
from exchange.people.choosing import Seeker, choices, open_partnerships
from exchange.people.partnerships import partnership_named_by, seed_partnerships
from exchange.people.sameness import visits_made
from exchange.places.cities import name_city
from exchange.places.whereabouts import whereabouts
from exchange.privacy.retention import PERIODS
from exchange.privacy.rule import ERASED
from exchange.privacy.whose import SCREEN
from exchange.proposing import proposals
from exchange.proposing.errors import OtherCall
from exchange.reporting.figures import progress
from exchange.reporting.visits import visits
from exchange.scheme.call import SchemeInvalid
from exchange.supporting import publishing as support
from exchange.supporting.searching import offered_to
from exchange.teaching import publishing as teaching
from exchange.teaching.finding import may_enrol
from exchange.timing.calls import open_call
from exchange.twinning import finding as twins
from exchange.visiting import dates
from exchange.work import DESK, PARTICIPANTS
from matching.places.cities import find_city
from storage.queues.outbox import Letter
from storage.tables import (
    Application,
    ApplicationState,
    Cluster,
    Draft,
    Due,
    Enquiry,
    ExchangeState,
    OfficerRole,
    Organisation,
    Outbox,
    OutboxState,
    Partnership,
    Person,
    Role,
    SentTable,
    ServiceKind,
    StoredFile,
)
from tests.builders.records import rows
from tests.builders.records.courses import told
from tests.builders.records.groups import programme
from tests.exchange.visiting.test_online import half_days

BOTH = "second_generation, pilot"
PORTO, VIENNA = (find_city(name).best or "" for name in ("Porto", "Vienna"))


@pytest.fixture
def whole(work):
    """Both calls side by side, with the Partnerships of both."""
    found = replace(work, scheme=open_call(BOTH))
    seed_partnerships(found)
    return found


def of(work, name):
    """The Partnership of that name."""
    return work.session.exec(select(Partnership).where(Partnership.name == name)).one()


@pytest.fixture
def today(whole):
    """A visitor and a host of the second generation."""
    desk = of(whole, "EXCELIVING")
    return tuple(
        rows.application(whole, *one, desk) for one in (("AT", Role.VISITOR), ("PT", Role.HOST))
    )


@pytest.fixture
def before(whole):
    """A visitor and a host of the pilot."""
    desk = of(whole, "CLAMTEX")
    return tuple(
        rows.application(whole, *one, desk) for one in (("SK", Role.VISITOR), ("FI", Role.HOST))
    )


def telegram_of(work, application):
    """The number of who has applied."""
    return work.load(Person, application.person_id).telegram_id


def test_each_partnership_runs_under_the_call_that_names_it(whole):
    """And is counted with those of its call alone."""
    assert {of(whole, name).call for name in ("EXCELIVING", "Hi-Tech-TEX")} == {"second_generation"}
    assert of(whole, "CLAMTEX").call == "pilot"
    pilot = whole.under("pilot")
    assert set(calls.ours(whole)) | set(calls.ours(pilot)) == set(
        whole.session.exec(select(Partnership.id))
    )
    assert not set(calls.ours(whole)) & set(calls.ours(pilot))


def test_a_partnership_of_two_calls_is_refused():
    """It would have two sums for one visit."""
    with pytest.raises(SchemeInvalid, match="Hi-Tech-TEX"):
        open_call("clusterxchange,second_generation")
    with pytest.raises(SchemeInvalid, match="pilot stands there twice"):
        open_call("pilot,pilot")


def test_two_calls_of_one_name_are_refused(tmp_path):
    """Nobody could choose one of them."""
    twin = 'like = "pilot"\nid = "twin"\nname = "ClusterXchange pilot"\n'
    (tmp_path / "twin.toml").write_text(twin, encoding="utf-8")
    with pytest.raises(SchemeInvalid, match="names: ClusterXchange pilot stands there twice"):
        open_call(f"pilot,{tmp_path / 'twin.toml'}")


def test_one_call_alone_knows_no_other():
    """As nearly everywhere."""
    assert open_call("pilot").alone
    assert not open_call(BOTH).alone
    assert [one.id for one in open_call(BOTH).calls] == ["second_generation", "pilot"]
    assert open_call(BOTH).under("pilot").under("unheard of").id == "second_generation"


def test_who_writes_is_answered_under_their_own_call(whole, today, before):
    """A participant by their Partnership, an officer by theirs, a stranger by the first."""
    officer = rows.officer(whole, of(whole, "CLAMTEX"), "PT")
    desk = whole.load(Person, officer.person_id).telegram_id
    found = [
        calls.work_of(whole, PARTICIPANTS, telegram_of(whole, today[0])).scheme.id,
        calls.work_of(whole, PARTICIPANTS, telegram_of(whole, before[0])).scheme.id,
        calls.work_of(whole, DESK, desk).scheme.id,
        calls.work_of(whole, PARTICIPANTS, 1).scheme.id,
    ]
    assert found == ["second_generation", "pilot", "pilot", "second_generation"]


def test_a_stranger_comes_for_the_call_of_a_link_or_chooses_one(whole):
    """Until they have applied; then it is their Partnership's."""
    by_link, by_tap = (rows.person(whole, country) for country in ("AT", "PT"))
    officer = rows.officer(whole, of(whole, "CLAMTEX"), "PT", OfficerRole.COORDINATOR)
    link = joining.make_link(whole.under("pilot"), officer, "Poster", None, None)
    joining.arrive(whole, by_link, joining.payload_of(link))
    assert calls.work_of(whole, PARTICIPANTS, by_link.telegram_id).scheme.id == "pilot"
    assert calls.choose(whole, by_tap, 1).scheme.id == "pilot"
    assert calls.choose(whole, by_tap, 0).scheme.id == "second_generation"


def test_hosts_are_those_of_ones_own_call(whole, today, before):
    """Whom one may not meet is not shown; whoever proposes such a pair is told why not."""
    pilot = whole.under("pilot")
    for one in (*today, *before):
        people.give_consent(whole, whole.load(Person, one.person_id))
    assert [one.id for one in hosts.host_profiles(whole)] == [f"{today[1].id}"]
    assert [one.id for one in hosts.host_profiles(pilot)] == [f"{before[1].id}"]
    assert [one.id for one in hosts.host_profiles(whole)] == [f"{today[1].id}"]
    guest = whole.load(Person, today[0].person_id)
    with pytest.raises(OtherCall):
        proposals.invite_host(whole, guest, before[1].id, "May I come?", [])


def test_partnerships_that_one_may_choose_are_those_of_ones_call(whole):
    """With a cluster of another call's nobody is sent there."""
    pilot = whole.under("pilot")
    assert "CLAMTEX" not in {one.name for one in open_partnerships(whole)}
    assert {one.partnership.call for one in choices(pilot, Seeker())} == {"pilot"}
    cluster = whole.session.exec(
        select(Cluster).where(Cluster.partnership_id == of(whole, "CLAMTEX").id)
    ).first()
    assert partnership_named_by(pilot, cluster.id) == "CLAMTEX"
    assert partnership_named_by(whole, cluster.id) is None


def test_what_is_planned_and_told_keeps_its_call(whole, before):
    """Half days online are the pilot's, so their reminders and messages are worded under it."""
    pilot = whole.under("pilot")
    exchange = rows.exchange(whole, before[0], before[1], ExchangeState.DATES)
    guest, host = (whole.load(Person, one.person_id) for one in before)
    dates.offer_times(pilot, guest, exchange.id, (), half_days(6))
    dates.agree_dates(pilot, host, exchange.id)
    assert {one.call for one in whole.session.exec(select(Due))} == {"pilot"}
    assert {one.call for one in whole.session.exec(select(Outbox))} == {"pilot"}


def test_once_only_is_within_a_call(whole, today, before):
    """Who visited under the pilot may visit under the next one, as another programme."""
    done = {
        "starts_on": whole.now.date(),
        "ends_on": whole.now.date() + timedelta(days=4),
        "working_days": 5,
        "lump_sum": 780,
        "full_sum": 780,
    }
    rows.exchange(whole, before[0], before[1], ExchangeState.PAID, **done)
    own = [before[0].organisation_id]
    assert visits_made(whole.under("pilot"), before[0].person_id, own) == 1
    assert visits_made(whole, before[0].person_id, own) == 0


def test_figures_of_the_whole_programme_are_those_of_its_call(whole, today, before):
    """A coordinator of one call answers for no other."""
    rows.exchange(whole, before[0], before[1], ExchangeState.DATES)
    for name, call, count in (("CLAMTEX", "pilot", 1), ("EXCELIVING", "second_generation", 0)):
        here = whole.under(call)
        assert len(visits(here, None)) == count
        head = rows.officer(whole, of(whole, name), "PT", OfficerRole.COORDINATOR)
        found = progress(here, head, whole=True)
        assert (found.name, dict(found.chart.funnel)["Applications"]) == (here.scheme.name, 2)


def test_what_an_old_row_is_of_is_the_first_call(whole):
    """Planned before there were several: empty."""
    assert whole.under("").scheme is whole.scheme
    assert whole.under("pilot").under("").scheme.id == "second_generation"


SHORT = (
    'like = "pilot"\nid = "short"\nname = "Short"\n[retention]\nrejected_days = 20\ncv_days = 5\n'
)


def kept_cv(work, application):
    """The application, with a CV."""
    facts = {"name": "cv.pdf", "mime": "application/pdf", "size": 3, "sha256": "0" * 64}
    file = StoredFile(**facts, content=b"%PD", kept_at=work.now, person_id=application.person_id)
    application.cv_id = work.add(file).id
    return work.add(application)


def test_what_is_kept_goes_by_the_days_of_its_own_call(work, tmp_path):
    """CVs and rejected applications of one call stay while those of the other, whose days are over, go."""
    (tmp_path / "short.toml").write_text(SHORT, encoding="utf-8")
    whole = replace(work, scheme=open_call(f"second_generation,{tmp_path / 'short.toml'}"))
    seed_partnerships(whole)
    pair = [
        kept_cv(whole, rows.application(whole, country, Role.VISITOR, of(whole, name)))
        for country, name in (("AT", "EXCELIVING"), ("SK", "CLAMTEX"))
    ]
    for one in pair:
        one.state, one.reason = ApplicationState.REJECTED, "Too vague"
        by = rows.officer(whole, whole.load(Partnership, one.partnership_id), "AT")
        one.decided_at, one.decided_by = whole.now, by.id
        whole.add(one)
    then = replace(whole, now=whole.now + timedelta(days=6))
    assert PERIODS["CVs"](then) == 1
    work.session.expire_all()
    assert [one.cv_id is None for one in pair] == [False, True]
    then = replace(whole, now=whole.now + timedelta(days=21))
    assert PERIODS["rejected applications"](then) == 1
    assert [one.person_name == ERASED for one in pair] == [False, True]


def test_tables_and_charts_go_by_the_days_of_their_own_call(work, tmp_path):
    """A table that nobody entered is its desk's; a chart is nobody's, and goes by the shortest days of all."""
    (tmp_path / "short.toml").write_text(SHORT + "reader_days = 1\n", encoding="utf-8")
    whole = replace(work, scheme=open_call(f"second_generation,{tmp_path / 'short.toml'}"))
    seed_partnerships(whole)
    tables = [
        whole.add(
            SentTable(
                partnership_id=of(whole, name).id, name="a.csv", content=b"a", sent_at=whole.now
            )
        )
        for name in ("EXCELIVING", "CLAMTEX")
    ]
    facts = {"name": "chart.png", "mime": "image/png", "size": 3, "sha256": "0" * 64}
    whole.add(StoredFile(**facts, content=b"PNG", kept_at=whole.now))
    longest = whole.under("second_generation").scheme.retention.reader_days
    assert longest > 1
    PERIODS["files"](replace(whole, now=whole.now + timedelta(days=1, hours=1)))
    whole.session.expire_all()
    assert [one.content is None for one in tables] == [False, True]
    assert whole.session.exec(select(StoredFile)).all() == []


def test_the_map_of_a_programme_is_that_of_its_call(whole, today, before):
    """A coordinator who oversees the whole sees what was done, and which cities are named, in their own call."""
    for desk, place in (("EXCELIVING", VIENNA), ("CLAMTEX", PORTO)):
        by = rows.officer(whole, of(whole, desk), "AT", OfficerRole.COORDINATOR)
        name_city(whole.under(of(whole, desk).call), by, place)
    seen = {
        call: {town.place_id for town in whereabouts(whole.under(call), by, whole=True).named}
        for call in ("second_generation", "pilot")
    }
    assert seen == {"second_generation": {VIENNA}, "pilot": {PORTO}}


STAND = {
    "applied": lambda work, number: (
        rows.application(
            work, "AT", Role.VISITOR, of(work, ("EXCELIVING", "CLAMTEX")[number])
        ).person_id
    ),
    "at a desk": lambda work, number: (
        rows.officer(work, of(work, ("EXCELIVING", "CLAMTEX")[number]), "AT").person_id
    ),
    "came for": lambda work, number: (
        calls.choose(work, (one := rows.person(work, "AT")), number) and one.id
    ),
}
"""Somebody under the first call or the second, by what makes them so."""


@pytest.mark.parametrize("stands", STAND)
def test_everybody_is_under_one_call(whole, stands):
    """By their application, their desk, or the call they came for; so is a stranger, and who is unknown."""
    numbers = [STAND[stands](whole, number) for number in (0, 1)]
    stranger = rows.person(whole, "AT").id
    found = [
        {
            one
            for one in [*numbers, stranger]
            if whole.session.exec(
                select(Person.id).where(
                    Person.id == one,
                    calls.of_its_people(whole.under(call), Person.id, Person.id),
                )
            ).first()
        }
        for call in ("second_generation", "pilot")
    ]
    assert found == [{numbers[0], stranger}, {numbers[1]}]


LETTERS = 'like = "pilot"\nid = "short"\nname = "Short"\n[retention]\nmessage_days = 5\ndraft_days = 5\nquestion_days = 5\nstranger_days = 5\n'


def test_drafts_messages_questions_and_strangers_go_by_the_days_of_their_own_call(work, tmp_path):
    """Those of one call stay while those of the other, whose days are over, go."""
    (tmp_path / "short.toml").write_text(LETTERS, encoding="utf-8")
    whole = replace(work, scheme=open_call(f"second_generation,{tmp_path / 'short.toml'}"))
    seed_partnerships(whole)
    for at, name in enumerate(("EXCELIVING", "CLAMTEX")):
        desk = of(whole, name)
        person = whole.load(
            Person, rows.application(whole, ("AT", "SK")[at], Role.VISITOR, desk).person_id
        )
        chat = person.telegram_id
        here = whole.under(desk.call)
        here.post([Letter(PARTICIPANTS, chat, SCREEN, {"text": "Hi"}, f"hi:{at}")])
        whole.add(
            Draft(
                bot=PARTICIPANTS,
                user_id=chat,
                form="x",
                answers={},
                started_at=whole.now,
                updated_at=whole.now,
            )
        )
        whole.add(
            Enquiry(
                asker_id=person.id, partnership_id=desk.id, question="When?", asked_at=whole.now
            )
        )
        calls.choose(whole, rows.person(whole, "AT"), at)
    for one in whole.session.exec(select(Outbox)):
        one.ended_at, one.state = whole.now, OutboxState.SENT
    then = replace(whole, now=whole.now + timedelta(days=6))
    found = {name: PERIODS[name](then) for name in ("messages", "drafts", "questions", "strangers")}
    assert found == dict.fromkeys(found, 1)
    whole.session.expire_all()
    assert [one.user_id for one in whole.session.exec(select(Draft))] == [
        telegram_of_first(whole, "EXCELIVING")
    ]


def telegram_of_first(work, name):
    """The chat of the one who applied there."""
    query = select(Person.telegram_id).join(Application)
    return work.session.exec(query.where(Application.partnership_id == of(work, name).id)).one()


def cluster_of(work, country, desk, **more):
    """A cluster organisation with a cluster of its own, and who speaks for it."""
    found = rows.application(work, country, Role.BOTH, of(work, desk), **more)
    where = work.load(Organisation, found.organisation_id)
    where.type = "cluster_organisation"
    where.cluster_id = work.add(Cluster(name=f"Ring of {country}", country=country)).id
    work.add(where)
    person = work.load(Person, found.person_id)
    people.give_consent(work, person)
    return person, found


def test_nobody_is_shown_to_somebody_of_another_call(whole):
    """As a partner, a cluster to be twinned with, a provider of a service, a course, a group visit, or by name."""
    ours, own = cluster_of(whole, "AT", "EXCELIVING")
    theirs, other = cluster_of(whole, "PT", "CLAMTEX")
    pilot = whole.under("pilot")
    support.publish(pilot, theirs, ServiceKind.FAB_LAB, "3D lab", "Printing for textiles.")
    course = teaching.publish(pilot, theirs, told(pilot))
    visit = group_visits.publish(pilot, theirs, programme())
    assert not twins.others(whole, ours)
    assert not twins.others(pilot, theirs)
    assert not offered_to(whole, ours)
    assert not may_enrol(whole, ours, course)
    assert visit.id not in [one.id for one in looking._to_come(whole)]
    assert visit.id in [one.id for one in looking._to_come(pilot)]
    assert not searching._others(whole, ours)
    assert own.id != other.id
