"""A host and visitors who are accepted already, each with a telephone: for journeys about what they do then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import select

from exchange.applying import applications, review
from exchange.people import people
from exchange.work import Work
from storage.tables import Officer, Role
from tests.builders.records.applicants import answers, vouch
from tests.builders.records.groups import NAMES

if TYPE_CHECKING:
    from bot.emulator.phones.client import Phone
    from tests.builders.bots.town import Town

HOST, FIRST = 300, 301  # numbers of people


async def a_host(town: Town) -> Phone:
    """A host in Portugal."""
    return await _accepted(town, HOST, "Max", Role.HOST, "PT")


async def visitors(town: Town, count: int) -> list[Phone]:
    """Visitors from Austria, each of a company of its own."""
    return [await _accepted(town, FIRST + at, NAMES[at], Role.VISITOR, "AT") for at in range(count)]


async def _accepted(town: Town, number: int, name: str, role: Role, country: str) -> Phone:
    """Somebody who has said hello, and whom the desk that is there has accepted."""
    phone = await town.phone(number, name)
    await phone.start()
    await phone.hear()
    with town.house.database.transaction() as session:
        work = Work(session, town.clock(), town.house.scheme)
        who = people.meet(work, number, "en", languages={"en", "de"})
        people.give_consent(work, who)
        called = {"organisation_name": f"{name} Works", "email": f"a@{name.lower()}.example"}
        made = applications.submit_application(work, who, answers(work, role, country, **called))
        desk = session.exec(select(Officer)).one()
        vouch(work, desk, made)
        review.accept_application(work, desk, made.id)
    await phone.expect("accepted your application")
    return phone
