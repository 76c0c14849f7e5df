"""A course: a technology centre gives it from one paragraph, a cluster takes a seat, was there, says how it was."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlmodel import select

from storage.tables import Application, Course, Organisation, Role
from tests.builders.bots.actors import fill_in, tap_data
from tests.builders.bots.story import two_accepted

if TYPE_CHECKING:
    from tests.builders.bots.town import Town

ABOUT = "What assessors look at, and how to prepare the papers."


def _other_kinds(town: Town) -> None:
    """The host is a technology centre, the visitor a cluster."""
    kinds = {Role.HOST: "scaling_up_support", Role.VISITOR: "cluster_organisation"}
    with town.house.database.transaction() as session:
        for role, kind in kinds.items():
            query = select(Organisation).join(Application).where(Application.role == role)
            session.exec(query).one().type = kind


async def test_a_course_is_given_joined_held_and_certified(town: Town) -> None:
    """In a few taps each; the certificate is a PDF, and the desk of the giver counts."""
    ana, max_, _ = await two_accepted(town)
    _other_kinds(town)
    await max_.say("/learn")
    await tap_data(max_, "a:new")
    day = (town.clock() + timedelta(days=9)).date()
    told = f"“Winning a label”, {day:%-d %B %Y} 9-12, in English, 5 seats, https://meet.example.org/l. {ABOUT}"
    await fill_in(max_, "crs", {"about": told})
    await max_.expect("Veröffentlicht")
    await ana.say("/learn")
    await tap_data(ana, "a:show:")
    await tap_data(ana, "a:in:")
    await ana.expect("You have your seat")
    town.clock.ahead += timedelta(days=10)
    await max_.say("/learn")
    await tap_data(max_, "a:own:")
    await tap_data(max_, "a:who:")
    await tap_data(max_, "a:there:")
    await ana.expect("It is on your record")
    await tap_data(ana, "a:test:")
    await fill_in(ana, "crst", {"mark": "=5", "said": "=>"})
    await ana.expect("Thank you")
    await tap_data(ana, "a:paper:")
    await ana.expect("Your certificate")
    desk = await town.officer(204, "Photonics4Industry")
    await desk.say("/courses")
    await desk.expect("1 course, 1 held")


async def test_a_desk_gives_a_course_online_with_the_test_it_promised(town: Town) -> None:
    """Nobody knows the link yet, which is no place; the test is asked for at once, as it was promised."""
    ana, _, _ = await two_accepted(town)
    _other_kinds(town)
    desk = await town.officer(204, "Photonics4Industry")
    await desk.say("/courses")
    await tap_data(desk, "u:new")
    day = (town.clock() + timedelta(days=9)).date()
    told = f"“Winning a label”, {day:%-d %B %Y} 9-12, in English, 5 seats, with a test. {ABOUT}"
    await fill_in(desk, "crs", {"about": told, "where": "dunno, online"})
    await desk.expect("A question a line")
    await desk.say("Wet? yes* / no")
    await desk.expect("Noted")
    await ana.say("/learn")
    await tap_data(ana, "a:show:")
    await tap_data(ana, "a:in:")
    await ana.expect("the link is not told yet")
    with town.house.database.transaction() as session:
        course = session.exec(select(Course)).one()
        assert (course.place, course.link, len(course.questions)) == ("", "", 1)
