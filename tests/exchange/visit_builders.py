"""A pair that wants an exchange, its Partnerships and officers; and steps through its life."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache

from sqlmodel import Session, SQLModel, select

from exchange.scheme.call import load_scheme
from exchange.timing import reminders
from exchange.visiting import closing, commitments, dates
from exchange.work import Work
from storage.engine.database import Database
from storage.tables import (
    Application,
    ApplicationState,
    Chat,
    Draft,
    Exchange,
    ExchangeState,
    Officer,
    OfficerRole,
    Organisation,
    Outbox,
    Partnership,
    Person,
    Proposal,
    ProposalState,
    Role,
    Side,
)

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)  # a Monday
STARTS, ENDS = date(2027, 4, 12), date(2027, 4, 16)  # Monday to Friday, five working days
PAPER = {
    "goals": "We want to learn how looms are mended & kept.",
    "objectives": "A list of ten spare parts, and who makes them.",
    "agenda": "Day 1: the mill. Day 2: the workshop. Day 3: talks.",
    "outcomes": "A common order for parts within the year.",
}
REPORT = {
    "done": "Monday the mill, Tuesday the workshop, Wednesday to Friday talks with suppliers.",
    "results": "A list of twelve parts and two offers for them.",
    "follow_up": "A call each month.",
    "recommend": "yes",
}
PLACES = {  # zone, city, latitude, longitude
    "AT": ("Europe/Vienna", "Vienna", 48.21, 16.37),
    "PT": ("Europe/Lisbon", "Porto", 41.15, -8.61),
    "SK": ("Europe/Bratislava", "Bratislava", 48.15, 17.11),
    "FI": ("Europe/Helsinki", "Helsinki", 60.17, 24.94),
    "BE": ("Europe/Brussels", "Ghent", 51.05, 3.72),
    "GR": ("Europe/Athens", "Patras", 38.25, 21.73),
    "AM": ("Asia/Yerevan", "Yerevan", 40.18, 44.51),
}


@cache
def scheme():
    """The scheme as shipped."""
    return load_scheme("clusterxchange")


def new_database(url="sqlite://"):
    """An empty database with every table."""
    database = Database(url)
    SQLModel.metadata.create_all(database.engine)
    return database


@contextmanager
def working(now=NOON, url="sqlite://"):
    """Work on a new database."""
    database = new_database(url)
    with Session(database.engine, expire_on_commit=False) as session:
        yield Work(session, now, scheme())
    database.close()


def at(work, now):
    """The same work at another time."""
    return replace(work, now=now)


@dataclass
class Pair:
    """Two sides, their officers, and the exchange between them."""

    visitor: Person
    host: Person
    vop_officer: Officer
    hop_officer: Officer
    exchange: Exchange

    @property
    def id(self):
        """The exchange's number."""
        return self.exchange.id


def build_pair(work, *, visitor="AT", host="PT", same_partnership=False, desks=("AT", "PT")):
    """A pair that has just agreed to an exchange, from two countries."""
    vop = partnership(work, "Loom Ring")
    hop = vop if same_partnership else partnership(work, "Bobbin League")
    vop_officer = officer(work, vop, desks[0])
    hop_officer = vop_officer if same_partnership else officer(work, hop, desks[1])
    visiting = application(work, visitor, Role.VISITOR, vop)
    hosting = application(work, host, Role.HOST, hop)
    exchange = work.add(
        Exchange(
            proposal_id=proposal(work, visiting, hosting).id,
            visitor_id=visiting.id,
            host_id=hosting.id,
            visitor_partnership_id=vop.id,
            host_partnership_id=hop.id,
            state=ExchangeState.DATES,
            agreed_at=work.now,
        )
    )
    people = [work.load(Person, one.person_id) for one in (visiting, hosting)]
    return Pair(*people, vop_officer, hop_officer, exchange)


def partnership(work, name):
    """The Partnership of that name."""
    known = work.session.exec(select(Partnership).where(Partnership.name == name)).first()
    return known or work.add(Partnership(name=name, field="Textiles", target=50))


def person(work, country):
    """Somebody from a country whose chat is open."""
    zone = PLACES[country][0]
    number = 1000 + len(work.session.exec(select(Person.id)).all())
    for bot in ("participants", "desk"):
        work.add(Chat(bot=bot, chat_id=number, opened_at=work.now))
    return work.add(
        Person(
            telegram_id=number, language="en", zone=zone, country=country, first_seen_at=work.now
        )
    )


def officer(work, of, country, role=OfficerRole.OFFICER):
    """An officer of a Partnership."""
    return work.add(
        Officer(
            person_id=person(work, country).id,
            partnership_id=of.id,
            role=role,
            name=f"Officer of {of.name}",
            bound_at=work.now,
        )
    )


