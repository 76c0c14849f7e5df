"""What somebody is still writing about is settled meanwhile by others: each reads what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.proposing import proposals
from tests.screens.players import VISITOR, somebody
from tests.screens.plays.visiting import agreed, party, signed
from tests.screens.programme import HOSTS, VISITORS

if TYPE_CHECKING:
    from tests.screens.programme import Cast

VIENNA, PORTO = VISITORS[0][0], HOSTS[0][0]


def invites(cast: Cast) -> None:
    """The visitor invites the host, without the play showing how."""

    def deed(work):
        (asking, _), (_, hosting) = party(work, VIENNA), party(work, PORTO)
        proposals.invite_host(work, asking, hosting.id, "May I come?", [])

    cast.stage.tell("An invitation goes out", deed)


def taken_back(cast: Cast) -> None:
    """An invitation is taken back while the host declines it, and asks about it."""
    vienna, porto = cast.vienna, cast.porto
    invites(cast)
    porto.taps("i:ask")
    porto.fills({"text": "How many of you would come?"})
    porto.taps("i:no")
    vienna.taps("i:reply")
    vienna.types("/invitations")
    vienna.taps("i:show")
    vienna.taps("i:back")
    porto.types("We are full")
    vienna.types("Two of us")
    porto.types("/invitations")
    porto.taps_old("i:ask:1")
    porto.taps_old("i:reply:1")


def answered_twice(cast: Cast) -> None:
    """A question is answered, and its button is tapped again."""
    vienna, porto = cast.vienna, cast.porto
    invites(cast)
    porto.taps("i:ask")
    porto.fills({"text": "How many of you would come?"})
    vienna.taps("i:reply")
    vienna.fills({"text": "Two of us."})
    vienna.taps_old("i:reply:1")


def host_leaves(cast: Cast) -> None:
    """A host withdraws while somebody writes an invitation to it."""
    vienna, porto = cast.vienna, cast.porto
    vienna.types(f"/search {PORTO}")
    vienna.taps("m:host")
    vienna.taps("m:invite")
    porto.types("/withdraw")
    porto.taps("q:yes")
    vienna.types("May we come?")
    vienna.types(f"/search {PORTO}")
    porto.types("/partner")
    porto.types("/search textile")


def decided(cast: Cast) -> None:
    """A colleague decides what an officer is writing about, and what the applicant answers."""
    ana, olga, pavel = somebody(cast.stage, "Ana Pop", 101), cast.olga, cast.desk("Pavel Desk")
    ana.types("/start")
    ana.taps("w:yes")
    ana.taps_old("w:yes")
    ana.fills(VISITOR)
    olga.taps("a:ask")
    olga.fills({"text": "How many people would travel?"})
    ana.taps("h:answer")
    olga.types("/case A-0011")
    olga.taps("a:no")
    pavel.types("/case A-0011")
    pavel.taps("a:member")
    pavel.taps("a:yes")
    olga.types("Not this time")
    ana.types("Two of us")
    ana.types("/status")


def dates_wait(cast: Cast) -> None:
    """Dates are offered and not answered: who is to answer is reminded, who offered is not; in the end the desk is told."""
    agreed(cast)
    cast.stage.pass_time("A day goes by", days=1)
    cast.vienna.taps("x:dates")
    cast.vienna.types("12-16 April 2027")
    cast.vienna.taps("x:offer")
    cast.stage.pass_time("Weeks go by", days=15)
    cast.helsinki.taps("x:agree")


def sent_twice(cast: Cast) -> None:
    """A plan is sent, and the button of the card before is tapped again."""
    olga = cast.olga
    olga.types("/cohort")
    olga.taps("k:approve")
    send = olga.button("k:send")
    assert send
    olga.taps("k:send")
    olga.taps_old(send[1]["callback_data"])


def yes_and_no(cast: Cast) -> None:
    """A yes or a no in words: to the newest question alone, and not enough for what cannot be taken back."""
    vienna, helsinki, porto, olga = cast.vienna, cast.helsinki, cast.porto, cast.olga
    agreed(cast, visitor=VISITORS[2][0])
    ghent = cast.member(VISITORS[2][0])
    for refused in ("no, other dates", "not these"):
        ghent.taps("x:dates")
        ghent.types("12-16 April 2027")
        ghent.types(refused)
    ghent.types("later")
    porto.types("/mydata")
    porto.taps("q:fix")
    for words in ("what?", "hello", "back"):
        porto.types(words)
    porto.taps("q:fix")
    invites(cast)
    porto.types("yes")
    helsinki.types("/deletemydata")
    for words in ("yes", "no"):
        helsinki.types(words)
    signed(cast, until="paper")
    olga.types("remind all who did not sign")
    cast.stage.pass_time("Hours go by", hours=3)
    olga.types("yes")
    olga.types("what?")
    olga.types("remind all who did not sign")
    cast.stage.pass_time("Days go by", days=40)
    olga.types("yes")
    vienna.types("Is there parking for a horse at the host?")
    vienna.taps("y:ask")
    olga.types("answer")
    olga.types("yes")
    olga.types("help")


PLAYS = (taken_back, answered_twice, host_leaves, decided, dates_wait, sent_twice, yes_and_no)
