"""Hosts are looked for, invited, asked, and brought together by the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import select

from exchange.cohorts.asking import to_be_asked
from exchange.people import people
from exchange.work import PARTICIPANTS
from storage.tables import Application, Person
from tests.screens.plays.visiting import agreed, signed
from tests.screens.programme import HOSTS, VISITORS
from tests.screens.stage import patience

if TYPE_CHECKING:
    from tests.screens.programme import Cast


def by_hand(cast: Cast) -> None:
    """An officer looks through all hosts for one visitor, and proposes one of another Partnership."""
    olga, rita, vienna, helsinki = cast.olga, cast.desk("Rita Viewer"), cast.vienna, cast.helsinki
    olga.types("/pair")
    olga.types("/pair 4")
    olga.types("/pair 1 xyzzyq")
    olga.types("/pair 6")
    olga.types("/pair 1")
    olga.types("/pair 1 photonics Finland")
    rita.types("/pair 1 photonics Finland")
    rita.taps("h:pair")
    olga.taps("h:pair")
    olga.taps("h:best")
    olga.types("/pair 1 photonics Finland")
    olga.taps("h:pair")
    olga.taps("h:propose")
    olga.taps_old("h:propose:1:6")
    olga.types("/pair 1 photonics Finland")
    olga.taps("h:pair")
    vienna.taps("i:yes")
    helsinki.taps("i:yes")


INVITATION = {"words": "We would love to see your printers at work.", "months": "=2027-06"}


def looking(cast: Cast) -> None:
    """The best hosts, page by page; one in full; the catalogue by words."""
    vienna, bela = cast.vienna, cast.member(VISITORS[2][0])
    vienna.types("/status")
    vienna.types("show me my invitations")
    vienna.types("/status")
    vienna.taps("h:invitations")
    vienna.taps("h:exchanges")
    vienna.taps("m:best")
    vienna.taps("m:best", "5")
    vienna.taps("m:best", "0")
    vienna.taps("m:host")
    vienna.types("yes")
    vienna.types("no")
    vienna.taps("m:best")
    vienna.taps("m:search")
    vienna.types("textiles")
    vienna.taps("m:found")
    vienna.taps("m:found")
    vienna.types("xyzzyq")
    vienna.types("/search photonics Finland")
    vienna.taps("m:host")
    vienna.types("/start")
    vienna.types("Hello?")
    vienna.types("Tell me about Helsinki Optics")
    vienna.taps("m:best")
    vienna.types("/status")
    vienna.taps("h:search")
    vienna.types("/cancel")
    bela.types("/hosts")
    bela.taps("m:open")
    bela.taps("m:shut")


def no_host(cast: Cast) -> None:
    """Nobody is free: why, and what would help."""
    vienna, olga = cast.vienna, cast.olga
    with cast.stage.work() as work:
        everybody = work.session.exec(select(Application)).all()
        vienna_number = everybody[0].id
        for one in everybody:
            if one.id != vienna_number:
                one.capacity = 0
    vienna.types("/hosts")
    olga.types("/shortage")
    with cast.stage.work() as work:
        own = work.load(Application, vienna_number)
        own.wished_countries, own.months = ["MT"], ["2027-12"]
        for one in work.session.exec(select(Application)).all():
            one.capacity = 1
    vienna.types("/hosts")
    olga.types("/shortage")
    olga.taps("a:show")


def invited(cast: Cast) -> None:
    """An invitation is asked about, answered, declined, accepted."""
    vienna, porto, helsinki = cast.vienna, cast.porto, cast.helsinki
    vienna.types("/hosts")
    vienna.taps("m:host")
    vienna.taps("m:invite")
    vienna.fills(INVITATION, slips=True)
    vienna.types("/invitations")
    vienna.taps("i:show")
    porto.types("Tell me about Ringweberei Wien")
    porto.taps("i:ask")
    porto.fills({"text": "How many of you would come?"}, slips=True)
    vienna.taps("i:reply")
    vienna.fills({"text": "Two of us."}, slips=True)
    porto.taps("i:show")
    porto.types("/invitations")
    porto.taps("i:no")
    reason = cast.stage.bots[PARTICIPANTS].scheme.decline_reasons[0].id
    porto.fills({"reason": f"={reason}"}, slips=True)
    porto.taps_old("i:yes:1")
    vienna.taps("m:best")
    vienna.taps("m:search")
    vienna.types("Helsinki Optics")
    vienna.taps("m:host")
    vienna.taps("m:invite")
    vienna.fills(INVITATION)
    helsinki.taps("i:yes")
    vienna.types("/invitations")


def kept_away(cast: Cast) -> None:
    """Questions come together, then too many; the partner is blocked, let be, and reported."""
    vienna, porto, stage = cast.vienna, cast.porto, cast.stage
    vienna.types(f"/search {HOSTS[0][0]}")
    vienna.taps("m:host")
    vienna.taps("m:invite")
    vienna.fills(INVITATION)
    for words in ("How far is it to the station?", "And is there a hotel?", "May we bring dogs?"):
        vienna.types("/invitations")
        vienna.taps("i:show")
        porto.taps("i:ask")
        porto.fills({"text": words})
    stage.pass_time("The questions of some hours come together", hours=3)
    porto.taps("i:ask")
    porto.types("Hello?")
    porto.types("/cancel")
    porto.taps("i:away")
    porto.taps("i:show")
    porto.taps("i:away")
    porto.taps("i:block")
    porto.taps("i:unblock")
    porto.taps("i:report")
    porto.fills({"text": "They write to me at night, and are rude."}, slips=True)
    cast.olga.types("/case 1")


def too_many(cast: Cast) -> None:
    """Invitations wait, are taken back, expire."""
    vienna, porto = cast.vienna, cast.porto
    for words in (HOSTS[0][0], HOSTS[1][0], HOSTS[2][0], HOSTS[3][0], HOSTS[4][0]):
        vienna.types(f"/search {words}")
        vienna.taps("m:host")
        vienna.taps("m:invite")
        if vienna.question():
            vienna.fills(INVITATION)
    vienna.types("/hosts")
    vienna.types(f"/search {HOSTS[5][0]}")
    vienna.taps("m:host")
    vienna.taps("m:invite")
    vienna.fills(INVITATION, send=False)
    vienna.taps("f:inv", ":*:send:")
    vienna.types("/cancel")
    cast.stage.pass_time("Days go by", days=5)
    vienna.types("/invitations")
    vienna.taps("i:show")
    vienna.taps("i:back")
    vienna.types("/invitations")
    cast.stage.pass_time("Weeks go by", days=20)
    porto.types("/invitations")
    vienna.types("/invitations")


def prearranged(cast: Cast) -> None:
    """Two who know each other already."""
    vienna, porto = cast.vienna, cast.porto
    vienna.types("/partner")
    vienna.types("xyzzyq")
    vienna.types("Tecelagem do Porto")
    vienna.taps("p:ask")
    vienna.types("/partner")
    vienna.types("/cancel")
    porto.taps("i:yes")


def host_declares(cast: Cast) -> None:
    """A host names its visitor; the visitor declines."""
    vienna, porto = cast.vienna, cast.porto
    porto.types("/partner")
    porto.types("Ringweberei")
    porto.taps("p:ask")
    vienna.taps("i:no")
    reason = cast.stage.bots[PARTICIPANTS].scheme.decline_reasons[-1].id
    vienna.fills({"reason": f"={reason}"})


def places(cast: Cast) -> None:
    """A host's places, day by day: booked, changed, by month, paused; and who waits for one."""
    vienna, helsinki = cast.vienna, cast.helsinki
    gent = cast.member(VISITORS[2][0])
    vienna.types("/hosting")
    helsinki.types("/hosting")
    helsinki.taps("o:change")
    helsinki.fills({"capacity": "=1", "months": "=2027-04", "host_programme": "=>", "offers": "=>"})
    helsinki.taps("o:show")
    agreed(cast)
    signed(cast, until="paper")
    helsinki.taps("o:months")
    helsinki.fills({"months": "=2027-04"}, until="places")
    helsinki.types("0")
    helsinki.types("/cancel")
    helsinki.taps("o:months")
    helsinki.fills({"months": "=2027-05", "places": "=2"})
    helsinki.taps("o:pause")
    helsinki.types("/hosting")
    gent.types("/search photonics Finland")
    helsinki.taps("o:resume")
    helsinki.taps("o:months")
    helsinki.fills({"months": "=2027-05", "places": "=0"})
    agreed(cast, visitor=VISITORS[1][0])
    cast.member(VISITORS[1][0]).taps("x:dates")
    cast.member(VISITORS[1][0]).types("14-16 April 2027")
    gent.types("/search optics")
    gent.taps("m:host")
    gent.taps("m:wait")
    gent.taps_old("m:invite:6")
    helsinki.taps_old("x:stop:1")
    helsinki.fills({"reason": "=no_dates"})
    helsinki.taps_old("x:stop:2")
    helsinki.fills({"reason": "=no_dates"})
    gent.taps("m:host")


