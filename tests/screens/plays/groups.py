"""Group visits: published, found and joined, filled with a list behind it, changed and cancelled."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlmodel import select

from exchange.group_visits import joining, publishing
from exchange.group_visits.publishing import Programme
from exchange.visiting import agreements, commitments
from storage.tables import (
    Application,
    Exchange,
    ExchangeForm,
    GroupVisit,
    Officer,
    Organisation,
    Person,
)
from tests.builders.records.pairs import PAPER
from tests.screens.plays.visiting import party
from tests.screens.programme import BOTH, HOSTS, VISITORS

if TYPE_CHECKING:
    from tests.screens.programme import Cast

PORTO, VIENNA, TATRA, GHENT = HOSTS[0][0], *(one[0] for one in VISITORS)
LINZ = BOTH[0]
PARAGRAPH = (
    "“Loom days in Porto”, 12-14 April 2027, 4 seats for textiles. Monday our mill and the dye house. "
    "Tuesday the laboratory for laser cutting. Wednesday talks with three suppliers."
)


def published(cast: Cast, seats: int = 3, *, chooses: bool = False) -> None:
    """A group visit in Porto, for what is not about its publishing."""
    told = Programme(
        title="Loom days in Porto",
        starts_on=date(2027, 4, 12),
        ends_on=date(2027, 4, 16),
        seats=seats,
        programme="Our mill and the dye house. The laser laboratory. Talks with three suppliers.",
        ecosystems=["textiles"],
        chooses=chooses,
    )
    cast.stage.tell(
        "A group visit is published",
        lambda work: publishing.publish(work, party(work, PORTO)[0], told),
    )


def joined(cast: Cast, *names: str) -> None:
    """Visitors who have joined, or wait."""

    def deed(work):
        visit = work.session.exec(select(GroupVisit)).one()
        for name in names:
            joining.join(work, party(work, name)[0], visit.id)

    cast.stage.tell("Others join", deed)


def group_published(cast: Cast) -> None:
    """A host tells it in a paragraph, corrects a line, and publishes; then step by step, and changed."""
    porto, vienna, linz = cast.porto, cast.vienna, cast.member(LINZ)
    porto.types("/group")
    porto.taps("g:new")
    porto.types(PARAGRAPH)
    porto.types("seats: 6")
    porto.types("no wait, 13-15 April")
    porto.types("5 seats pls")
    porto.types("dates: 12 April to 1 July 2027")
    porto.sends_thumb()
    porto.sends_thumb()
    porto.taps("f:grp", ":*:send:")
    linz.types("/group")
    linz.taps("g:new")
    linz.taps("f:grp", ":about:>:")
    linz.fills({"title": "Linz meets fibres"}, until="days")
    linz.types("some time in May")
    linz.taps("f:grp", ":days:p:1")
    linz.taps("f:grp", ":days:p:2")
    linz.taps("f:grp", ":days:=:2027-05-10")
    linz.taps("f:grp", ":days:=:2027-05-11")
    linz.types("10-14 May 2027")
    linz.fills(
        {"seats": "=8", "programme": "Testing of textiles in four laboratories, and a dinner."}
    )
    porto.types("/group")
    porto.taps("g:own")
    porto.taps("g:change")
    porto.types("Seats: 8")
    porto.taps("f:grpc", ":*:send:")
    porto.taps("g:change")
    porto.taps("f:grpc", ":*:change:")
    porto.taps("f:grpc", ":*:one:seats")
    porto.fills({"seats": "9"})
    porto.taps("f:grpc", ":*:send:")
    porto.types("/cancel")
    linz.types("/group")
    linz.taps("g:own")
    linz.taps("g:cancel")
    linz.fills({"reason": "Our laboratory moves."}, slips=True)
    linz.taps("g:mine")
    linz.taps_old("g:cancel:2")
    vienna.taps_old("g:own:1")
    cast.member(GHENT).types("/group")


def group_joined(cast: Cast) -> None:
    """It stands beside the hosts, with why; one tap, and the paper is proposed from the programme."""
    published(cast)
    vienna, porto, tatra = cast.vienna, cast.porto, cast.member(TATRA)
    vienna.types("/hosts")
    vienna.taps("g:show")
    vienna.taps("g:join")
    vienna.taps_old("g:join:1")
    porto.taps("g:own")
    vienna.taps("c:write")
    vienna.fills(
        {**{name: text for name, text in PAPER.items() if name != "agenda"}}, until="agenda"
    )
    vienna.types("/group")
    vienna.types("/exchanges")
    tatra.types("/group")
    tatra.taps("g:show")
    tatra.taps("g:join")
    cast.member(GHENT).taps_old("g:join:1")
    cast.member(GHENT).types("/group")
    vienna.types("/exchanges")
    vienna.taps_old("x:redate:1")
    cast.member(HOSTS[1][0]).types("/group")


def group_filled(cast: Cast) -> None:
    """All seats are taken: who waits moves up when somebody leaves, has two days, and is passed over."""
    published(cast, seats=2)
    vienna, porto, linz, ghent = cast.vienna, cast.porto, cast.member(LINZ), cast.member(GHENT)
    joined(cast, VIENNA, GHENT)
    linz.types("/hosts")
    linz.taps("g:show")
    linz.taps("g:join")
    linz.taps_old("g:join:1")
    linz.taps("g:all")
    linz.taps("g:show")
    linz.taps("g:leave")
    linz.taps("g:all")
    linz.taps("g:show")
    linz.taps("g:join")
    joined(cast, TATRA)
    linz.taps_old("g:show:1")
    vienna.types("/exchanges")
    vienna.taps("x:stop")
    vienna.fills({"reason": "=illness"})
    cast.stage.pass_time("The list moves up", minutes=1)
    linz.types("/group")
    cast.stage.pass_time("Two days without an answer", days=3)
    linz.taps_old("g:take:1")
    linz.taps("g:show")
    linz.taps("g:join")
    porto.types("/group")
    porto.taps("g:own")
    porto.taps("g:change")
    porto.types("seats: 4")
    porto.taps("f:grpc", ":*:send:")
    cast.stage.pass_time("The list moves up", minutes=1)
    cast.member(TATRA).taps("g:take")
    linz.taps("g:take")
    linz.taps_old("g:leave:1")
    porto.types("/group")
    porto.taps("g:own")
    porto.taps("g:change")
    porto.types("seats: 2")
    porto.taps("f:grpc", ":*:send:")
    ghent.taps_old("g:take:1")
    ghent.taps_old("g:leave:1")


def group_list_over(cast: Cast) -> None:
    """Who waits in vain is told when no seats are given any more; who can join none reads why."""
    published(cast, seats=2)
    tatra = cast.member(TATRA)
    joined(cast, VIENNA, GHENT, TATRA)
    told = Programme(
        title="Loom days in Bratislava",
        starts_on=date(2027, 5, 10),
        ends_on=date(2027, 5, 12),
        seats=3,
        programme="Our mill and the dye house. The laser laboratory. Talks with three suppliers.",
        ecosystems=["textiles"],
    )
    cast.stage.tell(
        "A host at home publishes one",
        lambda work: publishing.publish(work, party(work, HOSTS[1][0])[0], told),
    )
    cast.stage.pass_time("No seats are given any more", days=36)
    tatra.taps("g:all")
    tatra.taps_old("g:show:2")


def group_at_the_desk(cast: Cast) -> None:
    """Officers see the group visits that concern them, with seats and guests; others do not."""
    olga, uwe = cast.olga, cast.uwe
    olga.types("/groups")
    published(cast, seats=2)
    joined(cast, VIENNA, GHENT, LINZ)
    olga.types("/groups")
    olga.taps("v:show")
    olga.taps("e:show:1")
    uwe.types("/groups")
    uwe.taps_old("v:show:1")


def group_chosen(cast: Cast) -> None:
    """The host answers each request: one is accepted, one declined, one taken back."""
    published(cast, chooses=True)
    vienna, porto, linz, ghent = cast.vienna, cast.porto, cast.member(LINZ), cast.member(GHENT)
    for one in (vienna, ghent):
        one.types("/group")
        one.taps("g:show")
        one.taps("g:join")
    vienna.taps_old("g:join:1")
    porto.taps("i:no")
    porto.fills({"reason": "=no_time"})
    porto.taps_old("i:yes:1")
    linz.types("/group")
    linz.taps("g:show")
    linz.taps("g:join")
    linz.taps("g:all")
    linz.taps("g:show")
    linz.taps("g:leave")
    porto.types("/group")
    porto.taps("g:own")


def signed_by_all(work, name: str) -> None:
    """The exchange of a guest, with its paper and the agreement signed."""
    person, application = party(work, name)
    query = select(Exchange).where(Exchange.visitor_id == application.id)
    exchange = work.session.exec(query).one()
    host = work.load(Person, work.load(Application, exchange.host_id).person_id)
    commitments.draw_up_commitment(work, person, exchange.id, PAPER)
    commitments.sign_as_person(work, person, exchange.id)
    commitments.sign_as_person(work, host, exchange.id)
    for one in dict.fromkeys((exchange.visitor_partnership_id, exchange.host_partnership_id)):
        signer = work.session.exec(select(Officer).where(Officer.partnership_id == one)).first()
        commitments.sign_as_officer(work, signer, exchange.id)
    if exchange.form is ExchangeForm.ONLINE:
        return  # there is no money to agree on
    agreements.sign_as_visitor(work, person, exchange.id, 1)
    payer = select(Officer).where(Officer.partnership_id == exchange.visitor_partnership_id)
    agreements.sign_as_payer(work, work.session.exec(payer).first(), exchange.id, 1)


def group_attended(cast: Cast) -> None:
    """The poster opens it; when it has begun, the host says by one tap each who was there."""
    published(cast)
    vienna, porto, linz = cast.vienna, cast.porto, cast.member(LINZ)
    porto.types("/group")
    porto.taps("g:own")
    porto.taps("g:poster")
    porto.taps("g:png")
    linz.opens("group_1")
    linz.opens("group_9")
    joined(cast, VIENNA, GHENT)
    cast.stage.tell("Vienna has signed", lambda work: signed_by_all(work, VIENNA))
    porto.taps_old("g:who:1")
    cast.stage.pass_time("The first day comes", days=43)
    porto.types("/group")
    porto.taps("g:own")
    porto.taps("g:who")
    porto.taps("g:there")
    porto.taps_old("g:there:1")
    vienna.types("/exchanges")
    cast.stage.pass_time("It is read", hours=1)
    porto.taps("g:absent")
    porto.taps("g:own")
    porto.taps_old("g:there:2")


def written(work, name: str) -> None:
    """The paper of a guest, which waits for a first signature."""
    person, application = party(work, name)
    query = select(Exchange).where(Exchange.visitor_id == application.id)
    commitments.draw_up_commitment(work, person, work.session.exec(query).one().id, PAPER)


def group_unsigned(cast: Cast) -> None:
    """A guest's paper waits for a signature: each reminder says more than the one before."""
    published(cast)
    joined(cast, VIENNA)
    cast.stage.tell("Vienna has written the paper", lambda work: written(work, VIENNA))
    for days in (5, 3, 4):
        cast.stage.pass_time("Nobody signs", days=days)


