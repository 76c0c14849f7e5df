"""A stay under three working days is no exchange: without it every figure is the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from exchange.reporting.agency.findings import findings
from exchange.reporting.agency.periods import Period
from exchange.reporting.figures import paces, progress, splits
from exchange.reporting.money import balance
from exchange.reporting.outcomes import outcomes_so_far
from exchange.reporting.splits import Split
from exchange.scheme.questionnaires import check_answers
from exchange.states import AFTER_STAY
from exchange.visiting.surveys import survey_results
from exchange.work import Work
from storage.tables import Audit, Exchange, ExchangeState, OfficerRole, Role, Side, SurveyReply
from tests.builders.records import rows
from tests.builders.records.rows import application, officer, partnership
from tests.builders.records.surveys import HOST, VISITOR
from tests.builders.records.works import new_database, scheme
from tests.sizes import examples

LATER = datetime(2027, 12, 1, 12, tzinfo=UTC)
FIRST = date(2027, 3, 1)
YEAR = Period(date(2027, 1, 1), date(2027, 12, 31))
TOLD = {"came": ["deal"], "story": "yes", "words": "We build a loom together."}


def kept(questions, answers):
    """The answers as they are kept, of a stay that was not broken off."""
    return check_answers([one for one in questions if one.only_when != "interrupted"], answers)


ANSWERS = {
    Side.VISITOR: kept(scheme().surveys.visitor, VISITOR),
    Side.HOST: kept(scheme().surveys.host, HOST),
}
LEAST = scheme().stay.min_working_days

WITH_DATES = st.sampled_from(
    [one for one in ExchangeState if one not in {ExchangeState.DATES, ExchangeState.CANCELLED}]
)
STAYS = st.tuples(
    WITH_DATES,
    st.integers(0, 6),  # working days
    st.integers(0, 200),  # days from the first
    st.sampled_from(["AT", "FI", "GR"]),
    st.booleans(),  # both sides have answered, soon and later
)


def stay(work, loom, state, days, after, country, answered):
    """An exchange in that state, as rows; only one that is over may be too short."""
    if state not in AFTER_STAY:
        days = max(days, LEAST)
    starts = FIRST + timedelta(days=after)
    visiting = application(work, country, Role.VISITOR, loom)
    hosting = application(work, "PT", Role.HOST, loom)
    worth = Decimal(780 if days >= LEAST else 0)
    one = rows.exchange(
        work,
        visiting,
        hosting,
        state,
        starts_on=starts,
        ends_on=starts + timedelta(days=9),
        working_days=days,
        lump_sum=worth,
        full_sum=Decimal(780),
        ended_early_on=starts if state is ExchangeState.INTERRUPTED else None,
        agreed_at=work.now - timedelta(days=300 - after),
    )
    work.record("system", f"exchange:{state.value}", f"exchange:{one.id}")
    for side, first in ANSWERS.items() if answered else ():
        for number, answers in enumerate((first, TOLD)):
            work.add(
                SurveyReply(
                    exchange_id=one.id,
                    side=side,
                    round=number,
                    answers=answers,
                    submitted_at=work.now,
                )
            )


def all_figures(work, reader):
    """Every figure there is; how many stays are left out is what tells of them."""
    told = replace(findings(work, reader, YEAR), too_short=0)
    apart = [splits(work, reader, one, whole=whole) for one in Split for whole in (False, True)]
    far = [progress(work, reader, whole=whole) for whole in (False, True)]
    slow = [paces(work, reader, whole=whole) for whole in (False, True)]
    rest = (survey_results(work, reader), outcomes_so_far(work, reader), balance(work, reader))
    return told, apart, far, slow, rest


def without_short_stays(work):
    """Take them out of the database, with all that hangs on them."""
    short = select(Exchange.id).where(
        col(Exchange.state).in_(AFTER_STAY), col(Exchange.working_days) < LEAST
    )
    numbers = work.session.exec(short).all()
    subjects = [f"exchange:{one}" for one in numbers]
    work.session.execute(sa.delete(SurveyReply).where(col(SurveyReply.exchange_id).in_(numbers)))
    work.session.execute(sa.delete(Audit).where(col(Audit.subject).in_(subjects)))
    work.session.execute(sa.delete(Exchange).where(col(Exchange.id).in_(numbers)))
    work.session.expire_all()
    return len(numbers)


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(STAYS, min_size=1, max_size=8))
def test_without_the_stays_under_three_days_every_figure_is_the_same(programme):
    """Targets, splits, forecast, steps, surveys, outcomes, money, the report (ECCP-home, ECCP-faq-2: scheme.md §4)."""
    database = new_database()
    with database.transaction() as session:
        work = Work(session, LATER, scheme())
        loom = partnership(work, "Loom Ring")
        reader = officer(work, loom, "AT", OfficerRole.COORDINATOR)
        for one in programme:
            stay(work, loom, *one)
        before = all_figures(work, reader)
        left_out = findings(work, reader, YEAR).too_short
        assert without_short_stays(work) == left_out
        assert all_figures(work, reader) == before
    database.close()
