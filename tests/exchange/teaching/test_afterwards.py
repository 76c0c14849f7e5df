"""After a course: who was there, the test or feedback, certificate, the record that the matcher reads, what is wanted."""

from __future__ import annotations

import pytest
from sqlmodel import select

from exchange.errors import NotFound
from exchange.finding.hosts import visitor_profile
from exchange.notices import DeskNotice, Notice
from exchange.people import people
from exchange.people.lessons import learnt_topics, lessons_of
from exchange.people.people import accepted_application
from exchange.privacy import erasure
from exchange.privacy.retention import PERIODS
from exchange.teaching import answering, attending, enrolling, publishing, wishing
from exchange.teaching.errors import (
    AnsweredSoItStands,
    NotBegunYet,
    NothingAsked,
    NotThere,
    PassedAlready,
    SaidAlready,
    TriesUsedUp,
)
from exchange.teaching.figures import courses_at, wanted_around, wanted_at
from exchange.teaching.quizzes import (
    NoQuizQuestions,
    QuestionUnclear,
    QuizQuestion,
    TooManyQuizQuestions,
    as_text,
    read_test,
)
from exchange.timing.courses import COURSE_HELD, COURSE_UNANSWERED, DESK_COURSE_HELD
from exchange.words import plain_english
from matching.topics.subjects import lessons_sought
from storage.tables import Lesson
from tests.builders.records.courses import giver, learner, told
from tests.builders.records.dues import do_what_is_due
from tests.builders.records.funding import desk
from tests.builders.records.papers import pages_of
from tests.builders.records.reading import all_leaves, heard, read_by
from tests.builders.records.works import later

YES_NO = read_test("Is water wet? yes* / no")
READ = [
    ("Is water wet? yes* / no", [("Is water wet?", ("yes", "no"), 0)]),
    ("1. Wet?\n- no\n- ✓ yes", [("Wet?", ("no", "yes"), 1)]),
    (
        "Wet? no; *yes\nDry? a) yes | b) no*",
        [("Wet?", ("no", "yes"), 1), ("Dry?", ("yes", "no"), 1)],
    ),
]


@pytest.mark.parametrize(("text", "found"), READ)
def test_a_test_is_read_out_of_one_message(text, found):
    """With strokes, semicolons, or a line each; the star before or behind; typed again it is the same."""
    asked = read_test(text)
    assert asked == tuple(QuizQuestion(*one) for one in found)
    assert read_test(as_text(asked)) == asked


UNREAD = [
    ("yes* / no", NoQuizQuestions),
    ("Is water wet? yes / no", QuestionUnclear),
    ("Is water wet? yes* / no*", QuestionUnclear),
    ("Is water wet? yes*", QuestionUnclear),
    ("Is water wet? yes* / yes", QuestionUnclear),
    ("Is water wet? yes* / no\n" * 11, TooManyQuizQuestions),
]


@pytest.mark.parametrize(("text", "error"), UNREAD)
def test_what_is_no_test(text, error):
    """What to mend is said."""
    with pytest.raises(error):
        read_test(text)


def held(work, people=2, who=None, **changes):
    """A course that is over: who gives it, the course, those who have a seat with their guests, and the time after it."""
    by = who or giver(work)
    course = publishing.publish(work, by, told(work, seats=people, **changes))
    seated = [learner(work) for _ in range(people)]
    guests = [enrolling.enrol(work, one, course.id) for one in seated]
    return by, course, list(zip(seated, guests, strict=True)), later(work, days=21)


def test_who_was_there_is_said_once_by_whoever_gave_it(work):
    """Not before it has begun, nor by others; said twice it is said once, and it can be taken back until they answer."""
    by, course, ((one, guest), _), then = held(work)
    with pytest.raises(NotBegunYet):
        attending.confirm(work, by, guest.id)
    with pytest.raises(NotFound):
        attending.confirm(then, giver(work), guest.id)
    with pytest.raises(NotThere):
        answering.certificate_file(then, one, course.id, plain_english)
    for _ in range(2):
        attending.confirm(then, by, guest.id)
    assert read_by(work, one).count(Notice.COURSE_ATTENDED) == 1
    assert len(lessons_of(work, one.id)) == 1
    for _ in range(2):
        attending.confirm(then, by, guest.id, there=False)
    assert lessons_of(work, one.id) == []
    attending.confirm(then, by, guest.id)
    answering.say_what_it_was_like(then, one, course.id, 4, "Good.")
    with pytest.raises(AnsweredSoItStands):
        attending.confirm(then, by, guest.id, there=False)


def test_a_correction_is_told_to_whoever_read_the_first_word(work):
    """Who has not read yet that they were there is told nothing of either."""
    by, _, ((one, guest), _), then = held(work)
    for minute, there in enumerate((True, False, True)):
        attending.confirm(later(then, minutes=minute), by, guest.id, there=there)
    all_leaves(then)
    assert Notice.COURSE_NOT_ATTENDED not in heard(work, one)
    attending.confirm(then, by, guest.id, there=False)
    assert heard(work, one)[-1] == Notice.COURSE_NOT_ATTENDED


def test_whoever_gave_it_is_asked_who_was_there(work):
    """Once, unless all are ticked off; a desk at its own."""
    by, _, _, then = held(work)
    do_what_is_due(then)
    assert read_by(work, by).count(COURSE_HELD) == 1
    officer = desk(work)
    held(work, who=officer)
    do_what_is_due(later(work, days=24))
    other, _, others, after = held(work)
    for _, guest in others:
        attending.confirm(after, other, guest.id)
    do_what_is_due(later(work, days=24))
    assert COURSE_HELD not in read_by(work, other)
    assert DESK_COURSE_HELD in read_by(work, work.load(type(by), officer.person_id))


