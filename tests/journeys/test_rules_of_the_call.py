"""What the call rules, met over Telegram: an unknown distance, a stay without proof, a size, a Partnership."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlmodel import col, select

from exchange.proposing import proposals
from exchange.work import Work
from storage.tables import Organisation, Role
from tests.builders.bots.actors import HOST, VISITOR, apply, fill_in, tap_data, up_to
from tests.builders.bots.signed import all_signed, party
from tests.builders.bots.story import REPORT, two_accepted
from tests.builders.bots.town import open_town
from tests.builders.databases import fresh

if TYPE_CHECKING:
    from pathlib import Path

    from tests.builders.bots.town import Town


async def test_a_town_that_is_not_on_the_map_gets_no_sum_until_an_officer_settles_it(
    town: Town,
) -> None:
    """Both read *to be confirmed*; the desk sees what a distance costs before it counts."""
    ana, max_, desk = await two_accepted(town)
    with town.house.database.transaction() as session:
        named = VISITOR["organisation_name"]
        mill = session.exec(select(Organisation).where(col(Organisation.name) == named)).one()
        mill.latitude = mill.longitude = None
        session.add(mill)
    await tap_data(ana, "m:best:0")
    await tap_data(ana, "m:host:")
    await tap_data(ana, "m:invite:")
    await fill_in(ana, "inv", {"words": "We would love to see your laser labs", "months": "=*"})
    await tap_data(max_, "i:yes:")
    await tap_data(ana, "x:dates:")
    await ana.expect("first working day")
    await ana.say("8-12 March 2027")
    assert "to be confirmed" in (await ana.expect("5 working days")).text
    await tap_data(ana, "x:offer:")
    await tap_data(max_, "x:agree:")
    await desk.expect("How far is it?")
    await tap_data(desk, "e:far:1")
    await desk.expect("as the crow flies")
    await desk.say("900")
    assert "830" in (await desk.expect("900")).text
    await tap_data(desk, "e:km:1:900")
    settled = await ana.expect("has settled the distance")
    assert "830" in settled.text


@pytest.mark.proofs  # a minute on a busy machine
async def test_a_stay_without_proof_is_paid_by_a_coordinators_reason_alone(town: Town) -> None:
    """What is missing is asked for; the payment has no button before, and the reason stays on the card."""
    ana, _, desk = await all_signed(town)
    await tap_data(ana, "s:sign:1")
    await tap_data(desk, "e:agree:1")
    await town.pass_time(days=70)
    await tap_data(ana, "r:report:")
    await fill_in(ana, "rep", {**REPORT, "travel": "=>", "bed": "=>"})
    await tap_data(desk, "e:valid:1")
    card = await desk.expect("Proof missing")
    assert not any(one.data.startswith("e:pay") for row in card.buttons for one in row)
    await tap_data(desk, "e:waive:1")
    await desk.expect("Why is this stay paid although a proof is missing?")
    await desk.say("She slept at her sister's, who has written to us.")
    await desk.expect("Noted, with your name and reason")
    await tap_data(desk, "e:show:1")
    await desk.expect("She slept at her sister's")
    await tap_data(desk, "e:pay:1")
    await desk.expect("payment's reference")


async def test_a_company_of_250_people_is_no_sme_and_reads_what_it_may_be(town: Town) -> None:
    """Said at the question of size; a large company may not visit, and is told what to do."""
    ana = await town.phone(101, "Ana")
    await up_to(ana, "size")
    await tap_data(ana, "f:app:size:=:large")
    refused = await ana.expect("250")
    assert "⚠️" in refused.text


async def test_who_is_in_a_cluster_goes_to_its_partnership_which_may_pass_them_on(
    town: Town,
) -> None:
    """EXCELIVING has the Transylvanian cluster; another desk gets the application with a reason."""
    exceliving = await town.officer(201, "EXCELIVING")
    other = await town.officer(202, "Hi-Tech-TEX")
    ana = await town.phone(101, "Ana")
    await apply(ana, VISITOR)
    await exceliving.expect("Carpathian Loom Works")
    await tap_data(exceliving, "a:move:1")
    await exceliving.expect("To which Partnership?")
    await exceliving.say("Hi-Tech-TEX")
    await exceliving.say("They are weavers.")
    await tap_data(exceliving, "f:move.1:*:send")
    await other.expect("Carpathian Loom Works")
    await ana.expect("Hi-Tech-TEX")


@pytest.mark.proofs  # a minute on a busy machine
async def test_a_stay_is_broken_off_after_its_last_day_and_comes_to_nothing(town: Town) -> None:
    """Two days are no exchange: no sum, no certificate, and the case closes by itself with words to both."""
    ana, max_, desk = await all_signed(town)
    await tap_data(ana, "s:sign:1")
    await tap_data(desk, "e:agree:1")
    await town.pass_time(days=65)
    await ana.say("/exchanges")
    await tap_data(ana, "x:early:1")
    await ana.expect("Which was your last day together?")
    await ana.say("9 March")
    await ana.expect("What happened?")
    await ana.say("A family emergency.")
    await max_.expect("abgebrochen")
    card = await desk.expect("An exchange was broken off")
    assert "A family emergency." in card.text
    await tap_data(ana, "r:report:")
    await fill_in(ana, "rep", {**REPORT, "travel": "=>", "bed": "=>"})
    await tap_data(desk, "e:valid:1")
    await ana.expect("complete")
    await max_.expect("abgeschlossen")


@pytest.mark.proofs  # a minute on a busy machine
async def test_a_stay_of_two_days_closes_by_itself_though_nobody_reports(town: Town) -> None:
    """Words to both, no report asked for any more; a correction by the desk opens it again."""
    ana, max_, desk = await all_signed(town)
    await tap_data(ana, "s:sign:1")
    await tap_data(desk, "e:agree:1")
    await town.pass_time(days=62)
    await ana.expect("Welcome back")
    await ana.say("/exchanges")
    await tap_data(ana, "x:early:1")
    await ana.say("9 March")
    await ana.say("A family emergency.")
    await max_.expect("abgebrochen")
    await town.pass_time(days=60)
    await ana.expect("fewer than 3 working days are no exchange")
    await max_.expect("abgeschlossen")
    await desk.say("/exchange 1")
    await tap_data(desk, "e:correct:1")
    told = {"days": "8-11 March 2027", "amount": "=>", "reason": "The sheet says Thursday."}
    await fill_in(desk, "correct", told)
    await ana.expect("was corrected")


async def test_a_holiday_of_the_hosts_region_is_no_working_day(town: Town) -> None:
    """Stuttgart keeps Corpus Christi, which is no holiday of all of Germany; it is named."""
    ana, _, _ = await two_accepted(town)
    with town.house.database.transaction() as session:
        work = Work(session, town.clock(), town.house.scheme)
        (visitor, _), (host, hosting) = party(work, Role.VISITOR), party(work, Role.HOST)
        asked = proposals.invite_host(work, visitor, hosting.id or 0, "May I come?", [])
        proposals.accept_proposal(work, host, asked.id or 0)
    await ana.say("/exchanges")
    await tap_data(ana, "x:dates:1")
    await ana.expect("first working day")
    await ana.say("24-28 May 2027")
    assert "Corpus Christi" in (await ana.expect("4 working days")).text


async def test_a_holiday_of_ukraine_is_no_working_day(town: Town) -> None:
    """8 March is one there, and none in the visitor's country; it is named."""
    kyiv = {**HOST, "country": "Україна", "city": "Kyiv"}
    ana, _, _ = await two_accepted(town, host=kyiv)
    with town.house.database.transaction() as session:
        work = Work(session, town.clock(), town.house.scheme)
        (visitor, _), (host, hosting) = party(work, Role.VISITOR), party(work, Role.HOST)
        asked = proposals.invite_host(work, visitor, hosting.id or 0, "May I come?", [])
        proposals.accept_proposal(work, host, asked.id or 0)
    await ana.say("/exchanges")
    await tap_data(ana, "x:dates:1")
    await ana.expect("first working day")
    await ana.say("8-12 March 2027")
    told = await ana.expect("4 working days")
    assert "Women" in told.text
    assert "fewer than 5" in told.text


OF_THE_KINGDOM = """
like = "clusterxchange"
countries = ["DE", "PT", "RO", "GB", "IS"]

[[dated_countries]]
country = "GB"
until = 2027-12-31

[[dated_countries]]
country = "IS"
until = 2026-12-31

[[lump_sums]]
valid_from = 2022-02-01
currency = "EUR"
[lump_sums.amounts]
DE = 830
PT = 780
RO = 450
GB = 1100
IS = 1100
"""


async def test_a_country_that_takes_part_for_a_time_takes_part_until_then(tmp_path: Path) -> None:
    """Who is in one whose time is over reads so at the question of the country, not at the end."""
    with fresh("sqlite", tmp_path, None) as url:
        call = tmp_path / "kingdom.toml"
        call.write_text(OF_THE_KINGDOM, encoding="utf-8")
        async with open_town(url, str(call)) as town:
            ana, bea = await town.phone(101, "Ana"), await town.phone(102, "Bea")
            await up_to(ana, "country")
            await ana.say("United Kingdom")
            await ana.expect("city")
            await up_to(bea, "country")
            await bea.say("Iceland")
            refused = await bea.expect("not part of this programme")
            assert not any("Iceland" in label for label in refused.labels())
