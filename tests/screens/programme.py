"""The one set of rows that every play begins with: Partnerships, desks, visitors, hosts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cache

import sqlalchemy as sa
from sqlmodel import Session, col, select

from exchange.applying import applications, review
from exchange.people import officers, partnerships, people
from exchange.people.bot_names import note_name
from exchange.work import DESK, PARTICIPANTS, Work
from storage.queues.chats import open_chat
from storage.tables import (
    Application,
    Officer,
    OfficerRole,
    Organisation,
    Outbox,
    OutboxState,
    Person,
    Role,
)
from tests.builders.records.applicants import AWAY, HOME, answers, vouch
from tests.builders.records.works import NOON, new_database, scheme
from tests.screens.players import Player
from tests.screens.stage import Stage

JOINED = timedelta(days=3)
FIRST = 501
STAFF = (
    (901, "Olga Desk", HOME, OfficerRole.COORDINATOR),
    (902, "Pavel Desk", HOME, OfficerRole.OFFICER),
    (903, "Rita Viewer", HOME, OfficerRole.AUDITOR),
    (904, "Uwe Away", AWAY, OfficerRole.OFFICER),
)

# Organisation, role, country, and what is special about it.
VISITORS = (
    ("Ringweberei Wien", "AT", {"seeks": "3D printing and laser cutting for textiles"}),
    ("Tatra Tkanina", "SK", {"seeks": "natural dyes and looms", "working_days": 4, "party": 2}),
    (
        "Gent Linen",
        "BE",
        {
            "seeks": "photonics for quality control",
            "wished_countries": ["PT"],
            "partner_kinds": ["sme"],
        },
    ),
)
HOSTS = (
    (
        "Tecelagem do Porto",
        "PT",
        {"offers": "3D printing and laser cutting of textiles", "capacity": 2},
    ),
    ("Bratislava Looms", "SK", {"offers": "looms, mending and spare parts", "capacity": 3}),
    ("Helsinki Optics", "FI", {"offers": "photonics for quality control", "partnership": AWAY}),
    ("Ghent Print Lab", "BE", {"offers": "digital printing on fabrics", "partnership": AWAY}),
    ("Patras Dye House", "GR", {"offers": "natural dyes", "months": ["2027-07"]}),
    ("Yerevan Threads", "AM", {"offers": "embroidery by machine", "months": ["2027-08"]}),
)
BOTH = ("Linz Lab & Söhne", "AT", {"offers": "textile testing", "seeks": "a partner for fibres"})
MEMBERS = (
    *((Role.VISITOR, *one) for one in VISITORS),
    *((Role.HOST, *one) for one in HOSTS),
    (Role.BOTH, *BOTH),
)


@cache
def _seeded() -> bytes:
    """The rows as a database file."""
    database = new_database()
    with Session(database.engine) as session, session.begin():
        _seed(Work(session, NOON - JOINED, scheme()))
    with database.engine.connect() as line:
        content: bytes = line.connection.driver_connection.serialize()
    database.close()
    return content


def _seed(work: Work) -> None:
    partnerships.seed_partnerships(work)
    note_name(work.session, PARTICIPANTS, "ClusterXchangeBot")
    staff = {of: _staff(work, number, name, of, role) for number, name, of, role in STAFF}
    staff[HOME] = work.session.exec(select(Officer).where(Officer.name == STAFF[0][1])).one()
    for number, (role, name, country, more) in enumerate(MEMBERS, FIRST):
        open_chat(work.session, PARTICIPANTS, number, work.now)
        who = people.meet(work, number, "en", languages={"en", "de"})
        people.give_consent(work, who)
        given = {
            "organisation_name": name,
            "email": f"member{number}@example.org",
            "months": ["2027-06"],
            "working_days": 5,
            "motivation": "To learn how the others do it, and to find partners for a project.",
            "host_programme": "The workshop, the laboratory and two of our customers.",
            "position": "Head of research",
        }
        made = applications.submit_application(
            work, who, answers(work, role, country, **given | more)
        )
        vouch(work, staff[more.get("partnership", HOME)], made)
        review.accept_application(work, staff[more.get("partnership", HOME)], made.id)


def _staff(work: Work, number: int, name: str, of: str, role: OfficerRole) -> Officer:
    open_chat(work.session, DESK, number, work.now)
    who = people.meet(work, number, "en", languages={"en", "de"})
    return officers.bind_officer(work, who, officers.invite_officer(work, role, of), name)


def open_stage(language: str, *, times: bool = False) -> Stage:
    """A stage with the rows in place, everybody speaking that language, and nothing on its way."""
    stage = Stage(language, times=times)
    with stage.database.engine.connect() as line:
        line.connection.driver_connection.deserialize(_seeded())
    with stage.database.transaction() as session:
        session.execute(sa.update(Person).values(language=language))
        ended = {"state": OutboxState.SENT, "ended_at": stage.now}
        session.execute(sa.update(Outbox).values(**ended))
        query = select(Person.telegram_id, Organisation.name).join(
            Application, col(Application.person_id) == col(Person.id)
        )
        query = query.join(Organisation, col(Organisation.id) == col(Application.organisation_id))
        stage.names.update(dict(session.exec(query).all()))
        stage.names.update({number: name for number, name, *_ in STAFF})
    return stage


@dataclass(frozen=True)
class Cast:
    """Who is there when a play begins."""

    stage: Stage

    def member(self, organisation: str) -> Player:
        """A visitor or host, by the organisation's name."""
        numbers = {name: number for number, name in self.stage.names.items()}
        return Player(self.stage, organisation, numbers[organisation])

    def desk(self, name: str) -> Player:
        """An officer, by name."""
        numbers = {known: number for number, known, *_ in STAFF}
        return Player(self.stage, name, numbers[name], DESK)

    @property
    def vienna(self) -> Player:
        """The visitor of most plays."""
        return self.member(VISITORS[0][0])

    @property
    def porto(self) -> Player:
        """The host of most plays."""
        return self.member(HOSTS[0][0])

    @property
    def helsinki(self) -> Player:
        """A host of another Partnership."""
        return self.member(HOSTS[2][0])

    @property
    def olga(self) -> Player:
        """The coordinator of the visitor's Partnership."""
        return self.desk("Olga Desk")

    @property
    def uwe(self) -> Player:
        """An officer of the other Partnership."""
        return self.desk("Uwe Away")
