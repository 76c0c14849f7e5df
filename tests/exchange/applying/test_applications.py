"""Applications: checked at the door, handed in once, replaced while under review."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pydantic import ValidationError
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from exchange.applying import applications, review
from exchange.applying.applications import AlreadyAccepted, NotEligible
from exchange.errors import CxcError
from exchange.people import partnerships
from exchange.proposing import proposals
from exchange.scheme.eligibility import Rule
from exchange.timing.reviews import REVIEW_OVERDUE
from storage.tables import (
    ANSWERS,
    Application,
    ApplicationState,
    Cluster,
    Due,
    Organisation,
    Partnership,
    Role,
)
from tests.builders.records.applicants import (
    AWAY,
    HOME,
    accepted,
    answers,
    applicant,
    host,
    newcomer,
    officer,
    organisation,
    partnership_id,
    visitor,
)
from tests.builders.records.reading import audited, read_at_desk, still_due
from tests.builders.records.works import later

LONG_EMAIL = f"{'a' * 250}@b.example"


def submit(work, who, *args, **changes):
    """The application of somebody with these answers."""
    return applications.submit_application(work, who, answers(work, *args, **changes))


def test_an_application_keeps_every_answer(work):
    """What the form asked is what is kept, in the application or its organisation."""
    who = newcomer(work)
    given = answers(work, Role.BOTH, months=["2027-06"], capacity=3, website="https://w.example")
    application = applications.submit_application(work, who, given)
    where = organisation(work, application)
    kept = {one.name: one.value(application, where) for one in ANSWERS}
    assert kept == {one.name: getattr(given, one.name) for one in ANSWERS}
    assert (where.latitude, where.longitude) == (given.latitude, given.longitude)


@pytest.mark.parametrize(
    ("wished", "kept"),
    [(["AT", "PT", "DE"], ["PT", "DE"]), (["AT"], []), (["PT"], ["PT"]), ([], [])],
)
def test_nobody_wishes_for_their_own_country(work, wished, kept):
    """An exchange is abroad: also in a table, or on the telephone."""
    given = answers(work, country="AT", wished_countries=wished)
    assert applications.submit_application(work, newcomer(work), given).wished_countries == kept


def test_an_application_waits_for_its_partnership(work):
    """It is under review, audited, and its desk has a card and a reminder."""
    ours, theirs = officer(work), officer(work, AWAY)
    who, application = applicant(work)
    assert (application.state, application.submitted_at) == (ApplicationState.SUBMITTED, work.now)
    assert application.partnership_id == partnership_id(work, HOME)
    assert read_at_desk(work, ours) == ["desk.application.submitted"]
    assert read_at_desk(work, theirs) == []
    number = application.id
    assert audited(work, f"application:{number}") == [("application:submit", f"person:{who.id}")]
    days = work.scheme.reminding_days(REVIEW_OVERDUE)
    assert still_due(work, REVIEW_OVERDUE, number) == len(days)


def test_members_go_to_the_partnership_of_their_cluster(work):
    """Unless they wished for another one."""
    (cluster,) = (one.id for one in partnerships.clusters(work, "AT") if "Photonics" in one.name)
    who = newcomer(work)
    found = submit(work, who, partnership_id=None, cluster_id=cluster, cluster_other="")
    assert found.partnership_id == partnership_id(work, AWAY)
    assert organisation(work, found).cluster_id == cluster


def test_a_person_lives_by_the_clock_of_the_country_they_gave(work):
    """Reminders come in its working hours."""
    who, _ = applicant(work, country="FI")
    assert (who.country, who.zone) == ("FI", "Europe/Helsinki")


@pytest.mark.parametrize(
    ("country", "region", "category"),
    [("PT", "PT11", "less_developed"), ("AT", "AT13", "more_developed")],
)
def test_a_known_place_has_a_region(work, country, region, category):
    """Exchanges between regions at different levels are an aim of the scheme (CLAMTEX)."""
    _, application = applicant(work, country=country)
    where = organisation(work, application)
    assert (where.region, where.region_category) == (region, category)


def test_an_unknown_place_has_no_region(work):
    """It stays open until the Partnership confirms it."""
    _, application = applicant(work, latitude=None, longitude=None)
    where = organisation(work, application)
    assert (where.region, where.region_category) == (None, None)


@pytest.mark.parametrize(
    ("role", "changes", "rules"),
    [
        (Role.VISITOR, {}, ()),
        (Role.BOTH, {}, ()),
        (Role.VISITOR, {"organisation_type": "large_company"}, (Rule.TYPE_MAY_NOT_VISIT,)),
        (Role.BOTH, {"organisation_type": "public_authority"}, (Rule.TYPE_MAY_NOT_VISIT,)),
        (Role.HOST, {"organisation_type": "large_company"}, ()),
        (Role.VISITOR, {"cluster_other": ""}, (Rule.CLUSTER_MEMBERSHIP,)),
        (Role.BOTH, {"cluster_other": ""}, (Rule.CLUSTER_MEMBERSHIP,)),
        (Role.HOST, {"cluster_other": ""}, ()),  # by an exception, if its desk makes one
        (
            Role.HOST,
            {"organisation_type": "large_company", "cluster_other": ""},
            (Rule.CLUSTER_MEMBERSHIP,),
        ),
        (Role.VISITOR, {"organisation_type": "cluster_organisation", "cluster_other": ""}, ()),
        (Role.VISITOR, {"country": "US"}, (Rule.COUNTRY,)),
    ],
)
def test_who_may_not_take_part_is_told_the_rule(work, role, changes, rules):
    """Types, membership and country as published (ECCP-part); nothing is kept of a refused one."""
    who, given = newcomer(work), answers(work, role).model_copy(update=changes)
    in_cluster = bool(given.cluster_other)
    found = applications.refusals_for(
        work,
        who,
        role=given.role,
        organisation_type=given.organisation_type,
        country=given.country,
        in_cluster=in_cluster or given.organisation_type == "cluster_organisation",
    )
    assert tuple(one.rule for one in found) == rules
    if rules:
        with pytest.raises(NotEligible):
            applications.submit_application(work, who, given)
        assert work.session.exec(select(Organisation)).all() == []
    else:
        assert applications.submit_application(work, who, given).id is not None


def visited(work):
    """Somebody whose visit is agreed, and who has left the programme and come back."""
    who, own = visitor(work)
    asked, hosting = host(work)
    invitation = proposals.invite_host(work, who, hosting.id, "", [])
    proposals.accept_proposal(work, asked, invitation.id)
    own.state = ApplicationState.WITHDRAWN
    work.add(own)
    return who


def test_an_organisation_visits_once(work):
    """A second application to visit is refused, one to host is welcome (HEMPCLUB)."""
    who = visited(work)
    with pytest.raises(NotEligible):
        submit(work, who, Role.VISITOR)
    assert submit(work, who, Role.HOST).state is ApplicationState.SUBMITTED


def test_a_colleague_does_not_visit_a_second_time(work):
    """The limit is worded on the visiting organisation, not on who travels (HEMPCLUB)."""
    visited(work)
    with pytest.raises(NotEligible):
        submit(work, newcomer(work), Role.VISITOR)


def test_a_refusal_says_what_can_be_done(work):
    """A refusal names the rule and a way on."""
    with pytest.raises(NotEligible) as refused:
        submit(work, newcomer(work), organisation_type="large_company")
    assert "please choose that role" in str(refused.value)


def test_an_application_under_review_is_replaced(work):
    """Handing in again changes the same row and its organisation, and tells the desk."""
    ours = officer(work)
    who, first = applicant(work)
    number, where = first.id, first.organisation_id
    again = submit(later(work, hours=1), who, seeks="a dyer", organisation_name="Dyers Ltd")
    assert (again.id, again.organisation_id, again.seeks) == (number, where, "a dyer")
    assert organisation(work, again).name == "Dyers Ltd"
    assert len(work.session.exec(select(Application)).all()) == 1
    assert read_at_desk(work, ours) == ["desk.application.submitted"] * 2


def test_the_same_hand_over_twice_tells_the_desk_once(work):
    """An update that is worked off again repeats nothing."""
    ours, who = officer(work), newcomer(work)
    for _ in range(2):
        submit(work, who)
    assert read_at_desk(work, ours) == ["desk.application.submitted"]
    assert len(work.session.exec(select(Due)).all()) == len(
        work.scheme.reminding_days(REVIEW_OVERDUE)
    )


def test_an_answer_to_the_officer_may_be_a_better_application(work):
    """Handed in again after a question, it is under review again."""
    ours = officer(work)
    who, application = applicant(work)
    review.ask_applicant(work, ours, application.id, "Which looms?")
    again = submit(later(work, days=1), who, seeks="parts of Jacquard looms")
    assert (again.id, again.state) == (application.id, ApplicationState.SUBMITTED)
    assert still_due(work, REVIEW_OVERDUE, again.id) > 0


def test_an_accepted_application_stands(work):
    """There is nothing to hand in any more, and nothing is changed."""
    who, application = accepted(work)
    with pytest.raises(AlreadyAccepted):
        submit(work, who, seeks="something else")
    assert (application.seeks, application.state) == ("spare parts", ApplicationState.ACCEPTED)


@pytest.mark.parametrize("state", [ApplicationState.REJECTED, ApplicationState.WITHDRAWN])
def test_who_was_refused_or_left_may_apply_anew(work, state):
    """It is a new application; the old one stays as it ended."""
    who, first = applicant(work)
    first.state = state
    work.add(first)
    second = submit(work, who)
    assert (second.id != first.id, first.state) == (True, state)
    assert applications.latest_application(work, who) is second
    assert applications.active_application(work, who) is second


@pytest.mark.parametrize(
    ("state", "active"),
    [
        (ApplicationState.SUBMITTED, True),
        (ApplicationState.INFO_REQUESTED, True),
        (ApplicationState.ACCEPTED, True),
        (ApplicationState.REJECTED, False),
        (ApplicationState.WITHDRAWN, False),
    ],
)
def test_one_application_is_active_while_it_may_lead_somewhere(work, state, active):
    """The newest can be read whatever became of it."""
    who, application = applicant(work)
    application.state = state
    work.add(application)
    assert applications.active_application(work, who) is (application if active else None)
    assert applications.latest_application(work, who) is application


def test_the_database_holds_one_active_application_a_person(work):
    """Two devices at once cannot make two, whatever the program does."""
    _, application = applicant(work)
    double = application.model_dump(exclude={"id"})
    with pytest.raises(IntegrityError):
        work.add(Application(**double))


def test_a_person_without_an_application_has_none(work):
    """Neither an active nor an old one."""
    who = newcomer(work)
    assert applications.active_application(work, who) is None
    assert applications.latest_application(work, who) is None


def test_a_cluster_named_twice_is_one_cluster(work):
    """Both applicants belong to it; it has no Partnership of its own."""
    for country in ("FI", "PT"):
        applicant(work, country=country, cluster_other="Ring of Dyers")
    query = select(Cluster).where(Cluster.name == "Ring of Dyers")
    (found,) = work.session.exec(query).all()
    members = select(Organisation.id).where(Organisation.cluster_id == found.id)
    assert (found.partnership_id, len(work.session.exec(members).all())) == (None, 2)


@pytest.mark.parametrize(
    "bad",
    [
        {"organisation_name": "x"},
        {"organisation_name": "x" * 161},
        {"country": "Austria"},
        {"city": ""},
        {"person_name": "x"},
        {"email": "no address"},
        {"email": LONG_EMAIL},
        {"languages": []},
        {"ecosystems": []},
        {"offers": ""},
        {"seeks": ""},
        {"goals": []},
        {"activities": []},
        {"working_days": 0},
        {"capacity": -1},
        {"capacity": 101},
        {"role": "tourist"},
        {"shoe_size": 42},
    ],
)
def test_answers_that_cannot_be_are_stopped_at_the_door(work, bad):
    """Too short, too long, missing, unknown: none of it reaches the database."""
    given = answers(work).model_dump()
    with pytest.raises(ValidationError):
        applications.ApplicationInput(**(given | bad))


@pytest.mark.parametrize("role", [Role.HOST, Role.BOTH])
def test_a_host_has_a_place(work, role):
    """Who receives visitors receives at least one; a visitor needs no place."""
    with pytest.raises(ValidationError):
        answers(work, role, capacity=0)
    assert answers(work, Role.VISITOR, capacity=0).capacity == 0


@pytest.mark.parametrize("stale", [{"partnership_id": 999}, {"cluster_id": 999}])
def test_a_number_that_is_not_there_is_kindly_refused(work, stale):
    """One from an old button must not end in an error of the database."""
    with pytest.raises(CxcError):
        submit(work, newcomer(work), **stale)


def test_who_names_no_cluster_of_ours_goes_to_a_partnership_that_admits_them(work):
    """The one with the fewest applications among those; the others would refuse them."""
    own = [
        one if one.name == "REMOBILISE" else one.model_copy(update={"visitors": ()})
        for one in work.scheme.partnerships
    ]
    strict = replace(work, scheme=work.scheme.model_copy(update={"partnerships": tuple(own)}))
    given = answers(strict, partnership_id=None)
    made = applications.submit_application(strict, newcomer(strict), given)
    assert work.load(Partnership, made.partnership_id).name == "REMOBILISE"
    with pytest.raises(NotEligible, match="EXCELIVING, your Partnership, sends no organisations"):
        applications.submit_application(
            strict, newcomer(strict), answers(strict, partnership="EXCELIVING")
        )
