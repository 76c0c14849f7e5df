"""Hosts for a visitor: the best with reasons, the whole catalogue by words."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import col, select

from exchange.errors import NotFound
from exchange.finding import places
from exchange.finding.catalogue import catalogue_of
from exchange.finding.host_records import host_records
from exchange.finding.meanings import know_kept, summary_of
from exchange.finding.places import NOTHING_BOOKED
from exchange.finding.reach import reachable
from exchange.people import blocks, people
from exchange.people.calls import of_this_call
from exchange.people.lessons import learnt_topics, wished_topics
from exchange.rows import row_id
from matching.places.countries import country_called
from matching.profiles import NEVER_ASKED, Profile, Record
from matching.ranking.columns import offered_by
from matching.ranking.eligibility import Circumstances
from matching.words.names import fold, resolve
from storage.tables import (
    Application,
    ApplicationAnswers,
    ApplicationState,
    Cluster,
    Meaning,
    Organisation,
    OrganisationAnswers,
    Point,
    Proposal,
    ProposalState,
    Role,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from exchange.finding.meanings import KeptMeanings
    from exchange.finding.places import Bookings
    from exchange.scheme.call import Scheme
    from exchange.work import Work
    from matching.ranking.rank import HostIndex, Ranking
    from matching.ranking.search import Found
    from matching.reasons import Match

HOSTING = (Role.HOST, Role.BOTH)
VISITING = (Role.VISITOR, Role.BOTH)
# What is open or was declined is not proposed again; what lapsed or was taken back may be.
TRIED = (ProposalState.PROPOSED, ProposalState.DECLINED)

# Every column that a profile may be made of, as the driver gives it: to be compared, not read.
_RAW = [
    sa.type_coerce(column, sa.types.NullType()).label(f"{table.__tablename__}_{column.name}")
    for table in (Application, Organisation, Cluster)
    for column in sa.inspect(table).columns
]
_MEANT = [col(Meaning.model), col(Meaning.digest)]
# What a profile has from the answers under their own names: a field of both is copied.
_PROFILED = {one.name for one in fields(Profile)}
_TOLD_OF_THE_ORGANISATION = sorted(
    _PROFILED & {*OrganisationAnswers.model_fields, *Point.model_fields}
)
_TOLD_BY_THE_APPLICANT = sorted(_PROFILED & {*ApplicationAnswers.model_fields})
_LONGEST_FILTER = 4  # words of a country's or an ecosystem's name
_NAMED_AT_ONCE = 500  # an older SQLite takes 999 values in one statement


def profile_of(
    work: Work,
    application: Application,
    organisation: Organisation | None = None,
    bookings: Bookings = NOTHING_BOOKED,
    record: Record = NEVER_ASKED,
) -> Profile:
    """An application as the matcher sees it; its id is the application's.

    Months in which a host has no room left are none of its months any more.
    """
    where = organisation or work.load(Organisation, application.organisation_id)
    cluster = work.session.get(Cluster, where.cluster_id) if where.cluster_id else None
    told = {name: _profiled(getattr(application, name)) for name in _TOLD_BY_THE_APPLICANT}
    return Profile(
        id=str(application.id),
        organisation=where.name,
        organisation_type=where.type,
        region_category=where.region_category,
        cluster=cluster.name if cluster else None,
        summary=summary_of(application),
        maturity=cluster.label if cluster else None,
        record=record,
        **{name: getattr(where, name) for name in _TOLD_OF_THE_ORGANISATION},
        **told | (_room(work, application, bookings) if bookings != NOTHING_BOOKED else {}),
    )


def _room(work: Work, host: Application, bookings: Bookings) -> dict[str, Any]:
    """A host's places, how many of them are taken, and the months in which there is room."""
    least, today = work.scheme.stay.min_working_days, work.now.date()
    room = places.room_by_month(bookings, host.capacity, host.months, today, least)
    left = places.places_left(bookings, room)
    capacity = max(host.capacity, left)
    free = tuple(month for month, people in room.items() if people)
    dated = bookings.months or bookings.last_day
    months = free if left and dated else tuple(host.months)
    return {"capacity": capacity, "busy": capacity - left, "months": months}


