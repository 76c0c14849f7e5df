"""Funding programmes, and whoever may be told of them."""

from __future__ import annotations

from datetime import timedelta

from exchange.opportunities import keeping
from exchange.opportunities.keeping import Programme
from exchange.people import people
from storage.tables import FundingLevel, Organisation, Person, Role
from tests.builders.records import rows


def programme(work, title="Loom vouchers", about="Spare parts of looms.", *, days=60, **more):
    """What is told of one; its deadline is so many days from now."""
    told = {
        "level": FundingLevel.EU,
        "title": title,
        "about": about,
        "link": "https://example.org/apply",
        "deadline": work.now.date() + timedelta(days=days),
    }
    return Programme(**told | more)


def listed(work, title="Loom vouchers", about="Spare parts of looms.", *, days=60, **more):
    """One on the list of the Loom Ring."""
    desk = rows.partnership(work, "Loom Ring")
    return keeping.enter(work, None, desk.id, programme(work, title, about, days=days, **more))


def member(work, country="AT", role=Role.VISITOR, *, kind="sme", seeks=None, offers=None):
    """Somebody who takes part at the Loom Ring, and their application."""
    own = rows.application(work, country, role, rows.partnership(work, "Loom Ring"))
    work.load(Organisation, own.organisation_id).type = kind
    own.seeks, own.offers = seeks or own.seeks, offers or own.offers
    work.add(own)
    person = work.load(Person, own.person_id)
    people.give_consent(work, person)
    return person, own


def desk(work, role=None):
    """An officer of the Loom Ring."""
    more = {} if role is None else {"role": role}
    return rows.officer(work, rows.partnership(work, "Loom Ring"), "AT", **more)
