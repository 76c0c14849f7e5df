"""Partners without travel: a search told, corrected and answered, introductions, what came of them, projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import select

from exchange import leaving
from storage.tables import Application, Organisation, Person
from tests.screens.players import somebody

if TYPE_CHECKING:
    from exchange.work import Work
    from tests.screens.programme import Cast

SEARCH = "We weave fabrics of wool. We look for a supplier of natural dyes, looms, and hotels."
WORDS = "Shall we talk about dyes for curtains?"
SHARES = (
    ("Patras Dye House", "We supply natural dyes.", "Weavers of fabrics."),
    ("Ghent Print Lab", "We run hotels with fabrics of wool.", "Wool."),
    ("Linz Lab & Söhne", "Laboratory: we test dyes of fabrics.", "Weavers of fabrics."),
    ("Bratislava Looms", "We supply natural dyes and looms.", "Weavers of fabrics."),
    ("Helsinki Optics", "We supply lamps and natural dyes.", "Weavers of fabrics."),
)
PROJECT = {
    "title": "Curtains from plants",
    "aim": "Dyes from plants that stand the sun, tried in hotels.",
    "call": "=>",
}


def partners_searched(cast: Cast) -> None:
    """A search is told in a paragraph and corrected in free words; partners, and the chain that they make."""
    stage, vienna = cast.stage, cast.vienna
    stage.tell("Others tell what they do", _chain)
    vienna.types("/projects")
    vienna.types("/partners")
    vienna.fills({"text": SEARCH}, slips=True)
    vienna.types("no hotels, only in Austria")
    vienna.types("also yarns of silk")
    vienna.taps("j:unseen")
    vienna.taps("j:shown")
    vienna.types("/partners " + SEARCH)
    vienna.types("ok thanks")
    vienna.types("natural zippers")
    vienna.taps("j:card")
    vienna.taps_old("j:add")
    vienna.types("natural zippers")
    vienna.taps("j:add")
    vienna.taps("j:undo")
    vienna.sends_thumb()
    vienna.taps_old("j:undo")
    vienna.taps("j:list")
    vienna.taps("j:list:1")
    vienna.taps("j:chain")
    vienna.taps("j:askall")
    vienna.fills({"text": "Shall we make curtains together?"})
    vienna.taps_old("j:askall")
    vienna.types("/partners")
    vienna.taps("j:list")
    vienna.taps("j:chain")
    vienna.taps("j:show")
    vienna.taps("j:list")
    vienna.taps("j:card")
    vienna.taps("j:new")
    vienna.fills({"text": "Xyzzyq qwxz vvv, please, anyone?"})
    vienna.taps("j:list")
    ana = somebody(stage, "Ana Pop", 101)
    ana.types("/start")
    ana.taps("w:yes")
    ana.types("/cancel")
    ana.types("/partners")
    ana.taps_old("j:card")


def partners_introduced(cast: Cast) -> None:
    """An introduction is asked for, waits, is agreed to or not; contacts; what came of it; the desk counts."""
    stage, vienna, olga = cast.stage, cast.vienna, cast.olga
    patras, ghent, linz = (
        cast.member(name) for name in ("Patras Dye House", "Ghent Print Lab", "Linz Lab & Söhne")
    )
    olga.types("/partners")
    stage.tell("Others tell what they do", _chain)
    vienna.types("/partners " + SEARCH)
    vienna.taps_old("t:list")
    _ask(cast, "Patras Dye House", slips=True)
    _ask(cast, "Ghent Print Lab")
    _ask(cast, "Linz Lab & Söhne")
    vienna.types("/partners")
    vienna.taps("t:list")
    vienna.taps("j:all")
    vienna.taps("t:list")
    vienna.taps("t:show")
    ghent.taps("t:no")
    ghent.taps_old("t:yes:2")
    vienna.taps_old("t:show:2")
    stage.pass_time("Nobody answers", days=4)
    patras.taps_old("t:list")
    patras.taps("t:show")
    patras.taps("t:away")
    patras.taps("t:block")
    patras.taps("t:unblock")
    patras.taps_old("t:list")
    patras.taps("t:show")
    patras.taps("t:yes")
    vienna.taps_old("t:list")
    vienna.taps("t:show")
    vienna.taps_old("t:later:1")
    vienna.taps_old(f"j:show:{_number(cast, 'Patras Dye House')}")
    stage.tell("A partner leaves", lambda work: _leaves(work, linz.number))
    stage.pass_time("Nobody answers", days=4)
    stage.pass_time("Some months go by", days=95)
    vienna.taps("t:later")
    vienna.fills({"came": "=deal", "words": "A first order of dyes.", "story": "=yes"})
    vienna.taps_old("t:later:1")
    olga.types("/partners")


def projects_together(cast: Cast) -> None:
    """A project is begun with a partner, joined by another, moved on, asked about, left and ended."""
    stage, vienna, olga = cast.stage, cast.vienna, cast.olga
    patras, ghent = cast.member("Patras Dye House"), cast.member("Ghent Print Lab")
    stage.tell("Others tell what they do", _chain)
    vienna.types("/partners " + SEARCH)
    for name in ("Patras Dye House", "Ghent Print Lab"):
        _ask(cast, name)
        cast.member(name).taps("t:yes")
    vienna.taps("e:new:1")
    vienna.fills(PROJECT, slips=True)
    vienna.taps("e:who")
    vienna.taps("e:add")
    vienna.taps("e:who")
    patras.taps("e:show")
    patras.taps("e:move:1:prepared")
    ghent.types("/projects")
    ghent.taps("e:show")
    ghent.taps("e:leave")
    stage.pass_time("Nothing moves", days=110)
    vienna.taps("e:show")
    vienna.taps("e:move:1:submitted")
    vienna.taps("e:move:1:refused")
    vienna.taps("e:move:1:prepared")
    vienna.taps_old("e:move:1:funded")
    vienna.taps("e:move:1:ended")
    vienna.types("/projects")
    vienna.taps_old("e:leave:1")
    olga.types("/partners")


def _ask(cast: Cast, name: str, *, slips: bool = False) -> None:
    """By the button of that partner."""
    cast.vienna.taps_old(f"j:show:{_number(cast, name)}")
    cast.vienna.taps("j:ask")
    cast.vienna.fills({"text": WORDS}, slips=slips)


def _number(cast: Cast, name: str) -> int:
    with cast.stage.work() as work:
        query = select(Application.id).join(Organisation).where(Organisation.name == name)
        return work.session.exec(query).one() or 0


def _chain(work: Work) -> None:
    for name, offers, seeks in SHARES:
        query = select(Application).join(Organisation).where(Organisation.name == name)
        found = work.session.exec(query).one()
        found.offers, found.seeks = offers, seeks
        work.add(found)


def _leaves(work: Work, number: int) -> None:
    who = work.session.exec(select(Person).where(Person.telegram_id == number)).one()
    leaving.withdraw_application(work, who)


PLAYS = (partners_searched, partners_introduced, projects_together)
