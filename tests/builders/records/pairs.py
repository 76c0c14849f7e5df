"""A pair that wants an exchange, its Partnerships and officers; and steps through its life."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from exchange.visiting import agreements, closing, commitments, course, dates, evidence, paying
from storage.tables import (
    Exchange,
    ExchangeState,
    Officer,
    Organisation,
    Partnership,
    Person,
    Role,
    StoredFile,
)
from tests.builders.records import rows
from tests.builders.records.played_once import played_once
from tests.builders.records.rows import application, officer, partnership
from tests.builders.records.works import at

STARTS, ENDS = date(2027, 4, 12), date(2027, 4, 16)  # Monday to Friday, five working days
STAY = {  # an exchange's dates, and what is agreed with them
    "starts_on": STARTS,
    "ends_on": ENDS,
    "working_days": 5,
    "lump_sum": Decimal(1000),
    "full_sum": Decimal(1000),
}
PAPER = {
    "goals": "We want to learn how looms are mended & kept.",
    "objectives": "A list of ten spare parts, and who makes them.",
    "agenda": "Day 1: the mill. Day 2: the workshop. Day 3: talks.",
    "outcomes": "A common order for parts within the year.",
}
REPORT = {
    "done": "Monday the mill, Tuesday the workshop, Wednesday to Friday talks with suppliers.",
    "results": "A list of twelve parts and two offers for them.",
    "follow_up": "A call each month.",
    "recommend": "yes",
}


@dataclass
class Pair:
    """Two sides, their officers, and the exchange between them."""

    visitor: Person
    host: Person
    vop_officer: Officer
    hop_officer: Officer
    exchange: Exchange

    @property
    def id(self):
        """The exchange's number."""
        return self.exchange.id


@played_once
def build_pair(
    work,
    *,
    visitor="AT",
    host="PT",
    same_partnership=False,
    desks=("AT", "PT"),
    on_the_map=True,
):
    """A pair that has just agreed to an exchange, from two countries; the visitor's town may be unknown."""
    vop = partnership(work, "Loom Ring")
    hop = vop if same_partnership else partnership(work, "Bobbin League")
    vop_officer = officer(work, vop, desks[0])
    hop_officer = vop_officer if same_partnership else officer(work, hop, desks[1])
    visiting = application(work, visitor, Role.VISITOR, vop)
    hosting = application(work, host, Role.HOST, hop)
    if not on_the_map:
        town = work.load(Organisation, visiting.organisation_id)
        town.latitude = town.longitude = None
        work.add(town)
    exchange = rows.exchange(work, visiting, hosting, ExchangeState.DATES)
    visitor_, host_ = (work.load(Person, one.person_id) for one in (visiting, hosting))
    return Pair(visitor_, host_, vop_officer, hop_officer, exchange)


def agree(work, pair, starts=STARTS, ends=ENDS):
    """Both agree on dates."""
    dates.offer_dates(work, pair.visitor, pair.id, starts, ends)
    dates.agree_dates(work, pair.host, pair.id)


def draw_up(work, pair):
    """The visitor writes the Commitment to Quality."""
    return commitments.draw_up_commitment(work, pair.visitor, pair.id, PAPER)


def sign_all(work, pair):
    """All four sign, in order."""
    commitments.sign_as_person(work, pair.visitor, pair.id)
    commitments.sign_as_person(work, pair.host, pair.id)
    commitments.sign_as_officer(work, pair.vop_officer, pair.id)
    if pair.hop_officer is not pair.vop_officer:
        commitments.sign_as_officer(work, pair.hop_officer, pair.id)


def sign_money(work, pair):
    """The visitor and the Partnership that pays sign the agreement as it stands."""
    version = agreements.current_agreement(work, pair.exchange).version
    agreements.sign_as_visitor(work, pair.visitor, pair.id, version)
    agreements.sign_as_payer(work, pair.vop_officer, pair.id, version)


@played_once
def ready_pair(work, *, agreed=True, **places):
    """A pair whose exchange is signed by all; and, where the sum stands, the money is agreed."""
    pair = build_pair(work, **places)
    agree(work, pair)
    draw_up(work, pair)
    sign_all(work, pair)
    if agreed and pair.exchange.lump_sum:
        sign_money(work, pair)
    return pair


@played_once
def travelling_pair(work, **places):
    """A pair on the first day of its stay, and the work of that day."""
    pair = ready_pair(work, **places)
    there = at(work, datetime(2027, 4, 12, 8, tzinfo=UTC))
    course.start_exchange(there, pair.id)
    return there, pair


@played_once
def returned_pair(work, **places):
    """A pair whose stay is over, and the work of the day after."""
    there, pair = travelling_pair(work, **places)
    back = at(there, datetime(2027, 4, 17, 8, tzinfo=UTC))
    course.finish_exchange(back, pair.id)
    return back, pair


def stored(work, person, content=b"%PDF-1.7 boarding pass"):
    """The number of a file that somebody has sent."""
    row = StoredFile(
        name="pass.pdf",
        mime="application/pdf",
        size=len(content),
        sha256="0" * 64,
        content=content,
        kept_at=work.now,
        person_id=person.id,
    )
    return work.add(row).id


def prove(work, pair):
    """The visitor hands in everything that is required."""
    items = [one.id for one in work.scheme.evidence if one.required]
    given = {item: [stored(work, pair.visitor)] for item in items}
    evidence.hand_in_evidence(work, pair.visitor, pair.id, given)


def colleague(work, pair):
    """Another officer of the visitor's Partnership."""
    vop = work.load(Partnership, pair.exchange.visitor_partnership_id)
    return officer(work, vop, "AT")


def pay(work, pair, reference="SEPA-1"):
    """Two officers pay the lump sum."""
    paying.propose_payment(work, pair.vop_officer, pair.id, reference)
    return paying.approve_payment(work, colleague(work, pair), pair.id)


@played_once
def validated_pair(work, **places):
    """A pair whose report is validated, and the work of that day."""
    back, pair = returned_pair(work, **places)
    prove(back, pair)
    closing.submit_report(back, pair.visitor, pair.id, REPORT)
    closing.validate_report(back, pair.vop_officer, pair.id)
    return back, pair