def group_changed(cast: Cast) -> None:
    """Other days and another programme: who has signed gets a paper to sign again, who has not the days; then it is cancelled."""
    published(cast)
    vienna, porto, linz = cast.vienna, cast.porto, cast.member(LINZ)
    joined(cast, VIENNA, GHENT, LINZ, TATRA)
    cast.stage.tell("Vienna has signed", lambda work: signed_by_all(work, VIENNA))
    vienna.taps_old("c:amend:1")
    vienna.types("/cancel")
    porto.types("/group")
    porto.taps("g:own")
    porto.taps("g:change")
    porto.types("Days: 19-23 April 2027")
    porto.taps("f:grpc", ":*:change:")
    porto.taps("f:grpc", ":*:one:programme")
    porto.types("The mill. The fair in Matosinhos. Talks with five suppliers.")
    porto.taps("f:grpc", ":*:send:")
    vienna.types("/exchanges")
    vienna.taps("c:change")
    linz.types("/exchanges")
    porto.types("/group")
    porto.taps("g:own")
    porto.taps("g:cancel")
    porto.types("Our mill had a fire.")
    vienna.types("/exchanges")
    vienna.types("/group")
    vienna.taps_old("g:show:1")
    linz.taps_old("g:join:1")
    cast.stage.pass_time("A month goes by", days=30)
    vienna.types("/group")


