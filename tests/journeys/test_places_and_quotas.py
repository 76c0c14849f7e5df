"""Numbered rules of a call over Telegram: a host's places count by days, and five invitations may be open."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from exchange.proposing import proposals
from exchange.work import Work
from storage.tables import ExchangeState, Partnership, ProposalState, Role
from tests.builders.bots.actors import tap_data
from tests.builders.bots.signed import party
from tests.builders.bots.story import two_accepted
from tests.builders.records import rows

if TYPE_CHECKING:
    from tests.builders.bots.town import Town

BUSY = (date(2027, 3, 8), date(2027, 3, 12))


async def test_a_hosts_places_count_by_days(town: Town) -> None:
    """With one place a visit in the second week of March blocks that week, and no other: it is said from when there is room."""
    ana, _, _ = await two_accepted(town)
    with town.house.database.transaction() as session:
        work = Work(session, town.clock(), town.house.scheme)
        (visitor, _), (host, hosting) = party(work, Role.VISITOR), party(work, Role.HOST)
        asked = proposals.invite_host(work, visitor, hosting.id or 0, "May I come?", [])
        number = proposals.accept_proposal(work, host, asked.id or 0).id
        hosting.capacity = 1
        work.add(hosting)
        desk = work.load(Partnership, hosting.partnership_id)
        other = rows.application(work, "FI", Role.VISITOR, desk)
        days = {"starts_on": BUSY[0], "ends_on": BUSY[1], "working_days": 5}
        worth = {"lump_sum": Decimal(830), "full_sum": Decimal(830)}
        rows.exchange(work, other, hosting, ExchangeState.READY, **days, **worth)
    await ana.say("/exchanges")
    await tap_data(ana, f"x:dates:{number}")
    await ana.expect("first working day")
    await ana.say("10-16 March 2027")
    refused = await ana.expect("no free place")
    assert "15 Mar" in refused.text
    await ana.say("15-19 March 2027")
    await ana.expect("5 working days")


async def test_five_invitations_may_be_open_and_no_sixth(town: Town) -> None:
    """As the sister scheme has it (EYE-tool-a): it is said where they are."""
    ana, _, _ = await two_accepted(town)
    with town.house.database.transaction() as session:
        work = Work(session, town.clock(), town.house.scheme)
        _, visiting = party(work, Role.VISITOR)
        desk = work.load(Partnership, visiting.partnership_id)
        for country in ("PT", "FI", "SK", "BE", "GR"):
            host = rows.application(work, country, Role.HOST, desk)
            rows.proposal(work, visiting, host, ProposalState.PROPOSED)
    await tap_data(ana, "m:best:0")
    await tap_data(ana, "m:host:")
    await tap_data(ana, "m:invite:")
    await ana.expect("5 invitations open already")
