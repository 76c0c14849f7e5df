"""Decisions of a desk that are taken back: who was told is told again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import select

from exchange import nudging
from storage.tables import Application, Role
from tests.screens.players import VISITOR, somebody
from tests.screens.plays.visiting import ENDS, PROOFS, REPORT, agreed, signed

if TYPE_CHECKING:
    from tests.screens.programme import Cast


def undone(cast: Cast) -> None:
    """An application is asked, accepted and rejected by mistake, and each is taken back."""
    ana, olga, pavel = somebody(cast.stage, "Ana Pop", 101), cast.olga, cast.desk("Pavel Desk")
    ana.types("/start")
    ana.taps("w:yes")
    ana.fills(VISITOR)
    olga.taps("a:ask")
    olga.fills({"text": "How many people would travel?"})
    ana.taps("h:answer")
    olga.types("/case 11")
    olga.taps("a:undo")
    ana.types("Two of us")
    olga.taps("a:member")
    olga.taps("a:yes")
    olga.types("/undo")
    olga.taps("a:undo")
    olga.types("/history 11")
    pavel.types("/case 11")
    pavel.taps("a:no")
    reason = cast.stage.bots["desk"].scheme.rejection_reasons[0].id
    pavel.fills({"reason": f"={reason}", "own": "=>"})
    pavel.types("undo 11")
    pavel.taps("a:undo")
    olga.types("/undo")
    olga.types("/undo 11")


def undone_after_the_stay(cast: Cast) -> None:
    """A cancellation, a report sent back, one validated and a payment approved are taken back."""
    agreed(cast)
    signed(cast)
    stage, vienna, olga, pavel = cast.stage, cast.vienna, cast.olga, cast.desk("Pavel Desk")
    olga.types("/exchange 1")
    olga.taps("e:stop")
    olga.fills({"text": "The wrong one."})
    olga.types("/undo HX-1")
    olga.taps("e:undo")
    stage.pass_time("The stay goes by", days=(ENDS - stage.now.date()).days + 3)
    vienna.taps("r:report")
    vienna.fills({**REPORT, **PROOFS})
    olga.types("/exchange 1")
    olga.taps("e:return")
    olga.fills({"text": "Which machines did you see?"})
    olga.types("/exchange 1")
    olga.taps("e:undo")
    olga.taps("e:valid")
    olga.taps("e:undo")
    olga.types("/exchange 1")
    olga.taps("e:vpay")
    olga.fills({"text": "SEPA-2027-9"})
    pavel.types("/exchange 1")
    pavel.taps("e:approve")
    pavel.types("undo")
    pavel.taps("e:undo")


def undone_pair(cast: Cast) -> None:
    """A pair that was brought together by mistake, and applications that were accepted all at once."""
    olga = cast.olga
    olga.types("/pair 1 photonics Finland")
    olga.taps("h:pair")
    olga.taps("h:propose")
    olga.types("/case 1")
    olga.taps("a:undo")
    olga.types("/undo")


def on_hold(cast: Cast) -> None:
    """An application and an exchange rest until a day; one is taken off before, one goes on by itself."""
    olga, vienna = cast.olga, cast.vienna
    olga.types("/case 1")
    olga.taps("a:hold")
    olga.fills({"until": "10 March 2027", "reason": "They move house."}, slips=True)
    vienna.types("/status")
    olga.types("/today")
    olga.taps("w:step:host")
    olga.types("/case 1")
    olga.taps("a:go")
    agreed(cast)
    olga.types("/exchange 1")
    olga.taps("e:hold")
    olga.fills({"until": "10 March 2027", "reason": "The host is ill."})
    olga.taps_old("e:hold:1")
    vienna.types("/exchanges")
    vienna.types("/status")
    olga.types("/exchange 1")
    olga.taps("e:go")
    olga.taps("e:hold")
    olga.fills({"until": "10 March 2027", "reason": "The host is ill again."})
    olga.types("/case 2")
    olga.taps("a:hold")
    olga.fills({"until": "10 March 2027", "reason": "They move house."})
    cast.stage.pass_time("Its day comes", days=12)


def nudged(cast: Cast) -> None:
    """Accepted and idle; a new host that fits; a commitment half written: each is stopped by one tap."""
    stage, vienna = cast.stage, cast.vienna

    def look(work):
        nudging.plan_nudges(work)

    def newcomer(work):
        """A host that is accepted now."""
        known = work.session.exec(select(Application).where(Application.role == Role.HOST)).first()
        known.decided_at = work.now
        work.session.add(known)

    stage.tell("Once a day it is looked at who waits", look)
    stage.pass_time("A host is accepted", days=1)
    stage.tell("A host is new", newcomer)
    stage.pass_time("Two weeks go by", days=15)
    vienna.taps("m:hush")
    vienna.taps("m:nudge")
    agreed(cast)
    signed(cast, until="dates")
    vienna.types("/exchanges")
    vienna.taps("c:write")
    vienna.types("We want to learn how looms are mended.")
    stage.tell("Once a day it is looked at who waits", look)
    stage.pass_time("Days go by", days=3)
    vienna.taps("c:write")


PLAYS = (undone, undone_after_the_stay, undone_pair, on_hold, nudged)
