"""A CV that comes after the application, until acceptance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.builders.bots.actors import PDF
from tests.screens.players import VISITOR
from tests.screens.plays.applying import a_visitor

if TYPE_CHECKING:
    from tests.screens.programme import Cast


def cv_later(cast: Cast) -> None:
    """Somebody has the CV at home: the application goes without it, is not accepted without it, and it comes."""
    ana, olga = a_visitor(cast), cast.olga
    ana.fills(VISITOR, until="cv")
    ana.types("What is the CV for?")
    ana.types("done")
    ana.types("can I send it tomorrow?")
    ana.taps("f:app:*:send")
    ana.types("/status")
    ana.types("Can I send my CV later?")
    olga.taps("a:member")
    olga.taps("a:yes")
    cast.stage.pass_time("Days go by", days=3)
    ana.taps("h:cv")
    ana.fills({}, until="cv")
    ana.types("not now")
    ana.sends(PDF, "cv.pdf")
    ana.taps_old("h:cv")
    olga.taps("a:yes")


PLAYS = (cv_later,)
