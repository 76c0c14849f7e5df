"""Every kind of reminder, planned to fall on a day; everybody in it lives in one country."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from exchange.applying import review
from exchange.due_kinds import DueKind
from exchange.notices import DeskNotice, Notice
from exchange.timing import reminders
from exchange.visiting import dates
from storage.tables import ExchangeState
from tests.exchange.visit_builders import (
    Pair,
    at,
    build_pair,
    draft,
    draw_up,
    open_proposal,
    person,
    waiting_application,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from exchange.work import Work

K = DueKind
# How each reminder is worded, and how many people read it.
SAID: Mapping[DueKind, tuple[str, int]] = {
    K.DRAFT_WAITING: (Notice.DRAFT_WAITING, 1),
    K.REVIEW_OVERDUE: (DeskNotice.REVIEW_OVERDUE, 1),
    K.ENQUIRY_UNANSWERED: (Notice.APPLICATION_UNANSWERED, 1),
    K.PROPOSAL_UNANSWERED: (Notice.PROPOSAL_UNANSWERED, 1),
    K.PROPOSAL_EXPIRE: (Notice.PROPOSAL_EXPIRED, 2),
    K.EXCHANGE_IDLE: (Notice.EXCHANGE_IDLE, 2),
    K.COMMITMENT_UNSIGNED: (Notice.COMMITMENT_UNSIGNED, 1),
    K.DEPARTURE_NEAR: (Notice.DEPARTURE_NEAR, 2),
    K.REPORT_OPEN: (Notice.REPORT_OPEN, 1),
    K.REPORT_DUE: (Notice.REPORT_DUE, 1),
    K.REPORT_OVERDUE: (DeskNotice.REPORT_OVERDUE, 1),
    K.CLOSING_OVERDUE: (DeskNotice.VALIDATION_OVERDUE, 1),
    K.SURVEY_OPEN: (Notice.SURVEY_OPEN, 2),
    K.SURVEY_REMINDER: (Notice.SURVEY_REMINDER, 2),
}
SILENT = frozenset({K.EXCHANGE_START, K.EXCHANGE_FINISH})


@dataclass(frozen=True)
class Plan:
    """What reminds whom: counted in the scheme's days from a night, half past one in UTC.

    At that hour clocks are changed in Europe: half past two is missing in Brussels on the last
    Sunday of March, and comes twice on the last of October.
    """

    work: Work
    day: date
    country: str

    def before(self, days: int) -> Work:
        """The work of that hour, so many days before the day."""
        night = datetime.combine(self.day - timedelta(days=days), time(1, 30), UTC)
        return at(self.work, night)

    def pair(self) -> Pair:
        """Two sides that have agreed to an exchange, and their officers."""
        desks = (self.country, self.country)
        return build_pair(self.before(60), visitor=self.country, host=self.country, desks=desks)

    def draft(self) -> None:
        """An application begun two days before."""
        writer, then = person(self.work, self.country), self.before(2)
        draft(then, writer)
        reminders.plan_draft(then, writer)

    def review(self) -> None:
        """An application handed in ten days before."""
        waiting_application(self.before(10), self.country)

    def enquiry(self) -> None:
        """A question about an application, asked three days before."""
        then = self.before(3)
        application, officer = waiting_application(then, self.country)
        review.ask_applicant(then, officer, application.id, "Which weeks suit you?")

    def next_step(self, state: ExchangeState, days: int) -> None:
        """An exchange that came to a state so many days before."""
        exchange = self.stay(state, begins=30, days=5)
        reminders.plan_next_step(self.before(days), exchange)

    def invitation(self, *, made: int, expires: int) -> None:
        """An invitation made so many days before, which expires so many days after."""
        end = self.before(-expires).now
        open_proposal(self.before(made), visitor=self.country, host=self.country, expires=end)

    def signature(self) -> None:
        """A paper written three days before, for a stay in four weeks."""
        pair, then = self.pair(), self.before(3)
        starts = self.day + timedelta(days=29)
        dates.offer_dates(then, pair.visitor, pair.id, starts, starts + timedelta(days=4))
        dates.agree_dates(then, pair.host, pair.id)
        draw_up(then, pair)

    def departure(self) -> None:
        """A stay that all have signed and that begins seven days after."""
        exchange = self.stay(ExchangeState.READY, begins=7, days=5)
        reminders.plan_stay(self.before(30), exchange)

    def stay(self, state: ExchangeState, begins: int, days: int):
        """An exchange in that state, its stay so many days long."""
        exchange = self.pair().exchange
        exchange.state = state
        exchange.starts_on = self.day + timedelta(days=begins)
        exchange.ends_on = exchange.starts_on + timedelta(days=days - 1)
        self.work.add(exchange)
        return exchange

    def report(self, ended: int, planned: int) -> None:
        """A stay that ended so many days before, and whose report was asked for then."""
        exchange = self.stay(ExchangeState.DONE, begins=-ended - 4, days=5)
        reminders.plan_report(self.before(planned), exchange)

    def survey(self, asked: int) -> None:
        """A stay that was over so many days before."""
        exchange = self.stay(ExchangeState.DONE, begins=-asked - 5, days=5)
        reminders.plan_survey(self.before(asked), exchange)


PLANS: Mapping[DueKind, Callable[[Plan], None]] = {
    K.DRAFT_WAITING: Plan.draft,
    K.REVIEW_OVERDUE: Plan.review,
    K.ENQUIRY_UNANSWERED: Plan.enquiry,
    K.PROPOSAL_UNANSWERED: lambda plan: plan.invitation(made=3, expires=30),
    K.PROPOSAL_EXPIRE: lambda plan: plan.invitation(made=30, expires=0),
    K.EXCHANGE_IDLE: lambda plan: plan.next_step(ExchangeState.DATES, days=4),
    K.COMMITMENT_UNSIGNED: Plan.signature,
    K.DEPARTURE_NEAR: Plan.departure,
    K.REPORT_OPEN: lambda plan: plan.report(ended=1, planned=0),
    K.REPORT_DUE: lambda plan: plan.report(ended=23, planned=22),
    K.REPORT_OVERDUE: lambda plan: plan.report(ended=33, planned=32),
    K.CLOSING_OVERDUE: lambda plan: plan.next_step(ExchangeState.REPORTED, days=7),
    K.SURVEY_OPEN: lambda plan: plan.survey(asked=1),
    K.SURVEY_REMINDER: lambda plan: plan.survey(asked=6),
}