def cohort(cast: Cast) -> None:
    """The desk works out hosts for all who wait, and looks at every side of the plan."""
    olga, rita = cast.olga, cast.desk("Rita Viewer")
    rita.types("/cohort")
    olga.types("/cohort")
    for wish in ("k:lock", "k:unlock", "k:forbid"):
        olga.taps("k:pairs")
        olga.taps("k:pair:")
        olga.taps(wish)
    olga.taps("k:changed")
    olga.taps("k:run")
    olga.taps("k:wishes")
    olga.taps("k:free")
    olga.taps("k:wishes")
    olga.taps("k:run")
    olga.taps("k:ceilings")
    olga.taps("k:run")
    olga.taps("k:approve")
    olga.taps("k:run")
    olga.taps("k:approve")
    rita.types("/cohort")
    olga.taps("k:send")
    cast.stage.pass_time("The visitors are asked", minutes=1)
    olga.taps_old("k:send:1")
    olga.types("/cohort")
    rita.types("/cohort")
    rita.taps("k:pairs")
    rita.taps("k:pair:")


def quotas(cast: Cast) -> None:
    """How many may go to a country or a Partnership."""
    olga = cast.olga
    olga.types("/cohort")
    olga.taps("q:list")
    for words in ("", " Portugal 1", " Nowhere 3", " 3", " Portugal many", " Portugal 5-2"):
        olga.types(f"/quota{words}")
    olga.types("/quota Photonics4Industry 1-")
    olga.types("/quota Photonics4Industry Finland 0-2")
    olga.types("/quota Portugal 1-2")
    olga.types("/quota")
    olga.taps("q:drop")
    cast.desk("Pavel Desk").types("/quota")
    olga.types("/cohort")
    olga.taps("k:ceilings")


