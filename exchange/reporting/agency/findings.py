"""The periodic report to the agency: what was done, proved, paid, said; as a paper and as a spreadsheet."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import col, select

from exchange.money import Money
from exchange.people.officers import Right, require
from exchange.people.partnerships import clock_of, day_by
from exchange.people.signing import last_signatures
from exchange.places.whereabouts import Whereabouts, whereabouts_in
from exchange.reporting.outcomes import Outcomes, outcomes_of
from exchange.reporting.promises import measured, promises
from exchange.reporting.splits import Split, split, splits_of
from exchange.reporting.visits import Visit, counted, done_of, every_visit
from exchange.states import AFTER_STAY
from exchange.visiting.surveys import QuestionResult, results_of
from storage.tables import (
    Agreement,
    Application,
    Evidence,
    ExchangeForm,
    ExchangeState,
    GroupVisit,
    Partnership,
    Payment,
    PaymentState,
    Report,
    ShortTalk,
    Side,
    SurveyReply,
    TalkHost,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from zoneinfo import ZoneInfo

    from exchange.reporting.agency.periods import Period
    from exchange.reporting.promises import Promise
    from exchange.reporting.splits import Key
    from exchange.work import Work
    from storage.tables import Officer

STORY = "story"
"""The question of the closing report that gives permission to tell of an exchange."""


@dataclass(frozen=True)
class Told:
    """One exchange with what the agency asks of it: proof, report, money."""

    visit: Visit
    evidence: Mapping[str, int]
    answers: Mapping[str, Any]
    reported_at: datetime | None
    validated_at: datetime | None
    waived_for: str
    agreed_at: datetime | None
    paid: Money | None
    paid_at: datetime | None

    @property
    def may_be_told(self) -> bool:
        """Whether the visitor has said that this exchange may be told of."""
        return self.answers.get(STORY) == "yes"


@dataclass(frozen=True)
class Findings:
    """All that the report tells: of stays that ended in the period, and of money paid in it.

    `done_before` and `target` set the period into the whole; `too_short` and `cancelled` are not
    counted anywhere else. `promised` is of all that is done until the period's end. `asked` is how many of each side were asked, `replied` how many answered; `talks` are the short talks of group visits.
    """

    partnership: str
    period: Period
    told: Sequence[Told]
    done_in_all: int
    target: int
    too_short: int
    cancelled: int
    paid: Money
    promised: Sequence[Promise]
    splits: Mapping[Split, Sequence[tuple[Key, int]]]
    asked: int
    replied: Mapping[Side, int]
    surveys: Sequence[QuestionResult]
    later: Outcomes
    where: Whereabouts
    talks: int

    @property
    def online(self) -> int:
        """How many of those that are told were online."""
        return self._of(ExchangeForm.ONLINE)

    @property
    def hybrid(self) -> int:
        """How many were partly online, partly on the spot."""
        return self._of(ExchangeForm.HYBRID)

    def _of(self, form: ExchangeForm) -> int:
        return sum(one.visit.form is form for one in self.told)


def findings(work: Work, officer: Officer, period: Period) -> Findings:
    """What the officer's Partnership has to tell the agency of a period.

    An exchange belongs to the period in which its stay ended; what was paid or told, to that in which it
    was by the Partnership's clock, as the sheets show it. Raises RoleMayNot.
    """
    require(officer, Right.READ)
    number = officer.partnership_id
    clock = clock_of(work, number)

    def holds(at: datetime) -> bool:
        return period.holds(day_by(clock, at))

    every = every_visit(work, number)
    found = counted(every)
    until = [one for one in done_of(found) if one.ended_on and one.ended_on <= period.last]
    ended = [one for one in found if period.holds(one.ended_on)]
    done = done_of(ended)
    over = {one.number for one in ended if one.state in AFTER_STAY}
    replies = _replies(work, over)
    partnership = work.load(Partnership, number)
    told = _told(work, done)
    return Findings(
        partnership=partnership.name,
        period=period,
        told=told,
        done_in_all=len(until),
        target=partnership.target,
        too_short=sum(one.too_short and period.holds(one.ended_on) for one in every),
        cancelled=sum(one.state is ExchangeState.CANCELLED for one in ended),
        paid=_paid(work, every, holds),
        promised=(
            *promises(work.scheme, partnership.name, until),
            *measured(work, number, _end_of(period, clock)),
        ),
        splits={by: split(done, by) for by in splits_of(work.scheme)},
        asked=len(over),
        replied=Counter(one.side for one in replies),
        surveys=results_of(work, replies),
        later=outcomes_of(work, done_of(found), period.holds, clock),
        where=whereabouts_in(work, officer, period.holds),
        talks=_talks(work, number, period),
    )


def _talks(work: Work, number: int, period: Period) -> int:
    """How many short talks the group visits of a Partnership's hosts had that began in a period."""
    query = (
        select(sa.func.count())
        .select_from(ShortTalk)
        .join(TalkHost, col(TalkHost.id) == col(ShortTalk.talk_host_id))
        .join(GroupVisit, col(GroupVisit.id) == col(TalkHost.visit_id))
        .join(Application, col(Application.id) == col(GroupVisit.host_id))
        .where(
            Application.partnership_id == number,
            col(GroupVisit.starts_on).between(period.first, period.last),
        )
    )
    return work.session.exec(query).one()


