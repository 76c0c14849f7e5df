"""Short talks of a group visit: asked for by its host, joined by hosts near by, put into slots by the matcher, kept up to date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from sqlmodel import col, select

from exchange.errors import NotFound
from exchange.finding import hosts
from exchange.finding.group_seats import guests_of
from exchange.finding.reach import reachable
from exchange.group_visits.errors import (
    GroupVisitBegun,
    GroupVisitCancelled,
    NoGuestsYet,
    TalksAreThere,
)
from exchange.group_visits.rules import own_visit, today_there
from exchange.life.guests import move_talk_host
from exchange.notices import Notice
from exchange.people import blocks
from exchange.people.calls import of_this_call
from exchange.people.gatherings import guest_person
from exchange.people.people import applicant
from exchange.proposing.asking_again import tell_changes
from exchange.rows import row_id
from exchange.timing.group_visits import GROUP_TALKS, plan_talks
from matching.places.distance import distance_km
from matching.ranking.rank import HostIndex
from matching.talks import Talk, timetable
from storage.tables import (
    Application,
    ApplicationState,
    DueOutcome,
    GroupGuest,
    GroupVisit,
    GroupVisitState,
    GuestState,
    Organisation,
    ShortTalk,
    TalkHost,
    TalkHostState,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from exchange.work import Work
    from matching.profiles import Profile
    from matching.talks import Reals
    from storage.tables import Due, Person


@dataclass(frozen=True)
class Meeting:
    """One talk as both read it: the minute of the day on which it begins at the host's, and with whom."""

    minute: int
    guest: GroupGuest
    host: TalkHost


@dataclass(frozen=True)
class _Pairs:
    """Guests and hosts as the matcher knows them; `never` are those of whom one keeps the other away."""

    guests: Sequence[Profile]
    hosts: Sequence[Profile]
    never: Collection[tuple[int, int]]
    weights: Mapping[str, float]


def ask(work: Work, person: Person, visit_id: int) -> list[TalkHost]:
    """The hosts of the short talks: who gives the visit, and those near by, who are asked now.

    Asked for twice, whoever has come near since is asked as well. Raises NotFound, GroupVisitBegun, GroupVisitCancelled,
    TalksAreThere, NoGuestsYet.
    """
    visit = work.hold(GroupVisit, row_id(own_visit(work, person, visit_id)))
    _require_to_come(work, visit)
    if visit.sessions:
        raise TalksAreThere
    if not guests_of(work, visit, GuestState.JOINED):
        raise NoGuestsYet
    asked = to_be_asked(work, visit)
    if visit.host_id not in {one.host_id for one in hosts_of(work, visit)}:
        work.record(f"person:{person.id}", "talks:ask", f"group:{visit.id}")
        work.add(
            TalkHost(
                visit_id=row_id(visit),
                host_id=visit.host_id,
                state=TalkHostState.COMING,
                asked_at=work.now,
                answered_at=work.now,
            )
        )
    for one in asked:
        _ask_one(work, visit, one)
    plan_talks(work, visit, "asked")
    return hosts_of(work, visit)


def to_be_asked(work: Work, visit: GroupVisit) -> list[Application]:
    """The hosts near by who would be asked now: the nearest of those who were not asked yet, as many as the call has room for."""
    there = {one.host_id for one in hosts_of(work, visit)}
    room = work.scheme.group_visits.talk_hosts - max(len(there), 1)
    return [near for near in _near(work, visit) if near.id not in there][: max(room, 0)]


def _ask_one(work: Work, visit: GroupVisit, host: Application) -> None:
    asked = work.add(
        TalkHost(
            visit_id=row_id(visit),
            host_id=row_id(host),
            state=TalkHostState.ASKED,
            asked_at=work.now,
        )
    )
    person = applicant(work, row_id(host))
    work.tell(person, Notice.TALKS_ASKED, key=f"talks:{asked.id}:asked", talk_host=asked.id)


def answer(work: Work, person: Person, talk_host_id: int, *, coming: bool) -> TalkHost:
    """What a host says to the talks; the same again changes nothing, and another answer may follow until they begin.

    Raises NotFound, GroupVisitBegun, GroupVisitCancelled.
    """
    asked = work.load(TalkHost, talk_host_id)
    if work.load(Application, asked.host_id).person_id != person.id:
        raise NotFound
    visit = work.hold(GroupVisit, asked.visit_id)
    _require_to_come(work, visit)
    asked = work.hold(TalkHost, talk_host_id)
    state = TalkHostState.COMING if coming else TalkHostState.DECLINED
    if asked.state is not state:
        move_talk_host(work, asked, state, f"person:{person.id}")
        plan_talks(work, visit, f"host:{asked.id}:{state.value}")
    return asked


