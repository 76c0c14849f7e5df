"""Courses: who gives them, who finds and joins them, how the list moves up, what is told when something changes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st
from sqlmodel import select

from exchange import leaving
from exchange.errors import NotFound
from exchange.finding.group_seats import guests_of
from exchange.notices import Notice
from exchange.people.officers import RoleMayNot
from exchange.privacy import erasure
from exchange.teaching import enrolling, finding, publishing, wishing
from exchange.teaching.errors import (
    CourseBegun,
    CourseCancelled,
    CourseGone,
    CourseInPast,
    CourseIsSo,
    CourseSeatsOutOfRange,
    CourseSeatsTaken,
    EnrolledAlready,
    LearnsElsewhereThen,
    ListedAlready,
    NoSeatKept,
    NotEnrolled,
    NotGiver,
    NotLearner,
    SeatKeptAlready,
    TooManyCourses,
)
from exchange.teaching.rules import Session
from exchange.timing.courses import COURSE_NEAR
from matching.topics.subjects import taught
from storage.tables import Due, GuestState, LessonWish, OfficerRole
from tests.builders.records.courses import giver, holders, learner, published, states, told
from tests.builders.records.dues import do_what_is_due
from tests.builders.records.funding import desk
from tests.builders.records.reading import read_by
from tests.builders.records.works import later, working

KINDS = [
    ("cluster_organisation", True, True),
    ("scaling_up_support", True, False),
    ("sme", False, False),
    ("public_authority", False, False),
]


@pytest.mark.parametrize(("kind", "gives", "learns"), KINDS)
def test_who_gives_and_who_learns(work, kind, gives, learns):
    """As the call says; and only as long as they take part."""
    who, (_, course) = giver(work, kind=kind), published(work)
    if gives:
        assert published(work, who)[1].title == "Cluster labels"
    else:
        with pytest.raises(NotGiver):
            published(work, who)
    if learns:
        assert enrolling.enrol(work, who, course.id).state is GuestState.JOINED
        leaving.withdraw_application(work, who)
    with pytest.raises(NotLearner):
        enrolling.enrol(work, who, course.id)


def test_a_desk_gives_courses_and_its_auditor_does_not(work):
    """In the name of the Partnership."""
    course = publishing.publish(work, desk(work), told(work))
    assert finding.fitting(work, learner(work))[0].giver == "Loom Ring"
    with pytest.raises(RoleMayNot):
        publishing.publish(work, desk(work, OfficerRole.AUDITOR), told(work))
    with pytest.raises(NotFound):
        publishing.cancel(work, giver(work), course.id, "No")


WRONG = [
    ({"days": -1}, CourseInPast),
    ({"seats": 0}, CourseSeatsOutOfRange),
    ({"seats": 201}, CourseSeatsOutOfRange),
]


@pytest.mark.parametrize(("changes", "error"), WRONG)
def test_a_course_is_to_come_and_has_seats(work, changes, error):
    """Else nothing is published."""
    with pytest.raises(error):
        published(work, **changes)


def test_the_same_twice_is_one_and_there_is_an_end_to_many(work):
    """A double tap publishes once."""
    who, course = published(work)
    assert published(work, who)[1] == course
    for number in range(work.scheme.courses.most_to_come - 1):
        published(work, who, title=f"Course {number}")
    with pytest.raises(TooManyCourses):
        published(work, who, title="One more")


@pytest.mark.parametrize(
    ("title", "about", "taught_"),
    [
        ("Cluster labels", "Bring pen and paper; three webinars, then dinner in a restaurant.", ["cluster_labels"]),
        ("Pulp and paper", "How mills save water.", ["paper", "water"]),
        ("Webinars that work", "How to hold them.", ["virtual_events"]),
    ],
)  # fmt: skip
def test_what_a_course_teaches_is_not_how_it_is_held(title, about, taught_):
    """What its title names counts, whatever it is."""
    assert set(taught_[:1]) <= set(taught(title, about))
    assert {"paper", "virtual_events", "hospitality"} & set(taught(title, about)) <= set(taught_)


def test_what_is_over_stands_last(work):
    """For whoever was in it; what comes next stands first."""
    by, one = giver(work), learner(work)
    first = publishing.publish(work, by, told(work))
    enrolling.enrol(work, one, first.id)
    then = later(work, days=21)
    second = publishing.publish(then, by, told(then, title="Another course"))
    assert [each.course.id for each in finding.fitting(then, one)] == [second.id, first.id]


def test_a_seat_then_the_list_then_nobody_twice(work):
    """First come, first served; whoever comes twice is told where they stand."""
    _, course = published(work, seats=1)
    first, second, third = (learner(work) for _ in range(3))
    enrolling.enrol(work, first, course.id)
    enrolling.enrol(work, second, course.id)
    enrolling.enrol(work, third, course.id)
    assert states(work, course) == ["joined", "waiting", "waiting"]
    for who, error in ((first, EnrolledAlready), (second, ListedAlready)):
        with pytest.raises(error):
            enrolling.enrol(work, who, course.id)
    enrolling.leave(work, first, course.id)
    with pytest.raises(NotEnrolled):
        enrolling.leave(work, first, course.id)
    do_what_is_due(later(work, days=0))
    assert states(work, course) == ["left", "offered", "waiting"]
    assert Notice.COURSE_SEAT_OFFERED in read_by(work, second)
    with pytest.raises(SeatKeptAlready):
        enrolling.enrol(work, second, course.id)
    with pytest.raises(NoSeatKept):
        enrolling.take_offer(work, third, course.id)
    enrolling.take_offer(work, second, course.id)
    assert states(work, course) == ["left", "joined", "waiting"]


def test_a_seat_that_nobody_takes_goes_on(work):
    """To whoever waits next; who did not answer is told."""
    _, course = published(work, seats=1)
    first, second, third = (learner(work) for _ in range(3))
    for who in (first, second, third):
        enrolling.enrol(work, who, course.id)
    enrolling.leave(work, first, course.id)
    do_what_is_due(later(work, days=0))
    do_what_is_due(later(work, days=4))
    assert states(work, course) == ["left", "left", "offered"]
    assert Notice.COURSE_OFFER_OVER in read_by(work, second)


def test_nobody_learns_two_things_at_once(work):
    """In hours that overlap; one after the other is fine."""
    who = learner(work)
    _, course = published(work)
    _, other = published(work, title="Funding", starts=course.starts_at + timedelta(hours=1))
    _, after = published(work, title="Later", starts=course.ends_at)
    enrolling.enrol(work, who, course.id)
    with pytest.raises(LearnsElsewhereThen):
        enrolling.enrol(work, who, other.id)
    assert enrolling.enrol(work, who, after.id).state is GuestState.JOINED


def test_a_change_reaches_everybody_and_begins_the_reminders_anew(work):
    """With a seat and on the list; more seats are for those who wait; what stands already is no change."""
    who, course = published(work, seats=1)
    first, second = learner(work), learner(work)
    for one in (first, second):
        enrolling.enrol(work, one, course.id)
    with pytest.raises(CourseIsSo):
        publishing.change(work, who, course.id, told(work, seats=1))
    with pytest.raises(NotFound):
        publishing.change(work, giver(work), course.id, told(work))
    publishing.change(work, who, course.id, told(work, seats=2, days=40))
    for one in (first, second):
        assert read_by(work, one).count(Notice.COURSE_CHANGED) == 1
    do_what_is_due(later(work, days=19))
    assert states(work, course) == ["joined", "offered"]
    with pytest.raises(CourseSeatsTaken):
        publishing.change(work, who, course.id, told(work, seats=1, days=41))
    assert COURSE_NEAR not in read_by(work, first)
    do_what_is_due(later(work, days=39))
    assert COURSE_NEAR in read_by(work, first)


def test_a_course_with_twelve_people_is_called_off(work):
    """All of them hear it once, and nobody has a seat, nor a reminder; a second time it is over."""
    who, course = published(work, seats=10)
    people = [learner(work) for _ in range(12)]
    for one in people:
        enrolling.enrol(work, one, course.id)
    publishing.cancel(work, who, course.id, "The teacher is ill.")
    assert {read_by(work, one).count(Notice.COURSE_CANCELLED) for one in people} == {1}
    assert set(states(work, course)) == {"left"}
    assert set(holders(work, course)) == {None}
    do_what_is_due(later(work, days=19))
    assert all(COURSE_NEAR not in read_by(work, one) for one in people)
    for act in (
        lambda: publishing.cancel(work, who, course.id, "Again"),
        lambda: enrolling.enrol(work, people[0], course.id),
    ):
        with pytest.raises(CourseCancelled):
            act()


@pytest.mark.parametrize(("days", "error"), [(20.05, CourseBegun), (21, CourseGone)])
def test_what_has_begun_stands(work, days, error):
    """Nobody comes, leaves, changes or cancels any more."""
    who, course = published(work)
    one = learner(work)
    enrolling.enrol(work, one, course.id)
    then = later(work, days=days)
    for act in (
        lambda: enrolling.enrol(then, learner(work), course.id),
        lambda: enrolling.leave(then, one, course.id),
        lambda: publishing.cancel(then, who, course.id, "Too late"),
        lambda: publishing.change(then, who, course.id, told(then)),
    ):
        with pytest.raises(error):
            act()


def test_who_has_a_seat_is_reminded_a_week_and_a_day_before(work):
    """Whoever waits is not."""
    _, course = published(work, seats=1)
    first, second = learner(work), learner(work)
    for one in (first, second):
        enrolling.enrol(work, one, course.id)
    for days in range(21):
        do_what_is_due(later(work, days=days))
    assert read_by(work, first).count(COURSE_NEAR) == 2
    assert COURSE_NEAR not in read_by(work, second)


def test_each_session_is_told_also_a_later_one(work):
    """The first a week, a day and an hour before; each later day the day and the hour; a day's second the hour."""
    begins = work.now + timedelta(days=20)
    hours = (0, 4, 24 * 7)
    _, course = published(
        work,
        sessions=[
            Session(begins + timedelta(hours=n), begins + timedelta(hours=n + 2)) for n in hours
        ],
    )
    enrolling.enrol(work, learner(work), course.id)
    planned = [(one.facts["session"], "soon" in one.facts) for one in rows(work, COURSE_NEAR)]
    assert sorted(planned) == [
        *((0, False), (0, False), (0, True)),
        (1, True),
        *((2, False), (2, True)),
    ]


