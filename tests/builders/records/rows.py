"""Rows as they stand in the database: people, officers, applications, proposals."""

from __future__ import annotations

from sqlmodel import select

from exchange.timing.invitations import plan_proposal
from exchange.timing.reviews import plan_review
from storage.tables import (
    Application,
    ApplicationState,
    Chat,
    Draft,
    Exchange,
    Officer,
    OfficerRole,
    Organisation,
    Partnership,
    Person,
    Proposal,
    ProposalState,
    Role,
    Side,
)

PLACES = {  # zone, city, latitude, longitude
    "AT": ("Europe/Vienna", "Vienna", 48.21, 16.37),
    "PT": ("Europe/Lisbon", "Porto", 41.15, -8.61),
    "SK": ("Europe/Bratislava", "Bratislava", 48.15, 17.11),
    "FI": ("Europe/Helsinki", "Helsinki", 60.17, 24.94),
    "BE": ("Europe/Brussels", "Ghent", 51.05, 3.72),
    "GR": ("Europe/Athens", "Patras", 38.25, 21.73),
    "AM": ("Asia/Yerevan", "Yerevan", 40.18, 44.51),
}


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
            decided_at=None if state is ProposalState.PROPOSED else work.now,
            message="May I come?",
            made_at=work.now,
            expires_at=work.now,
        )
    )


def exchange(work, visiting, hosting, state, **facts):
    """An exchange of two applications in that state, agreed to now, with what else is known of it."""
    return work.add(
        Exchange(
            proposal_id=proposal(work, visiting, hosting).id,
            visitor_id=visiting.id,
            host_id=hosting.id,
            visitor_partnership_id=visiting.partnership_id,
            host_partnership_id=hosting.partnership_id,
            state=state,
            **{"agreed_at": work.now, **facts},
        )
    )


def open_proposal(work, *, visitor="AT", host="PT", expires):
    """A visitor's open invitation, planned for."""
    loom = partnership(work, "Loom Ring")
    visiting = application(work, visitor, Role.VISITOR, loom)
    hosting = application(work, host, Role.HOST, loom)
    made = proposal(work, visiting, hosting, ProposalState.PROPOSED)
    made.expires_at = expires
    plan_proposal(work, made)
    return made


def waiting_application(work, country="AT"):
    """An application just handed in, and the officer who is to review it."""
    loom = partnership(work, "Loom Ring")
    desk = officer(work, loom, country)
    waiting = application(work, country, Role.VISITOR, loom, ApplicationState.SUBMITTED)
    plan_review(work, waiting)
    return waiting, desk


def draft(work, writer, updated_at=None):
    """An application that somebody began, and perhaps went on with later."""
    return work.add(
        Draft(
            user_id=writer.telegram_id,
            bot="participants",
            form="app",
            started_at=work.now,
            updated_at=updated_at or work.now,
        )
    )