def hosts_of(work: Work, visit: GroupVisit) -> list[TalkHost]:
    """Everybody who was asked to the talks of a group visit, who gives it first; nobody where there are none."""
    query = select(TalkHost).where(TalkHost.visit_id == visit.id).order_by(col(TalkHost.id))
    return list(work.session.exec(query))


def meetings_of(work: Work, visit: GroupVisit) -> list[Meeting]:
    """All talks of a group visit, by time and host."""
    query = (
        select(ShortTalk, GroupGuest, TalkHost)
        .join(GroupGuest, col(GroupGuest.id) == col(ShortTalk.guest_id))
        .join(TalkHost, col(TalkHost.id) == col(ShortTalk.talk_host_id))
        .where(TalkHost.visit_id == visit.id)
        .order_by(col(ShortTalk.slot), col(TalkHost.id))
    )
    rules = work.scheme.group_visits
    return [
        Meeting(rules.talk_from_hour * 60 + talk.slot * rules.talk_minutes, guest, host)
        for talk, guest, host in work.session.exec(query)
    ]


def settle(work: Work, visit_id: int, *, moved: bool = False) -> bool:
    """Whether who meets whom is another plan now; everybody whose own one changed is told, if it `moved` all of them."""
    visit = work.hold(GroupVisit, visit_id)
    asked = hosts_of(work, visit)
    if not asked or today_there(work, visit) > visit.starts_on:
        return False
    guests = {row_id(one): one for one in guests_of(work, visit, *GuestState)}
    before = _planned(work, visit)
    after = _plan(work, visit, list(guests.values()), asked, before)
    for talk in before.values():
        work.session.delete(talk)
    work.session.flush()
    for guest_id, host_id, slot in sorted(after):
        work.session.add(ShortTalk(guest_id=guest_id, talk_host_id=host_id, slot=slot))
    work.session.flush()
    changed = set(before) ^ after
    told = changed | (after if moved else set())
    _tell(work, guests, {row_id(one): one for one in asked}, told)
    if changed:
        work.record("system", "talks:settle", f"group:{visit.id}", talks=len(after))
    return bool(changed)


def _planned(work: Work, visit: GroupVisit) -> dict[tuple[int, int, int], ShortTalk]:
    query = select(ShortTalk).join(TalkHost).where(TalkHost.visit_id == visit.id)
    return {(one.guest_id, one.talk_host_id, one.slot): one for one in work.session.exec(query)}


def _plan(
    work: Work,
    visit: GroupVisit,
    guests: Sequence[GroupGuest],
    asked: Sequence[TalkHost],
    before: Iterable[tuple[int, int, int]],
) -> set[tuple[int, int, int]]:
    """Guest, host and slot of each talk: of those who have joined with those who come."""
    coming = [one for one in asked if one.state is TalkHostState.COMING]
    joined = [one for one in guests if one.state is GuestState.JOINED]
    if visit.state is not GroupVisitState.OPEN or not coming or not joined:
        return set()
    rows = {row_id(one): at for at, one in enumerate(joined)}
    columns = {row_id(one): at for at, one in enumerate(coming)}
    known = [
        Talk(rows[guest], columns[host], slot)
        for guest, host, slot in before
        if guest in rows and host in columns
    ]
    slots = work.scheme.group_visits.talk_slots
    talks = work.work_out_of(
        f"talks:{visit.id}:{[*rows]}:{[*columns]}:{known}",
        lambda: _gathered(work, joined, coming),
        lambda pairs: timetable(_scores(pairs), slots, known),
    )
    return {(row_id(joined[one.visitor]), row_id(coming[one.host]), one.slot) for one in talks}


