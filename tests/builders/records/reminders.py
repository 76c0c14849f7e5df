"""Every kind of reminder, planned to fall on a day; everybody in it lives in one country."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import col

from exchange.applying import review
from exchange.applying.memberships import note_membership
from exchange.cooperating import introducing, projects, searching
from exchange.notices import DeskNotice, Notice
from exchange.nudging import plan_nudges
from exchange.opportunities import keeping
from exchange.opportunities.keeping import Programme
from exchange.opportunities.weekly import plan_opportunities
from exchange.people.cluster_staff import people_of
from exchange.people.parties import person_on
from exchange.people.people import give_consent
from exchange.rows import row_id
from exchange.supporting import publishing, requesting
from exchange.teaching import attending
from exchange.timing.cohorts import COHORT_ASK
from exchange.timing.cooperation import INTRODUCED_OUTCOMES, PROJECT_QUIET
from exchange.timing.courses import COURSE_HELD, COURSE_NEAR, COURSE_UNANSWERED, DESK_COURSE_HELD
from exchange.timing.cvs import CV_OWED, plan_cv
from exchange.timing.drafts import DRAFT_WAITING, plan_draft
from exchange.timing.evidence import EVIDENCE_MISSING, plan_missing
from exchange.timing.group_visits import (
    COURSE_LIST_END,
    COURSE_MOVE_UP,
    GROUP_LIST_END,
    GROUP_MOVE_UP,
    GROUP_OFFER_EXPIRE,
    GROUP_SESSION_HELD,
    GROUP_SESSION_NEAR,
    GROUP_TALKS,
    plan_group_sessions,
)
from exchange.timing.holds import HOLD_END
from exchange.timing.invitations import PROPOSAL_EXPIRE, PROPOSAL_UNANSWERED
from exchange.timing.leaving import DORMANT_REST, INTEREST_LAPSE, PERSON_ERASE
from exchange.timing.memberships import MEMBERSHIP_EXPIRE, MEMBERSHIP_UNANSWERED
from exchange.timing.next_steps import (
    CLOSING_OVERDUE,
    DESK_VALIDATION_OVERDUE,
    EXCHANGE_IDLE,
    plan_next_step,
)
from exchange.timing.nudges import (
    COMMITMENT_FORM,
    NUDGE_COMMITMENT,
    NUDGE_HOST,
    NUDGE_IDLE,
    NUDGE_OPPORTUNITY,
)
from exchange.timing.opportunities import OPPORTUNITY_END
from exchange.timing.outcomes import OUTCOMES_OPEN, OUTCOMES_REMINDER, plan_outcomes
from exchange.timing.reports import (
    DESK_REPORT_OVERDUE,
    EXCHANGE_CLOSE,
    REPORT_DUE,
    REPORT_OPEN,
    REPORT_OVERDUE,
    plan_report,
)
from exchange.timing.requests import REQUEST_UNANSWERED
from exchange.timing.reviews import (
    APPLICATION_UNANSWERED,
    DESK_ENQUIRY_SILENT,
    DESK_REVIEW_OVERDUE,
    ENQUIRY_SILENT,
    ENQUIRY_UNANSWERED,
    REVIEW_OVERDUE,
)
from exchange.timing.sessions import SESSION_HELD, SESSION_NEAR, plan_sessions
from exchange.timing.signatures import AGREEMENT_UNSIGNED, COMMITMENT_UNSIGNED
from exchange.timing.stays import DEPARTURE_NEAR, EXCHANGE_FINISH, EXCHANGE_START, plan_stay
from exchange.timing.surveys import SURVEY_OPEN, SURVEY_REMINDER, plan_survey
from exchange.timing.twinning import (
    TWINNING_EXPIRE,
    TWINNING_QUIET,
    TWINNING_UNANSWERED,
    TWINNING_YEAR,
)
from exchange.twinning import agreeing
from exchange.twinning.keeping import plan_all as plan_twinnings
from exchange.visiting import dates
from exchange.visiting.agreements import settle_agreement
from storage.tables import (
    ApplicationState,
    Cluster,
    Due,
    ExchangeForm,
    ExchangeState,
    FundingLevel,
    GroupGuest,
    GroupVisit,
    GroupVisitState,
    GuestState,
    OnlineSession,
    Organisation,
    Partnership,
    Person,
    Role,
    ServiceKind,
    Side,
    Twinning,
)
from tests.builders.records import clusters
from tests.builders.records.courses import seated
from tests.builders.records.pairs import Pair, build_pair, draw_up
from tests.builders.records.rows import (
    application,
    draft,
    officer,
    open_proposal,
    partnership,
    person,
    waiting_application,
)
from tests.builders.records.works import at

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from exchange.work import Work

# How each reminder is worded, and how many people read it.
SAID: Mapping[str, tuple[str, int]] = {
    DRAFT_WAITING: (DRAFT_WAITING, 1),
    REVIEW_OVERDUE: (DESK_REVIEW_OVERDUE, 1),
    ENQUIRY_UNANSWERED: (APPLICATION_UNANSWERED, 1),
    ENQUIRY_SILENT: (DESK_ENQUIRY_SILENT, 1),
    CV_OWED: (CV_OWED, 1),
    MEMBERSHIP_UNANSWERED: (MEMBERSHIP_UNANSWERED, 1),
    MEMBERSHIP_EXPIRE: (DeskNotice.MEMBERSHIP_SAID, 1),
    PROPOSAL_UNANSWERED: (PROPOSAL_UNANSWERED, 1),
    PROPOSAL_EXPIRE: (Notice.PROPOSAL_EXPIRED, 2),
    TWINNING_UNANSWERED: (TWINNING_UNANSWERED, 1),
    TWINNING_EXPIRE: (Notice.TWINNING_EXPIRED, 1),
    TWINNING_QUIET: (TWINNING_QUIET, 2),
    TWINNING_YEAR: (TWINNING_YEAR, 2),
    EXCHANGE_IDLE: (EXCHANGE_IDLE, 2),
    COMMITMENT_UNSIGNED: (COMMITMENT_UNSIGNED, 1),
    AGREEMENT_UNSIGNED: (AGREEMENT_UNSIGNED, 1),
    DEPARTURE_NEAR: (DEPARTURE_NEAR, 2),
    SESSION_NEAR: (SESSION_NEAR, 2),
    SESSION_HELD: (SESSION_HELD, 2),
    GROUP_SESSION_NEAR: (GROUP_SESSION_NEAR, 1),
    GROUP_SESSION_HELD: (GROUP_SESSION_HELD, 1),
    REPORT_OPEN: (REPORT_OPEN, 1),
    REPORT_DUE: (REPORT_DUE, 1),
    REPORT_OVERDUE: (DESK_REPORT_OVERDUE, 1),
    EVIDENCE_MISSING: (EVIDENCE_MISSING, 1),
    CLOSING_OVERDUE: (DESK_VALIDATION_OVERDUE, 1),
    SURVEY_OPEN: (SURVEY_OPEN, 2),
    SURVEY_REMINDER: (SURVEY_REMINDER, 2),
    NUDGE_IDLE: (NUDGE_IDLE, 1),
    NUDGE_HOST: (NUDGE_HOST, 1),
    NUDGE_COMMITMENT: (NUDGE_COMMITMENT, 1),
    NUDGE_OPPORTUNITY: (NUDGE_OPPORTUNITY, 1),
    REQUEST_UNANSWERED: (REQUEST_UNANSWERED, 1),
    COURSE_NEAR: (COURSE_NEAR, 1),
    COURSE_HELD: (DESK_COURSE_HELD, 1),
    COURSE_UNANSWERED: (COURSE_UNANSWERED, 1),
    INTRODUCED_OUTCOMES: (INTRODUCED_OUTCOMES, 2),
    PROJECT_QUIET: (PROJECT_QUIET, 1),
    OUTCOMES_OPEN: (OUTCOMES_OPEN, 2),
    OUTCOMES_REMINDER: (OUTCOMES_REMINDER, 2),
}
SILENT = frozenset(
    {
        *(EXCHANGE_START, EXCHANGE_FINISH, DORMANT_REST, INTEREST_LAPSE, PERSON_ERASE),
        *(HOLD_END, OPPORTUNITY_END, COHORT_ASK, EXCHANGE_CLOSE),
        *(GROUP_MOVE_UP, GROUP_OFFER_EXPIRE, GROUP_TALKS, COURSE_MOVE_UP),
        *(GROUP_LIST_END, COURSE_LIST_END),
    }
)


def strike(work: Work, *kinds: str, subject: int | None = None) -> None:
    """What else was planned at once goes; of one subject, where others' is to stay."""
    planned = sa.delete(Due).where(col(Due.kind).in_(kinds))
    its = planned if subject is None else planned.where(col(Due.subject) == subject)
    work.session.execute(its)
    work.session.flush()


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
        give_consent(then, writer)
        draft(then, writer)
        plan_draft(then, writer)

    def review(self) -> None:
        """An application handed in ten days before."""
        waiting_application(self.before(10), self.country)

    def enquiry(self, asked: int) -> None:
        """A question about an application, asked so many days before."""
        then = self.before(asked)
        application, officer = waiting_application(then, self.country)
        review.ask_applicant(then, officer, application.id, "Which weeks suit you?")

    def cv(self) -> None:
        """A CV that was to follow its application, of two days before."""
        then = self.before(2)
        waiting, _ = waiting_application(then, self.country)
        waiting.cv_owed = True
        plan_cv(then, then.add(waiting), then.load(Person, waiting.person_id))

    def membership(self, asked: int) -> None:
        """A cluster asked so many days before about somebody who names it."""
        then = self.before(asked)
        waiting, _ = waiting_application(then, self.country)
        cluster = then.add(Cluster(name=f"Ring of {waiting.id} Looms", country=self.country))
        loom = then.load(Partnership, waiting.partnership_id)
        its = application(then, self.country, Role.HOST, loom, ApplicationState.ACCEPTED)
        give_consent(then, then.load(Person, its.person_id))
        where = then.load(Organisation, its.organisation_id)
        where.type, where.cluster_id = "cluster_organisation", cluster.id
        then.load(Organisation, waiting.organisation_id).cluster_id = cluster.id
        note_membership(then, waiting)

    def next_step(self, state: ExchangeState, days: int) -> None:
        """An exchange that came to a state so many days before."""
        exchange = self.stay(state, begins=30, days=5)
        plan_next_step(self.before(days), exchange)

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

    def agreement(self) -> None:
        """The agreement on the money of a stay in four weeks, drawn up three days before."""
        exchange = self.stay(ExchangeState.READY, begins=29, days=5)
        settle_agreement(self.before(3), exchange)

    def departure(self) -> None:
        """A stay that all have signed and that begins seven days after."""
        exchange = self.stay(ExchangeState.READY, begins=7, days=5)
        plan_stay(self.before(30), exchange)

    def session(self, state: ExchangeState, begins: int, other: str) -> None:
        """A session online in the evening so many days after; the `other` reminder of it goes."""
        exchange = self.stay(state, begins=begins, days=1)
        exchange.form, night = ExchangeForm.ONLINE, self.before(-begins).now
        starts, ends = (night + timedelta(hours=hours) for hours in (17, 19))
        self.work.add(OnlineSession(exchange_id=exchange.id, starts_at=starts, ends_at=ends))
        plan_sessions(self.before(30), exchange)
        self.work.unschedule(other, exchange.id)

    def group_session(self, begins: int, other: str) -> None:
        """The same of a group visit online, of which its host hears."""
        exchange, night = self.pair().exchange, self.before(-begins).now
        span = [(night + timedelta(hours=hours)).isoformat() for hours in (17, 19)]
        visit = self.work.add(
            GroupVisit(
                host_id=exchange.host_id,
                state=GroupVisitState.OPEN,
                title="Loom evenings",
                programme="Looms.",
                starts_on=night.date(),
                ends_on=night.date(),
                sessions=[span],
                published_at=self.before(30).now,
            )
        )
        self.work.add(
            GroupGuest(
                visit_id=visit.id,
                visitor_id=exchange.visitor_id,
                proposal_id=exchange.proposal_id,
                state=GuestState.JOINED,
                since=self.before(30).now,
            )
        )
        plan_group_sessions(self.before(30), visit)
        self.work.unschedule(other, visit.id)

    def stay(self, state: ExchangeState, begins: int, days: int):
        """An exchange in that state, its stay so many days long."""
        exchange = self.pair().exchange
        exchange.state = state
        if state is ExchangeState.DATES:  # which are not agreed yet
            return self.work.add(exchange)
        exchange.starts_on = self.day + timedelta(days=begins)
        exchange.ends_on = exchange.starts_on + timedelta(days=days - 1)
        exchange.working_days = days
        exchange.lump_sum = exchange.full_sum = Decimal(1000)
        self.work.add(exchange)
        return exchange

    def report(self, ended: int, planned: int) -> None:
        """A stay that ended so many days before, and whose report was asked for then."""
        exchange = self.stay(ExchangeState.DONE, begins=-ended - 4, days=5)
        plan_report(self.before(planned), exchange)

    def evidence(self) -> None:
        """A report handed in three days before, without any proof of the stay."""
        exchange = self.stay(ExchangeState.REPORTED, begins=-10, days=5)
        plan_missing(self.before(3), exchange)

    def visitor(self, accepted: int):
        """A visitor who was accepted so many days before, and looks for a host."""
        then = self.before(accepted)
        own = application(then, self.country, Role.VISITOR, partnership(then, "Loom Ring"))
        give_consent(then, self.work.load(Person, own.person_id))
        return own

    def idle(self) -> None:
        """Somebody accepted two weeks before who has invited nobody."""
        self.visitor(14)
        plan_nudges(self.before(13))
        strike(self.work, NUDGE_HOST)

    def new_host(self) -> None:
        """A host that was accepted two days before, and the visitor's look that is due."""
        self.visitor(8)
        plan_nudges(self.before(7))
        strike(self.work, NUDGE_IDLE)
        then, abroad = self.before(2), "PT" if self.country != "PT" else "AT"
        host = application(then, abroad, Role.HOST, partnership(then, "Bobbin League"))
        host.decided_at, host.decided_by = (
            then.now,
            officer(then, partnership(then, "Loom Ring"), "AT").id,
        )
        host.offers = "spare parts"
        give_consent(then, then.load(Person, host.person_id))
        self.work.add(host)

    def half_written(self) -> None:
        """A commitment that the visitor began two days before and left."""
        exchange = self.stay(ExchangeState.COMMITMENT, begins=30, days=5)
        writer, then = person_on(self.work, exchange, Side.VISITOR), self.before(2)
        give_consent(then, writer)
        row = draft(then, writer)
        row.form, row.subject = COMMITMENT_FORM, exchange.id
        plan_nudges(self.before(1))
        strike(self.work, NUDGE_IDLE, NUDGE_HOST)

    def opportunity(self) -> None:
        """A visitor accepted a week before, and a programme for everybody."""
        own = self.visitor(7)
        keeping.enter(
            self.before(7),
            None,
            own.partnership_id,
            Programme(
                level=FundingLevel.EU,
                title=f"Vouchers {own.id}",
                about="For everybody.",
                link="https://example.org",
                deadline=date(2030, 1, 1),
            ),
        )
        plan_opportunities(self.before(7))
        strike(self.work, OPPORTUNITY_END)

    def request(self) -> None:
        """Three days before a company asked a technology centre for a service."""
        then, asker = self.before(3), self.visitor(8)
        own = self.visitor(8)
        then.load(Organisation, own.organisation_id).type = "scaling_up_support"
        provider = then.load(Person, own.person_id)
        one = publishing.publish(then, provider, ServiceKind.FAB_LAB, "Looms", "Looms to be used.")
        requesting.request(then, then.load(Person, asker.person_id), one.id, "May we use them?")

    def twinned(self, agreed: int, but: str) -> None:
        """Two that have agreed so many days before, and have done nothing since; `but` is not asked about."""
        then = self.before(agreed)
        asked = self.twinning(agreed)
        person = people_of(then, asked.asked_id)[0]
        agreeing.answer(then, person, row_id(asked), agreed=True)
        plan_twinnings(then)
        strike(self.work, but)

    def twinning(self, asked: int) -> Twinning:
        """A cluster asked so many days before by another one of its country's neighbour."""
        then, mark = self.before(asked), f"{asked} {self.country} {self.day}"
        own, other = (
            clusters.cluster(then, name, country, told=told)
            for name, country, told in (
                (f"Ring of Looms {mark}", "AT" if self.country != "AT" else "PT", clusters.OWN),
                (f"Guild of Dyers {mark}", self.country, clusters.OTHERS),
            )
        )
        return agreeing.propose(then, own[0], row_id(other[1]), "Visits of our members each year.")

    def introduced(self):
        """Somebody who searched was introduced to somebody ninety days before."""
        then, asker, own = self.before(90), self.visitor(8), self.visitor(8)
        me = then.load(Person, asker.person_id)
        searching.open_search(then, me, "We weave cloth and look for dyes.")
        asked = introducing.ask(then, me, row_id(own), "Shall we talk?")
        other = then.load(Person, own.person_id)
        introducing.answer(then, other, row_id(asked), agreed=True)
        strike(self.work, REQUEST_UNANSWERED)
        return asked

    def course(self):
        """Somebody of a cluster has a seat in a course that begins in the afternoon seven days after."""
        then, own = self.before(30), self.visitor(40)
        then.load(Organisation, own.organisation_id).type = "cluster_organisation"
        starts = self.before(-7).now + timedelta(hours=12)
        guest = seated(then, own, starts)
        strike(self.work, COURSE_HELD, subject=guest.course_id)
        return guest

    def course_over(self) -> None:
        """One of the desk's that is over in the night."""
        then, own = self.before(30), self.visitor(40)
        then.load(Organisation, own.organisation_id).type = "cluster_organisation"
        guest = seated(then, own, self.before(0).now - timedelta(hours=3), self.country)
        strike(self.work, COURSE_NEAR, subject=guest.id)

    def course_attended(self) -> None:
        """Somebody was in a course three days before, and has not said how it was."""
        then, own = self.before(30), self.visitor(40)
        then.load(Organisation, own.organisation_id).type = "cluster_organisation"
        guest = seated(then, own, self.before(3).now - timedelta(hours=3))
        attending.confirm(
            self.before(3), officer(then, partnership(then, "Loom Ring"), "AT"), guest.id
        )
        strike(self.work, COURSE_NEAR, subject=guest.id)
        strike(self.work, COURSE_HELD, subject=guest.course_id)

    def project(self) -> None:
        """One that has not moved since."""
        asked = self.introduced()
        then = self.before(90)
        me = then.load(Person, asked.asker_id)
        projects.begin(then, me, row_id(asked), "Curtains", "Dyes from plants.", "")
        strike(self.work, INTRODUCED_OUTCOMES)

    def survey(self, asked: int) -> None:
        """A stay that was over so many days before."""
        exchange = self.stay(ExchangeState.DONE, begins=-asked - 5, days=5)
        plan_survey(self.before(asked), exchange)

    def outcomes(self, ended: int) -> None:
        """A stay that was over so many days before."""
        exchange = self.stay(ExchangeState.DONE, begins=-ended - 4, days=5)
        plan_outcomes(self.before(ended - 1), exchange)


