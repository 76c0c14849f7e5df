"""Funding programmes: kept by a desk, found by its people, told once a week."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlmodel import select

from exchange import nudging
from exchange.opportunities import answering, keeping, weekly
from exchange.opportunities.keeping import Programme
from exchange.timing.nudges import NUDGE_OPPORTUNITY
from storage.tables import FundingLevel, Person
from tests.screens.players import somebody
from tests.screens.plays.visiting import ENDS, agreed, signed
from tests.screens.programme import FIRST

if TYPE_CHECKING:
    from exchange.work import Work
    from tests.screens.programme import Cast

VOUCHERS = {
    "title": "3D Printing Vouchers",
    "about": "Trials of 3D printing and laser cutting in small companies.",
    "link": "vouchers.example.org/apply",
    "deadline": "31 May 2027",
    "level": "=national",
    "countries": "Austria, Slovakia",
    "kinds": "=*",
}
HEAD = "level;title;about;link;deadline;countries;kinds\n"
GOOD = "EU;Dye Grants;Natural dyes for textiles;https://dyes.example.org;2027-06-30;all;sme\n"
BAD = "cosmic;;Looms;at home;soon;Atlantis;\nEU;Old Grants;Looms;looms.example.org;2026-01-31;;\n"


def a_list_of_funding(cast: Cast) -> None:
    """An officer enters a programme, changes, ends and reopens it; a table of them is looked through and entered."""
    olga, rita, uwe = cast.olga, cast.desk("Rita Viewer"), cast.desk("Uwe Away")
    olga.types("/opportunities")
    olga.taps("z:new")
    olga.fills(VOUCHERS, slips=True)
    rita.types("/opportunities")
    rita.taps("z:show")
    uwe.types("/opportunities")
    uwe.taps_old("z:show:1")
    olga.taps("z:change")
    olga.types("Title: 3D Printing Vouchers 2027")
    olga.taps("f:refund", ":*:change:")
    olga.taps("f:refund", ":*:one:deadline")
    olga.fills({"deadline": "30 June 2027"})
    olga.taps("z:end")
    olga.taps_old("z:change:1")
    olga.taps("z:open")
    olga.taps("z:list")
    olga.taps("z:table")
    olga.sends((HEAD + GOOD + BAD).encode(), "calls.csv")
    olga.taps("i:faults")
    olga.taps("i:show")
    olga.taps("i:enter")
    olga.sends((HEAD + GOOD).encode(), "again.csv")
    olga.taps("i:drop")
    olga.types("funding")
    olga.taps("z:show:2")
    olga.types("/export")
    cast.stage.pass_time("The deadlines pass", days=130)
    olga.types("/opportunities")
    olga.taps("z:show")


def funding_that_fits(cast: Cast) -> None:
    """A visitor asks, saves and dismisses; once a week one comes by itself, with its reasons, until it is stopped."""
    stage, vienna, olga = cast.stage, cast.vienna, cast.olga
    vienna.types("funding?")
    stage.tell("Their desk has a list", _list)
    vienna.types("/opportunities")
    vienna.taps("u:list:1")
    vienna.taps("u:list:0")
    vienna.taps("u:show:1")
    vienna.taps("u:save")
    vienna.types("Any funding?")
    vienna.taps("u:show:2")
    vienna.taps("u:no")
    olga.types("/opportunities")
    olga.taps("z:show:1")
    stage.tell("A programme is new", _one)
    stage.tell("Once a day it is looked at who is told of something", weekly.plan_opportunities)
    stage.pass_time("A week goes by", days=9)
    vienna.taps("u:show")
    vienna.taps("m:hush:nudge.opportunity")
    vienna.types("/opportunities")
    vienna.taps("m:nudge:nudge.opportunity")
    stage.tell("All of it ends", _end)
    vienna.taps_old("u:show:1")
    vienna.taps_old("u:save:1")
    vienna.types("/opportunities")


def funding_after_an_exchange(cast: Cast) -> None:
    """What two had in common is the reason; who takes no part is told what comes before."""
    agreed(cast)
    signed(cast)
    stage, vienna = cast.stage, cast.vienna
    stage.pass_time("The stay goes by", days=(ENDS - stage.now.date()).days + 1)
    stage.tell("Their desk has a programme", _one)
    vienna.types("/opportunities")
    vienna.taps("u:show")
    vienna.taps("u:no")
    stage.tell("They have stopped what comes by itself", _stop)
    vienna.types("/opportunities")
    ana = somebody(stage, "Ana Pop", 101)
    ana.types("/start")
    ana.taps("w:yes")
    ana.types("/opportunities")


def _vienna(work: Work) -> Person:
    return work.session.exec(select(Person).where(Person.telegram_id == FIRST)).one()


def _enter(work: Work, title: str, about: str, days: int) -> None:
    """On the list of the visitor's desk."""
    told = Programme(
        level=FundingLevel.EU,
        title=title,
        about=about,
        link="https://example.org",
        deadline=work.now.date() + timedelta(days=days),
    )
    keeping.enter(work, None, answering.taking_part(work, _vienna(work)).partnership_id, told)


LISTED = (
    ("Laser Cutting Trials", "Laser cutting of textiles, with a technology centre."),
    ("3D Printing Vouchers", "Trials of 3D printing in small companies."),
    ("Textile Futures", "Textiles of tomorrow, from fibre to fashion."),
    ("Small Companies Abroad", "For whoever goes abroad."),
)


def _list(work: Work) -> None:
    for number, (title, about) in enumerate(LISTED):
        _enter(work, title, about, 40 + 10 * number)


def _one(work: Work) -> None:
    _enter(work, "Optical Fabrics", "Photonics and optics for quality control of fabrics.", 60)


def _stop(work: Work) -> None:
    nudging.stop(work, _vienna(work), NUDGE_OPPORTUNITY)


def _end(work: Work) -> None:
    """Their desk ends all of it."""
    for one in keeping.open_at(work, answering.taking_part(work, _vienna(work)).partnership_id):
        one.ended_at = work.now
        work.add(one)


PLAYS = (a_list_of_funding, funding_that_fits, funding_after_an_exchange)