def group_talks(cast: Cast) -> None:
    """Short talks are asked for by one tap; a host near by comes, guests get their timetables; somebody leaves; it is cancelled."""
    published(cast)
    cast.porto.types("/group")
    cast.porto.taps("g:own")
    cast.porto.taps("g:talks")
    cast.porto.taps_old("g:asktalks:1")
    stage, vienna, porto, looms = cast.stage, cast.vienna, cast.porto, cast.member(HOSTS[1][0])
    joined(cast, VIENNA, GHENT)
    porto.types("/group")
    porto.taps("g:own")
    porto.taps("g:talks")
    porto.taps("g:asktalks")
    stage.tell("Another host is of Porto, too", _is_of_porto)
    porto.taps("g:own")
    porto.taps("g:talks")
    porto.taps("g:asktalks")
    vienna.types("/group")
    vienna.taps("g:show")
    vienna.taps("g:mytalks")
    looms.taps("g:come")
    looms.taps("g:stay")
    looms.taps("g:come")
    stage.pass_time("The talks are planned", hours=1)
    vienna.taps("g:show")
    vienna.taps("g:mytalks")
    looms.taps("g:stay")
    stage.pass_time("They are planned anew", hours=1)
    porto.types("/group")
    porto.taps("g:own")
    porto.taps("g:talks")
    porto.taps("g:own")
    porto.taps("g:cancel")
    porto.types("Our mill had a fire.")
    stage.pass_time("The talks are called off", hours=1)
    looms.taps_old("g:come:2")


def _is_of_porto(work):
    _, application = party(work, HOSTS[1][0])
    there = work.load(Organisation, application.organisation_id)
    there.country, there.city, there.latitude, there.longitude = "PT", "Porto", 41.15, -8.61
    work.add(there)


PLAYS = (
    group_talks,
    group_published,
    group_joined,
    group_filled,
    group_list_over,
    group_at_the_desk,
    group_chosen,
    group_attended,
    group_changed,
    group_unsigned,
)
