"""A fictional programme: real Partnerships and clusters, invented members, people and officers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import col, select

from bot.conversation.speech import known_language, languages
from bot.demo.trades import TRADES
from exchange import applications, officers, people, programme, review
from matching.places.cities import city, find_city
from storage import chats
from storage.tables import (
    Application,
    Cluster,
    Due,
    Officer,
    OfficerRole,
    Organisation,
    Outbox,
    OutboxState,
    Partnership,
    Person,
)

if TYPE_CHECKING:
    from bot.demo.trades import Trade
    from exchange.work import Work

MEMBERS = 72
FIRST_MEMBER, FIRST_OFFICER = 9_000_001, 8_000_001
STEMS = (
    "Altamere Brindelo Corvalis Dunmoor Estrela Fennora Galvano Harrow Ilmara Jorvik Kestrel Lumena "
    "Morvane Nordlys Ombrino Pellara Quintero Rivenna Solvane Tamarix Ursino Vellora Wexford Yarrow"
).split()
FIRST_NAMES = (
    "Ada Bruno Clara Dario Elena Felix Greta Hugo Irina Jonas Kaja Lena Marek Nadia Oskar Petra "
    "Quirin Rosa Stefan Tea Ugo Vera Wanda Yannis Zora"
).split()
LAST_NAMES = (
    "Ahlberg Brandt Castell Dimitrov Eriksen Ferreira Gruber Horvat Ionescu Jansen Kovacs Lindqvist "
    "Moreau Novak Oliveira Petersen Quist Rossi Santos Tamm Ursu Vidal Weber Xenakis Zelenka"
).split()
TOWNS = {
    "AT": ("Linz", "Graz"), "BE": ("Ghent", "Leuven"), "CZ": ("Brno", "Ostrava"),
    "DE": ("Stuttgart", "Dresden", "Rostock"), "DK": ("Odense", "Aarhus"), "EE": ("Tallinn", "Tartu"),
    "ES": ("Terrassa", "Vigo", "Salamanca", "Valencia"), "FI": ("Joensuu", "Tampere"),
    "FR": ("Lannion", "Nantes", "Rouen"), "GR": ("Athens", "Patras"), "HU": ("Győr", "Pécs"),
    "IT": ("Prato", "Bari", "Turin"), "LT": ("Vilnius", "Kaunas"), "LV": ("Riga",),
    "NL": ("Eindhoven", "Helmond"), "PL": ("Poznań", "Kraków", "Lublin"),
    "PT": ("Porto", "Braga", "Covilhã"), "RO": ("Iași", "Cluj-Napoca"), "SE": ("Borlänge",),
    "TR": ("Denizli",),
}  # fmt: skip
SPOKEN = {
    "AT": "de", "DE": "de", "BE": "fr", "FR": "fr", "ES": "es", "IT": "it", "PT": "pt", "RO": "ro",
    "PL": "pl", "GR": "el", "CZ": "cs", "HU": "hu", "FI": "fi", "SE": "sv", "DK": "da", "NL": "nl",
    "EE": "et", "LT": "lt", "LV": "lv", "TR": "tr",
}  # fmt: skip
ROLES = ("host", "host", "both", "host", "visitor", "host", "both", "host")
TYPES = ("sme", "sme", "sme", "scaling_up_support", "sme", "cluster_organisation")


@dataclass(frozen=True)
class CastMember:
    """Somebody whom the autopilot plays."""

    telegram_id: int
    name: str
    language: str


@dataclass(frozen=True)
class DemoCast:
    """Everybody in the demo but the newcomer."""

    people: tuple[CastMember, ...]
    officers: tuple[CastMember, ...]


def seed_demo(work: Work) -> DemoCast:
    """Fill an empty database through the use cases; a filled one is left as it is."""
    programme.seed_partnerships(work)
    if not work.session.exec(select(Person.id)).first():
        staff = _seed_officers(work)
        for number in range(MEMBERS):
            _seed_member(work, number, staff)
        _hush(work)
    return cast(work)


def cast(work: Work) -> DemoCast:
    """Everybody in a database seeded before."""
    officer_rows = work.session.exec(select(Officer, Person).join(Person)).all()
    member_rows = work.session.exec(
        select(Application, Organisation, Person)
        .join(Organisation)
        .join(Person, col(Person.id) == col(Application.person_id))
    ).all()
    return DemoCast(
        tuple(
            CastMember(person.telegram_id, f"{one.person_name} · {where.name}", person.language)
            for one, where, person in member_rows
        ),
        tuple(
            CastMember(person.telegram_id, one.name, person.language)
            for one, person in officer_rows
        ),
    )


def _seed_officers(work: Work) -> dict[int, Officer]:
    found = {}
    partnerships = work.session.exec(select(Partnership).order_by(col(Partnership.id))).all()
    for number, partnership in enumerate(partnerships):
        telegram_id = FIRST_OFFICER + number
        person = people.meet(work, telegram_id, "en", languages=languages())
        payload = officers.invite_officer(work, OfficerRole.COORDINATOR, partnership.name)
        name = f"{_name(number * 7 + 3)} ({partnership.name})"
        found[partnership.id or 0] = officers.bind_officer(work, person, payload, name)
        chats.open_chat(work.session, "desk", telegram_id, work.now)
    return found


def _name(number: int) -> str:
    first = FIRST_NAMES[number % len(FIRST_NAMES)]
    return f"{first} {LAST_NAMES[(number * 7 + number // len(FIRST_NAMES)) % len(LAST_NAMES)]}"


def _seed_member(work: Work, number: int, staff: dict[int, Officer]) -> None:
    clusters = work.session.exec(select(Cluster).order_by(col(Cluster.id))).all()
    cluster = clusters[(number * 5) % len(clusters)]
    language = SPOKEN.get(cluster.country, "en")
    telegram_id = FIRST_MEMBER + number
    person = people.meet(work, telegram_id, known_language(language), languages=languages())
    people.give_consent(work, person)
    chats.open_chat(work.session, "participants", telegram_id, work.now)
    given = _application(work, number, cluster, TRADES[number % len(TRADES)])
    application = applications.submit_application(work, person, given)
    review.accept_application(work, staff[application.partnership_id], application.id or 0)


def _application(
    work: Work, number: int, cluster: Cluster, trade: Trade
) -> applications.ApplicationInput:
    towns = TOWNS[cluster.country]
    town = city(find_city(towns[number % len(towns)], cluster.country).best or "")
    kind, role = TYPES[number % len(TYPES)], ROLES[number % len(ROLES)]
    spoken = SPOKEN.get(cluster.country, "en")
    goals = [one.id for one in work.scheme.goals]
    acts = [one.id for one in work.scheme.activities]
    stem = STEMS[(number * 5 + number // len(TRADES)) % len(STEMS)]
    return applications.ApplicationInput.model_validate(
        {
            "role": role,
            "organisation_name": f"{stem} {trade.word}",
            "organisation_type": kind,
            "country": cluster.country,
            "city": town.name,
            "latitude": town.latitude,
            "longitude": town.longitude,
            "size": ("micro", "small", "medium")[number % 3],
            "cluster_id": cluster.id,
            "person_name": _name(number),
            "position": ("Managing director", "Head of innovation", "Cluster manager")[number % 3],
            "email": f"member{number}@example.org",
            "languages": sorted({"en", spoken, trade.language}),
            "ecosystems": list(trade.ecosystems),
            "offers": trade.offers,
            "seeks": trade.seeks,
            "goals": [goals[number % len(goals)], goals[(number + 2) % len(goals)]],
            "activities": [acts[number % len(acts)], acts[(number + 1) % len(acts)]],
            "months": [],
            "working_days": None if role == "host" else (5, 3, 10)[number % 3],
            "motivation": "To learn from each other and to begin something together.",
            "capacity": 0 if role == "visitor" else 1 + number % 3,
            "host_programme": "" if role == "visitor" else trade.shows,
        }
    )


def _hush(work: Work) -> None:
    """The seeding's own notices and reviews stay unsent: the demo begins in silence."""
    work.session.flush()
    work.session.execute(sa.update(Outbox).values(state=OutboxState.CANCELLED))
    work.session.execute(sa.update(Due).values(done_at=work.now, outcome="not_needed"))
