"""Every figure counted a second time, from the rows alone and by another way, on programmes that chance has made."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from holidays import country_holidays
from hypothesis import given, settings
from scipy import stats
from sqlmodel import select

from exchange.reporting.agency.findings import findings
from exchange.reporting.agency.periods import Period
from exchange.reporting.figures import paces, progress, splits
from exchange.reporting.money import balance, set_budget
from exchange.reporting.splits import Split
from exchange.work import Work
from storage.tables import (
    Application,
    Audit,
    Cluster,
    Exchange,
    GroupGuest,
    OfficerRole,
    Organisation,
    Payment,
    Proposal,
)
from tests.builders.records import rows
from tests.builders.records.chance import PROGRAMMES, Stage, an_exchange
from tests.builders.records.works import new_database, scheme
from tests.sizes import examples

pytestmark = pytest.mark.proofs

NOW = datetime(2027, 11, 30, 23, 30, tzinfo=UTC)  # December has begun in Vienna
SUMMER = Period(date(2027, 4, 15), date(2027, 8, 31))

# The second count. It knows tables, and nothing of how figures are made.
OVER = {"done", "interrupted", "reported", "validated", "payment_proposed", "paid", "closed"}
STEP = {
    "dates": "dates",
    "commitment": "commitment",
    "signing": "signing",
    "ready": "agreement",
    "under_way": "agreement",
    "done": "report",
    "interrupted": "report",
    "reported": "validation",
    "validated": "payment",
    "payment_proposed": "payment",
}
VIENNA = ZoneInfo("Europe/Vienna")


class Recount:
    """The rows of a Partnership, or of all (None)."""

    def __init__(self, work, number):
        every = {table: work.session.exec(select(table)).all() for table in TABLES}
        self.rows = every
        self.by_number = {
            table: {one.id: one for one in every[table]}
            for table in (Application, Organisation, Cluster)
        }
        self.clock = ZoneInfo("Europe/Brussels") if number is None else VIENNA
        free = {} if number is None else country_holidays("AT", years=[2026, 2027, 2028])
        self.works = lambda day: day.weekday() < 5 and day not in free
        self.number = number
        mine = [one for one in every[Exchange] if number in {None, one.visitor_partnership_id}]
        self.all = mine
        short = [one for one in mine if one.state in OVER and (one.working_days or 0) < 3]
        self.short = short
        self.counted = [one for one in mine if one not in short]
        self.done = [one for one in self.counted if one.state in OVER - {"interrupted"}]

    def day(self, moment):
        """By the clock of these figures."""
        return moment.astimezone(self.clock).date()

    def last(self, one):
        """The last day of a stay."""
        return one.ended_early_on or one.ends_on

    def side(self, one, which):
        """An application, its organisation and cluster."""
        told = self.by_number[Application][getattr(one, f"{which}_id")]
        where = self.by_number[Organisation][told.organisation_id]
        return told, where, self.by_number[Cluster].get(where.cluster_id)

    def funnel(self):
        """Counts, from applications to payments."""
        mine = [one for one in self.rows[Application] if self.number in {None, one.partnership_id}]
        numbers = {one.id for one in mine}
        late = {*OVER, "ready", "under_way"}
        return [
            len(mine),
            sum(one.state == "accepted" for one in mine),
            sum(one.visitor_id in numbers for one in self.rows[Proposal]),
            len(self.counted),
            sum(one.state in late for one in self.counted),
            len(self.done),
            sum(one.state == "paid" for one in self.counted),
        ]

    def split(self, by):
        """Exchanges done under each key."""
        found = Counter()
        grouped = {one.proposal_id for one in self.rows[GroupGuest]}
        for one in self.done:
            (told, own, ring), (_, other, circle) = (
                self.side(one, "visitor"),
                self.side(one, "host"),
            )
            keys = {
                "type": [(own.body or own.type,)],
                "countries": [(own.country, other.country)],
                "ecosystem": [(each,) for each in told.ecosystems or [""]],
                "regions": [(own.region_category or "", other.region_category or "")],
                "cluster": [(ring.name if ring else "",)],
                "label": [((ring and ring.label) or "", (circle and circle.label) or "")],
                "group": [("group" if one.proposal_id in grouped else "alone",)],
                "form": [(str(one.form),)],
            }
            found.update(keys[by])
        return dict(found)

    def months(self):
        """Stays by the month of their last day, up to this one."""
        found = Counter(self.last(one).strftime("%Y-%m") for one in self.done)
        if not found:
            return {}
        spent, month = {}, min(found)
        while month <= max(*found, f"{NOW.astimezone(self.clock):%Y-%m}"):
            spent[month] = found[month]
            year, number = map(int, month.split("-"))
            month = f"{year + number // 12}-{number % 12 + 1:02}"
        return spent

    def paid_of(self, one):
        """The instalments that were paid of it."""
        own = [each for each in self.rows[Payment] if each.exchange_id == one.id]
        return sum((each.amount for each in own if each.state == "paid"), Decimal(0))

    def money(self):
        """Paid, committed, agreed, how many to be confirmed."""
        bound = (OVER - {"paid", "closed"}) | {"ready", "under_way"}
        worth = {
            one.id: one.lump_sum if one.lump_sum is not None else one.full_sum for one in self.all
        }
        open_ = [one for one in self.all if one.state in bound]
        dated = [one for one in self.all if one.state in {"commitment", "signing"}]
        return (
            sum(map(self.paid_of, self.all), Decimal(0)),
            sum((worth[one.id] - self.paid_of(one) for one in open_), Decimal(0)),
            sum((worth[one.id] for one in dated), Decimal(0)),
            sum(one.lump_sum is None for one in [*open_, *dated]),
        )

    def steps(self):
        """The working days of each step, of each exchange that has left it."""
        trail = defaultdict(list)
        for row in sorted(self.rows[Audit], key=lambda row: (row.at, row.id)):
            if row.act.startswith("exchange:") and row.subject.startswith("exchange:"):
                trail[int(row.subject[9:])].append((row.act[9:], row.at))
        found = defaultdict(list)
        for one in self.counted:
            way = [("dates", one.agreed_at), *trail[one.id]]
            spent = defaultdict(list)
            for (state, start), (after, end) in pairwise(way):
                step = STEP.get(state)
                if after in {"closed", "cancelled"}:
                    spent.pop(step, None)
                elif step and step == STEP.get(after) and spent[step][-1:] != [(start, end)]:
                    spent[step].append((start, None))  # goes on
                elif step:
                    spent[step].append((start, end))
            spent.pop(STEP.get(way[-1][0]), None)
            told = self.side(one, "visitor")[0]
            found["host"].append(self.working(told.decided_at or told.submitted_at, one.agreed_at))
            for step, spans in spent.items():
                if spans:
                    found[step].append(self.summed(spans))
        return {step: sorted(some) for step, some in found.items() if step != "agreement"}

    def summed(self, spans):
        """Spans that go on are one with the next."""
        total, begun = 0, None
        for start, end in spans:
            begun = begun or start
            if end:
                total, begun = total + self.working(begun, end), None
        return total

    def working(self, start, end):
        """Day by day."""
        days = range(self.day(start).toordinal() + 1, self.day(end).toordinal() + 1)
        return sum(self.works(date.fromordinal(day)) for day in days)

    def outlook(self):
        """The interval, with another library's distribution; None while it is too early."""
        if not self.counted:
            return None
        today = self.day(NOW)
        began = min(self.day(one.agreed_at) for one in self.counted)
        start = max(began, today - timedelta(days=365))
        seen = [(today - self.last(one)).days for one in self.done]
        seen = [days for days in seen if 0 <= days <= (today - start).days]
        elapsed = (today - start).days
        if len(seen) < 5 or elapsed < 90:
            return None
        blocks = max(elapsed // 30, 1)
        counts = np.bincount(np.minimum(np.array(seen) // 30, blocks - 1), minlength=blocks)
        bunch = max(1.0, (((counts - counts.mean()) ** 2).sum() / counts.mean() + 6) / (blocks + 1))
        law = stats.nbinom(len(seen) / bunch + 0.5, elapsed / (elapsed + 365))
        low, high = (int(law.ppf(part)) for part in (0.1, 0.9))
        done = len(self.done)
        return done + int(np.floor(bunch * low)), done + int(np.ceil(bunch * high))


TABLES = (*(Application, Organisation, Cluster, Exchange, Proposal, Payment, Audit, GroupGuest),)


def told(work, reader, *, whole):
    """What the figures say."""
    far = progress(work, reader, whole=whole)
    likely = far.forecast
    return {
        "funnel": [count for _, count in far.chart.funnel],
        "months": dict(far.chart.by_month),
        "online": (far.online, far.hybrid),
        "outlook": (likely.low, likely.high) if likely else None,
        **{by: dict(splits(work, reader, by, whole=whole)) for by in Split},
        "steps": {
            one.step.value: (one.count, one.median, one.slowest)
            for one in paces(work, reader, whole=whole)
        },
    }


def counted_anew(work, number):
    """The same, the other way."""
    found = Recount(work, number)
    return {
        "funnel": found.funnel(),
        "months": found.months(),
        "online": tuple(
            sum(one.form == form for one in found.done) for form in ("online", "hybrid")
        ),
        "outlook": found.outlook(),
        **{by: found.split(by.value) for by in Split},
        "steps": {
            step: (len(some), float(np.median(some)), some[-1])
            for step, some in found.steps().items()
        },
    }


@settings(max_examples=examples(60), deadline=None)
@given(PROGRAMMES)
def test_every_figure_is_what_the_rows_say(programme):
    """Funnel, months, splits, steps, forecast, money, and the report of a period."""
    database = new_database()
    with database.transaction() as session:
        work = Work(session, NOW, scheme())
        desks = [rows.partnership(work, name) for name in ("Loom Ring", "Bobbin League")]
        work.add(Cluster(name="Ring", country="AT", partnership_id=desks[0].id, lead=True))
        reader = rows.officer(work, desks[0], "FI", OfficerRole.COORDINATOR)
        set_budget(work, reader, Decimal(5000))
        officers = [rows.officer(work, desks[0], "AT").id for _ in range(2)]
        stage = Stage(work, desks, officers)
        for one in programme:
            an_exchange(stage, one)
        session.flush()
        for whole in (False, True):
            number = None if whole else desks[0].id
            assert told(work, reader, whole=whole) == counted_anew(work, number)
        own = Recount(work, desks[0].id)
        money_is_right(work, reader, own)
        report_is_right(work, reader, own)
    database.close()


def money_is_right(work, reader, own):
    """To the cent."""
    found, (paid, committed, agreed, unconfirmed) = balance(work, reader), own.money()
    assert (found.paid.amount, found.committed.amount) == (paid, committed)
    assert (found.agreed.amount, found.unconfirmed) == (agreed, unconfirmed)
    assert found.left.amount == 5000 - paid - committed


def report_is_right(work, reader, own):
    """Stays that ended in the period, money that was paid in it, both by the Partnership's days."""
    found = findings(work, reader, SUMMER)

    def within(day):
        return day is not None and SUMMER.first <= day <= SUMMER.last

    numbers = {one.id for one in own.all}
    assert [one.visit.number for one in found.told] == [
        one.id for one in own.done if within(own.last(one))
    ]
    assert found.done_in_all == sum(own.last(one) <= SUMMER.last for one in own.done)
    assert found.too_short == sum(within(own.last(one)) for one in own.short)
    assert found.cancelled == sum(
        one.state == "cancelled" and within(own.last(one)) for one in own.all
    )
    assert found.paid.amount == sum(
        one.amount
        for one in own.rows[Payment]
        if one.exchange_id in numbers and one.state == "paid" and within(own.day(one.decided_at))
    )
