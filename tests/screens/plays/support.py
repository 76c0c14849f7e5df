"""Services of clusters and scaling-up bodies: published from a paragraph, found, asked for, answered, counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import select

from storage.tables import Application, Organisation
from tests.screens.players import somebody

if TYPE_CHECKING:
    from exchange.work import Work
    from tests.screens.programme import Cast

LAB = "Open lab. A fab lab for firms."
COURSE = "Sell abroad. Course for firms."
BENCH = "Testing fabrics for firms."
SOMETHING = "Whom to call. Help for firms."


def _publish(cast: Cast, text: str, *, slips: bool = False, **more: str) -> None:
    porto = cast.porto
    porto.types("/services")
    porto.taps("v:own")
    porto.taps("v:new")
    porto.fills({"about": text, **more}, slips=slips)


def services_published(cast: Cast) -> None:
    """A technology centre publishes what it offers from a paragraph, changes and ends it; companies may not."""
    stage, vienna, porto = cast.stage, cast.vienna, cast.porto
    vienna.types("/services")
    vienna.taps("v:kinds")
    vienna.taps_old("v:own")
    vienna.taps_old("v:new")
    stage.tell("A host is a technology centre", _is_a_centre)
    porto.types("/services")
    porto.taps("v:own")
    _publish(cast, LAB, slips=True)
    _publish(cast, SOMETHING, kind="=advice")
    porto.taps("v:own")
    porto.taps("v:show:1")
    porto.taps("v:change")
    porto.taps("f:reserve", ":*:change:")
    porto.taps("f:reserve", ":*:one:title")
    porto.fills({"title": "Open lab, with a car park"})
    porto.taps("v:end")
    porto.taps_old("v:change:1")
    vienna.taps_old("v:show:1")
    vienna.taps_old("v:ask:1")


def services_for_companies(cast: Cast) -> None:
    """A company finds a service by kind and by words, asks, and is answered; the desk counts."""
    stage, vienna, porto, olga = cast.stage, cast.vienna, cast.porto, cast.olga
    olga.types("/services")
    stage.tell("A host is a technology centre", _is_a_centre)
    for text in (LAB, COURSE, BENCH):
        _publish(cast, text)
    _publish(cast, SOMETHING, kind="=advice")
    vienna.types("/services")
    vienna.taps("v:list:any:1")
    vienna.types("fab lab")
    vienna.taps("v:show")
    vienna.taps("v:ask")
    vienna.fills({"text": "May two of us come in May, and bring our own wool?"})
    vienna.types("/services xyzzyq")
    vienna.types("/services firms")
    vienna.taps("v:found:1")
    vienna.taps("v:kinds")
    vienna.taps("v:list:training")
    stage.pass_time("Nobody answers", days=4)
    porto.taps("v:own")
    porto.taps("i:reply")
    porto.fills({"text": "Any Tuesday; wool is welcome."})
    vienna.taps("v:ask")
    vienna.fills({"text": "The first Tuesday then. Is there a car park?"})
    porto.taps("v:own")
    porto.taps("v:show:1")
    porto.taps("v:end")
    stage.pass_time("Nobody answers", days=4)
    porto.taps("t:away")
    porto.taps("t:report")
    porto.fills({"text": "They ask each week, and never come."})
    olga.types("/services")
    olga.taps("z:services")
    ana = somebody(stage, "Ana Pop", 101)
    ana.types("/start")
    ana.taps("w:yes")
    ana.types("/cancel")
    ana.types("/services")
    ana.taps("v:show")
    ana.taps("v:ask")


def _is_a_centre(work: Work) -> None:
    query = select(Organisation).join(Application).where(Organisation.name == "Tecelagem do Porto")
    found = work.session.exec(query).one()
    found.type = "scaling_up_support"
    work.add(found)


PLAYS = (services_published, services_for_companies)
