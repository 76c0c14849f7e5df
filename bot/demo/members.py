"""The demo's members as members.toml beside this file gives them: all of them invented."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field

from exchange.applying.applications import ApplicationInput
from exchange.scheme.eligibility import Applicant, check_eligibility
from matching.places.cities import city, find_city
from storage.tables import Role

if TYPE_CHECKING:
    from datetime import date, datetime

    from exchange.scheme.call import Scheme
    from matching.places.gazetteer import City

MONTHS_A_YEAR = 12
_FILE = Path(__file__).parent / "members.toml"


class Member(BaseModel):
    """One invented organisation and the person who speaks for it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    type: str
    country: str
    city: str
    cluster: str
    size: str
    role: Role
    languages: tuple[str, ...]
    ecosystems: tuple[str, ...] = Field(min_length=1, max_length=2)
    offers: str
    seeks: str
    goals: tuple[str, ...]
    activities: tuple[str, ...]
    wished_countries: tuple[str, ...] = ()
    months: tuple[int, ...] = ()
    days: int | None = None
    partner_kinds: tuple[str, ...] = ()
    motivation: str = ""
    capacity: int = 0
    host_programme: str = ""
    person: str
    position: str
    body: str | None = None  # what kind of one, if it supports scaling up
    hamlet: str = ""  # where it is, if that is too small for our map; its city is the next one
    waits_days: int = 0  # so long ago they applied, and nobody has decided yet


@cache
def members() -> tuple[Member, ...]:
    """Every member, in the order of the file."""
    with _FILE.open("rb") as file:
        return tuple(Member.model_validate(one) for one in tomllib.load(file)["member"])


def members_in(scheme: Scheme, on: date) -> tuple[Member, ...]:
    """Those members who may take part in a call, each as one of its kinds, in the order of the file.

    A call that does not know a member's kind takes them as its first kind that may do the same; a
    call in which nobody may both visit and host has whoever would do both visit.
    """
    clusters = {one.name for entry in scheme.partnerships for one in entry.clusters}
    cast = [_cast_in(one, scheme) for one in members() if one.cluster in clusters]
    return tuple(one for one in cast if not check_eligibility(_applicant(one), scheme, on))


def _cast_in(member: Member, scheme: Scheme) -> Member:
    known = {kind.id for kind in scheme.organisation_types}
    if member.type in known:
        return member
    hosts = member.role is Role.HOST
    kind = next(one for one in scheme.organisation_types if (one.host if hosts else one.visitor))
    seen = {"role": member.role if hosts else Role.VISITOR, "type": kind.id, "partner_kinds": ()}
    return member.model_copy(update={**seen, "days": member.days and scheme.lengths[0]})


def _applicant(member: Member) -> Applicant:
    return Applicant(
        organisation_type=member.type,
        role=member.role.value,
        country=member.country,
        cluster_member=True,
        already_visited=False,
        size=member.size,
    )


def town_of(member: Member) -> City:
    """Where a member is. Raises UnknownPlaceError for a town that the gazetteer lacks."""
    return city(find_city(member.city, member.country).best or "")


def application_of(member: Member, email: str, cluster_id: int, now: datetime) -> ApplicationInput:
    """A member's application, its months counted from the month of `now`."""
    town = None if member.hamlet else town_of(member)
    return ApplicationInput(
        role=member.role,
        organisation_name=member.name,
        organisation_type=member.type,
        country=member.country,
        city=member.hamlet or member.city,
        latitude=town.latitude if town else None,
        longitude=town.longitude if town else None,
        size=member.size,
        body=member.body,
        cluster_id=cluster_id,
        person_name=member.person,
        position=member.position,
        email=email,
        languages=list(member.languages),
        ecosystems=list(member.ecosystems),
        offers=member.offers,
        seeks=member.seeks,
        goals=list(member.goals),
        activities=list(member.activities),
        wished_countries=list(member.wished_countries),
        months=[month_after(now, offset) for offset in member.months],
        working_days=member.days,
        partner_kinds=list(member.partner_kinds),
        motivation=member.motivation,
        capacity=member.capacity,
        host_programme=member.host_programme,
    )


def month_after(now: datetime, offset: int) -> str:
    """The month that many months after that of `now`, such as "2027-03"."""
    months = now.year * MONTHS_A_YEAR + now.month - 1 + offset
    return f"{months // MONTHS_A_YEAR}-{months % MONTHS_A_YEAR + 1:02d}"