def application(work, country, role, of, state=ApplicationState.ACCEPTED):
    """An application of a company of that country."""
    _, city, latitude, longitude = PLACES[country]
    organisation = work.add(
        Organisation(
            name=f"{city} Weavers & Sons",
            type="sme",
            country=country,
            city=city,
            latitude=latitude,
            longitude=longitude,
            size="small",
        )
    )
    return work.add(
        Application(
            person_id=person(work, country).id,
            organisation_id=organisation.id,
            partnership_id=of.id,
            role=role,
            state=state,
            person_name=f"Alex of {city}",
            email="alex@weavers.example",
            languages=["en"],
            ecosystems=["textiles"],
            offers="mending of looms",
            seeks="spare parts",
            capacity=1,
            submitted_at=work.now,
        )
    )


def proposal(work, visiting, hosting, state=ProposalState.ACCEPTED):
    """The visitor's invitation to the host."""
    return work.add(
        Proposal(
            visitor_id=visiting.id,
            host_id=hosting.id,
            made_by=Side.VISITOR,
            state=state,
            message="May I come?",
            made_at=work.now,
            expires_at=work.now,
        )
    )


def open_proposal(work, *, visitor="AT", host="PT", expires):
    """A visitor's open invitation, planned for."""
    loom = partnership(work, "Loom Ring")
    visiting = application(work, visitor, Role.VISITOR, loom)
    hosting = application(work, host, Role.HOST, loom)
    made = proposal(work, visiting, hosting, ProposalState.PROPOSED)
    made.expires_at = expires
    reminders.plan_proposal(work, made)
    return made


def waiting_application(work, country="AT"):
    """An application just handed in, and the officer who is to review it."""
    loom = partnership(work, "Loom Ring")
    desk = officer(work, loom, country)
    waiting = application(work, country, Role.VISITOR, loom, ApplicationState.SUBMITTED)
    reminders.plan_review(work, waiting)
    return waiting, desk


def draft(work, writer, updated_at=None):
    """An application that somebody began, and perhaps went on with later."""
    return work.add(
        Draft(
            user_id=writer.telegram_id,
            bot="participants",
            form="app",
            form_version=1,
            started_at=work.now,
            updated_at=updated_at or work.now,
        )
    )


def agree(work, pair, starts=STARTS, ends=ENDS):
    """Both agree on dates."""
    dates.offer_dates(work, pair.visitor, pair.id, starts, ends)
    dates.agree_dates(work, pair.host, pair.id)


def draw_up(work, pair):
    """The visitor writes the Commitment to Quality."""
    return commitments.draw_up_commitment(work, pair.visitor, pair.id, PAPER)


def sign_all(work, pair):
    """All four sign, in order."""
    commitments.sign_as_person(work, pair.visitor, pair.id)
    commitments.sign_as_person(work, pair.host, pair.id)
    commitments.sign_as_officer(work, pair.vop_officer, pair.id)
    if pair.hop_officer is not pair.vop_officer:
        commitments.sign_as_officer(work, pair.hop_officer, pair.id)


def ready_pair(work, **places):
    """A pair whose exchange is signed by all."""
    pair = build_pair(work, **places)
    agree(work, pair)
    draw_up(work, pair)
    sign_all(work, pair)
    return pair


def travelling_pair(work, **places):
    """A pair on the first day of its stay, and the work of that day."""
    pair = ready_pair(work, **places)
    there = at(work, datetime(2027, 4, 12, 8, tzinfo=UTC))
    dates.start_exchange(there, pair.id)
    return there, pair


def returned_pair(work, **places):
    """A pair whose stay is over, and the work of the day after."""
    there, pair = travelling_pair(work, **places)
    back = at(there, datetime(2027, 4, 17, 8, tzinfo=UTC))
    dates.finish_exchange(back, pair.id)
    return back, pair


def validated_pair(work, **places):
    """A pair whose report is validated, and the work of that day."""
    back, pair = returned_pair(work, **places)
    closing.submit_report(back, pair.visitor, pair.id, REPORT, None)
    closing.validate_report(back, pair.vop_officer, pair.id)
    return back, pair


def told(work, person_or_officer=None):
    """The kinds of notices in the outbox, oldest first; of one reader if given."""
    query = select(Outbox).order_by(Outbox.id)
    if person_or_officer is not None:
        owner = person_or_officer
        if isinstance(owner, Officer):
            owner = work.load(Person, owner.person_id)
        query = query.where(Outbox.chat_id == owner.telegram_id)
    return [row.kind for row in work.session.exec(query)]