def _end_of(period: Period, clock: ZoneInfo) -> datetime:
    """The moment at which a period is over by a clock."""
    return datetime.combine(period.last + timedelta(days=1), time(), clock)


def _told(work: Work, done: Sequence[Visit]) -> list[Told]:
    """Everything of these exchanges, in six questions to the database however many they are."""
    numbers = [one.number for one in done]
    reports = {one.exchange_id: one for one in _rows(work, Report, numbers)}
    payments = defaultdict(list)
    for one in _rows(work, Payment, numbers):
        if one.state is PaymentState.PAID:
            payments[one.exchange_id].append(one)
    agreed = _agreed(work, numbers)
    proofs: dict[int, Counter[str]] = defaultdict(Counter)
    for one in _rows(work, Evidence, numbers):
        proofs[one.exchange_id][one.item] += 1
    return [
        _one(
            visit,
            proofs[visit.number],
            reports.get(visit.number),
            payments[visit.number],
            agreed.get(visit.number),
        )
        for visit in done
    ]


def _agreed(work: Work, numbers: Sequence[int]) -> dict[int, datetime]:
    """When both had signed the agreement that stands, or the one that it follows."""
    signed = last_signatures(work)
    return {
        one.exchange_id: signed[number]
        for one in _rows(work, Agreement, numbers)
        if one.binding and (number := one.follows_id or one.id) in signed
    }


def _rows(work: Work, table: Any, numbers: Sequence[int]) -> Sequence[Any]:
    query = select(table).where(col(table.exchange_id).in_(numbers)).order_by(col(table.id))
    return work.session.exec(query).all()


def _one(
    visit: Visit,
    proofs: Mapping[str, int],
    report: Report | None,
    payments: Sequence[Payment],
    agreed_at: datetime | None,
) -> Told:
    told = Told(visit, proofs, {}, None, None, "", agreed_at, None, None)
    if report:
        told = replace(
            told,
            answers=report.answers,
            reported_at=report.submitted_at,
            validated_at=report.validated_at,
            waived_for=report.waived_for,
        )
    if payments:  # of several instalments the sum, and the day of the last
        paid = Money(sum((one.amount for one in payments), Decimal(0)), payments[-1].currency)
        told = replace(told, paid=paid, paid_at=payments[-1].decided_at)
    return told


def _replies(work: Work, numbers: set[int]) -> Sequence[SurveyReply]:
    """Newest first."""
    query = (
        select(SurveyReply)
        .where(col(SurveyReply.exchange_id).in_(numbers), SurveyReply.round == 0)
        .order_by(col(SurveyReply.submitted_at).desc(), col(SurveyReply.id).desc())
    )
    return work.session.exec(query).all()


def _paid(work: Work, found: Sequence[Visit], holds: Callable[[datetime], bool]) -> Money:
    """What was paid at a time that a period holds, whenever the stay was."""
    currency = max(work.scheme.lump_sums, key=lambda one: one.valid_from).currency
    sums = [
        one.amount
        for one in _rows(work, Payment, [visit.number for visit in found])
        if one.state is PaymentState.PAID and one.currency == currency
        if one.decided_at and holds(one.decided_at)
    ]
    return Money(sum(sums, Decimal(0)), currency)
