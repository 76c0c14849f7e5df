"""The right solver for a problem: a flow where all travel alone, else an integer programme."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from matching.cohort.model.choices import together
from matching.cohort.model.errors import LeastNotReached
from matching.cohort.model.network import nested
from matching.cohort.solvers.pricing import by_flow
from matching.cohort.solvers.programme import by_programme, so_many_by_programme
from matching.cohort.solvers.worst import flow_enough, highest_floor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matching.cohort.model.problem import Problem
    from matching.cohort.model.solution import Solution

    Groups = Sequence[Sequence[int]]


def best(problem: Problem, groups: Groups) -> Solution:
    """Return the assignment with most pairs, then most gain. Raises LeastNotReached, NotSolved."""
    return by_flow(problem) if _flows(problem, groups) else by_programme(problem, groups)


def best_floor(problem: Problem, groups: Groups, solution: Solution) -> float:
    """Return the highest score that as many pairs as those of a solution can all reach."""
    found = [problem.pairs.find(*pair) for pair in solution.host_of.items()]
    known = float(problem.pairs.score[[one for one in found if one is not None]].min())
    count = solution.count
    alone = problem if _flows(problem, groups) else _each_alone(problem, groups)
    floor = highest_floor(alone, count, known, flow_enough(alone, count))
    if alone is problem:
        return floor
    return highest_floor(problem, count, known, partial(_reaches, problem, groups, count), floor)


def _flows(problem: Problem, groups: Groups) -> bool:
    """Whether all travel alone, under quotas that lie apart or inside each other."""
    alone = not groups and bool((problem.seats[problem.pairs.visitor] == 1).all())
    return alone and nested(problem.quotas)


def _each_alone(problem: Problem, groups: Groups) -> Problem:
    """Return a problem that allows more: all travel alone, without minima or overlapping quotas.

    What its pairs cannot reach, those of the problem cannot: it is quick to tell how far to look.
    """
    quotas = problem.quotas if nested(problem.quotas) else ()
    return replace(
        together(problem, groups),
        seats=np.ones_like(problem.seats),
        least_loads=np.zeros_like(problem.least_loads),
        quotas=tuple(replace(one, least=0) for one in quotas),
    )


def _reaches(problem: Problem, groups: Groups, count: int, floor: float) -> bool:
    try:
        return so_many_by_programme(problem.only(problem.pairs.score >= floor), groups, count)
    except LeastNotReached:
        return False
