"""Courses for the staff of clusters: who gives them, who learns, how many seats."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from exchange.scheme.parts import Id, Part, Whole


class CourseRules(Part):
    """The kinds of organisations that give courses, and those whose staff learns.

    A course has `most_seats` at most, a giver `most_to_come` courses at once; a seat that is offered to whoever
    waits is kept for `offer_hours`, and never beyond the beginning. A test is passed with that share of right
    answers, in so many `tries`.
    """

    givers: tuple[Id, ...] = ()
    learners: tuple[Id, ...] = ()
    most_seats: Whole = 200
    most_to_come: Whole = 20
    offer_hours: Whole = 24
    pass_share: Annotated[float, Field(gt=0, le=1)] = 0.6
    tries: Whole = 3
