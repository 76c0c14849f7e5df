"""What the matcher knows about a visiting or a hosting organisation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Record:
    """What became of the invitations that a host has received; all 0 for one never asked.

    `lapsed` ran out unanswered and `waiting` are open now; `days` is how long an answer took on
    average, None without any.
    """

    accepted: int = 0
    declined: int = 0
    lapsed: int = 0
    waiting: int = 0
    days: float | None = None


NEVER_ASKED = Record()


@dataclass(frozen=True, slots=True)
class Profile:
    """One organisation, as visitor or host; an empty field means "not told", never "none".

    `country` is ISO 3166 alpha-2, `languages` are ISO 639-1, `months` read "2027-03". An empty
    `wished_countries`, `months` or `partner_kinds` means any will do. `capacity` and `busy` count
    the people a host can take and has taken; for a visitor they mean nothing. `party` people come
    along on one visit; for a host it means nothing. `maturity` is the
    label of the organisation's cluster: "bronze", "silver" or "gold". `lessons` are topics that cluster staff
    have said they want to learn, besides what they seek; `learnt` are those that they have learnt by now.
    """

    id: str
    organisation: str = ""
    organisation_type: str = ""
    country: str = ""
    city: str = ""
    latitude: float | None = None
    longitude: float | None = None
    region_category: str | None = None
    cluster: str | None = None
    ecosystems: tuple[str, ...] = ()
    offers: str = ""
    seeks: str = ""
    goals: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    wished_countries: tuple[str, ...] = ()
    months: tuple[str, ...] = ()
    working_days: int | None = None
    partner_kinds: tuple[str, ...] = ()
    size: str | None = None
    capacity: int = 1
    busy: int = 0
    summary: str = ""
    maturity: str | None = None
    record: Record = NEVER_ASKED
    party: int = 1
    lessons: tuple[str, ...] = ()
    learnt: tuple[str, ...] = ()