def _gathered(work: Work, guests: Sequence[GroupGuest], coming: Sequence[TalkHost]) -> _Pairs:
    """All that the scores are made of: the profiles of both, and who keeps whom away."""
    receiving = [work.load(Application, one.host_id) for one in coming]
    visiting = [work.load(Application, one.visitor_id) for one in guests]
    apart = [set(work.session.exec(blocks.kept_apart(one.person_id))) for one in visiting]
    return _Pairs(
        guests=[hosts.profile_of(work, one) for one in visiting],
        hosts=[hosts.profile_of(work, one) for one in receiving],
        never={
            (row, column)
            for row, visitor in enumerate(visiting)
            for column, host in enumerate(receiving)
            if host.id in apart[row] or host.person_id == visitor.person_id
        },
        weights=work.scheme.weights,
    )


def _scores(pairs: _Pairs) -> Reals:
    """How well each guest and each host fit, as the matcher sees them; NaN where one keeps the other away."""
    index = HostIndex.build(pairs.hosts)
    scores = np.full((len(pairs.guests), len(pairs.hosts)), np.nan)
    for row, guest in enumerate(pairs.guests):
        worth = index.worth(guest, pairs.weights)
        for column, host in enumerate(pairs.hosts):
            if (row, column) not in pairs.never:
                scores[row, column] = worth.get(host.id, 0.0)
    return scores


def _tell(
    work: Work,
    guests: Mapping[int, GroupGuest],
    asked: Mapping[int, TalkHost],
    talks: Iterable[tuple[int, int, int]],
) -> None:
    """Each whose own talks are others now, once for all of them."""
    changed = list(talks)
    for number in sorted({one for one, _, _ in changed}):
        guest = guests[number]
        if guest.state is GuestState.JOINED:
            person, key = guest_person(work, guest), f"guest:{number}:talks"
            tell_changes(work, person, Notice.TALKS_OF_GUEST, key, guest=number)
    for number in sorted({one for _, one, _ in changed}):
        host = asked[number]
        if host.state is TalkHostState.COMING:
            person, key = applicant(work, host.host_id), f"talks:{number}:talks"
            tell_changes(work, person, Notice.TALKS_OF_HOST, key, talk_host=number)


def _require_to_come(work: Work, visit: GroupVisit) -> None:
    if visit.state is not GroupVisitState.OPEN:
        raise GroupVisitCancelled
    if today_there(work, visit) >= visit.starts_on:
        raise GroupVisitBegun


def _near(work: Work, visit: GroupVisit) -> list[Application]:
    """Hosts who take part, not farther away than the call says, the nearest first."""
    giving = work.load(Application, visit.host_id)
    home = work.load(Organisation, giving.organisation_id)
    apart = blocks.kept_apart(giving.person_id)
    query = (
        select(Application, Organisation)
        .join(Organisation, col(Organisation.id) == col(Application.organisation_id))
        .where(
            Application.state == ApplicationState.ACCEPTED,
            col(Application.role).in_(hosts.HOSTING),
            col(Application.paused_at).is_(None),
            col(Application.person_id).in_(reachable()),
            Organisation.country == home.country,
            Application.id != giving.id,
            col(Application.id).not_in(apart),
            of_this_call(work, col(Application.partnership_id)),
        )
    )
    found = [(_away(home, there), row_id(one), one) for one, there in work.session.exec(query)]
    most = work.scheme.group_visits.talk_km
    return [one for km, _, one in sorted(found, key=lambda row: row[:2]) if km <= most]


def _away(home: Organisation, there: Organisation) -> float:
    """How many km apart; of whom no point is kept, a town of the same name is near."""
    ends = (home.latitude, home.longitude, there.latitude, there.longitude)
    known = [one for one in ends if one is not None]
    if len(known) == len(ends):
        return distance_km(*known)
    return 0.0 if home.city == there.city else float("inf")


def leave_talks(work: Work, person: Person, application: Application) -> None:
    """Somebody leaves the programme: they take part in no talks any more."""
    query = select(TalkHost).where(
        TalkHost.host_id == application.id, TalkHost.state != TalkHostState.DECLINED
    )
    for one in work.session.exec(query.order_by(col(TalkHost.visit_id))).all():
        visit = work.hold(GroupVisit, one.visit_id)
        move_talk_host(work, one, TalkHostState.DECLINED, f"person:{person.id}")
        plan_talks(work, visit, f"host:{one.id}:left")


def _settle_due(work: Work, due: Due) -> DueOutcome:
    changed = settle(work, due.subject, moved=bool(due.facts.get("moved")))
    return DueOutcome.DONE if changed else DueOutcome.NOT_NEEDED


TRANSITIONS: Mapping[str, Callable[[Work, Due], DueOutcome]] = {GROUP_TALKS: _settle_due}
