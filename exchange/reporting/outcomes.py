"""What came of exchanges later: how many were asked and told, what they told, which goals were reached."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.people.officers import Right, require
from exchange.people.partnerships import clock_of, day_by
from exchange.reporting.visits import done_of, visits
from exchange.timing.outcomes import round_days
from storage.tables import Application, Exchange, Side, SurveyReply

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from zoneinfo import ZoneInfo

    from exchange.reporting.visits import Visit
    from exchange.work import Work
    from storage.tables import Officer

MONTH = 30.4  # days


@dataclass(frozen=True)
class Round:
    """One round: how many exchanges were asked, how many of each side told, and what."""

    months: int
    asked: int
    told: Mapping[Side, int]
    came: Mapping[str, int]


@dataclass(frozen=True)
class Goal:
    """One goal of the call: how many of those who told had wanted it, how many reached it."""

    label: str
    wanted: int
    reached: int


@dataclass(frozen=True)
class LaterStory:
    """An exchange that may be told of, in the words of one side."""

    visit: Visit
    side: Side
    months: int
    words: str


@dataclass(frozen=True)
class Outcomes:
    """Everything that was told in a time; `came` of a round counts exchanges by an answer's label."""

    rounds: Sequence[Round]
    goals: Sequence[Goal]
    stories: Sequence[LaterStory]

    @property
    def any_told(self) -> bool:
        """Whether anybody has told anything."""
        return any(sum(one.told.values()) for one in self.rounds)


def outcomes_so_far(work: Work, officer: Officer) -> Outcomes:
    """What came of the exchanges that the officer's Partnership paid for. Raises RoleMayNot."""
    require(officer, Right.READ)
    done = done_of(visits(work, officer.partnership_id))
    clock = clock_of(work, officer.partnership_id)
    today = day_by(clock, work.now)
    return outcomes_of(work, done, lambda day: day <= today, clock)


def outcomes_of(
    work: Work, done: Sequence[Visit], counts: Callable[[date], bool], clock: ZoneInfo
) -> Outcomes:
    """What came of these exchanges, by answers and openings on days that count, by a clock."""
    by_number = {one.number: one for one in done}
    told = _replies(work, by_number)
    replies = [one for one in told if counts(day_by(clock, one.submitted_at))]
    days = round_days(work.scheme)
    return Outcomes(
        rounds=[
            _round(work, number, after, done, replies, counts)
            for number, after in enumerate(days, start=1)
        ],
        goals=_goals(work, replies),
        stories=_stories(work, replies, by_number, days),
    )


def _replies(work: Work, numbers: Mapping[int, Visit]) -> Sequence[SurveyReply]:
    query = select(SurveyReply).where(
        col(SurveyReply.exchange_id).in_(numbers), SurveyReply.round > 0
    )
    return work.session.exec(query.order_by(col(SurveyReply.id))).all()


def _round(
    work: Work,
    number: int,
    after: int,
    done: Sequence[Visit],
    replies: Sequence[SurveyReply],
    counts: Callable[[date], bool],
) -> Round:
    own = [one for one in replies if one.round == number]
    openings = [one.ended_on + timedelta(days=after) for one in done if one.ended_on]
    came = _came(work, own)
    labels = {one.id: one.label for one in work.scheme.outcomes.options}
    return Round(
        months=round(after / MONTH),
        asked=sum(map(counts, openings)),
        told=Counter(one.side for one in own),
        came={
            label: sum(answer in one for one in came.values()) for answer, label in labels.items()
        },
    )


def _came(work: Work, replies: Sequence[SurveyReply]) -> Mapping[int, set[str]]:
    """What came of each exchange, as either side told it; nothing, if neither knows of anything."""
    found: dict[int, set[str]] = defaultdict(set)
    for one in replies:
        found[one.exchange_id or 0].update(one.answers.get(work.scheme.outcomes.came) or ())
    nothing = {work.scheme.outcomes.nothing}
    return {number: came - nothing or came for number, came in found.items()}


def _goals(work: Work, replies: Sequence[SurveyReply]) -> list[Goal]:
    came = _came(work, replies)
    wanted = _wanted(work, list(came))
    reached = work.scheme.outcomes.reached
    return [
        Goal(
            goal.label,
            wanted=sum(goal.id in one for one in wanted.values()),
            reached=sum(bool(told.intersection(reached[goal.id])) for told in came.values()),
        )
        for goal in work.scheme.goals
        if goal.id in reached
    ]


def _wanted(work: Work, numbers: Sequence[int]) -> Mapping[int, set[str]]:
    """The goals of both sides' applications, by the exchange's number."""
    found: dict[int, set[str]] = defaultdict(set)
    for side in (Exchange.visitor_id, Exchange.host_id):
        query = select(Exchange.id, Application.goals).join(
            Application, col(Application.id) == side
        )
        for number, goals in work.session.exec(query.where(col(Exchange.id).in_(numbers))):
            found[number or 0].update(goals)
    return found


def _stories(
    work: Work,
    replies: Sequence[SurveyReply],
    visits_: Mapping[int, Visit],
    days: Sequence[int],
) -> list[LaterStory]:
    """Those whose teller permits it, and has said something."""
    permission = work.scheme.outcomes.story
    return [
        LaterStory(
            visits_[one.exchange_id or 0], one.side, round(days[one.round - 1] / MONTH), str(words)
        )
        for one in replies
        if one.answers.get(permission) == "yes" and one.round <= len(days)
        if (words := one.answers.get(work.scheme.outcomes.words))
    ]
