"""Questions that people type, wherever they are; what the assistant knows, and what officers answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.proposing import proposals
from tests.builders.bots.actors import PDF
from tests.screens.players import HOST, VISITOR, somebody
from tests.screens.plays.visiting import REPORT, agreed, party
from tests.screens.programme import HOSTS, VISITORS

if TYPE_CHECKING:
    from tests.screens.programme import Cast

VIENNA, PORTO = VISITORS[0][0], HOSTS[0][0]
ODD = "Is there parking for a horse at the host?"


def asked_in_between(cast: Cast) -> None:
    """Somebody asks in the middle of the application, on its last page, and before it."""
    ana = somebody(cast.stage, "Ana Pop", 101)
    ana.types("/start")
    ana.taps("w:yes")
    ana.taps("f:app:role:x")
    ana.types("How long does an exchange last?")
    ana.types("Where do I stand")
    ana.types("Who is my contact person?")
    ana.types("Which papers are missing?")
    ana.types("zzyzx qwrtp")
    ana.taps("w:apply")
    ana.types("How much is paid for a country? Portugal, Austria or Japan")
    ana.taps("y:show:amount")
    ana.types("Where do I stand?")
    ana.taps("y:on")
    ana.taps("f:app:role:=:visitor")
    ana.fills({**VISITOR, **HOST, "role": "=visitor"}, until="country")
    ana.types("Which countries take part?")
    ana.types("Portugal?")
    ana.fills(VISITOR, until="person_name")
    ana.types("Do you take horses along?")
    ana.taps("y:ask")
    ana.fills(VISITOR, until="seeks")
    ana.types("Can we learn laser cutting? Who shows us 3D printing?")
    ana.fills(VISITOR, send=False)
    ana.types("What is ClusterXchange?")
    ana.taps("y:on")
    ana.taps("f:app:*:send")
    ana.types("How long does the decision take?")
    ana.types("Can the visit take place online?")
    ana.types("/help")


def asked_in_doubt(cast: Cast) -> None:
    """What was meant is not sure: some answers are offered, and one is chosen."""
    vienna = cast.vienna
    vienna.types("how many days for the hotel and the plane?")
    vienna.taps("y:show")
    vienna.types("Is Portugal part of it? Which countries take part?")
    vienna.types("What is the lump sum?")
    vienna.taps_old("y:show:go_twice")
    vienna.taps_old("y:show:halved")
    vienna.types("Are there any invitations for me?")
    vienna.types("Which papers are missing?")
    vienna.types("/search")
    vienna.types("Who prints in three dimensions?")


def asked_of_the_desk(cast: Cast) -> None:
    """Nobody knows: the question goes to the Partnership, the answer comes back and is kept for all."""
    vienna, olga, pavel = cast.vienna, cast.olga, cast.desk("Pavel Desk")
    vienna.types(ODD)
    vienna.taps("y:ask")
    vienna.types("/search")
    vienna.taps_old("y:ask")
    vienna.fills({"text": "And may I bring my dog?"})
    olga.types("/questions")
    olga.types("/queue")
    olga.taps("n:show:1")
    olga.taps("n:answer:1")
    olga.fills({"text": "No, but there is a stable in the next village."})
    pavel.types("/questions")
    olga.taps("d:questions")
    pavel.taps_old("n:answer:1")
    pavel.taps("n:show:2")
    pavel.taps("n:answer:2")
    olga.taps_old("n:answer:2")
    pavel.fills({"text": "Dogs are welcome at most hosts."})
    olga.types("Cats too")
    olga.types("/questions")
    olga.taps("n:keep:2")
    olga.taps("f:keep.2:*:change")
    olga.taps("f:keep.2:*:one:asked")
    olga.fills({"asked": "May I bring my dog?"})
    vienna.types("May I bring my dog?")
    vienna.types("dog at the hosts?")
    offered = vienna.button("y:show:kept-")
    olga.types("/questions")
    olga.taps("n:kept")
    olga.taps("n:drop")
    assert offered
    vienna.taps("y:show:kept-")
    for number in range(4):
        vienna.types(f"Is there a stable for horse number {number} there?")
        vienna.taps("y:ask")


def asked_on_the_way(cast: Cast) -> None:
    """Dates, signatures, money, papers: at each step of an exchange the same questions are asked."""
    vienna, helsinki, olga, uwe = cast.vienna, cast.helsinki, cast.olga, cast.uwe

    def ask(*questions: str) -> None:
        for question in questions:
            vienna.types(question)

    def invited(work):
        (asking, _), (_, hosting) = party(work, VIENNA), party(work, PORTO)
        proposals.invite_host(work, asking, hosting.id, "May I come?", [])

    cast.stage.tell("An invitation goes out", invited)
    ask("Has a host answered my invitation?")
    agreed(cast)
    ask("When is my exchange?", "Which papers are missing?", "What is the e-mail of my host?")
    vienna.taps("x:dates")
    vienna.types("Do weekends count?")
    vienna.types("12-16 April 2027")
    vienna.taps("x:offer")
    helsinki.taps("x:agree")
    ask("When is my exchange?", "How much money do I get?", "Which papers are missing?")
    vienna.taps("c:write")
    vienna.fills(
        {
            "goals": "Learn how light finds faults in fabric.",
            "objectives": "A list of cameras that we can afford.",
            "agenda": "Day by day: cameras, software, the mill, trials, talks.",
            "outcomes": "A trial line at home and a friend in Finland.",
        }
    )
    ask("Who has to sign?", "Which papers are missing?")
    vienna.taps("c:sign")
    ask("Who has to sign?")
    helsinki.taps("c:sign")
    olga.taps("e:sign")
    uwe.taps("e:sign")
    ask("When do I get paid?", "Who has to sign?", "Which papers are missing?")
    vienna.taps("s:sign")
    ask("Who has to sign?")
    olga.taps("e:agree")
    cast.stage.pass_time("The stay is over", days=60)
    ask("When do I get paid?", "Which papers are missing?")
    vienna.taps("r:report")
    vienna.fills({**REPORT, "travel": [PDF], "bed": "=>", "attendance": "=>"})
    ask("When do I get paid?", "Which papers are missing?")
    helsinki.types("When do I get paid?")
    olga.taps("e:valid")
    ask("When do I get paid?", "Which papers are missing?")
    vienna.taps("r:proof")
    vienna.fills({"bed": [PDF], "attendance": "=>"})
    ask("When do I get paid?")
    olga.types("/exchange 1")
    olga.taps("e:pay")
    olga.fills({"text": "SEPA-2027-0042"})
    ask("When do I get paid?")
    cast.desk("Pavel Desk").taps("e:approve")
    ask("When do I get paid?")


PLAYS = (asked_in_between, asked_in_doubt, asked_of_the_desk, asked_on_the_way)