def rows(work, kind):
    """What is planned of a kind."""
    return work.session.exec(select(Due).where(Due.kind == kind)).all()


def test_what_fits_stands_first_and_words_find_it(work):
    """By what they look for, by what they said, by title, giver and place; own courses and those over are none."""
    who = learner(work, seeks="EU funding for our members")
    published(work, title="Cluster labels", days=5)
    published(work, title="Funding calls", about="How to win EU funding.", days=9)
    assert finding.fitting(work, who)[0].course.title == "Funding calls"
    wishing.wish(work, who, "Cluster labels, please")
    wishing.wish(work, who, "How a cluster label is won, cluster labelling")
    assert len(work.session.exec(select(LessonWish)).all()) == 1
    found = finding.search(work, who, "labels")
    assert [one.course.title for one in found] == ["Cluster labels"]
    assert [one.course.title for one in finding.search(work, who, "Fördermittel der EU")] == [
        "Funding calls"
    ]
    assert finding.search(work, who, "xyzzy") == []
    assert finding.fitting(later(work, days=60), who) == []


def test_who_leaves_the_programme_leaves_courses_and_calls_off_their_own(work):
    """The seat goes to whoever waits; those who learn are told why."""
    who, course = published(work, seats=1)
    first, second = learner(work), learner(work)
    for one in (first, second):
        enrolling.enrol(work, one, course.id)
    leaving.withdraw_application(work, first)
    do_what_is_due(later(work, days=0))
    assert states(work, course) == ["left", "offered"]
    leaving.withdraw_application(work, who)
    assert Notice.COURSE_CANCELLED in read_by(work, second)
    assert course.reason == enrolling.GIVER_LEFT