def together(cast: Cast) -> None:
    """Some travel together, are taken apart, and are asked as a group."""
    olga, rita = cast.olga, cast.desk("Rita Viewer")
    for words in ("", " 1", " 1 99", " 1 4", " A-0001 A-0002", " A-0001 A-0010", ""):
        olga.types(f"/together{words}")
    rita.types("/together")
    rita.taps("g:show")
    olga.taps("g:show")
    olga.taps("g:list")
    olga.types("/cohort")
    olga.taps("k:pairs")
    olga.taps("k:pair:", "")
    olga.taps("k:run")
    olga.taps("g:list")
    olga.taps("g:show")
    olga.taps("g:out")
    olga.types("/together A-0001 A-0003 A-0010")
    olga.types("/together")
    olga.taps("g:show")
    olga.taps("g:drop")
    olga.types("/cohort")


def without_a_host(cast: Cast) -> None:
    """A plan in which not everybody finds a host: for whom, why, and what would help."""
    with cast.stage.work() as work:
        for one in work.session.exec(select(Application)).all():
            one.capacity = 1 if one.id in {4, 6} else 0
    cast.olga.types("/cohort")
    cast.olga.taps("k:pairs")
    cast.olga.taps("k:pair:")
    cast.olga.taps("k:forbid")
    cast.olga.types("/quota Portugal 0")
    cast.olga.types("/cohort")
    cast.olga.types("/shortage")


def desk_pairs(cast: Cast) -> None:
    """A pair of the desk's: the visitor agrees, the host declines; another comes about."""
    olga, vienna = cast.olga, cast.vienna
    olga.types("/together A-0001 A-0010")
    olga.types("/cohort")
    olga.taps("k:approve")
    olga.taps("k:send")
    cast.stage.pass_time("The visitors are asked", minutes=1)
    vienna.types("/invitations")
    members = [cast.member(name) for name, *_ in VISITORS]
    for one in members[:2]:
        if one.button("i:yes"):
            one.taps("i:yes")
    reason = cast.stage.bots[PARTICIPANTS].scheme.decline_reasons[0].id
    for name, *_ in HOSTS:
        host = cast.member(name)
        if host.button("i:no"):
            host.taps("i:no")
            host.fills({"reason": f"={reason}"})
            break
    cast.stage.pass_time("Weeks go by", days=16)


def not_asked(cast: Cast) -> None:
    """A host leaves between the approval and the moment in which a visitor is asked."""
    olga = cast.olga
    olga.types("/cohort")
    olga.taps("k:approve")
    olga.taps("k:send")
    with cast.stage.work() as work:
        host = work.load(Application, to_be_asked(work)[0].host_id)
        people.take_consent_back(work, work.load(Person, host.person_id))
    cast.stage.pass_time("The visitors are asked", minutes=1)


def impatient(cast: Cast) -> None:
    """A plan that takes long: one is told to wait."""
    with patience(0.0):
        cast.olga.types("/cohort")


PLAYS = (
    by_hand,
    looking,
    no_host,
    invited,
    kept_away,
    too_many,
    prearranged,
    host_declares,
    places,
    cohort,
    not_asked,
    quotas,
    together,
    without_a_host,
    desk_pairs,
    impatient,
)