def test_feedback_is_asked_for_and_said_once(work):
    """With a reminder until then."""
    by, course, ((one, guest), _), then = held(work)
    attending.confirm(then, by, guest.id)
    do_what_is_due(later(work, days=24))
    assert read_by(work, one).count(COURSE_UNANSWERED) == 1
    answering.say_what_it_was_like(then, one, course.id, 4, "")
    with pytest.raises(SaidAlready):
        answering.say_what_it_was_like(then, one, course.id, 5, "")
    do_what_is_due(later(work, days=40))
    assert read_by(work, one).count(COURSE_UNANSWERED) == 1
    answering.set_test(then, by, course.id, (), feedback=False)
    with pytest.raises((SaidAlready, NothingAsked)):
        answering.say_what_it_was_like(then, one, course.id, 5, "")


def test_a_test_has_tries_and_whoever_passes_is_done(work):
    """As many as the call says; the certificate is there all the same, and tells who has passed."""
    by, course, ((one, guest), (other, second)), then = held(work)
    answering.set_test(work, by, course.id, YES_NO, feedback=False)
    for each in (guest, second):
        attending.confirm(then, by, each.id)
    assert answering.take_test(then, one, course.id, [0]).passed
    with pytest.raises(PassedAlready):
        answering.take_test(then, one, course.id, [0])
    left = [answering.take_test(then, other, course.id, [1]).left for _ in range(3)]
    assert left == [2, 1, 0]
    with pytest.raises(TriesUsedUp):
        answering.take_test(then, other, course.id, [0])
    assert Notice.COURSE_TOO_HARD not in read_by(work, by)
    papers = [
        pages_of(answering.certificate_file(then, who, course.id, plain_english).content)[0]
        for who in (one, other)
    ]
    assert ["passed the test" in page for page in papers] == [True, False]
    assert all("Cluster labels" in page for page in papers)


@pytest.mark.parametrize("by_desk", [False, True])
def test_a_test_that_nobody_passes_is_told_and_can_be_set_anew(work, by_desk):
    """Once for each test; then everybody begins anew, and hears of it."""
    by, course, seated, then = held(work, who=desk(work) if by_desk else None)
    answering.set_test(work, by, course.id, YES_NO, feedback=False)
    reader = work.load(type(seated[0][0]), by.person_id) if by_desk else by
    notice = DeskNotice.COURSE_TOO_HARD if by_desk else Notice.COURSE_TOO_HARD
    for _, guest in seated:
        attending.confirm(then, by, guest.id)
    for one, _ in seated * 2:
        answering.take_test(then, one, course.id, [1])
    assert read_by(work, reader).count(notice) == 1
    assert answering.hardest(then, course) == (2, YES_NO[0])
    again = later(work, days=22)
    answering.set_test(again, by, course.id, read_test("Wet? no / yes*"), feedback=False)
    for one, _ in seated:
        assert Notice.COURSE_TEST_NEW in read_by(work, one)
        assert answering.take_test(again, one, course.id, [1]).passed


def test_the_matcher_reads_what_is_wanted_and_no_more_what_is_learnt(work):
    """A course counts when they were there, and its test is passed; the desk sees what nobody offers."""
    by, course, ((one, guest), _), then = held(work)
    own = accepted_application(work, one)
    wishing.wish(work, one, "Cluster labels, and member recruitment.")
    assert set(lessons_sought(visitor_profile(work, own))) >= {
        "cluster_labels",
        "member_recruitment",
    }
    wanted = {one.topic: (one.people, one.offered) for one in wanted_at(work, desk(work))}
    assert wanted == {"cluster_labels": (1, 1), "member_recruitment": (1, 0)}
    seen = [(one.topic, one.people) for one in wanted_around(work, by)]
    assert seen == [("member_recruitment", 1)]  # whoever gives courses sees what nobody offers
    answering.set_test(work, by, course.id, YES_NO, feedback=False)
    attending.confirm(then, by, guest.id)
    assert learnt_topics(work, one.id) == ()
    answering.take_test(then, one, course.id, [0])
    assert "cluster_labels" in learnt_topics(work, one.id)
    assert lessons_sought(visitor_profile(then, own)) == ("member_recruitment",)
    assert [(len(found.lessons), found.passed) for found in courses_at(work, desk(work))] == [
        (1, 1)
    ]


def test_what_was_said_of_a_course_goes_after_its_days(work):
    """And what was chosen in its test; that somebody was there, and passed, stays. Of one who is frozen nothing goes."""
    by, course, seated, then = held(work)
    for one, guest in seated:
        attending.confirm(then, by, guest.id)
        answering.say_what_it_was_like(then, one, course.id, 4, "Very concrete.")
    people.freeze(then, seated[1][0], "operator")
    look, over = PERIODS["what was said of courses"], 21 + work.scheme.retention.lesson_days
    assert look(later(work, days=over - 2)) == 0
    assert (look(later(work, days=over)), look(later(work, days=over))) == (1, 0)
    work.session.expire_all()
    found = work.session.exec(select(Lesson).order_by(Lesson.id))
    assert [(row.said, row.mark) for row in found] == [("", 4), ("Very concrete.", 4)]


def test_erasure_keeps_that_somebody_was_there_and_no_words(work):
    """For the figures."""
    by, course, ((one, guest), _), then = held(work)
    attending.confirm(then, by, guest.id)
    answering.say_what_it_was_like(then, one, course.id, 4, "My name is Ana.")
    erasure.erase(then, one)
    ((_, lesson),) = lessons_of(work, one.id)
    work.session.refresh(lesson)
    assert (lesson.said, lesson.mark) == ("", 4)