def test_erasure_leaves_hours_and_seats_and_no_words(work):
    """Of the giver's courses, and of who wished to learn."""
    who, course = published(work)
    one = learner(work)
    wishing.wish(work, one, "Cluster labels")
    enrolling.enrol(work, one, course.id)
    for person in (one, who):
        leaving.withdraw_application(work, person)
        erasure.erase(work, person)
    work.session.refresh(course)
    assert (course.title, course.about, course.link, course.reason) == ("–", "", "", "")
    assert work.session.exec(select(LessonWish)).all() == []


ACTS = st.lists(
    st.tuples(st.sampled_from(["enrol", "leave", "take", "up", "more"]), st.integers(0, 4)),
    max_size=25,
)


@examples(ACTS)
def test_no_seat_is_sold_twice_and_the_list_is_fair(acts):
    """Whatever people do: a seat has one holder, who has one seat, and nobody overtakes who came before."""
    with working() as work:
        who, course = published(work, seats=2)
        people = [learner(work) for _ in range(5)]
        seats = 2
        for act, number in acts:
            one = people[number]
            try:
                if act == "enrol":
                    enrolling.enrol(work, one, course.id)
                elif act == "leave":
                    enrolling.leave(work, one, course.id)
                elif act == "take":
                    enrolling.take_offer(work, one, course.id)
                elif act == "more" and seats < 4:
                    seats += 1
                    publishing.change(work, who, course.id, told(work, seats=seats))
                else:
                    enrolling.move_up(work, course.id)
            except (EnrolledAlready, ListedAlready, SeatKeptAlready, NoSeatKept, NotEnrolled):
                continue
        held = [one for one in holders(work, course) if one]
        guests = {one.id: one for one in guests_of(work, course)}
        assert len(held) == len(set(held))
        assert set(held) == {
            number for number, one in guests.items() if one.state is not GuestState.WAITING
        }