PLANS: Mapping[str, Callable[[Plan], None]] = {
    DRAFT_WAITING: Plan.draft,
    REVIEW_OVERDUE: Plan.review,
    ENQUIRY_UNANSWERED: lambda plan: plan.enquiry(3),
    ENQUIRY_SILENT: lambda plan: plan.enquiry(14),
    CV_OWED: Plan.cv,
    MEMBERSHIP_UNANSWERED: lambda plan: plan.membership(3),
    MEMBERSHIP_EXPIRE: lambda plan: plan.membership(10),
    PROPOSAL_UNANSWERED: lambda plan: plan.invitation(made=3, expires=30),
    PROPOSAL_EXPIRE: lambda plan: plan.invitation(made=30, expires=0),
    EXCHANGE_IDLE: lambda plan: plan.next_step(ExchangeState.DATES, days=4),
    COMMITMENT_UNSIGNED: Plan.signature,
    AGREEMENT_UNSIGNED: Plan.agreement,
    DEPARTURE_NEAR: Plan.departure,
    SESSION_NEAR: lambda plan: plan.session(ExchangeState.READY, begins=1, other=SESSION_HELD),
    SESSION_HELD: lambda plan: plan.session(ExchangeState.UNDER_WAY, begins=-1, other=SESSION_NEAR),
    GROUP_SESSION_NEAR: lambda plan: plan.group_session(begins=1, other=GROUP_SESSION_HELD),
    GROUP_SESSION_HELD: lambda plan: plan.group_session(begins=-1, other=GROUP_SESSION_NEAR),
    REPORT_OPEN: lambda plan: plan.report(ended=1, planned=0),
    REPORT_DUE: lambda plan: plan.report(ended=23, planned=22),
    REPORT_OVERDUE: lambda plan: plan.report(ended=33, planned=32),
    EVIDENCE_MISSING: Plan.evidence,
    CLOSING_OVERDUE: lambda plan: plan.next_step(ExchangeState.REPORTED, days=7),
    SURVEY_OPEN: lambda plan: plan.survey(asked=1),
    SURVEY_REMINDER: lambda plan: plan.survey(asked=6),
    NUDGE_IDLE: Plan.idle,
    NUDGE_HOST: Plan.new_host,
    NUDGE_COMMITMENT: Plan.half_written,
    NUDGE_OPPORTUNITY: Plan.opportunity,
    PROJECT_QUIET: Plan.project,
    INTRODUCED_OUTCOMES: lambda plan: plan.introduced(),
    REQUEST_UNANSWERED: Plan.request,
    TWINNING_UNANSWERED: lambda plan: plan.twinning(7),
    TWINNING_EXPIRE: lambda plan: plan.twinning(28),
    TWINNING_QUIET: lambda plan: plan.twinned(91, TWINNING_YEAR),
    TWINNING_YEAR: lambda plan: plan.twinned(365, TWINNING_QUIET),
    COURSE_NEAR: Plan.course,
    COURSE_HELD: Plan.course_over,
    COURSE_UNANSWERED: Plan.course_attended,
    OUTCOMES_OPEN: lambda plan: plan.outcomes(ended=183),
    OUTCOMES_REMINDER: lambda plan: plan.outcomes(ended=190),
}
