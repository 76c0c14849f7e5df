"""Why a course cannot be published, joined or changed."""

from __future__ import annotations

from exchange.errors import CxcError, NotAllowed, NotFound


class NotGiver(NotAllowed):
    """Courses are given by cluster organisations and scaling-up bodies that take part, and by the desks. /learn shows theirs."""


class NotLearner(NotAllowed):
    """Courses are for the staff of cluster organisations that take part. /services shows who trains companies."""


class TooManyCourses(CxcError):
    """You have {most} courses to come already. When one is over, or cancelled, /learn publishes another."""


class CourseInPast(CxcError):
    """That is past already. Please tell a day and hours to come."""


class CourseSeatsOutOfRange(CxcError):
    """A course has from 1 to {most} seats. Please choose a number between."""


class CourseSeatsTaken(CxcError):
    """As many as {count} seats are taken, so there cannot be fewer."""


class CourseCancelled(CxcError):
    """This course was cancelled. /learn shows others."""


class CourseBegun(CxcError):
    """This course has begun, so it stands, and seats are given no more. /learn shows others."""


class CourseGone(NotFound):
    """This course is over. /learn shows what is to come."""


class EnrolledAlready(CxcError):
    """You have your seat in this course already, and one is enough. I remind you the day before."""


class ListedAlready(CxcError):
    """You are on the waiting list already, and keep your place. I write as soon as a seat is yours."""


class SeatKeptAlready(CxcError):
    """A seat is kept for you already. /learn shows it: take it there with one tap."""


class NoSeatKept(CxcError):
    """No seat is kept for you any more. /learn shows whether there is one, or a list."""


class NotEnrolled(CxcError):
    """You are not in this course, so there is nothing to leave. /learn shows what is to come."""


class LearnsElsewhereThen(CxcError):
    """You have a seat in “{title}” at the same time. /learn shows it: leave that one first."""


class CourseIsSo(CxcError):
    """That is how the course stands already, so nothing is changed. /learn shows it."""


class NotBegunYet(CxcError):
    """This course has not begun yet, so nobody was there so far. I ask you when it is over."""


class AnsweredSoItStands(CxcError):
    """They have answered about the course already, so it stands that they were there."""


class NotThere(CxcError):
    """Whoever gave this course has not said that you were there. As soon as they do, I write to you."""


class NothingAsked(CxcError):
    """Nothing is asked about this course. /learn shows what is to come."""


class SaidAlready(CxcError):
    """You have told what you think of this course already. Thank you! /learn shows what is to come."""


class PassedAlready(CxcError):
    """You have passed this test already. The certificate is yours: /learn shows it under “My record”."""


class TriesUsedUp(CxcError):
    """You have tried {most} times, and that is all. Your certificate says that you were there: /learn, “My record”."""
