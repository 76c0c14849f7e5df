"""Programmes that chance has made, as rows: exchanges with their trail, payments, sides and group visits."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from storage.tables import (
    Audit,
    Cluster,
    ExchangeForm,
    ExchangeState,
    GroupGuest,
    GroupVisit,
    GroupVisitState,
    GuestState,
    Organisation,
    Payment,
    PaymentState,
    Role,
)
from tests.builders.records import rows

if TYPE_CHECKING:
    from exchange.work import Work

FIRST = datetime(2027, 1, 4, tzinfo=UTC)
WAY = ["commitment", "signing", "ready", "under_way", "done", "reported", "validated"]
WAYS = {  # the states of an exchange after its dates, also those to which it came back
    "dates": [[], ["commitment", "dates"]],
    "commitment": [WAY[:1], ["commitment", "signing", "commitment"]],
    "signing": [WAY[:2], ["commitment", "signing", "signing"]],
    "ready": [WAY[:3]],
    "under_way": [WAY[:4]],
    "done": [WAY[:5], [*WAY[:6], "done"]],
    "interrupted": [[*WAY[:4], "interrupted"]],
    "reported": [WAY[:6], [*WAY[:6], "done", "reported"]],
    "validated": [WAY, [*WAY, "payment_proposed", "validated"]],
    "payment_proposed": [[*WAY, "payment_proposed"]],
    "paid": [[*WAY, "payment_proposed", "paid"], [*WAY, "closed", "validated", "paid"]],
    "closed": [[*WAY, "closed"], [*WAY[:6], "done", "closed"]],
    "cancelled": [["cancelled"], [*WAY[:2], "cancelled"]],
}
NEED_A_SUM = {"payment_proposed", "paid", "closed"}
SIDES = st.tuples(
    st.sampled_from(["AT", "FI", "GR"]),
    st.sampled_from([("sme", None), ("scaling_up_support", "incubator")]),
    st.lists(st.sampled_from(["textiles", "health", "digital"]), max_size=2, unique=True),
    st.sampled_from([None, "less_developed", "more_developed"]),
    st.sampled_from([None, ("Dyers", "gold"), ("Spinners", None)]),
)
EXCHANGES = st.fixed_dictionaries(
    {
        "way": st.sampled_from([(end, way) for end, ways in WAYS.items() for way in ways]),
        "steps": st.lists(st.integers(0, 9000), min_size=11, max_size=11),  # minutes
        "after": st.integers(0, 240),  # days
        "days": st.integers(0, 7),
        "sides": st.tuples(SIDES, SIDES),
        "known": st.booleans(),  # the distance, and so the sum
        "parts": st.lists(st.sampled_from(["paid", "declined"]), max_size=3),
        "ours": st.sampled_from([True, True, False]),
        "early": st.booleans(),
        "form": st.sampled_from(ExchangeForm),
        "grouped": st.booleans(),
    }
)


@dataclass(frozen=True)
class Stage:
    """What all exchanges of a programme share."""

    work: Work
    desks: list
    officers: list
    clusters: dict = field(default_factory=dict)


OVER = [(end, way) for end, ways in WAYS.items() for way in ways if end in {*WAY[4:], "paid"}]
PROGRAMMES = st.lists(EXCHANGES, max_size=14) | st.lists(
    EXCHANGES.flatmap(
        lambda drawn: st.sampled_from(OVER).map(
            lambda way: {**drawn, "way": way, "ours": True, "days": 3 + drawn["days"] % 5}
        )
    ),
    min_size=6,
    max_size=14,
)
"""Of any exchanges, or of so many stays that there is a forecast."""


def an_application(stage, side, role, of):
    """One side with its organisation."""
    work, clusters = stage.work, stage.clusters
    country, (kind, body), ecosystems, category, cluster = side
    made = rows.application(work, country, role, of)
    made.ecosystems = ecosystems
    where = work.load(Organisation, made.organisation_id)
    where.type, where.body, where.region_category = kind, body, category
    if cluster:
        name, label = cluster
        known = clusters.get(name) or work.add(Cluster(name=name, country="SK", label=label))
        clusters[name], where.cluster_id = known, known.id
    return made


def an_exchange(stage, drawn):
    """An exchange with the trail of its states and its payments, as rows."""
    work, desks = stage.work, stage.desks
    end, way = drawn["way"]
    of = desks[0 if drawn["ours"] else 1]
    visiting = an_application(stage, drawn["sides"][0], Role.VISITOR, of)
    hosting = an_application(stage, drawn["sides"][1], Role.HOST, desks[1])
    start = FIRST + timedelta(days=drawn["after"])
    moments = [start + timedelta(minutes=sum(drawn["steps"][:n])) for n in range(11)]
    visiting.decided_at, visiting.decided_by = moments[0], stage.officers[0]
    facts = {}
    if end != "dates":
        first, worth = start.date() + timedelta(days=30), Decimal(100 * (1 + drawn["days"]))
        known = drawn["known"] or end in NEED_A_SUM
        facts = {
            "starts_on": first,
            "ends_on": first + timedelta(days=8),
            "working_days": drawn["days"],
            "full_sum": worth,
            "lump_sum": worth / 2 if known else None,
        }
        broken = end == "interrupted" or (drawn["early"] and end in {*WAY[4:], *NEED_A_SUM})
        facts |= {"ended_early_on": first + timedelta(days=3)} if broken else {}
    made = rows.exchange(work, visiting, hosting, ExchangeState(end), **facts)
    made.agreed_at, made.form = moments[1], drawn["form"]
    for when, state in zip(moments[2:], way, strict=False):
        work.add(
            Audit(at=when, actor="system", act=f"exchange:{state}", subject=f"exchange:{made.id}")
        )
    if end in {*WAY[4:], *NEED_A_SUM}:
        some_payments(stage, made, drawn["parts"], moments[-1])
    if drawn["grouped"]:
        a_guest(work, visiting, hosting, made)


def some_payments(stage, made, parts, when):
    """Instalments that are paid, or were sent back, by two officers near midnight."""
    for number, state in enumerate(parts, start=1):
        stage.work.add(
            Payment(
                exchange_id=made.id,
                agreed=False,
                instalment=number,
                amount=Decimal(10 * number),
                currency="EUR",
                reference="SEPA",
                state=PaymentState(state),
                proposed_by=stage.officers[0],
                proposed_at=when,
                decided_by=stage.officers[1],
                decided_at=when.replace(hour=22, minute=30) + timedelta(days=number),
            )
        )


def a_guest(work, visiting, hosting, made):
    """The pair is one of a group visit."""
    visit = work.add(
        GroupVisit(
            host_id=hosting.id,
            state=GroupVisitState.OPEN,
            title="Days",
            programme="",
            starts_on=FIRST.date(),
            ends_on=FIRST.date(),
            published_at=work.now,
        )
    )
    work.add(
        GroupGuest(
            visit_id=visit.id,
            visitor_id=visiting.id,
            state=GuestState.JOINED,
            since=work.now,
            proposal_id=made.proposal_id,
        )
    )
