"""An exchange from the first date to the survey, and every way in which one can fail."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.proposing import proposals
from exchange.visiting import agreements, commitments
from exchange.visiting import dates as visits
from exchange.work import PARTICIPANTS
from storage.tables import Application, Exchange, Officer, Organisation, Partnership, Person
from tests.builders.bots.actors import PDF
from tests.builders.bots.photos import PHOTO
from tests.builders.records.pairs import PAPER
from tests.screens.programme import HOSTS, VISITORS

if TYPE_CHECKING:
    from tests.screens.programme import Cast

STARTS, ENDS = date(2027, 4, 12), date(2027, 4, 16)
REPORT = {
    "done": "Monday the mill, Tuesday the workshop, then talks with suppliers.",
    "results": "A list of twelve parts and two offers for them.",
    "follow_up": "A call each month.",
    "recommend": "=yes",
    "story": "=yes",
}
PROOFS = {"travel": [PDF], "bed": [PHOTO, PDF], "attendance": "=>"}
VISITOR_SURVEY = {
    "overall": "=5",
    "goals_met": "=4",
    "host_care": "=5",
    "gained": "=contacts",
    "support": "=4",
    "recommend": "=9",
    "better": "More time between the days.",
}
HOST_SURVEY = {
    "overall": "=5",
    "goals_met": "=5",
    "visitor_prep": "=4",
    "gained": "=contacts",
    "support": "=5",
    "again": "=yes",
    "better": "=>",
}


def agreed(cast: Cast, visitor: str = VISITORS[0][0], host: str = HOSTS[2][0]) -> None:
    """A pair that has just agreed on an exchange."""

    def deed(work):
        (asking, _), (asked, hosting) = (party(work, name) for name in (visitor, host))
        proposal = proposals.invite_host(work, asking, hosting.id, "May I come?", [])
        proposals.accept_proposal(work, asked, proposal.id)

    cast.stage.tell("A pair agrees on an exchange", deed)


def party(work, name):
    """Somebody who takes part, with their application, by their organisation."""
    query = select(Person, Application).join(Application).join(Organisation)
    return work.session.exec(query.where(Organisation.name == name)).one()


def signed(cast: Cast, until: str = "ready", ends: date = ENDS) -> None:
    """The only exchange, with dates, paper and signatures, as far as wanted."""

    def deed(work):
        exchange = work.session.exec(select(Exchange)).one()
        visitor, host = (
            work.load(Person, work.load(Application, one).person_id)
            for one in (exchange.visitor_id, exchange.host_id)
        )
        if exchange.starts_on is None:
            visits.offer_dates(work, visitor, exchange.id, STARTS, ends)
            visits.agree_dates(work, host, exchange.id)
        if until == "dates":
            return
        commitments.draw_up_commitment(work, visitor, exchange.id, PAPER)
        if until == "paper":
            return
        commitments.sign_as_person(work, visitor, exchange.id)
        commitments.sign_as_person(work, host, exchange.id)
        for one in dict.fromkeys((exchange.visitor_partnership_id, exchange.host_partnership_id)):
            query = select(Officer).where(Officer.partnership_id == one)
            signer = work.session.exec(query).first()
            commitments.sign_as_officer(work, signer, exchange.id)
        if until == "commitment":
            return
        payer = select(Officer).where(Officer.partnership_id == exchange.visitor_partnership_id)
        agreements.sign_as_visitor(work, visitor, exchange.id, 1)
        agreements.sign_as_payer(work, work.session.exec(payer).first(), exchange.id, 1)

    cast.stage.tell("Dates, paper and signatures follow", deed)


def dates(cast: Cast) -> None:
    """Dates by calendar and by typing, refused, offered, agreed, changed."""
    agreed(cast)
    vienna, helsinki = cast.vienna, cast.helsinki
    cast.stage.pass_time("Days go by", days=8)
    vienna.types("/exchanges")
    vienna.taps("x:dates")
    vienna.types("a few half days in march, online")
    vienna.taps("n")
    vienna.taps("x:month", "2027-07")
    vienna.taps("x:month", "2027-06")
    vienna.types("perhaps")
    vienna.types("any week in May")
    vienna.taps("x:stay")
    vienna.taps("x:dates")
    vienna.types("any week in May")
    vienna.types("the second one")
    vienna.taps("x:dates")
    vienna.types("the second week of June")
    vienna.types("end of December")
    vienna.types("12 or 13 April 2027")
    vienna.types("12-13 April 2027")
    vienna.types("04/12/2027 - 04/16/2027")
    vienna.types("from 12 April 2027, 4 days")
    vienna.types("16.4.2027 - 12.4.2027")
    vienna.types("1 March 2026 - 5 March 2026")
    vienna.types("12 April - 30 June 2027")
    vienna.types("12 April 2027")
    vienna.taps("x:day", "2027-04-20")
    vienna.taps("x:dates")
    vienna.types("12 April 2027")
    vienna.types("16 April 2027")
    vienna.taps("x:offer")
    vienna.taps_old("x:agree:1")
    vienna.taps_old("x:offer:1")
    vienna.taps_old("x:day:1:2027-04-12")
    vienna.taps_old("x:day:1:2027-04-10")
    helsinki.taps("x:dates")
    helsinki.types("3-6 May 2027")
    helsinki.taps("x:offer")
    vienna.taps("x:agree")
    vienna.types("/status")
    vienna.types("/exchanges")
    vienna.taps("x:redate")
    vienna.types("12-16 April 2027")
    vienna.taps("x:offer")
    cast.stage.pass_time("Days go by", days=8)
    helsinki.taps("x:agree")
    cast.stage.pass_time("Days go by", days=8)


def holidays(cast: Cast) -> None:
    """A stay with public holidays, and near enough for half the sum."""
    agreed(cast, host=HOSTS[1][0])
    cast.vienna.taps("x:dates")
    cast.vienna.types("24-31 March 2027")
    cast.vienna.taps("x:offer")
    cast.member(HOSTS[1][0]).types("/exchanges")


def papers(cast: Cast) -> None:
    """The Commitment to Quality is written, read, changed and signed by all four."""
    agreed(cast)
    signed(cast, until="dates")
    vienna, helsinki, olga, uwe = cast.vienna, cast.helsinki, cast.olga, cast.uwe
    olga.types("/exchanges")
    olga.taps("e:show")
    vienna.taps("c:write")
    vienna.fills({**PAPER, "agenda": "Day 2: a visit to the customer"}, slips=True)
    vienna.types("/exchanges")
    vienna.taps("c:write")
    vienna.types("Tuesday: the harbour")
    vienna.types("Dienstag: der Hafen")
    vienna.taps("f:cq", ":send:")
    vienna.taps("c:read")
    helsinki.taps("c:write")
    helsinki.fills(dict.fromkeys(PAPER, "=>") | PAPER)
    helsinki.taps_old("c:sign:1")
    vienna.types("/status")
    cast.stage.pass_time("Days go by", days=8)
    vienna.taps("c:sign")
    vienna.types("/exchanges")
    vienna.taps("c:read")
    vienna.taps_old("c:sign:1")
    cast.stage.pass_time("Days go by", days=4)
    helsinki.taps("c:sign")
    olga.types("/queue")
    olga.taps("e:show")
    cast.stage.pass_time("Days go by", days=4)
    olga.taps("e:sign")
    olga.taps_old("e:sign:1")
    uwe.taps("e:sign")
    uwe.taps("e:read")
    vienna.types("/exchanges")
    vienna.taps("c:read")


def money(cast: Cast) -> None:
    """The agreement on the money: signed by both, changed by hand, signed anew; nothing is paid without."""
    agreed(cast)
    signed(cast, until="commitment")
    stage, vienna, helsinki, olga = cast.stage, cast.vienna, cast.helsinki, cast.olga
    olga.types("/today")
    olga.taps_old("e:agree:1:1")
    stage.pass_time("Days go by", days=4)
    vienna.types("/exchanges")
    vienna.taps("s:read")
    vienna.taps("s:sign")
    vienna.taps("s:read")
    vienna.taps_old("s:sign:1:1")
    vienna.types("/status")
    helsinki.taps_old("s:sign:1:1")
    helsinki.taps_old("s:read:1")
    olga.types("/queue")
    stage.pass_time("Days go by", days=4)
    olga.taps("e:agree")
    olga.taps("e:money")
    stage.pass_time("The stay goes by", days=(ENDS - stage.now.date()).days + 3)
    olga.types("/exchange 1")
    olga.taps("e:correct")
    olga.fills({"days": "12–14 April", "amount": "300", "reason": "A night was paid by the host."})
    vienna.taps_old("s:sign:1:1")
    vienna.taps("r:report")
    vienna.fills({**REPORT, **PROOFS})
    olga.taps("e:valid")
    olga.taps_old("e:pay:1")
    olga.types("/queue")
    vienna.types("Where is my payment?")
    vienna.types("/exchanges")
    vienna.taps("s:sign")
    olga.types("sign 1")
    olga.types("yes")
    olga.types("/exchange 1")


def stay(cast: Cast) -> None:
    """The stay, the report, the payment, the certificate, the surveys."""
    agreed(cast)
    signed(cast)
    stage, vienna, helsinki, olga = cast.stage, cast.vienna, cast.helsinki, cast.olga
    stage.pass_time("The departure comes near", days=(STARTS - stage.now.date()).days - 1)
    vienna.types("/exchanges")
    stage.pass_time("The stay begins", days=2)
    vienna.types("/status")
    vienna.types("/exchanges")
    stage.pass_time("The stay is over", days=5)
    vienna.types("/exchanges")
    stage.pass_time("Weeks go by", days=35)
    olga.types("/exchanges")
    vienna.taps("r:report")
    vienna.fills({**REPORT, **PROOFS}, slips=True)
    olga.types("/queue")
    stage.pass_time("Days go by", days=12)
    olga.taps("e:return")
    olga.fills({"text": "Please say who was there."}, slips=True)
    vienna.taps("r:report")
    vienna.fills({**REPORT, **dict.fromkeys(PROOFS, "=>")})
    vienna.taps_old("r:report:1")
    olga.taps("e:valid")
    olga.types("/queue")
    stage.pass_time("Weeks go by", days=35)
    paid(cast)
    vienna.taps("r:survey")
    vienna.fills(VISITOR_SURVEY, slips=True)
    vienna.taps_old("r:survey:1")
    helsinki.taps("r:survey")
    helsinki.fills(HOST_SURVEY, slips=True)
    helsinki.taps_old("r:report:1")
    olga.taps("d:survey")
    olga.types("/stats")
    olga.taps("b:split")
    olga.taps("b:stats")
    olga.taps("b:pace")
    olga.types("/payments")
    olga.types("/report 2027-04 2027-06")
    olga.types("/history HX-1")
    olga.taps("e:print")
    olga.types("/exchange 1")
    olga.taps("e:past")
    olga.types("/learn")
    vienna.types("/status")
    vienna.types("/exchanges")
    helsinki.types("/status")


def paid(cast: Cast) -> None:
    """A payment is proposed, sent back, proposed anew, and approved by another officer."""
    stage, olga, pavel = cast.stage, cast.olga, cast.desk("Pavel Desk")
    for words in ("show 1", "sign 1", "exchange 1", "pay 1", "yes"):
        olga.types(words)
    olga.fills({"text": "SEPA-2027-6"}, slips=True)
    olga.types("/queue")
    olga.taps_old("e:approve:1")
    olga.taps_old("e:pay:1")
    stage.pass_time("Days go by", days=8)
    pavel.types("/queue")
    pavel.taps("e:decline")
    pavel.fills({"text": "The reference is that of another stay."}, slips=True)
    olga.taps("e:pay")
    olga.types("DE89 3704 0044 0532 0130 00")
    olga.fills({"text": "SEPA-2027-7"})
    pavel.taps("e:approve")
    pavel.taps_old("e:approve:1")
    olga.types("/exchange HX-0001")


def proof(cast: Cast) -> None:
    """The stay is proved bit by bit; what is missing is asked for, and nothing is paid before."""
    agreed(cast)
    signed(cast)
    stage, vienna, olga = cast.stage, cast.vienna, cast.olga
    stage.pass_time("The stay begins", days=(STARTS - stage.now.date()).days + 1)
    vienna.types("/exchanges")
    vienna.taps("r:proof")
    vienna.fills({"travel": [PDF], "bed": "=>", "attendance": "=>"})
    stage.pass_time("The stay goes by", days=(ENDS - stage.now.date()).days + 3)
    vienna.taps("r:report")
    vienna.fills({**REPORT, **dict.fromkeys(PROOFS, "=>")})
    cast.helsinki.taps_old("r:proof:1")
    stage.pass_time("Days go by", days=5)
    vienna.taps("r:proof")
    vienna.fills({"bed": "=>", "attendance": "=>"})
    olga.types("/exchanges")
    olga.types("/exchange 1")
    olga.taps("e:valid")
    olga.types("/queue")
    vienna.taps("r:proof")
    vienna.fills({"bed": [PHOTO, PDF], "attendance": [PHOTO]})
    olga.taps("e:proof")
    olga.types("/exchange 1")


def without_proof(cast: Cast) -> None:
    """A coordinator has a stay paid that is not proved, and says why."""
    agreed(cast)
    signed(cast)
    stage, vienna, olga, pavel = cast.stage, cast.vienna, cast.olga, cast.desk("Pavel Desk")
    stage.pass_time("The stay goes by", days=(ENDS - stage.now.date()).days + 3)
    vienna.taps("r:report")
    vienna.fills({**REPORT, "travel": [PDF], "bed": "=>", "attendance": "=>"})
    olga.taps("e:valid")
    pavel.types("/exchange 1")
    pavel.taps_old("e:pay:1")
    olga.taps("e:waive")
    olga.fills({"text": "She slept at her sister's, who has written to us."}, slips=True)
    olga.types("/exchange 1")


def one_officer(cast: Cast) -> None:
    """A Partnership of one officer, whom its setting lets pay alone; and one whom it does not."""
    agreed(cast)
    signed(cast)
    stage, vienna, olga = cast.stage, cast.vienna, cast.olga
    stage.pass_time("The stay goes by", days=(ENDS - stage.now.date()).days + 3)
    vienna.taps("r:report")
    vienna.fills({**REPORT, **PROOFS})
    olga.taps("e:valid")

    def alone(work):
        colleague = work.session.exec(select(Officer).where(Officer.name == "Pavel Desk")).one()
        colleague.revoked_at = stage.now
        work.session.add(colleague)

    def may_pay(work):
        partnership = work.load(Partnership, 1)
        partnership.pays_alone = True
        work.session.add(partnership)

    stage.tell("Pavel leaves", alone)
    olga.taps("e:pay")
    olga.fills({"text": "SEPA-2027-9"})
    olga.taps("e:decline")
    olga.fills({"text": "To be set up anew."})
    stage.tell("The call lets a single officer pay", may_pay)
    olga.taps("e:pay")
    olga.fills({"text": "SEPA-2027-9"})
    olga.taps("e:approve")
    olga.types("/exchange 1")
    olga.types("/audit")


def how_far(cast: Cast) -> None:
    """A town is not on the map: nothing is promised until an officer says how far it is."""
    stage, vienna, olga = cast.stage, cast.vienna, cast.olga

    def off_the_map(work):
        names = [VISITORS[0][0], VISITORS[2][0]]
        query = select(Organisation).where(col(Organisation.name).in_(names))
        for town in work.session.exec(query).all():
            town.latitude = town.longitude = town.region = town.region_category = None
            work.session.add(town)

    stage.tell("The towns of two visitors are not on the map", off_the_map)
    vienna.types("/hosts")
    agreed(cast)
    vienna.taps("x:dates")
    vienna.types("12-16 April 2027")
    vienna.taps("x:offer")
    cast.helsinki.taps("x:agree")
    signed(cast, until="paper")
    stage.pass_time("A day goes by", days=1)
    vienna.types("/exchanges")
    olga.types("/exchange 1")
    olga.taps("e:far")
    olga.fills({"km": "150"})
    olga.taps("e:far")
    olga.types("many")
    olga.fills({"km": "1440 km"})
    olga.taps("e:km")
    olga.taps_old("e:km:1:20001")
    olga.types("/exchange 1")
    vienna.types("/exchanges")
    olga.types("/case 1")
    olga.taps("a:region")
    olga.fills({"region": "Burgenland"})
    olga.types("/history 1")
    olga.types("/case 3")
    olga.taps("a:region")
    olga.fills({"region": "Namur"})
    olga.taps("a:region")
    olga.fills({"region": "Hainaut"})
    olga.taps("a:nuts")
    olga.fills({"region": "Limburg"})
    olga.taps("a:settle", "transition")
    olga.types("/history 3")


def corrected(cast: Cast) -> None:
    """The desk puts the days and the sum of a stay right, and says why."""
    agreed(cast)
    signed(cast)
    stage, vienna, olga = cast.stage, cast.vienna, cast.olga
    stage.pass_time("The stay goes by", days=(ENDS - stage.now.date()).days + 3)
    olga.types("/exchange 1")
    olga.taps("e:correct")
    olga.taps("n")
    reason = "The attendance sheet ends on Wednesday."
    olga.fills({"days": "12–14 April", "amount": "=>", "reason": reason}, slips=True)
    olga.types("/exchange 1")
    olga.taps("e:correct")
    olga.fills({"days": "12–14 April", "amount": "300", "reason": "A night was paid by the host."})
    olga.taps("e:correct")
    olga.fills({"days": "12–13 April", "reason": "They left on Tuesday night."})
    olga.taps("e:correct")
    olga.fills(
        {"days": "13–19 April", "amount": "=>", "reason": "A strike: a day later, and longer."}
    )
    olga.types("/history HX-1")
    vienna.types("/exchanges")
    olga.types("/export")
    olga.taps("e:correct")
    olga.fills({"days": "12–13 April", "reason": "No: they left on Tuesday night."})
    stage.pass_time("Nobody reports", days=60)
    vienna.taps_old("r:report:1")
    vienna.types("/exchanges")


def cancelled(cast: Cast) -> None:
    """The visitor cancels before anything is signed."""
    agreed(cast)
    signed(cast, until="paper")
    cast.vienna.types("/exchanges")
    cast.vienna.taps("x:stop")
    reason = cast.stage.bots[PARTICIPANTS].scheme.cancellation_reasons[0].id
    cast.vienna.fills({"reason": f"={reason}"}, slips=True)
    cast.vienna.types("/status")
    cast.vienna.types("/exchanges")
    cast.vienna.taps_old("x:stop:1")
    cast.helsinki.types("/exchanges")


def cancelled_by_the_desk(cast: Cast) -> None:
    """An officer cancels."""
    agreed(cast)
    cast.olga.types("/exchanges")
    cast.olga.taps("e:show")
    cast.olga.taps("e:stop")
    cast.olga.fills({"text": "The host has closed down."}, slips=True)
    cast.olga.types("/exchanges")


def broken_off(cast: Cast) -> None:
    """A stay that is broken off, by the visitor."""
    agreed(cast)
    signed(cast)
    stage, vienna = cast.stage, cast.vienna
    stage.pass_time("The stay begins", days=(STARTS - stage.now.date()).days + 1)
    vienna.types("/exchanges")
    vienna.taps("x:early")
    vienna.fills({"day": "13 April", "reason": "A family emergency."}, slips=True)
    vienna.types("/exchanges")
    cast.helsinki.taps("x:show")
    stage.pass_time("Weeks go by", days=3)
    cast.olga.types("/exchange 1")
    vienna.taps_old("x:early:1")
    vienna.taps("r:report")
    vienna.fills({**REPORT, **dict.fromkeys(PROOFS, "=>")})
    cast.olga.types("/exchange 1")
    cast.olga.taps("e:valid")
    cast.olga.types("/today")
    vienna.types("When do I get paid?")
    vienna.types("/exchanges")


def broken_off_before(cast: Cast) -> None:
    """The stay is over when somebody tells that it was broken off."""
    agreed(cast)
    signed(cast)
    stage, helsinki = cast.stage, cast.helsinki
    stage.pass_time("The stay goes by", days=(ENDS - stage.now.date()).days + 3)
    helsinki.types("/exchanges")
    helsinki.taps("x:early")
    helsinki.fills({"day": f"={STARTS + timedelta(days=2)}", "reason": "They had to go home."})
    cast.vienna.types("/exchanges")
    cast.olga.types("/exchange 1")


def two_exchanges(cast: Cast) -> None:
    """A host with two exchanges sees a list."""
    agreed(cast, host=HOSTS[0][0])
    agreed(cast, visitor=VISITORS[2][0], host=HOSTS[0][0])
    cast.porto.types("/exchanges")
    cast.porto.taps("x:show")
    cast.porto.types("/status")
    cast.stage.now += timedelta(days=1)
    cast.olga.types("/exchanges")


def every_step(cast: Cast) -> None:
    """Who stands at which step, and whoever is waited for is reminded by one tap."""
    olga, uwe = cast.olga, cast.uwe
    uwe.types("/today")
    olga.types("/today")
    olga.taps("w:step:host")
    olga.taps("w:all")
    agreed(cast)
    signed(cast, until="paper")
    cast.stage.pass_time("Two days go by", days=2)
    olga.types("/today")
    olga.taps("w:step:signing")
    olga.taps("w:remind")
    cast.stage.pass_time("A night goes by", days=1)
    olga.taps("w:remind")
    cast.desk("Rita Viewer").types("/today")
    cast.desk("Rita Viewer").taps("w:step:signing")
    olga.taps_old("w:step:payment")
    olga.taps_old("w:remind:payment")


PLAYS = (
    every_step,
    dates,
    holidays,
    papers,
    money,
    stay,
    proof,
    without_proof,
    one_officer,
    how_far,
    corrected,
    cancelled,
    cancelled_by_the_desk,
    broken_off,
    broken_off_before,
    two_exchanges,
)