def _profiled(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def host_index(work: Work) -> HostIndex:
    """Every accepted host whom we can reach, with the places taken, ready for the matcher."""
    engine = work.session.get_bind().engine
    return catalogue_of(engine, work.scheme.id).current(host_rows(work), partial(read_hosts, work))


def encoder_of(work: Work) -> KeptMeanings | None:
    """What knows the meanings of texts here, None where that is off."""
    return catalogue_of(work.session.get_bind().engine, work.scheme.id).encoder


def host_profiles(work: Work) -> list[Profile]:
    """Every accepted host whom we can reach, with the places taken."""
    return [*host_index(work).hosts]


def host_rows(work: Work) -> dict[str, tuple[object, ...]]:
    """All that the profiles of hosts are made of, as the database has it, by application."""
    booked, records, today = places.bookings_of(work), host_records(work), f"{work.now:%Y-%m-%d}"
    query = _hosting(work, sa.select(col(Application.id), *_RAW, *_MEANT)).join(
        Meaning, col(Meaning.application_id) == col(Application.id), isouter=True
    )
    return {
        str(row[0]): (
            *row,
            (booked[row[0]], today) if row[0] in booked else None,
            records.get(row[0]),
        )
        for row in work.session.execute(query)
    }


def read_hosts(work: Work, ids: Sequence[str]) -> list[Profile]:
    """The profiles of some hosts; many are read all together."""
    booked, records = places.bookings_of(work), host_records(work)
    query: sa.Select[Any] = _hosting(work, sa.select(Application, Organisation))
    if len(ids) <= _NAMED_AT_ONCE:
        query = query.where(col(Application.id).in_(map(int, ids)))
    wanted = {int(one) for one in ids}
    found = [(one, where) for one, where in work.session.execute(query) if one.id in wanted]
    profiles = [
        profile_of(
            work,
            one,
            where,
            booked.get(row_id(one), NOTHING_BOOKED),
            records.get(row_id(one), NEVER_ASKED),
        )
        for one, where in found
    ]
    know_kept(work, encoder_of(work), [one for one, _ in found], profiles)
    return profiles


def visitor_profile(work: Work, visitor: Application) -> Profile:
    """A visitor's application as the matcher sees it, its texts read. Raises Unanswered."""
    profile, encoder = _with_lessons(work, visitor, profile_of(work, visitor)), encoder_of(work)
    if encoder and encoder.unknown([profile.seeks, offered_by(profile)]):
        know_kept(work, encoder, [visitor], [profile])
    return profile


def _with_lessons(work: Work, visitor: Application, profile: Profile) -> Profile:
    """With what cluster staff want to learn, and what they have learnt in courses."""
    if profile.organisation_type not in work.scheme.courses.learners:
        return profile
    learnt = learnt_topics(work, visitor.person_id)
    return replace(profile, lessons=wished_topics(work, visitor), learnt=learnt)


def _hosting(work: Work, query: Any) -> Any:
    """Return the query over applications, of hosts of this call only whom we may show and can reach."""
    return (
        query.select_from(Application)
        .join(Organisation, col(Organisation.id) == col(Application.organisation_id))
        .join(Cluster, col(Cluster.id) == col(Organisation.cluster_id), isouter=True)
        .where(
            col(Application.state) == ApplicationState.ACCEPTED,
            col(Application.role).in_(HOSTING),
            col(Application.paused_at).is_(None),
            col(Application.person_id).in_(reachable()),
            of_this_call(work, col(Application.partnership_id)),
        )
    )


def circumstances(work: Work, visitor: Application) -> Circumstances:
    """What bars hosts to a visitor besides the profiles: pairs tried before, and the call."""
    query = select(Proposal.host_id, Proposal.state).where(
        Proposal.visitor_id == visitor.id,
        col(Proposal.state).in_((*TRIED, ProposalState.EXPIRED)),
    )
    asked = work.session.exec(query).all()
    apart = work.session.exec(blocks.kept_apart(visitor.person_id)).all()
    tried = {str(host) for host, state in asked if state in TRIED} | set(map(str, apart))
    silent = {str(host) for host, state in asked if state is ProposalState.EXPIRED}
    return replace(call_circumstances(work), tried=frozenset(tried), unanswered=frozenset(silent))


def call_circumstances(work: Work) -> Circumstances:
    """What the call says to every pair: distance, who may host, and the present month."""
    return circumstances_of(work.scheme, f"{work.now:%Y-%m}")


def circumstances_of(scheme: Scheme, month: str = "") -> Circumstances:
    """What a call says to every pair in a month; without one no month is over, nor a country out."""
    on = date.fromisoformat(f"{month}-01") if month else None
    return Circumstances(
        near_km=float(scheme.halving.below_km),
        countries=frozenset(
            one for one in scheme.host_countries if on is None or scheme.receives(one, on)
        ),
        kinds=frozenset(
            organisation_type.id
            for organisation_type in scheme.organisation_types
            if scheme.admits(organisation_type.id, "host")
        ),
        month=month,
    )


def _amounts(work: Work, visitor: Application) -> dict[str, Decimal]:
    """What the stay that somebody wishes for is worth in each country of hosts, nothing halved."""
    scheme, day = work.scheme, work.now.date()
    days = visitor.working_days or scheme.stay.min_working_days
    return {one: scheme.whole_sum(one, days, day).amount for one in scheme.host_countries}


WISHED_AHEAD = 0.1
"""Of the score: among hosts that fit alike those of a country that was wished for come first. What counts in a cohort
is the weight of the call alone."""


def find_hosts(work: Work, visitor: Application, *, limit: int = 5, offset: int = 0) -> Ranking:
    """The hosts that fit a visitor, best first, each with its reasons; and why others are out."""
    return host_index(work).rank(
        visitor_profile(work, visitor),
        work.scheme.weights,
        amounts=_amounts(work, visitor),
        limit=limit,
        offset=offset,
        circumstances=circumstances(work, visitor),
        wished_ahead=WISHED_AHEAD,
    )


def host_card(
    work: Work, visitor: Application, host_application_id: int, index: HostIndex | None = None
) -> Match:
    """One pair, explained, whether or not it may be proposed now.

    Who asks for several at once gives the `index` of all hosts, which costs the most. Raises NotFound, also for somebody who has taken the consent back: nobody sees them any more.
    """
    host = work.load(Application, host_application_id)
    if host.state is not ApplicationState.ACCEPTED or host.role not in HOSTING:
        raise NotFound
    if not people.shown(work, host.person_id):
        raise NotFound
    index = index or host_index(work)
    if not any(one.id == str(host.id) for one in index.hosts):
        index = index.replaced([profile_of(work, host)])
    match = index.match(
        visitor_profile(work, visitor),
        str(host.id),
        work.scheme.weights,
        amounts=_amounts(work, visitor),
        circumstances=call_circumstances(work),
    )
    if match is None:
        raise NotFound
    return match


def shown_matches(work: Work, visitor: Application, shown: Sequence[Profile]) -> Sequence[Match]:
    """The pairs of a visitor with hosts that a search shows, as the log of pairs keeps them."""
    return host_index(work).matches(
        visitor_profile(work, visitor),
        [one.id for one in shown],
        work.scheme.weights,
        circumstances=call_circumstances(work),
    )


def search_hosts(
    work: Work,
    visitor: Application,
    query: str,
    *,
    countries: tuple[str, ...] = (),
    ecosystems: tuple[str, ...] = (),
    limit: int = 10,
    offset: int = 0,
) -> Found:
    """Hosts that answer to words, the closest first; those of the visitor's country are left out."""
    home = work.load(Organisation, visitor.organisation_id).country
    return host_index(work).search(
        query,
        countries=countries,
        ecosystems=ecosystems,
        not_in=(home,),
        limit=limit,
        offset=offset,
    )


def read_filters(work: Work, words: str) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """Countries and ecosystems that are written out exactly among the words, and the rest of them.

    An ecosystem stands alone between commas, or beside a country: "health technology" is no filter.
    """
    labels = {fold(one.label): one.id for one in work.scheme.ecosystems}
    countries, ecosystems, rest = list[str](), list[str](), list[str]()
    for part in re.split(r"[,;]+", words):
        found, left = _without_countries(part.split())
        countries += found
        ecosystem = labels.get(fold(" ".join(left)))
        ecosystems += [ecosystem] if ecosystem else []
        rest += [] if ecosystem else left
    return tuple(countries), tuple(ecosystems), " ".join(rest)


def _without_countries(typed: list[str]) -> tuple[list[str], list[str]]:
    """Return the countries that words name, one or several together, and the other words."""
    found, left, at = list[str](), list[str](), 0
    while at < len(typed):
        runs = range(min(_LONGEST_FILTER, len(typed) - at), 0, -1)
        named = {size: country_called(fold(" ".join(typed[at : at + size]))) for size in runs}
        size = next((size for size, code in named.items() if code), 0)
        found += [code] if size and (code := named[size]) else []
        left += [] if size else [typed[at]]
        at += size or 1
    return found, left


def find_partners(work: Work, own: Application, typed: str, *, limit: int = 6) -> list[Application]:
    """Accepted organisations abroad that can be reached and are named like what was typed.

    For a pair that agreed before it came to us; the likeliest first.
    """
    home = work.load(Organisation, own.organisation_id).country
    wanted = {
        Role.VISITOR: HOSTING,
        Role.HOST: VISITING,
        Role.BOTH: (*HOSTING, *VISITING),
    }[own.role]
    query = (
        select(Application, Organisation)
        .join(Organisation)
        .where(
            Application.state == ApplicationState.ACCEPTED,
            Application.id != own.id,
            Organisation.country != home,
            col(Application.role).in_(wanted),
            col(Application.id).not_in(blocks.kept_apart(own.person_id)),
            col(Application.person_id).in_(reachable()),
            of_this_call(work, col(Application.partnership_id)),
        )
    )
    found = {str(one.id): (one, where.name) for one, where in work.session.exec(query)}
    names = {number: [name] for number, (_, name) in found.items()}
    result = resolve(typed, names, limit=limit)
    ids: Iterable[str] = result.candidates or ((result.best,) if result.best else ())
    return [found[number][0] for number in ids]
